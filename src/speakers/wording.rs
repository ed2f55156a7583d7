//! How a description is shown to readers.

use super::noun::{counts, is_common_noun};
use crate::text::{Span, has_word};

/// How a description is shown: without its article, and without the capital that only its place at the start of a sentence gives it.
pub(super) fn shown(text: &str, phrase: Span) -> String {
    let whole = phrase.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let words = without_article(&whole);
    let (first, rest) = words.split_once(' ').unwrap_or((&words, ""));
    let lower = first.to_lowercase();
    let opens = || {
        let before = text[..phrase.start()].trim_end_matches([' ', '“', '"', '‘', '\'', '(']);
        before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '\n', '”', '’'])
    };
    // Members of a party and a state's people keep their capital.
    let named = || matches!(lower.as_str(), "americans" | "democrats" | "republicans");
    let common = || {
        !named()
            && !rest.starts_with(char::is_uppercase)
            && (is_common_noun(&lower) || is_adjective(&lower) || has_word(text, phrase.start(), &lower))
    };
    let acronym = first.chars().skip(1).any(char::is_uppercase) && !is_common_noun(&lower);
    let plain = words.len() == whole.len() && !acronym && (counts(&lower) || opens() && common());
    let shown = if plain { lower + &words[first.len()..] } else { words };
    // "Some economists - including Orr" are some economists.
    let shown = shown.trim_end_matches([' ', '-', '—', '–']);
    shown.strip_suffix("’s").or_else(|| shown.strip_suffix("'s")).unwrap_or(shown).to_owned()
}

/// Whether a word (lower case) is an adjective of things and no name of a place or a people: "environmental", "medical".
fn is_adjective(word: &str) -> bool {
    const ENDS: &[&str] = &["cial", "ical", "ional", "mental", "rial", "rural", "tural"];
    ENDS.iter().any(|end| word.ends_with(end)) || matches!(word, "legal" | "local" | "senior")
}

fn without_article(phrase: &str) -> String {
    let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = phrase.split(' ').next().unwrap_or("").to_lowercase();
    if matches!(
        first.as_str(),
        "the" | "a" | "an" | "this" | "that" | "these" | "those" | "his" | "her" | "their" | "its"
    ) {
        phrase[first.len()..].trim_start().to_owned()
    } else {
        phrase
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_loses_its_article_and_the_capital_of_its_sentence() {
        let of = |text: &str, words: &str| {
            let at = text.find(words).expect("in the text");
            shown(text, Span::new(at, at + words.len()))
        };
        assert_eq!(of("He met a senior official.", "a senior official"), "senior official");
        assert_eq!(of("Analysts said no.", "Analysts"), "analysts");
        assert_eq!(of("“Many dockers left.”", "Many dockers"), "many dockers");
        assert_eq!(of("Democrats said no.", "Democrats"), "Democrats");
        assert_eq!(of("It was the harbour  bank’s fault.", "the harbour  bank’s"), "harbour bank");
    }
}
