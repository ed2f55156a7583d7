//! Whether a cue denies what follows it.

use crate::text::{Span, holds_any};

/// Nouns of what is said, in "rejected *suggestions* that".
pub(super) const CLAIMS: &[&str] =
    &["accusations", "allegations", "assertions", "charges", "claims", "criticism", "reports", "suggestions"];

/// "denied", "has denied", "did not say", "never said", "rejected suggestions": a denial of having said or of the thing said.
pub(super) fn denies(cue: &str) -> bool {
    let cue = cue.to_lowercase().replace('’', "'");
    let words: Vec<&str> = cue.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty()).collect();
    let denying = |w: &&str| {
        matches!(
            *w,
            "deny"
                | "denies"
                | "denied"
                | "denying"
                | "refute"
                | "refutes"
                | "refuted"
                | "refuting"
                | "disavowed"
                | "denial"
                | "denials"
        )
    };
    // "did not deny" is no denial, and "did not say" is one.
    let negated = words.iter().any(|w| matches!(*w, "not" | "never") || w.ends_with("n't"));
    if rejects(&cue) && holds_any(&cue, CLAIMS) {
        return !negated;
    }
    words.iter().any(denying) != (negated && words.iter().any(|w| is_saying(w) || denying(w)))
}

/// Whether a cue turns something down: "rejected", "has dismissed".
pub(super) fn rejects(cue: &str) -> bool {
    holds_any(cue, &["dismiss", "dismissed", "dismisses", "reject", "rejected", "rejecting", "rejects"])
}

/// The verb right before content, where it turns something down: "*rejected* suggestions that it was to blame".
pub(super) fn rejecting(text: &str, paragraph: Span, content: Span) -> Option<Span> {
    let before = text[paragraph.start()..content.start()].trim_end();
    let plain = |verb: &&str| verb.chars().all(char::is_alphabetic) && rejects(verb);
    let verb = before.rsplit(' ').next().filter(plain)?;
    let end = paragraph.start() + before.len();
    Some(Span::new(end - verb.len(), end))
}

/// Whether a word is of saying or thinking as it stands behind "not" in a denial: "did not *call* it so". These are base forms for the most
/// part, which attribute nothing by themselves (`verb::attributes`).
fn is_saying(word: &str) -> bool {
    matches!(
        word,
        "say"
            | "says"
            | "said"
            | "saying"
            | "claim"
            | "claimed"
            | "suggest"
            | "suggested"
            | "call"
            | "called"
            | "calling"
            | "think"
            | "believe"
    )
}

#[cfg(test)]
mod tests {
    use super::denies;

    #[test]
    fn denials_are_told_from_denied_denials() {
        for cue in [
            "denied",
            "has repeatedly denied",
            "did not say",
            "didn’t say",
            "never said",
            "denying",
            "rejected suggestions",
        ] {
            assert!(denies(cue), "{cue}");
        }
        for cue in ["said", "did not deny", "according to", "does not want", "also rejects", ""] {
            assert!(!denies(cue), "{cue}");
        }
    }
}
