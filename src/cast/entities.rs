//! The names that the entity head marks.

use super::NameKind;
use crate::model::{Reading, tagged_spans};
use crate::text::Span;

const KINDS: [NameKind; 4] = [NameKind::Person, NameKind::Organisation, NameKind::Location, NameKind::Misc];

/// Entity spans of the head, on whole words, with a capital letter somewhere.
pub(crate) fn entities(text: &str, paragraph: Span, reading: &Reading<'_>) -> Vec<(Span, NameKind)> {
    let tokens = &reading.tokens()[reading.range(paragraph)];
    let mut out: Vec<(Span, NameKind)> = Vec::new();
    for (range, tag) in tagged_spans(text, tokens, |token| token.entity) {
        let span = tokens[range.start].span.hull(tokens[range.end - 1].span);
        let span = whole_initials(text, whole_words(text, span, paragraph), paragraph);
        // "University of Nevada-" and "Las Vegas" right behind it are one name.
        if let Some((last, _)) =
            out.last_mut().filter(|(last, _)| last.end() == span.start() && last.of(text).ends_with('-'))
        {
            *last = last.hull(span);
            continue;
        }
        if span.of(text).chars().any(char::is_uppercase) && out.last().is_none_or(|(last, _)| !last.overlaps(span)) {
            out.push((span, KINDS[(tag - 1) / 2]));
        }
    }
    out
}

/// Widened to the words it cuts.
fn whole_words(text: &str, span: Span, paragraph: Span) -> Span {
    let (mut start, mut end) = (span.start(), span.end());
    while start > paragraph.start() && span.of(text).starts_with(char::is_alphanumeric) {
        match text[..start].chars().next_back().filter(|c| c.is_alphanumeric()) {
            Some(c) => start -= c.len_utf8(),
            None => break,
        }
    }
    while end < paragraph.end() && span.of(text).ends_with(char::is_alphanumeric) {
        match text[end..].chars().next().filter(|c| c.is_alphanumeric()) {
            Some(c) => end += c.len_utf8(),
            None => break,
        }
    }
    Span::new(start, end)
}

/// "I." is the whole of "I.R.S.".
fn whole_initials(text: &str, span: Span, paragraph: Span) -> Span {
    let initial =
        |at: usize| matches!(text.as_bytes()[at..paragraph.end()], [letter, b'.', ..] if letter.is_ascii_uppercase());
    let one_letter = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let words = span.of(text);
    let Some(last) = words.strip_suffix('.').unwrap_or(words).chars().next_back() else { return span };
    if !last.is_ascii_uppercase() {
        return span;
    }
    let at = span.start() + words.trim_end_matches('.').len() - last.len_utf8();
    if !one_letter(at) || !initial(at) || !initial(at + 2) {
        return span;
    }
    let mut end = at + 2;
    while initial(end) {
        end += 2;
    }
    Span::new(span.start(), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_taken_whole() {
        let whole = |text: &str, words: &str| {
            let at = text.find(words).expect("the words are there");
            let paragraph = Span::new(0, text.len());
            whole_initials(text, Span::new(at, at + words.len()), paragraph).of(text).to_owned()
        };
        assert_eq!(whole("If the I.R.S. has", "I."), "I.R.S.");
        assert_eq!(whole("What the I.R.S. has", "I"), "I.R.S.");
        assert_eq!(whole("If the I.R.S. has", "I.R.S."), "I.R.S.");
        assert_eq!(whole("the U.S. F.D.A. is", "U.S."), "U.S.");
        assert_eq!(whole("Ivo R. Orr", "Ivo R."), "Ivo R.");
        assert_eq!(whole("vitamin C. So", "vitamin C."), "vitamin C.");
        assert_eq!(whole("Zoë Ō.", "Zoë Ō."), "Zoë Ō.");
        assert_eq!(whole(".. so", ".."), "..");
    }
}
