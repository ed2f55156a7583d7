//! Modality: whether a portrayal is asserted, held possible, or denied.

use std::fmt;

/// How firmly the words hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Modality {
    /// Said as fact.
    Asserted,
    /// Hedged, conditional or asked; the direction stays.
    Possible,
    /// The attribution denies it; such a row stays out of every mean.
    Denied,
}

impl fmt::Display for Modality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Asserted => "asserted",
            Self::Possible => "possible",
            Self::Denied => "denied",
        })
    }
}

/// Words that hedge, in lower case.
const HEDGES: &[&str] = &[
    "may",
    "might",
    "could",
    "would",
    "should",
    "if",
    "unless",
    "whether",
    "perhaps",
    "maybe",
    "possibly",
    "possible",
    "probably",
    "likely",
    "unlikely",
    "apparently",
    "presumably",
    "potentially",
    "seems",
    "seem",
    "appears",
    "hopefully",
    "allegedly",
];

/// The modality of the words of `scope`; `denied` says that the attribution denies them. "May" as a month is no hedge.
pub(crate) fn modality(scope: &str, denied: bool) -> Modality {
    if denied {
        return Modality::Denied;
    }
    let mut words = scope.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    while let Some(word) = words.next() {
        let month = word == "May" && words.peek().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        if !month && HEDGES.contains(&word.to_lowercase().as_str()) {
            return Modality::Possible;
        }
    }
    let asks = scope.trim_end_matches(['”', '"', '’', '\'', '»', '“', ' ']).ends_with('?');
    if asks { Modality::Possible } else { Modality::Asserted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hedges_conditions_and_questions_are_possible() {
        for words in ["Kestonia may regret it", "if Orrin sells grain", "“Will it last?”", "It could fail"] {
            assert_eq!(modality(words, false), Modality::Possible, "{words}");
        }
        assert_eq!(modality("He won on May 3 in Orrin.", false), Modality::Asserted);
        assert_eq!(modality("He is a thug", true), Modality::Denied);
    }
}
