//! Pieces: stretches of content inside one paragraph, before it is known which of them make one statement.

use super::StatementKind;
use super::quotation::Quotation;
use super::tagged::confidence;
use crate::model::Reading;
use crate::text::Span;

/// The confidence in a speaker whom the layout names.
pub(super) const SIGNED: f32 = 0.95;
/// The confidence in a speaker whose own attribution stands inside the words that another one passes on.
pub(super) const INNER: f32 = 0.9;
/// Indirect content of fewer words is no statement ("the matter").
pub(super) const WORDS: usize = 3;

/// A stretch of content with its attribution.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub span: Span,
    pub paragraph: usize,
    pub kind: StatementKind,
    pub confidence: f32,
    /// The quotation it ends with goes on in the next paragraph.
    pub left_open: bool,
    /// It begins with a quotation that goes on from the paragraph before.
    pub continued: bool,
    pub source: Option<(Span, f32)>,
    pub cue: Option<(Span, f32)>,
    /// The cue of the report that passes its own attribution on ("*according to* the Ledger").
    pub passed_on: Option<Span>,
}

/// A paragraph of a transcript, whose label is source and cue.
pub(super) fn turn(paragraph: usize, body: Span, label: Option<Span>, reading: &Reading<'_>) -> Piece {
    let colon = |label: Span| (Span::new(label.end(), label.end() + 1), SIGNED);
    Piece {
        span: body,
        paragraph,
        kind: StatementKind::Direct,
        confidence: confidence(reading, body),
        left_open: true,
        continued: label.is_none(),
        source: label.map(|label| (label, SIGNED)),
        cue: label.map(colon),
        passed_on: None,
    }
}

/// By how much of its words stands in quotation marks.
pub(super) fn kind_of(text: &str, span: Span, quotations: &[Quotation]) -> StatementKind {
    let words = |s: Span| s.of(text).chars().filter(|c| c.is_alphanumeric()).count();
    let quoted: usize = quotations.iter().filter_map(|q| q.span.intersection(span)).map(words).sum();
    if quoted == 0 {
        StatementKind::Indirect
    } else if quoted == words(span) {
        StatementKind::Direct
    } else {
        StatementKind::Mixed
    }
}
