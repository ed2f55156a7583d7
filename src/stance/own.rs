//! What somebody says of himself, or of the body in whose name he speaks.

use super::Judged;
use crate::text::{Span, first_word};

/// By how much less or more often the three stances, in label order, are right of the speaker and his body than the head expects: the shares of
/// the codes over the mean probabilities, neutral taken as 1 (Saerens et al. 2002, equation 2.4). Of 69 rows by "I" and "we" in the articles that
/// rules are written from (`desk-read`, `wire-read`) 7 are unfavorable, 39 neutral or mixed and 23 favorable; the head called 31 unfavorable. The
/// quotients are 0.22, 1 and 1.23; the first is kept nearer to 1, for 69 rows are few.
const SHIFT: [f32; 3] = [0.3, 1.0, 1.25];

/// Words by which a speaker does blame himself or his body: "I *should have* come sooner".
const ADMITS: &[&str] = &[
    "apologis",
    "apologiz",
    "ashamed",
    "did not do",
    "didn’t do",
    "didn't do",
    "fail",
    "fault",
    "let you down",
    "mistake",
    "my responsibility",
    "not good enough",
    "not been good enough",
    "is on me",
    "is on us",
    "own this",
    "responsible",
    "responsibility",
    "should have",
    "shouldn’t have",
    "shouldn't have",
    "sorry",
    "was wrong",
    "were wrong",
];

/// A judgement of the speaker or his body under what is known of such judgements; as it is where its words admit something.
pub(crate) fn shifted(text: &str, judged: Judged, temperature: f32) -> Judged {
    let words = judged.scope.of(text).to_lowercase();
    if ADMITS.iter().any(|word| words.contains(word)) {
        return judged;
    }
    let mut judgement = judged.judgement;
    for (logit, shift) in judgement.stance.iter_mut().zip(SHIFT) {
        *logit += temperature * shift.ln();
    }
    Judged { judgement, ..judged }
}

/// Whether a mention is "we" or "our", which stand for a speaker's body.
pub(crate) fn is_first_plural(text: &str, mention: Span) -> bool {
    matches!(first_word(mention.of(text)).to_lowercase().as_str(), "we" | "us" | "our" | "ours" | "ourselves")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Judgement;
    use crate::stance::Probabilities;

    #[test]
    fn a_speaker_blames_himself_seldom_unless_he_admits_something() {
        let judge = |text: &str| {
            let judgement = Judgement { stance: [1.0, 0.5, 0.0], outlook: [0.0; 3], perspective: [0.0; 2] };
            let judged = Judged { mention: Span::new(0, 1), scope: Span::new(0, text.len()), judgement };
            let p = Probabilities::of(shifted(text, judged, 2.0).judgement.stance, 2.0);
            (p.unfavorable * 100.0).round()
        };
        assert_eq!(judge("I should have come sooner."), 42.0);
        assert_eq!(judge("I came on Monday."), 16.0);
    }
}
