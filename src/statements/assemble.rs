//! What the model proposes, held to the text: quotation marks and paragraphs decide where a statement begins and ends.

use super::addressee::without_addressee;
use super::attribution::attribute;
use super::channel::around_channel;
use super::cue;
use super::dateline::without_dateline;
use super::denial::rejecting;
use super::dismissal::{Candidate, dismissal};
use super::ends::{opened, settled};
use super::inner::pass_on;
use super::insertion::Insertion;
use super::join::{frame, join};
use super::layout::{Layout, layouts};
use super::paragraph::Paragraph;
use super::piece::{INNER, Piece, SIGNED, kind_of, turn};
use super::proposal::{broken, insertions, proposals};
use super::quotation::quotations;
use super::relayed::relayed;
use super::tagged::{Tagged, confidence};
use super::trailing::attribute_behind;
use super::unspoken::{is_deck, is_heading};
use super::{Statement, StatementKind};
use crate::model::Reading;
use crate::text::Span;

/// The statements of the paragraphs that `reading` has read, in order of their first words.
pub(crate) fn find(text: &str, paragraphs: &[Span], reading: &Reading<'_>) -> Vec<Statement> {
    let quoted = quotations(text, paragraphs);
    let mut assembly = Assembly { reading, tagged: Tagged::of(text, paragraphs, reading), pieces: Vec::new() };
    let layouts = layouts(text, paragraphs);
    for (index, ((paragraph, quotations), layout)) in paragraphs.iter().zip(&quoted).zip(layouts).enumerate() {
        match layout {
            Layout::Plain if is_heading(paragraph.of(text)) || is_deck(text, *paragraph) => {}
            Layout::Plain => assembly.read(&Paragraph::new(text, index, *paragraph, quotations)),
            Layout::Turn { label, body } => assembly.pieces.push(turn(index, body, Some(label), reading)),
            Layout::TurnGoesOn => assembly.pieces.push(turn(index, *paragraph, None, reading)),
            Layout::Signature(name) => assembly.sign(index, name),
            Layout::Question => {}
        }
    }
    let mut statements = join(text, assembly.pieces);
    cue::settle(text, paragraphs, &mut statements);
    statements
}

/// The pieces of an article while its paragraphs are read.
struct Assembly<'a> {
    reading: &'a Reading<'a>,
    tagged: Tagged,
    /// Those found so far, in order.
    pieces: Vec<Piece>,
}

impl Assembly<'_> {
    /// Adds the pieces of a paragraph of running text.
    fn read(&mut self, paragraph: &Paragraph<'_>) {
        let Paragraph { text, index, quotations, .. } = *paragraph;
        let after_open = self.pieces.last().is_some_and(|p| p.left_open && p.paragraph + 1 == index);
        let inserted = insertions(paragraph, self.reading, &self.tagged.cues);
        let proposed = broken(text, proposals(paragraph, self.reading, after_open), &inserted, quotations);
        for &(span, left_open) in &proposed {
            let insertion = inserted.iter().find(|i| i.head.overlaps(span) || i.tail.overlaps(span));
            let piece = self.attributed(paragraph, self.proposed(paragraph, span, left_open), insertion);
            let head = insertion.is_some_and(|i| i.head == span);
            let piece = if head { piece } else { self.bounded(paragraph, piece, span, &proposed) };
            let relayed = relayed(text, paragraph.span, piece, quotations, &proposed);
            let Some(piece) = relayed.and_then(|piece| self.unsaid(paragraph, piece)) else { continue };
            let piece = self.framed(text, piece);
            let candidate = Candidate { piece: &piece, proposed: span, inserted: insertion.is_some() };
            if dismissal(paragraph, candidate).is_none() {
                self.pieces.extend(parted(paragraph, piece));
            }
        }
    }

    /// Gives the quotation right before a signature its speaker.
    fn sign(&mut self, index: usize, name: Span) {
        let signed = self.pieces.last_mut().filter(|p| p.paragraph + 1 == index && p.kind != StatementKind::Indirect);
        if let Some(piece) = signed.filter(|p| p.cue.is_none()) {
            piece.source = Some((name, SIGNED));
        }
    }

    /// A stretch of content as it was proposed.
    fn proposed(&self, paragraph: &Paragraph<'_>, span: Span, left_open: bool) -> Piece {
        Piece {
            span,
            paragraph: paragraph.index,
            kind: kind_of(paragraph.text, span, paragraph.quotations),
            confidence: confidence(self.reading, span),
            left_open,
            continued: paragraph.quotations.iter().any(|q| q.continued && span.overlaps(q.span)),
            source: None,
            cue: None,
            passed_on: None,
        }
    }

    /// A piece with its source and cue, and without the one to whom it is said: where the text itself says who speaks, it comes before what
    /// the model points to.
    fn attributed(&self, paragraph: &Paragraph<'_>, mut piece: Piece, insertion: Option<&Insertion>) -> Piece {
        let text = paragraph.text;
        attribute(paragraph, &mut piece, self.reading, &self.tagged);
        if let Some(insertion) = insertion {
            piece.source = Some((insertion.source, INNER));
            piece.cue = Some((insertion.cue, INNER));
        } else {
            pass_on(text, &mut piece, self.pieces.last(), paragraph.quotations);
            let taken = self.pieces.last().map_or(0, |last| last.span.end());
            attribute_behind(paragraph, &mut piece, taken, &self.tagged.cues);
        }
        if let Some((cue, _)) = piece.cue.filter(|_| piece.kind != StatementKind::Direct) {
            piece.span = without_addressee(text, cue, piece.span);
        }
        piece.span = without_dateline(text, paragraph.span, piece.span);
        piece.source = piece.source.map(|(source, p)| (without_dateline(text, paragraph.span, source), p));
        piece
    }

    /// A piece that is more than a quotation, with its ends where the text has them. `span` is what was proposed of it, among the `proposed` of
    /// its paragraph.
    fn bounded(&self, paragraph: &Paragraph<'_>, mut piece: Piece, span: Span, proposed: &[(Span, bool)]) -> Piece {
        if piece.kind == StatementKind::Direct {
            return piece;
        }
        let Paragraph { text, span: whole, quotations, .. } = *paragraph;
        let Tagged { sources, cues } = &self.tagged;
        let mut taken: Vec<Span> = proposed.iter().map(|(other, _)| *other).filter(|o| *o != span).collect();
        taken.extend(cues.iter().chain(sources).map(|(span, _)| *span).filter(|s| !s.overlaps(span)));
        piece.cue = piece.cue.or_else(|| rejecting(text, whole, piece.span).map(|verb| (verb, INNER)));
        if let Some((cue, mass)) = piece.cue {
            let (cue, content) = opened(text, cue, piece.span);
            (piece.cue, piece.span) = (Some((cue, mass)), content);
        }
        let cue = piece.cue.map(|(cue, _)| cue);
        piece.span = settled(text, whole, piece.span, cue, quotations, &taken);
        piece.kind = kind_of(text, piece.span, quotations);
        piece
    }

    /// What a piece says that the piece before it does not: what was stretched or opened goes no further back than its end.
    fn unsaid(&self, paragraph: &Paragraph<'_>, piece: Piece) -> Option<Piece> {
        let last = self.pieces.last().filter(|last| last.paragraph == paragraph.index);
        let free = last.map_or(paragraph.span.start(), |last| last.span.end());
        if piece.span.start() >= free {
            return Some(piece);
        }
        if piece.span.end() <= free {
            return None;
        }
        let span = Span::new(free, piece.span.end()).trimmed(paragraph.text);
        Some(Piece { span, kind: kind_of(paragraph.text, span, paragraph.quotations), ..piece })
    }

    /// A piece without the attribution of the one before it, where a sentence between them leads in to it.
    fn framed(&self, text: &str, piece: Piece) -> Piece {
        match self.pieces.last().and_then(|last| frame(text, last, &piece)) {
            Some(frame) => Piece {
                source: piece.source.filter(|(source, _)| source.start() >= frame.start()),
                cue: piece.cue.filter(|(cue, _)| cue.start() >= frame.start()),
                ..piece
            },
            None => piece,
        }
    }
}

/// A piece, or its two parts where the channel of its cue stands between them.
fn parted(paragraph: &Paragraph<'_>, piece: Piece) -> Vec<Piece> {
    let Paragraph { text, quotations, .. } = *paragraph;
    match piece.cue.and_then(|(cue, _)| around_channel(text, cue, piece.span)) {
        Some(parts) => {
            let part = |span| Piece { span, kind: kind_of(text, span, quotations), ..piece.clone() };
            parts.map(part).into()
        }
        None => vec![piece],
    }
}
