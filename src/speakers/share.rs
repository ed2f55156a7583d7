//! "Some of his advisers", "42%", "those surveyed": so many of a number of people.

use super::SpeakerKind;
use super::head::Head;
use super::noun::{NUMBERS, is_plural, is_quantity};
use super::phrase::{bound, core, split};
use super::wording::shown;
use crate::cast::is_group_noun;
use crate::text::Span;

/// "63 percent of registered voters", "some of his advisers": so many people, by what the article says of them; "one of his advisers" is
/// one of them.
pub(super) fn share(text: &str, source: Span) -> Option<Head> {
    let words = source.of(text);
    let end = bound(words);
    // "As many as three-fourths of them", which the head marks without its first word.
    if words[..end].starts_with("many as ") {
        return Some(Head::Group(format!("as {}", words[..end].trim_end())));
    }
    if let Some(those) = those(text, Span::new(source.start(), source.start() + end)) {
        return Some(Head::Group(those));
    }
    let end = words[..end].find(" who ").unwrap_or(end);
    let phrase = Span::new(source.start(), source.start() + end).trimmed(text);
    let lower = |word: &Span| word.of(text).to_lowercase();
    let words = split(text, phrase);
    let of = words.iter().position(|word| lower(word) == "of");
    let counted = &words[..of.unwrap_or(words.len()).min(5)];
    let counts = |word: &str| is_quantity(word) || word.starts_with(|c: char| c.is_ascii_digit());
    let last = counted.last().map(lower)?;
    let Some(of) = of.filter(|of| *of < 5) else {
        // "A third" keeps its article.
        let article = if lower(&words[0]) == "a" { "a " } else { "" };
        return is_fraction(text, phrase, &words).then(|| Head::Group(format!("{article}{}", shown(text, phrase))));
    };
    // "Two *out* of three Americans".
    if last == "out" && counted.first().is_some_and(|first| counts(&lower(first))) {
        return Some(Head::Group(shown(text, phrase)));
    }
    if !counts(&last) {
        return None;
    }
    let people = core(text, Span::new(words.get(of + 1)?.start(), phrase.end()));
    let noun = split(text, people).iter().rev().map(lower).find(|word| is_group_noun(word) || is_plural(word))?;
    let shown = shown(text, phrase.hull(people).trimmed(text));
    Some(match last.as_str() {
        "one" if is_group_noun(&noun) => Head::Described(SpeakerKind::Person, shown),
        "one" => return None,
        _ => Head::Group(shown),
    })
}

/// "42%", "twelve percent", "about six in 10", "almost half": a share of those who were asked.
fn is_fraction(text: &str, phrase: Span, words: &[Span]) -> bool {
    let number = |word: &str| NUMBERS.contains(&word) || word.starts_with(|c: char| c.is_ascii_digit());
    let lower: Vec<String> = words.iter().map(|word| word.of(text).to_lowercase()).collect();
    match lower.as_slice() {
        [.., many, of, all] if of == "in" && number(many) && number(all) => true,
        [.., last] => {
            phrase.of(text).ends_with('%')
                || matches!(
                    last.as_str(),
                    "percent" | "half" | "third" | "quarter" | "quarters" | "thirds" | "two-thirds"
                )
        }
        [] => false,
    }
}

/// "Those surveyed", "those who back her": people of whom nothing else is said, and not "those of the board".
fn those(text: &str, phrase: Span) -> Option<String> {
    let words = phrase.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let (first, rest) = words.split_once(' ')?;
    let noun = split(text, core(text, phrase)).last().map(|word| word.of(text).to_lowercase())?;
    let bare = rest.starts_with(char::is_lowercase) && !is_group_noun(&noun) && !is_plural(&noun);
    let said = !matches!(rest, "who" | "that") && !rest.starts_with("of ");
    (first.eq_ignore_ascii_case("those") && said && (bare || noun == "those")).then(|| format!("those {rest}"))
}
