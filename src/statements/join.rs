//! Pieces to statements: which of them make one.

use super::denial::denies;
use super::piece::Piece;
use super::{Statement, StatementKind};
use crate::sentence::sentences;
use crate::text::Span;

/// Pieces to statements: pieces of one cue in one paragraph, a quotation broken by its attribution, a quotation over several paragraphs.
pub(super) fn join(text: &str, pieces: Vec<Piece>) -> Vec<Statement> {
    let mut groups: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let joined = groups.last().and_then(|group| group.last()).is_some_and(|last| belongs(text, last, &piece));
        match groups.last_mut().filter(|_| joined) {
            Some(group) => group.push(piece),
            None => groups.push(vec![piece]),
        }
    }
    let mut out: Vec<Statement> = Vec::with_capacity(groups.len());
    for group in groups {
        let source = group.iter().filter_map(|p| p.source).max_by(|a, b| a.1.total_cmp(&b.1));
        let cue = group.iter().filter_map(|p| p.cue).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(span, _)| span);
        let bytes: usize = group.iter().map(|p| p.span.len()).sum();
        let weighted: f32 = group.iter().map(|p| p.confidence * p.span.len() as f32).sum();
        let kind = if group.iter().all(|p| p.kind == group[0].kind) { group[0].kind } else { StatementKind::Mixed };
        out.push(Statement {
            kind,
            fragments: group.iter().map(|p| p.span).collect(),
            source: source.map(|(span, _)| span),
            cue,
            content_confidence: weighted / bytes.max(1) as f32,
            source_confidence: source.map_or(0.0, |(_, mass)| mass.min(1.0)),
            continues: source.is_none() && cue.is_none(),
            denied: cue.is_some_and(|cue| denies(cue.of(text)))
                != source.is_some_and(|(source, _)| is_nobody(source.of(text))),
        });
    }
    out
}

/// Whether `next` is a further piece of the statement that `last` is a piece of.
fn belongs(text: &str, last: &Piece, next: &Piece) -> bool {
    if next.paragraph == last.paragraph + 1 {
        return last.left_open && next.continued;
    }
    if next.paragraph != last.paragraph {
        return false;
    }
    if frame(text, last, next).is_some() {
        return false;
    }
    if last.span.end() > next.span.start() {
        return false;
    }
    let gap = Span::new(last.span.end(), next.span.start());
    let same_cue = match (last.cue, next.cue) {
        (Some((a, _)), Some((b, _))) => a == b,
        _ => false,
    };
    if same_cue {
        // A report in the next sentence is one by itself.
        let indirect = last.kind == StatementKind::Indirect && next.kind == StatementKind::Indirect;
        let whole = sentences(text, Span::new(last.span.end(), next.span.end()));
        return !(indirect && whole.first().is_some_and(|first| first.end() <= next.span.start()));
    }
    // “…,” she said. “…”: nothing but the attribution stands between the quotations.
    let attribution =
        last.cue.is_some_and(|(cue, _)| gap.contains(cue)) && gap.of(text).split_whitespace().count() <= 12;
    let both_quoted = last.kind != StatementKind::Indirect && next.kind == StatementKind::Direct;
    let nothing_of_its_own = next.cue.is_none() && next.source.is_none();
    both_quoted && nothing_of_its_own && (attribution || gap.of(text).trim().is_empty())
}

/// The sentences that stand between two quotations of one paragraph and do not attribute the first: “…,” she said. *Her rival kept to
/// arithmetic.* “…”
pub(super) fn frame(text: &str, last: &Piece, next: &Piece) -> Option<Span> {
    let quoted = |piece: &Piece| piece.kind != StatementKind::Indirect;
    if last.paragraph != next.paragraph || !quoted(last) || !quoted(next) || last.span.end() >= next.span.start() {
        return None;
    }
    let attributes = |sentence: &Span| {
        last.cue.into_iter().chain(last.source).any(|(span, _)| span.overlaps(*sentence))
            || sentence.of(text).starts_with([',', ';', '—', '–', '-'])
    };
    let between = sentences(text, Span::new(last.span.end(), next.span.start()));
    let told = between.iter().rposition(attributes).map_or(0, |at| at + 1);
    let frame = between.get(told)?.hull(*between.last()?);
    let ends = frame.of(text).ends_with(['.', '!', '?', ':']);
    (ends && frame.of(text).split_whitespace().count() > 2).then_some(frame)
}

/// Whether a source says that nobody said it: "*no one* expected a debate", "*none of the jurors* thought so".
fn is_nobody(source: &str) -> bool {
    let first = source.split_whitespace().next().unwrap_or("").to_lowercase();
    matches!(first.as_str(), "no" | "none" | "nobody" | "neither")
}
