//! "It" that stands for nobody: "it was a good day", "it is clear that", "it remains to be seen", "that makes it easy to".

use crate::text::{Span, word_before};

/// Forms of the verbs that such an "it" stands before.
const BE: &[&str] = &[
    "is", "was", "s", "be", "been", "remains", "remained", "seems", "seemed", "appears", "appeared", "becomes",
    "became",
];
/// What may stand between "it" and its verb.
const BEFORE: &[&str] = &[
    "will", "would", "may", "might", "could", "should", "must", "can", "has", "had", "also", "now", "still", "only",
    "just",
];
/// What may stand between the verb and what it says.
const AFTER: &[&str] =
    &["not", "never", "also", "now", "still", "only", "just", "really", "quite", "very", "so", "such", "all", "to"];
/// Articles: "it was a successful trip" names the trip.
const ARTICLES: &[&str] = &["a", "an", "the", "no"];
/// What is said of what happens and hardly of who acts: "it was impossible".
const OF_EVENTS: &[&str] = &[
    "clear",
    "difficult",
    "early",
    "easy",
    "hard",
    "important",
    "impossible",
    "late",
    "likely",
    "necessary",
    "obvious",
    "over",
    "possible",
    "true",
    "unclear",
    "unlikely",
    "untrue",
];
/// Verbs whose "it" announces what follows behind an adjective.
const MAKE: &[&str] = &["find", "finding", "finds", "found", "made", "make", "makes", "making"];
/// What ends the sentence part that "it" announces.
const CLAUSE: &[&str] = &["that", "whether", "to", "how", "why", "if", "who", "when", "for", "what"];

/// Whether the "it" at `span` only announces what follows. "It is weak" does not: there the word stands for an actor.
pub(super) fn is_expletive(text: &str, span: Span) -> bool {
    if !span.of(text).eq_ignore_ascii_case("it") {
        return false;
    }
    let rest = &text[span.end()..];
    let sentence = &rest[..rest.find(['.', '!', '?', '\n', '”', '"', ',', ';']).unwrap_or(rest.len())];
    let words: Vec<String> = sentence
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .take(9)
        .map(str::to_lowercase)
        .collect();
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    // "They made it easy to leave", and not "they made it to the top".
    if MAKE.contains(&word_before(text, span).as_str()) {
        return words
            .iter()
            .take(4)
            .position(|word| matches!(word.as_str(), "to" | "that" | "for"))
            .is_some_and(|at| at > 0);
    }
    let Some(verb) = words.iter().position(|w| !is(BEFORE, w)).filter(|at| is(BE, &words[*at])) else { return false };
    let mut said = words[verb + 1..].iter().skip_while(|w| is(AFTER, w) || is(BE, w));
    said.next().is_some_and(|first| {
        let clause = || said.clone().take(2).any(|w| is(CLAUSE, w));
        is(ARTICLES, first) || is(CLAUSE, first) || clause() || is(OF_EVENTS, first) && said.next().is_none()
    })
}

/// Whether the "it" at `span` is the object of a verb or preposition: "they pay for *it*", "she called *it* a lie".
pub(super) fn is_object(text: &str, span: Span) -> bool {
    if !span.of(text).eq_ignore_ascii_case("it") {
        return false;
    }
    let before = word_before(text, span);
    let behind = text[span.end()..].trim_start_matches([' ', '“', '"']);
    let clitic = behind.strip_prefix(['’', '\'']).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let next = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    let ends = next.is_empty() || BEHIND_OBJECT.contains(&next.as_str());
    PREPOSITIONS.contains(&before.as_str()) || ends && !clitic
}

/// Prepositions.
const PREPOSITIONS: &[&str] = &[
    "about", "against", "at", "behind", "by", "for", "from", "in", "into", "like", "of", "on", "over", "through", "to",
    "with", "without",
];
/// What may stand behind an object and not between a subject and its verb.
const BEHIND_OBJECT: &[&str] = &[
    "a", "after", "again", "all", "an", "and", "anyway", "as", "at", "away", "back", "because", "before", "but", "by",
    "down", "for", "from", "her", "his", "if", "in", "more", "much", "my", "off", "on", "or", "our", "out", "so",
    "that", "the", "their", "until", "up", "very", "when", "with", "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_that_announces_is_nobody_and_it_that_is_judged_is_an_actor() {
        struct Case {
            text: &'static str,
            expletive: bool,
        }
        let cases = [
            Case { text: "It was a successful trip for Orrin", expletive: true },
            Case { text: "it’s clear that nobody will pay", expletive: true },
            Case { text: "it remains to be seen whether they meet", expletive: true },
            Case { text: "It would be wrong to pay", expletive: true },
            Case { text: "It is not only the money", expletive: true },
            Case { text: "It was impossible, she said", expletive: true },
            Case { text: "it is weak and isolated", expletive: false },
            Case { text: "it has lost the war", expletive: false },
            Case { text: "It could be forced out.", expletive: false },
            Case { text: "Its army is the best", expletive: false },
        ];
        for case in cases {
            let end = case.text.find(|c: char| !c.is_alphanumeric()).expect("more than a word");
            assert_eq!(is_expletive(case.text, Span::new(0, end)), case.expletive, "{}", case.text);
        }
    }

    #[test]
    fn it_behind_make_announces_what_follows_an_adjective() {
        let expletive = |text: &str| {
            let at = text.find("it").expect("it is there");
            is_expletive(text, Span::new(at, at + 2))
        };
        assert!(expletive("They made it easy to leave") && expletive("She found it hard to believe"));
        assert!(!expletive("They made it to the top") && !expletive("She found it there"));
    }

    #[test]
    fn an_object_is_told_from_a_subject_by_the_words_beside_it() {
        let object = |text: &str| {
            let at = text.find("it").expect("it is there");
            is_object(text, Span::new(at, at + 2))
        };
        assert!(object("They pay for it.") && object("She called it a lie"));
        assert!(object("he had it, she said") && object("like it was before"));
        assert!(!object("They want it to pay") && !object("as it “pays little”"));
        assert!(!object("Then it lost the war") && !object("once it’s weak") && !object("if it will not pay"));
        assert!(!is_object("Its army lost", Span::new(0, 3)));
    }
}
