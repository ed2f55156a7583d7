//! Clauses beside a name: whether one says what somebody is or what he did.

use super::lexicon::is_title_noun;
use super::trade::before_link;
use crate::text::first_word;

/// Whether a clause names an office or a trade: the last word before its first preposition does ("research *director* of the Institute"),
/// so that "lessons from a brother’s pain" and "was the best candidate" say of nobody what he is.
pub(super) fn is_office(clause: &str) -> bool {
    let head = |part: &str| {
        part.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).find(|w| !w.is_empty()).unwrap_or("").to_lowercase()
    };
    let mut parts = before_link(clause).split(" and ").map(head);
    let begins = first_word(clause).to_lowercase();
    let quoted = clause.contains(['“', '”', '"']) || clause.contains("''");
    parts.any(|noun| is_title_noun(&noun)) && !quoted && !VERBS.contains(&begins.as_str()) && !is_story(clause)
}

/// What begins a clause that goes on with a story.
const VERBS: &[&str] = &[
    "is",
    "was",
    "were",
    "are",
    "has",
    "had",
    "says",
    "said",
    "told",
    "calls",
    "called",
    "who",
    "which",
    "whose",
    "and",
    "but",
    "where",
    "when",
    "while",
    "as",
    "in",
    "if",
    "not",
    "both",
    "along",
    "together",
    "with",
    "like",
    "unlike",
    "including",
    "through",
    "praised",
    "defended",
];

/// Whether a clause says what somebody did and not what he is: a word of a clause stands before the noun of its office ("*succeeded* Orr
/// *as* president", "so *that they* can name a president"), or a verb with its object begins it ("*met the* president").
fn is_story(clause: &str) -> bool {
    let plain = |word: &str| word.split(['’', '\'']).next().unwrap_or("").to_lowercase();
    let words: Vec<String> = before_link(clause).split_whitespace().map(plain).collect();
    let as_well_as =
        |at: usize| words.get(at + 1).is_some_and(|next| next == "well") || at > 0 && words[at - 1] == "well";
    let holds_clause =
        words.iter().enumerate().any(|(at, word)| CLAUSE.contains(&word.as_str()) && !(word == "as" && as_well_as(at)));
    let mut behind = words.iter().skip_while(|word| ADVERBS.contains(&word.as_str()));
    let (verb, object) = (behind.next(), behind.next());
    let does = verb.is_some_and(|verb| {
        PAST.contains(&verb.as_str())
            || verb.len() > 4 && (verb.ends_with("ed") || verb.ends_with("ing")) && !APPOINTED.contains(&verb.as_str())
    });
    holds_clause || does && object.is_some_and(|object| OPENS_OBJECT.contains(&object.as_str()))
}

/// Words of a clause that no description of a person holds before its noun.
const CLAUSE: &[&str] = &[
    "as", "became", "becomes", "can", "could", "had", "has", "have", "he", "i", "if", "is", "it", "may", "might",
    "must", "she", "should", "that", "they", "was", "we", "were", "which", "who", "whom", "whose", "will", "would",
    "you",
];

/// What may stand before the verb that begins a clause.
const ADVERBS: &[&str] = &["also", "later", "now", "once", "recently", "then"];

/// Verbs in the past tense that do not end in "ed".
const PAST: &[&str] = &[
    "beat", "began", "brought", "chose", "drew", "fought", "found", "gave", "got", "held", "kept", "knew", "led",
    "left", "lost", "made", "met", "ran", "saw", "sent", "sold", "taught", "took", "won", "wrote",
];

/// Participles behind which stands what somebody is: "recently *named* the company's chief executive".
const APPOINTED: &[&str] = &["appointed", "elected", "named", "nominated"];

/// What begins the object of a verb.
pub(super) const OPENS_OBJECT: &[&str] =
    &["a", "an", "another", "her", "him", "his", "its", "my", "our", "that", "the", "their", "them", "this", "us"];

/// Whether a clause goes on behind "and" with what its subject did: "chairs the fund *and was* its founder".
pub(super) fn goes_on(and: &str) -> bool {
    const DID: &[&str] = &["has", "had", "is", "once", "served", "was", "worked", "helped", "wrote", "spent", "joined"];
    let mut words = and.split_whitespace().skip(1);
    let verb = words.next().unwrap_or("");
    let object = words.next().unwrap_or("");
    let does = OPENS_OBJECT.contains(&object) || object == "to" || object.starts_with(['$', '€', '£']);
    DID.contains(&verb) || PAST.contains(&verb) || verb.ends_with("ed") && verb.len() > 4 && does
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_says_what_somebody_is_and_not_what_he_did() {
        for office in ["retired nurse", "recently named the company's chief executive", "editor as well as publisher"] {
            assert!(is_office(office), "{office}");
        }
        for story in [
            "succeeded Ivo Orr as president of the centre",
            "whom Ivo Orr made director",
            "so that they can name a president",
            "could fear her own lawyer",
            "you’re a lawyer",
            "then met the president",
            "accusing the former director",
            "lessons from a brother’s pain",
            "was the best candidate but lost",
        ] {
            assert!(!is_office(story), "{story}");
        }
    }

    #[test]
    fn a_clause_goes_on_with_a_verb_and_not_with_another_office() {
        assert!(goes_on(" and donated to it") && !goes_on(" and retired nurse"));
        assert!(goes_on(" and taught law before") && goes_on(" and was its founder"));
        assert!(!goes_on(" and publisher"));
    }
}
