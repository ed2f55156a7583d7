//! Stance: how a statement, as attributed in the article, presents an actor, by its words alone (`docs/codebook.md`).

mod modality;
mod outlook;
mod own;
mod perspective;

use std::fmt;

use crate::model::{Calibration, Judgement, Reading, softmax};
use crate::sentence::sentences;
use crate::statements::Statement;
use crate::text::Span;

pub use modality::Modality;
pub use outlook::Outlook;
pub use perspective::Perspective;

pub(crate) use modality::modality;
pub(crate) use own::{is_first_plural, shifted};
pub(crate) use perspective::holder;

/// How a statement presents an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// Loss, failure, weakness, blame.
    Unfavorable,
    /// Neither, as in a bare mention.
    Neutral,
    /// Gain, success, strength.
    Favorable,
    /// One mention favorable, another unfavorable.
    Mixed,
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unfavorable => "unfavorable",
            Self::Neutral => "neutral",
            Self::Favorable => "favorable",
            Self::Mixed => "mixed",
        })
    }
}

/// Calibrated probabilities of the three stances; they sum to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Probabilities {
    /// Of an unfavorable portrayal.
    pub unfavorable: f32,
    /// Of a neutral one.
    pub neutral: f32,
    /// Of a favorable one.
    pub favorable: f32,
}

impl Probabilities {
    /// Calibrated by temperature (Guo et al. 2017, section 4.2), above 0; `logits` in label order.
    #[must_use]
    pub(crate) fn of(logits: [f32; 3], temperature: f32) -> Self {
        let mut p = logits.map(|x| x / temperature);
        softmax(&mut p);
        Self { unfavorable: p[0], neutral: p[1], favorable: p[2] }
    }

    /// p(favorable) - p(unfavorable), in -1..1.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.favorable - self.unfavorable
    }

    /// The most probable stance; ties go to neutral.
    #[must_use]
    pub fn best(&self) -> Stance {
        if self.favorable > self.neutral && self.favorable > self.unfavorable {
            Stance::Favorable
        } else if self.unfavorable > self.neutral && self.unfavorable >= self.favorable {
            Stance::Unfavorable
        } else {
            Stance::Neutral
        }
    }

    /// The largest of the three.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.unfavorable.max(self.neutral).max(self.favorable)
    }
}

/// What the head says of one mention, and the words it judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Judged {
    pub mention: Span,
    /// The mention's sentence, as far as it belongs to the content.
    pub scope: Span,
    pub judgement: Judgement,
}

/// Judges every mention inside the content of each statement by the words of its sentence there (rule 1 of the codebook). All of them go
/// through the heads together: their matrices are read once.
pub(crate) fn judge(
    text: &str,
    statements: &[Statement],
    mentions: &[Span],
    reading: &Reading<'_>,
) -> Vec<Vec<Judged>> {
    let targets: Vec<(usize, (Span, Span))> = statements
        .iter()
        .enumerate()
        .flat_map(|(n, statement)| targets(text, statement, mentions).into_iter().map(move |target| (n, target)))
        .collect();
    let judgements = reading.judge(&targets.iter().map(|(_, target)| *target).collect::<Vec<_>>());
    let mut out = vec![Vec::new(); statements.len()];
    for ((n, (mention, scope)), judgement) in targets.into_iter().zip(judgements) {
        out[n].extend(judgement.map(|judgement| Judged { mention, scope, judgement }));
    }
    out
}

/// The mentions inside a statement's content, each with the words that it is judged by.
fn targets(text: &str, statement: &Statement, mentions: &[Span]) -> Vec<(Span, Span)> {
    let mut out = Vec::new();
    for fragment in &statement.fragments {
        let from = mentions.partition_point(|m| m.start() < fragment.start());
        let near = mentions[from..].iter().take_while(|m| m.start() < fragment.end()).copied();
        let inside: Vec<Span> = near.filter(|m| fragment.contains(*m)).collect();
        if inside.is_empty() {
            continue;
        }
        let scopes = sentences(text, *fragment);
        for mention in inside {
            let scope = scopes.iter().copied().find(|s| s.contains(mention)).unwrap_or(*fragment);
            out.push((mention, scope));
        }
    }
    out
}

/// One actor's mentions in a statement taken together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Verdict {
    pub stance: Stance,
    pub probabilities: Probabilities,
    pub abstained: bool,
    pub outlook: Outlook,
    /// Whether the portrayal that carries the score is somebody else's, by the model.
    pub reported: bool,
    /// Which of the judged mentions carries the score: its position.
    pub carrier: usize,
}

/// A mention takes part in a conflict when its score is at least this far from 0.
const CONFLICT: f32 = 0.4;

/// The power of a mention's probability of not being neutral by which it counts. A mention of 0.22 beside a telling
/// one of 0.65 would take a quarter of the row with the power 1, and takes an eightieth. The tuning half of quoted-stance does not tell
/// powers of 1 to 16 apart.
const TELLING: i32 = 4;

/// Takes the mentions of one actor together. A bare mention says nothing, so each counts by how sure it is not to be neutral; mentions that
/// conflict make the row mixed (rule 8 of the codebook). `None` of no mention.
pub(crate) fn verdict(judged: &[Judged], calibration: Calibration) -> Option<Verdict> {
    let each: Vec<Probabilities> =
        judged.iter().map(|j| Probabilities::of(j.judgement.stance, calibration.temperature)).collect();
    let weights: Vec<f32> = each.iter().map(|p| (1.0 - p.neutral).max(0.05).powi(TELLING)).collect();
    let total: f32 = weights.iter().sum();
    let mean = |of: fn(&Probabilities) -> f32| each.iter().zip(&weights).map(|(p, w)| of(p) * w).sum::<f32>() / total;
    let probabilities = Probabilities {
        unfavorable: mean(|p| p.unfavorable),
        neutral: mean(|p| p.neutral),
        favorable: mean(|p| p.favorable),
    };
    let extreme = |sign: f32| each.iter().map(|p| sign * p.score()).fold(f32::NEG_INFINITY, f32::max);
    let conflict = extreme(1.0) >= CONFLICT && extreme(-1.0) >= CONFLICT;
    let best = probabilities.best();
    let toward = |p: &Probabilities| match best {
        Stance::Favorable => p.favorable,
        Stance::Unfavorable => p.unfavorable,
        Stance::Neutral | Stance::Mixed => p.score().abs(),
    };
    let carrier = (0..each.len()).max_by(|a, b| toward(&each[*a]).total_cmp(&toward(&each[*b])).then(b.cmp(a)))?;
    // A bare mention says nothing of the outlook either: the mention that says most decides.
    let outlook = judged
        .iter()
        .map(|j| j.judgement.outlook)
        .min_by(|a, b| margin(a).total_cmp(&margin(b)))
        .map(|logits| Outlook::of(logits, calibration.outlook_below))?;
    let mut perspective = judged[carrier].judgement.perspective;
    softmax(&mut perspective);
    Some(Verdict {
        outlook,
        reported: perspective[1] >= calibration.reported_from,
        stance: if conflict { Stance::Mixed } else { best },
        probabilities,
        abstained: !conflict && probabilities.confidence() < calibration.abstain_below,
        carrier,
    })
}

/// By how much "none" leads the other outlooks.
fn margin(outlook: &[f32; 3]) -> f32 {
    outlook[0] - outlook[1].max(outlook[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Calibration = Calibration {
        temperature: 1.0,
        newsmtsc_temperature: 1.0,
        abstain_below: 0.5,
        outlook_below: 0.5,
        reported_from: 0.5,
    };

    fn judged(stance: [f32; 3]) -> Judged {
        let judgement = Judgement { stance, outlook: [2.0, 0.0, 0.0], perspective: [2.0, 0.0] };
        Judged { mention: Span::new(0, 1), scope: Span::new(0, 1), judgement }
    }

    #[test]
    fn the_mention_that_says_most_gives_the_outlook_and_the_carrier_the_perspective() {
        let mut loses = judged([0.0, 4.0, 0.0]);
        loses.judgement.outlook = [0.0, 0.0, 3.0];
        let mut reported = judged([3.0, 0.0, 0.0]);
        reported.judgement.perspective = [0.0, 2.0];
        let together = verdict(&[judged([0.0, 4.0, 0.0]), loses, reported], PLAIN).expect("three mentions");
        assert_eq!((together.outlook, together.reported, together.carrier), (Outlook::Loses, true, 2));
    }

    #[test]
    fn a_bare_mention_does_not_dilute_and_a_conflict_is_mixed() {
        let bare = judged([0.0, 4.0, 0.0]);
        let good = judged([0.0, 0.0, 4.0]);
        let bad = judged([4.0, 0.0, 0.0]);
        let together = verdict(&[bare, good], PLAIN).expect("two mentions");
        assert_eq!((together.stance, together.carrier), (Stance::Favorable, 1));
        assert_eq!(verdict(&[good, bad], PLAIN).expect("two mentions").stance, Stance::Mixed);
        assert!(verdict(&[], PLAIN).is_none());
    }

    #[test]
    fn an_uncertain_row_abstains_and_keeps_its_numbers() {
        let row = verdict(&[judged([0.1, 0.0, 0.0])], PLAIN).expect("one mention");
        assert!(row.abstained && row.probabilities.score() < 0.0);
    }
}
