//! Verbs as they stand in a report: those that attribute words, and those that need their subject before them.

/// Verbs that attribute words, as they stand in "Orr *said*".
const ATTRIBUTING: &[&str] = &[
    "acknowledged",
    "added",
    "adds",
    "admitted",
    "argued",
    "argues",
    "believed",
    "believes",
    "cautioned",
    "claimed",
    "claims",
    "complained",
    "conceded",
    "concedes",
    "concluded",
    "confirmed",
    "contended",
    "estimated",
    "explained",
    "found",
    "insisted",
    "insists",
    "joked",
    "maintained",
    "maintains",
    "noted",
    "notes",
    "observed",
    "predicted",
    "quipped",
    "reckoned",
    "reckons",
    "recalled",
    "remarked",
    "replied",
    "said",
    "say",
    "says",
    "stressed",
    "suggested",
    "suggests",
    "thinks",
    "thought",
    "told",
    "warned",
    "warns",
    "wrote",
    "writes",
];

/// Verbs that stand before who says something: "*said* Orr". Others are participles there: "the bone, *found* in Lorvia".
const FIRST: &[&str] = &[
    "added",
    "adds",
    "argued",
    "argues",
    "conceded",
    "explained",
    "insisted",
    "noted",
    "said",
    "says",
    "warned",
    "warns",
];

/// Verbs that attribute words inside what is taken for content, with the source before them. Many of the others say there what somebody
/// did or thought, and belong to the content: "Orr *found* it". "Tweeted" counts nowhere else.
const INSIDE: &[&str] = &["said", "says", "told", "wrote", "writes", "tweeted", "added"];

/// Verbs behind which a channel tells an attribution from content: "*told* them in a memo". Fewer than attribute words by themselves: with
/// more of them other words of a content could be taken for its attribution.
const CHANNELLED: &[&str] = &["said", "told", "wrote"];

/// Auxiliaries that need a subject.
const AUXILIARIES: &[&str] = &[
    "are", "can", "cannot", "could", "did", "does", "had", "has", "have", "is", "may", "might", "must", "shall",
    "should", "was", "were", "will", "would",
];

/// Forms of the past that have no ending of their own.
const PASTS: &[&str] = &[
    "became",
    "began",
    "bought",
    "broke",
    "brought",
    "built",
    "came",
    "chose",
    "cut",
    "drove",
    "fell",
    "felt",
    "found",
    "gave",
    "got",
    "grew",
    "held",
    "hit",
    "kept",
    "knew",
    "led",
    "left",
    "lost",
    "made",
    "met",
    "paid",
    "put",
    "ran",
    "rose",
    "said",
    "saw",
    "sent",
    "set",
    "sold",
    "sought",
    "spent",
    "spoke",
    "stood",
    "took",
    "told",
    "thought",
    "understood",
    "went",
    "won",
    "wrote",
];

/// Words in -s and -ed that are no verbs.
const OTHERS: &[&str] = &[
    "across",
    "always",
    "as",
    "besides",
    "hundreds",
    "its",
    "his",
    "less",
    "millions",
    "others",
    "perhaps",
    "plus",
    "red",
    "indeed",
    "regardless",
    "sometimes",
    "this",
    "thousands",
    "unless",
    "us",
    "versus",
    "whereas",
    "yes",
    "ours",
    "theirs",
    "towards",
    "afterwards",
    "thus",
    "hundred",
];

/// Adverbs that may stand before a verb.
const ADVERBS: &[&str] = &["also", "always", "just", "never", "now", "often", "once", "only", "still", "then"];

/// Whether a word attributes words: "said".
pub(super) fn attributes(word: &str) -> bool {
    ATTRIBUTING.contains(&word)
}

/// Whether a verb may stand before who says something: "*said* Orr".
pub(super) fn stands_first(verb: &str) -> bool {
    FIRST.contains(&verb)
}

/// Whether a verb attributes words where it stands inside a content: "*Orr said* he was happy".
pub(super) fn attributes_inside(verb: &str) -> bool {
    INSIDE.contains(&verb)
}

/// Whether a verb attributes words inside a content where a channel follows: "Orr *told* them in a memo".
pub(super) fn takes_channel(verb: &str) -> bool {
    CHANNELLED.contains(&verb)
}

/// Whether a word is an auxiliary in a finite form: "had", "would".
pub(super) fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.contains(&word) || word.ends_with("n’t") || word.ends_with("n't")
}

/// Whether a word looks like a verb of the past: "saved", "kept".
pub(super) fn is_past(word: &str) -> bool {
    PASTS.contains(&word)
        || word.starts_with(char::is_lowercase) && word.len() > 3 && word.ends_with("ed") && !OTHERS.contains(&word)
}

/// Whether words begin with a verb that needs a subject before it: "*may* come to regret it", "only *paid* its share".
pub(super) fn begins_with_predicate(words: &str) -> bool {
    let mut words = words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let adverb = |word: &&str| ADVERBS.contains(word) || word.len() > 4 && word.ends_with("ly");
    let Some(word) = words.find(|word| !adverb(word)) else { return false };
    let present =
        word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && word.chars().all(char::is_lowercase);
    is_auxiliary(word) || is_past(word) || present && !OTHERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_attributes_words_in_some_place_attributes_them_behind_a_name() {
        for verb in FIRST.iter().chain(INSIDE).chain(CHANNELLED).filter(|verb| **verb != "tweeted") {
            assert!(attributes(verb), "{verb}");
        }
    }

    #[test]
    fn a_predicate_begins_with_a_finite_verb() {
        for words in ["may come to regret it", "paid its share", "“was lost”", "would only pay off", "never looks back"]
        {
            assert!(begins_with_predicate(words), "{words}");
        }
        for words in ["the harbour was lost", "and paid", "Lund won", "its share", "perhaps", "", "freezing accounts"] {
            assert!(!begins_with_predicate(words), "{words}");
        }
    }
}
