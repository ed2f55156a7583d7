//! Modality: whether a portrayal is asserted, held possible, or denied.

use std::fmt;

use crate::statements::{Statement, StatementKind};

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
    "might",
    "could",
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

/// The modality of the words of `scope`, a sentence of the statement. "May" as a month is no hedge, nor is what somebody ought to have done; "would" in the article's
/// own words is the "will" of who spoke ("Orr said he *would* pay") unless a condition stands beside it.
pub(crate) fn modality(scope: &str, statement: &Statement) -> Modality {
    if statement.denied {
        return Modality::Denied;
    }
    let told = statement.kind == StatementKind::Indirect;
    let words: Vec<String> =
        scope.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let hedges = words.iter().enumerate().any(|(at, word)| {
        let next = words.get(at + 1).map_or("", String::as_str);
        match word.as_str() {
            "may" => !next.starts_with(|c: char| c.is_ascii_digit()),
            "would" => next == "have" || !told && next != "rather",
            "should" => next != "have",
            word => HEDGES.contains(&word),
        }
    });
    let asks = scope.trim_end_matches(['”', '"', '’', '\'', '»', '“', ' ']).ends_with('?');
    if hedges || asks { Modality::Possible } else { Modality::Asserted }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(kind: StatementKind) -> Statement {
        Statement::given(kind, Vec::new())
    }

    #[test]
    fn hedges_conditions_and_questions_are_possible() {
        let direct = statement(StatementKind::Direct);
        for words in
            ["Kestonia may regret it", "if Orrin sells grain", "“Will it last?”", "It could fail", "He would lose"]
        {
            assert_eq!(modality(words, &direct), Modality::Possible, "{words}");
        }
        for words in ["He won on May 3 in Orrin.", "I would rather lose than lie", "He should have paid"] {
            assert_eq!(modality(words, &direct), Modality::Asserted, "{words}");
        }
        let denied = Statement { denied: true, ..direct };
        assert_eq!(modality("He is a thug", &denied), Modality::Denied);
    }

    #[test]
    fn would_in_the_articles_words_is_will() {
        let told = statement(StatementKind::Indirect);
        assert_eq!(modality("Orrin would pay the bill", &told), Modality::Asserted);
        assert_eq!(modality("Orrin would pay if it could", &told), Modality::Possible);
    }
}
