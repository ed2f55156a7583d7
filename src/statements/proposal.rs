//! What the model proposes as content, held to the quotation marks.

use std::ops::Range;

use super::insertion::{Insertion, insertion};
use super::paragraph::Paragraph;
use super::quotation::{Quotation, is_mark};
use super::tagged::{confidence, decoded};
use crate::model::Reading;
use crate::text::Span;

/// A quotation is speech, not a scare quote or a title, when its words have at least this mean probability of being content.
const SPEECH: f32 = 0.5;

/// The stretches of content of one paragraph, each with whether it ends in a quotation left open.
pub(super) fn proposals(paragraph: &Paragraph<'_>, reading: &Reading<'_>, after_open: bool) -> Vec<(Span, bool)> {
    let Paragraph { text, span: whole, quotations, .. } = *paragraph;
    let mut spans: Vec<Span> =
        decoded(text, reading, &[whole], |t| t.content).into_iter().map(|(span, _)| span).collect();
    let is_speech = |q: &Quotation| {
        q.continued && after_open || confidence(reading, q.inner(text)) >= SPEECH && !is_title(q.inner(text).of(text))
    };
    spans.extend(quotations.iter().filter(|q| is_speech(q)).map(|q| q.span));
    // A quotation is inside a statement or outside: a stretch that cuts one takes it whole, unless it only touches it.
    for span in &mut spans {
        for quotation in quotations.iter().filter(|q| q.closed) {
            let Some(shared) = span.intersection(quotation.span) else { continue };
            if span.contains(quotation.span) {
                continue;
            }
            *span = if 2 * shared.len() >= quotation.span.len() || quotation.span.contains(*span) {
                span.hull(quotation.span)
            } else if span.start() < quotation.span.start() {
                Span::new(span.start(), quotation.span.start())
            } else {
                Span::new(quotation.span.end(), span.end())
            };
        }
    }
    spans.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.overlaps(span) || span.is_empty() => *last = last.hull(span),
            _ => merged.push(span),
        }
    }
    merged
        .into_iter()
        .map(|span| (tidy(text, span, quotations), quotations.iter().any(|q| !q.closed && q.span.overlaps(span))))
        .filter(|(span, _)| span.of(text).chars().filter(|c| c.is_alphanumeric()).count() > 1)
        .collect()
}

/// The attributions inserted into the sentences of a paragraph where the model has seen that something is reported.
pub(super) fn insertions(
    paragraph: &Paragraph<'_>,
    reading: &Reading<'_>,
    cues: &[(Span, Range<usize>)],
) -> Vec<Insertion> {
    let inserted = |sentence: &Span| insertion(paragraph.text, *sentence, paragraph.quotations);
    let seen = |i: &Insertion| cues.iter().any(|(cue, _)| cue.overlaps(i.cue)) || confidence(reading, i.tail) >= SPEECH;
    paragraph.sentences.iter().filter_map(inserted).filter(seen).collect()
}

/// The proposals, where an inserted attribution breaks a clause in two: both parts in the place of what was proposed of them.
pub(super) fn broken(
    text: &str,
    mut proposed: Vec<(Span, bool)>,
    inserted: &[Insertion],
    quotations: &[Quotation],
) -> Vec<(Span, bool)> {
    for Insertion { head, tail, .. } in inserted {
        let clause = head.hull(*tail);
        let (inside, outside): (Vec<_>, Vec<_>) = proposed.into_iter().partition(|(span, _)| span.overlaps(clause));
        proposed = outside;
        let mut end = tail.start();
        let mut left_open = false;
        for (span, open) in inside {
            left_open |= open;
            end = end.max(span.end());
            if span.start() < head.start() {
                proposed.push((tidy(text, Span::new(span.start(), head.start()), quotations), false));
            }
        }
        let end = if end > tail.start() { end } else { tail.end() };
        proposed.push((*head, false));
        proposed.push((tidy(text, Span::new(tail.start(), end), quotations), left_open));
    }
    proposed.retain(|(span, _)| !span.is_empty());
    proposed.sort();
    proposed
}

/// Whether quoted words are written as the title of a work: two to eight of them, the long ones all with a capital.
fn is_title(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let capital = |w: &str| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    (2..=8).contains(&count)
        && words.split_whitespace().filter(|w| w.chars().count() > 3).count() >= 2
        && words.split_whitespace().all(|w| capital(w) || w.chars().count() <= 3)
}

/// Without blanks at the ends, and without the punctuation that separates content from attribution; marks that belong to a
/// quotation stay.
fn tidy(text: &str, span: Span, quotations: &[Quotation]) -> Span {
    let held = |at: usize| quotations.iter().any(|q| q.span.holds(at));
    let mut span = span.trimmed(text);
    while let Some(c) = span.of(text).chars().next_back() {
        let at = span.end() - c.len_utf8();
        let loose = matches!(c, ',' | '.' | ';' | ':' | '—' | '–' | '-') || is_mark(c);
        // The full stop of "U.S." or "Inc." is the word's own.
        let dotted = c == '.' && text[..at].chars().rev().nth(1) == Some('.');
        if !loose || held(at) || dotted {
            break;
        }
        span = Span::new(span.start(), at).trimmed(text);
    }
    while let Some(c) = span.of(text).chars().next() {
        if !(matches!(c, ',' | '.' | ';' | ':' | '—' | '–') || is_mark(c)) || held(span.start()) {
            break;
        }
        span = Span::new(span.start() + c.len_utf8(), span.end()).trimmed(text);
    }
    span
}
