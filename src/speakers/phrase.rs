//! The phrase of a source: where it ends and of which words it is.

use super::noun::{is_body, is_common_noun, is_plural};
use crate::text::Span;

/// The phrase up to the first comma, bracket, relative clause or preposition after its noun.
pub(super) fn core(text: &str, source: Span) -> Span {
    let words = source.of(text);
    let mut end = bound(words);
    if end == 0 {
        end = words.len();
    }
    for (at, c) in words.char_indices() {
        if matches!(c, '—' | '–') && at > 0 {
            end = end.min(at);
        }
        if c == ' ' {
            let next = words[at + 1..].split(' ').next().unwrap_or("").to_lowercase();
            // "Bank of Orrin" keeps its name: the preposition follows a word in lower case.
            let before = words[..at].rsplit(' ').next().unwrap_or("");
            let common = before.starts_with(char::is_lowercase) && !matches!(before, "the" | "a" | "an")
                || is_common_noun(&before.to_lowercase());
            // "One pastor *supporting* Ilse Brandt": what somebody does is no part of what he is called.
            let doing = next.len() > 4 && next.ends_with("ing") && is_common_noun(&before.to_lowercase());
            // "The poll *released* Friday": so is what was done with it.
            let done = next.len() > 4 && next.ends_with("ed") && is_body(&before.to_lowercase());
            let object = || words[at + 1 + next.len()..].trim_start().starts_with(char::is_uppercase);
            let cuts = doing && object()
                || done
                || words[at..].starts_with(" close to ")
                || matches!(
                    next.as_str(),
                    "of" | "for"
                        | "at"
                        | "in"
                        | "from"
                        | "with"
                        | "on"
                        | "inside"
                        | "within"
                        | "familiar"
                        | "who"
                        | "that"
                        | "which"
                        | "to"
                        | "by"
                        | "and"
                );
            // "Domestic and international critics" are critics.
            let noun = next != "and" || is_common_noun(&before.to_lowercase()) || is_plural(&before.to_lowercase());
            if cuts && common && noun || matches!(next.as_str(), "including" | "like" | "who") {
                end = end.min(at);
            }
        }
        if end <= at {
            break;
        }
    }
    Span::new(source.start(), source.start() + end).trimmed(text)
}

/// Where a phrase ends that punctuation bounds; the comma of "1,409" is none.
pub(super) fn bound(words: &str) -> usize {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let bounds = |at: usize, c: char| {
        matches!(c, '(' | ';' | ':')
            || at > 0 && words[at..].starts_with("-- ")
            || c == ',' && !(digit(words[..at].chars().next_back()) && digit(words[at + 1..].chars().next()))
    };
    words.char_indices().find(|(at, c)| bounds(*at, *c)).map_or(words.len(), |(at, _)| at)
}

/// Where a clause or an example begins in a phrase, or its end: "analysts *who follow it*", "hawks *like Orr*".
pub(super) fn clause(words: &str) -> usize {
    let opens = [" who", " that ", " which ", " like ", " including "];
    opens.iter().filter_map(|opening| words.find(opening)).min().unwrap_or(words.len())
}

/// A phrase of people with what says which of them speak: "supporters *of Orr*", "people *close to the board*", "many *in the crowd*".
pub(super) fn with_complement(text: &str, phrase: Span, source: Span) -> Span {
    const LINKS: &[&str] =
        &[" of ", " from ", " in ", " on ", " at ", " for ", " with ", " close to ", " familiar with "];
    let words = source.of(text);
    let end = source.start() + bound(words).min(clause(words));
    let behind = &text[phrase.end()..end.max(phrase.end())];
    if LINKS.iter().any(|link| behind.starts_with(link)) {
        Span::new(phrase.start(), end).trimmed(text)
    } else {
        phrase
    }
}

pub(super) fn split(text: &str, phrase: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = None;
    let words = phrase.of(text);
    for (at, c) in words.char_indices().chain(std::iter::once((words.len(), ' '))) {
        let inner = c.is_alphanumeric() || matches!(c, '-' | '.' | '’' | '\'') && start.is_some();
        match (start, inner) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.push(Span::new(phrase.start() + from, phrase.start() + at));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// What may stand between a preposition and a name: "who worked for *Mr.* Orr".
pub(super) const HONORIFICS: &[&str] = &["Mr.", "Mrs.", "Ms.", "Dr.", "Sen.", "Rep.", "Gov."];
