//! "I think", "he doubted that": whether the words behind a pronoun tell something of its bearer or only that it is he who thinks so.

use crate::text::Span;

/// Verbs and adjectives of who has an opinion.
const THINKS: &[&str] = &[
    "afraid",
    "agree",
    "assume",
    "believe",
    "concerned",
    "confident",
    "convinced",
    "disagree",
    "disappointed",
    "doubt",
    "doubts",
    "expect",
    "fear",
    "feel",
    "feeling",
    "felt",
    "glad",
    "grateful",
    "guess",
    "happy",
    "hope",
    "imagine",
    "impression",
    "knew",
    "know",
    "pleased",
    "proud",
    "sorry",
    "speculate",
    "suppose",
    "sure",
    "suspect",
    "think",
    "thought",
    "understand",
    "wonder",
];
/// Other verbs that "I" stands before and that tell nothing of the speaker.
const SPEAKS: &[&str] = &[
    "accept",
    "add",
    "admire",
    "appreciate",
    "ask",
    "asked",
    "asking",
    "call",
    "called",
    "caution",
    "commend",
    "confidence",
    "hate",
    "hear",
    "heard",
    "like",
    "love",
    "mean",
    "met",
    "praise",
    "remember",
    "said",
    "saw",
    "say",
    "see",
    "thank",
    "told",
    "want",
    "welcome",
    "wish",
];

/// Whether an "I" is about its speaker ("I failed them") and does not merely open an opinion ("I think", "I never said").
pub(super) fn speaks_of_himself(text: &str, words: &[Span], index: usize) -> bool {
    let behind = words[index + 1..].iter().map(|word| word.of(text));
    verb(behind).is_some_and(|verb| !thinks(&verb) && !SPEAKS.contains(&&*verb))
}

/// Whether a word (lower case) is of who has an opinion, in any tense: "hopes", "doubted", "believed".
fn thinks(word: &str) -> bool {
    ["", "s", "d", "ed"].iter().any(|end| word.strip_suffix(end).is_some_and(|stem| THINKS.contains(&stem)))
}

/// Whether the words behind the pronoun of somebody who reports only say that it is he who thinks so: "he *did not expect* a deal".
pub(crate) fn is_opinion<'t>(behind: impl Iterator<Item = &'t str>) -> bool {
    verb(behind).is_some_and(|verb| thinks(&verb))
}

/// The first of some words behind a pronoun, in lower case, that says what its bearer does; `None` where it is none of the next five.
fn verb<'t>(behind: impl Iterator<Item = &'t str>) -> Option<String> {
    const BETWEEN: &[&str] = &[
        "do", "does", "doesn", "don", "did", "didn", "t", "had", "has", "is", "s", "would", "d", "m", "am", "ve",
        "have", "been", "never", "now", "just", "also", "can", "not", "only", "really", "still", "was", "must",
        "should", "will", "ll", "going", "to", "full", "every", "honestly", "very", "deeply", "get", "got", "the", "a",
        "some", "no", "serious", "grave",
    ];
    behind.take(5).map(str::to_lowercase).find(|word| !BETWEEN.contains(&word.as_str()))
}
