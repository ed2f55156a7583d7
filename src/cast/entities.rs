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
        let span = whole_words(text, span, paragraph);
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
