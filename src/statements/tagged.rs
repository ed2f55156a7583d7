//! What the model has tagged, in bytes of the text.

use std::ops::Range;

use crate::model::{Bio, Reading, TokenReading, tagged_spans};
use crate::text::Span;

/// The sources and cues that the model has tagged in an article, in order, with their tokens.
pub(super) struct Tagged {
    pub sources: Vec<(Span, Range<usize>)>,
    pub cues: Vec<(Span, Range<usize>)>,
}

impl Tagged {
    /// The tags of the paragraphs that `reading` has read.
    pub fn of(text: &str, paragraphs: &[Span], reading: &Reading<'_>) -> Self {
        let sources = decoded(text, reading, paragraphs, |t| t.source);
        let mut cues = decoded(text, reading, paragraphs, |t| t.cue);
        cues.iter_mut().for_each(|(span, _)| *span = without_opened_phrase(text, *span));
        Self { sources, cues }
    }
}

/// Decoded spans in bytes, with their token ranges; none crosses a paragraph.
pub(super) fn decoded(
    text: &str,
    reading: &Reading<'_>,
    paragraphs: &[Span],
    of: impl Fn(&TokenReading) -> Bio + Copy,
) -> Vec<(Span, Range<usize>)> {
    let mut out = Vec::new();
    for paragraph in paragraphs {
        let tokens = reading.range(*paragraph);
        for (range, _) in tagged_spans(text, &reading.tokens()[tokens.clone()], |token| of(token).tags()) {
            let range = range.start + tokens.start..range.end + tokens.start;
            out.push((bytes_of(reading, &range), range));
        }
    }
    out
}

/// A cue without the phrase that it begins and does not end: "said *in an* [interview]".
fn without_opened_phrase(text: &str, cue: Span) -> Span {
    let last = |span: Span| {
        span.of(text).rsplit_once(' ').map(|(head, word)| (Span::new(span.start(), span.start() + head.len()), word))
    };
    match last(cue) {
        Some((rest, "a" | "an" | "the" | "his" | "her" | "its" | "their")) => match last(rest) {
            Some((shorter, "in" | "at" | "on" | "to" | "of" | "during" | "with")) => shorter,
            _ => rest,
        },
        _ => cue,
    }
}

pub(super) fn bytes_of(reading: &Reading<'_>, range: &Range<usize>) -> Span {
    reading.tokens()[range.start].span.hull(reading.tokens()[range.end - 1].span)
}

/// Mean probability of being content over the tokens of a span.
pub(super) fn confidence(reading: &Reading<'_>, span: Span) -> f32 {
    let tokens = &reading.tokens()[reading.range(span)];
    if tokens.is_empty() {
        return 0.0;
    }
    tokens.iter().map(|t| 1.0 - t.content.outside).sum::<f32>() / tokens.len() as f32
}
