//! Perspective: whether an attitude is the speaker's own or one that he reports of somebody else.

use std::fmt;

use crate::text::Span;

/// Whose attitude a portrayal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Perspective {
    /// The speaker's own words about the actor.
    Speaker,
    /// Somebody else's attitude, which the speaker only reports; such a row stays out of the speaker's own mean.
    Reported,
}

impl fmt::Display for Perspective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Speaker => "speaker",
            Self::Reported => "reported",
        })
    }
}

/// Stems of verbs and adjectives that give their subject an attitude toward what follows.
const ATTITUDES: &[&str] = &[
    "concern",
    "worri",
    "worry",
    "afraid",
    "fear",
    "wary",
    "anxious",
    "alarm",
    "angry",
    "angered",
    "furious",
    "upset",
    "frustrat",
    "disappoint",
    "condemn",
    "critici",
    "denounc",
    "prais",
    "applaud",
    "admir",
    "respect",
    "resent",
    "hate",
    "hates",
    "despis",
    "distrust",
    "mistrust",
    "trusts",
    "suspicious",
    "suspect",
    "accus",
    "blam",
    "sees",
    "saw",
    "view",
    "regard",
    "consider",
    "perceiv",
    "dislik",
    "envi",
    "grateful",
    "proud",
    "loath",
    "mock",
];

/// Words that may stand between a subject and its attitude.
const BETWEEN: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "has",
    "have",
    "had",
    "very",
    "quite",
    "deeply",
    "also",
    "still",
    "now",
    "much",
    "more",
    "increasingly",
    "really",
    "clearly",
    "openly",
    "privately",
    "publicly",
    "so",
    "too",
    "already",
    "always",
    "often",
    "long",
    "never",
    "not",
    "will",
    "may",
    "might",
    "would",
    "could",
    "remains",
    "seems",
    "s",
    "and",
];

/// The mention in `names` whose attitude toward `target` the words of `scope` report, if they do: it stands before the target, and
/// what follows it is an attitude ("China is quite concerned about Russia").
pub(crate) fn holder(text: &str, scope: Span, target: Span, names: &[Span]) -> Option<Span> {
    let holds = |name: &&Span| {
        let name = **name;
        if !(scope.contains(name) && name.end() < target.start()) {
            return false;
        }
        let between = &text[name.end()..target.start()];
        for word in between.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            let word = word.to_lowercase();
            if ATTITUDES.iter().any(|stem| word.starts_with(stem)) {
                return true;
            }
            if !BETWEEN.contains(&word.as_str()) {
                return false;
            }
        }
        false
    };
    names.iter().rev().find(holds).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Case {
        text: &'static str,
        names: &'static [&'static str],
        target: &'static str,
        holder: Option<&'static str>,
    }

    #[test]
    fn an_attitude_belongs_to_its_subject() {
        let cases = [
            Case {
                text: "Orrin is quite concerned about Kestonia",
                names: &["Orrin"],
                target: "Kestonia",
                holder: Some("Orrin"),
            },
            Case { text: "Orrin sells grain to Kestonia", names: &["Orrin"], target: "Kestonia", holder: None },
            Case {
                text: "Brandt, Orrin fears, will lose to Varga",
                names: &["Brandt", "Orrin"],
                target: "Varga",
                holder: Some("Orrin"),
            },
            Case { text: "Kestonia worries Orrin", names: &["Orrin"], target: "Kestonia", holder: None },
        ];
        for case in cases {
            let at = |w: &str| {
                let s = case.text.find(w).expect("in the text");
                Span::new(s, s + w.len())
            };
            let names: Vec<Span> = case.names.iter().map(|n| at(n)).collect();
            let whole = Span::new(0, case.text.len());
            assert_eq!(
                holder(case.text, whole, at(case.target), &names).map(|h| h.of(case.text)),
                case.holder,
                "{}",
                case.text
            );
        }
    }
}
