//! "The two countries", "both sides", "neither man": two of a kind whom the text has named together.

use super::Agreement;
use crate::text::{Span, word_before};

/// What the two are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pair {
    /// Two states.
    States,
    /// Two men or two women.
    Persons(Agreement),
    /// Two who lead a state, a body or a party.
    Leaders,
    /// Two who run against each other.
    Candidates,
    /// Two organisations.
    Bodies,
    /// Two parties.
    Parties,
    /// Two states, or two bodies of any kind.
    Sides,
}

/// Nouns of two, in the plural and in the singular.
const NOUNS: &[(&str, &str, Pair)] = &[
    ("airlines", "airline", Pair::Bodies),
    ("agencies", "agency", Pair::Bodies),
    ("armies", "army", Pair::Sides),
    ("banks", "bank", Pair::Bodies),
    ("candidates", "candidate", Pair::Candidates),
    ("clubs", "club", Pair::Bodies),
    ("companies", "company", Pair::Bodies),
    ("countries", "country", Pair::States),
    ("firms", "firm", Pair::Bodies),
    ("governments", "government", Pair::States),
    ("leaders", "leader", Pair::Leaders),
    ("men", "man", Pair::Persons(Agreement::Masculine)),
    ("nations", "nation", Pair::States),
    ("neighbors", "neighbor", Pair::States),
    ("neighbours", "neighbour", Pair::States),
    ("parties", "party", Pair::Parties),
    ("peoples", "people", Pair::States),
    ("presidents", "president", Pair::Leaders),
    ("sides", "side", Pair::Sides),
    ("states", "state", Pair::States),
    ("unions", "union", Pair::Bodies),
    ("women", "woman", Pair::Persons(Agreement::Feminine)),
];

/// Adjectives that may stand before such a noun.
const BESIDE: &[&str] = &["big", "large", "main", "major", "neighboring", "neighbouring", "rival", "top", "warring"];

/// Words before the two where something happens in them.
const WHERE: &[&str] = &["across", "from", "in", "inside", "throughout", "within"];

/// The phrase that the first of `words` begins, if it is of two.
pub(super) fn pair(text: &str, words: &[Span]) -> Option<(Span, Pair)> {
    let lower = |at: usize| words.get(at).map(|word| word.of(text).to_lowercase()).unwrap_or_default();
    let (lead, one) = match (lower(0).as_str(), lower(1).as_str()) {
        ("the" | "these", "two") => (2, false),
        ("both", "the") => (2, false),
        ("both", _) => (1, false),
        ("either" | "neither", _) => (1, true),
        _ => return None,
    };
    let at = if BESIDE.contains(&lower(lead).as_str()) { lead + 1 } else { lead };
    let noun = lower(at);
    let (_, _, sort) = NOUNS.iter().find(|(many, single, _)| noun == if one { *single } else { *many })?;
    let joined = (0..at).all(|n| text.get(words[n].end()..words[n + 1].start()) == Some(" "));
    let span = words[0].hull(words[at]);
    let owns = text[span.end()..].starts_with(['’', '\'', '-']);
    let place = *sort == Pair::States && WHERE.contains(&word_before(text, span).as_str());
    (joined && !owns && !place).then_some((span, *sort))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_a_kind_are_told_by_their_number_and_noun() {
        let found = |text: &str| {
            let mut words = Vec::new();
            let mut at = 0;
            for word in text.split(' ') {
                words.push(Span::new(at, at + word.trim_end_matches(['.', '’']).len()));
                at += word.len() + 1;
            }
            pair(text, &words).map(|(span, sort)| (span.of(text).to_owned(), sort))
        };
        assert_eq!(found("the two countries agreed"), Some(("the two countries".to_owned(), Pair::States)));
        assert_eq!(found("both warring sides agreed"), Some(("both warring sides".to_owned(), Pair::Sides)));
        assert_eq!(found("neither man agreed"), Some(("neither man".to_owned(), Pair::Persons(Agreement::Masculine))));
        assert_eq!(found("both the companies agreed"), Some(("both the companies".to_owned(), Pair::Bodies)));
        for none in ["the three countries", "both agreed", "either way", "the two countries’ leaders", "both days"] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
