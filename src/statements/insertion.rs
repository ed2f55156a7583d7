//! An attribution inserted into the clause that it attributes: "The harbour, *Orr said*, was lost".

use super::quotation::Quotation;
use super::verb::{attributes, begins_with_predicate, stands_first};
use crate::calendar::{is_month, is_weekday};
use crate::text::{Span, first_word};

/// A clause that its attribution breaks in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Insertion {
    /// What stands before the attribution: the subject.
    pub head: Span,
    /// What stands behind it.
    pub tail: Span,
    /// Who says it.
    pub source: Span,
    /// The verb, or the noun of "in her telling".
    pub cue: Span,
}

/// An inserted attribution is at most so long, in bytes.
const LONGEST: usize = 70;

/// Words that open a clause of its own, and no subject.
const LINKS: &[&str] = &[
    "after", "although", "and", "as", "because", "before", "but", "if", "or", "since", "so", "that", "though", "what",
    "when", "where", "which", "while", "who", "whom", "whose", "yet",
];

/// Words that open a phrase of place or time, and no subject.
const PREPOSITIONS: &[&str] = &[
    "about", "across", "after", "amid", "among", "at", "before", "behind", "beside", "by", "despite", "during", "for",
    "from", "in", "inside", "into", "near", "of", "on", "over", "since", "through", "to", "under", "until", "with",
    "without",
];

/// Adverbs that open a sentence before its subject.
const ADVERBS: &[&str] = &[
    "earlier",
    "however",
    "indeed",
    "instead",
    "later",
    "meanwhile",
    "moreover",
    "now",
    "still",
    "then",
    "this",
    "last",
    "next",
];

/// Whether a word (lower case) is a day or a month, which nobody is. "May" is left out: it is more often the verb.
fn is_date(word: &str) -> bool {
    is_weekday(word) || is_month(word) && word != "may"
}

/// Whether words open a clause that depends on another or a phrase: "when the war began", "in March".
pub(super) fn opens_clause(words: &str) -> bool {
    let first = first_word(words).to_lowercase();
    LINKS.contains(&first.as_str()) || PREPOSITIONS.contains(&first.as_str())
}

/// Words that open a subject written small.
const ARTICLES: &[&str] =
    &["a", "an", "another", "both", "her", "his", "its", "many", "one", "other", "some", "the", "their", "two"];

/// What words are in that are told without a verb: "in her *telling*".
const ACCOUNTS: &[&str] =
    &["account", "estimation", "judgment", "judgement", "opinion", "reckoning", "telling", "view"];

/// The attribution inserted into the clause that a sentence is.
pub(super) fn insertion(text: &str, sentence: Span, quotations: &[Quotation]) -> Option<Insertion> {
    for (at, _) in sentence.of(text).match_indices(", ") {
        let comma = sentence.start() + at;
        // A quotation before its attribution is a statement by itself.
        if quotations.iter().any(|q| q.span.start() < comma && q.span.end() > sentence.start()) {
            return None;
        }
        let rest = Span::new(comma + 2, sentence.end());
        let Some(close) = rest.of(text).find(", ").filter(|close| *close <= LONGEST) else { continue };
        let tail = Span::new(rest.start() + close + 2, sentence.end());
        let head = without_opener(text, Span::new(sentence.start(), comma));
        let first = first_word(head.of(text)).trim_end_matches(',').to_lowercase();
        let adverbial = PREPOSITIONS.contains(&first.as_str())
            || ADVERBS.contains(&first.as_str())
            || first.len() > 4 && first.ends_with("ly") && !head.of(text).contains(' ');
        let predicate = begins_with_predicate(tail.of(text)) && !adverbial;
        // "He had expected, he said, to be furious."
        let goes_on = predicate || first_word(tail.of(text)) == "to" && is_clause(head.of(text));
        if head.is_empty() || !goes_on {
            continue;
        }
        if let Some((source, cue)) = attribution(text, Span::new(rest.start(), rest.start() + close)) {
            return Some(Insertion { head, tail, source, cue });
        }
    }
    None
}

/// A clause without the conjunction by which the article ties it to what it said before: "*But* Orr".
pub(super) fn without_opener(text: &str, clause: Span) -> Span {
    let words = clause.of(text);
    let rest = ["But ", "And ", "Yet "].iter().find_map(|opener| words.strip_prefix(opener)).unwrap_or(words);
    Span::new(clause.end() - rest.len(), clause.end())
}

/// "He had expected": a pronoun or a name and a verb.
fn is_clause(words: &str) -> bool {
    words.split_once(' ').is_some_and(|(_, rest)| begins_with_predicate(rest))
}

/// Source and cue of "Orr said", "said Orr", "in her telling".
fn attribution(text: &str, words: Span) -> Option<(Span, Span)> {
    let part = |from: usize, to: usize| Span::new(words.start() + from, words.start() + to);
    let all = words.of(text);
    if let Some(rest) = all.strip_prefix("in ") {
        let (owner, account) = rest.rsplit_once(' ')?;
        let name = owner.strip_suffix("’s").or_else(|| owner.strip_suffix("'s"));
        let owned = name.is_some_and(is_name) || matches!(owner, "his" | "her" | "their");
        let end = 3 + name.unwrap_or(owner).len();
        return (owned && ACCOUNTS.contains(&account))
            .then(|| (part(3, end), part(all.len() - account.len(), all.len())));
    }
    if let Some((source, verb)) = all.rsplit_once(' ').filter(|(_, verb)| attributes(verb)) {
        return is_subject(source).then(|| (part(0, source.len()), part(all.len() - verb.len(), all.len())));
    }
    let (verb, source) = all.split_once(' ').filter(|(verb, _)| stands_first(verb))?;
    is_subject(source).then(|| (part(verb.len() + 1, all.len()), part(0, verb.len())))
}

/// Whether words between two commas, or a comma and the end of the sentence, can be who says something: "she", "Ivo Orr", "the two men",
/// "chief executive Ivo Orr".
pub(super) fn is_subject(words: &str) -> bool {
    let lower = words.to_lowercase();
    let first = first_word(&lower);
    let count = words.split_whitespace().count();
    let nobody = LINKS.contains(&first) || PREPOSITIONS.contains(&first) || is_date(first);
    if count == 0 || count > 9 || nobody || words.contains([',', ';', ':', '“', '”', '"', '(']) {
        return false;
    }
    let last = words.split_whitespace().next_back().unwrap_or("");
    matches!(lower.as_str(), "he" | "she" | "they" | "it")
        || is_name(words)
        || ARTICLES.contains(&first)
        || count == 1 && lower.ends_with('s') && lower.len() > 4
        || last.starts_with(char::is_uppercase)
}

/// Whether every word has a capital, but for those inside a name.
fn is_name(words: &str) -> bool {
    let inside = |word: &str| matches!(word, "of" | "the" | "and" | "de" | "van" | "von" | "da" | "al" | "bin");
    words.starts_with(char::is_uppercase)
        && words.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || inside(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::quotation::quotations;

    fn read(text: &str) -> Option<[&str; 4]> {
        let whole = Span::new(0, text.len());
        let quoted = quotations(text, &[whole]);
        let found = insertion(text, whole, &quoted[0])?;
        Some([found.head, found.source, found.cue, found.tail].map(|span| span.of(text)))
    }

    #[test]
    fn an_attribution_inside_a_clause_parts_subject_and_predicate() {
        assert_eq!(read("Lorvia, Orr said, paid its share."), Some(["Lorvia", "Orr", "said", "paid its share."]));
        assert_eq!(read("But Dr Lund, she argued, was right."), Some(["Dr Lund", "she", "argued", "was right."]));
        assert_eq!(
            read("Tressia, warned the two men, “may come to regret it.”"),
            Some(["Tressia", "the two men", "warned", "“may come to regret it.”"])
        );
        assert_eq!(
            read("He had hoped, he said, to be furious."),
            Some(["He had hoped", "he", "said", "to be furious."])
        );
        assert_eq!(
            read("The Lorvians, in her telling, are slow."),
            Some(["The Lorvians", "her", "telling", "are slow."])
        );
    }

    #[test]
    fn what_is_no_inserted_attribution_is_left() {
        for text in [
            "The harbour, which Orr said, was lost.",
            "On Monday, he said, the harbour was lost.",
            "“The harbour,” Orr said, was his answer.",
            "The harbour, the pride of Lorvia, was lost.",
            "In Lorvia, as Orr said, was a harbour.",
            "Orr, a friend said, the harbour.",
            "In March, he said, prices rose.",
            "However, Lund said, ships waited.",
            "The bone, found in Lorvia, is the oldest.",
            "The boy, found Monday, was treated.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
