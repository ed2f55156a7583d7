//! Why what looks like a statement is none.

use super::StatementKind;
use super::paragraph::Paragraph;
use super::piece::{Piece, WORDS};
use super::quotation::Quotation;
use super::title::is_cited;
use super::unspoken::{is_held_at_arms_length, reports_no_words};
use super::verb::attributes;
use crate::text::{Span, last_bytes};

/// Indirect content below this mean probability is not proposed.
const INDIRECT: f32 = 0.72;
/// The same of a clause with its "that" behind a verb that attributes words: "told them *that …*".
const INDIRECT_CLAUSE: f32 = 0.6;
/// The same where no cue was found.
const INDIRECT_WITHOUT_CUE: f32 = 0.93;

/// Why a piece is no statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dismissal {
    /// It is a title, a name or a slogan that the article cites.
    Cited,
    /// It is a heading of words that the article has elsewhere whole.
    Subheading,
    /// Its cue is a deed, a silence or a picture.
    NoWords,
    /// It is a nickname or a word held at arm's length.
    ArmsLength,
    /// Nobody is said to say it.
    Unattributed,
    /// Its cue says by what name a thing goes.
    Naming,
    /// The model is not sure enough of it for the cue that it has.
    Unsure,
    /// It has too few words.
    Short,
}

/// A piece of which it is to be decided whether it is one of a statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub piece: &'a Piece,
    /// What was proposed of it: "sign | bill" is no statement by the article that it is given.
    pub proposed: Span,
    /// Its attribution is inserted into its sentence, so that it is a clause that somebody says.
    pub inserted: bool,
}

/// Why a candidate is no statement; `None` where it is one. The kinds of indirect reports that are none come last: a quotation needs no cue.
pub(super) fn dismissal(paragraph: &Paragraph<'_>, candidate: Candidate<'_>) -> Option<Dismissal> {
    let Candidate { piece, proposed, inserted } = candidate;
    let Paragraph { text, span: whole, quotations, .. } = *paragraph;
    let words = piece.span.of(text);
    let (source, cue) = (piece.source.map(|(source, _)| source), piece.cue.map(|(cue, _)| cue));
    let reported = piece.kind == StatementKind::Indirect && !inserted;
    if is_cited(&text[whole.start()..piece.span.start()], words) {
        return Some(Dismissal::Cited);
    }
    if is_subheading(text, whole, piece.span, quotations) {
        return Some(Dismissal::Subheading);
    }
    if reported && reports_no_words(text, source, cue, piece.span) {
        return Some(Dismissal::NoWords);
    }
    // One word that has a name beside it and no verb is not said by him: “He” is Ivo Orr.
    let nobody = source.is_none() || cue.is_none() && !words.contains(' ');
    if is_held_at_arms_length(text, whole, piece.span, piece.kind, nobody) {
        return Some(Dismissal::ArmsLength);
    }
    if !reported {
        return None;
    }
    if source.is_none() && cue.is_none() {
        return Some(Dismissal::Unattributed);
    }
    if cue.is_some_and(|cue| only_names(cue.of(text))) {
        return Some(Dismissal::Naming);
    }
    let told = || cue.and_then(|cue| cue.of(text).split(' ').next_back()).is_some_and(attributes);
    let floor = match cue {
        Some(_) if words.starts_with("that ") && told() => INDIRECT_CLAUSE,
        Some(_) => INDIRECT,
        None => INDIRECT_WITHOUT_CUE,
    };
    if piece.confidence < floor {
        return Some(Dismissal::Unsure);
    }
    let count = |span: Span| span.of(text).split_whitespace().count();
    (count(proposed).min(count(piece.span)) < WORDS).then_some(Dismissal::Short)
}

/// Whether a paragraph is a few words of a quotation that the article has elsewhere whole: 'Pretty cool working there.' as a heading.
fn is_subheading(text: &str, paragraph: Span, span: Span, quotations: &[Quotation]) -> bool {
    /// Longer ones are no headings, nor what the article says this many bytes away.
    const WORDS: usize = 7;
    const NEAR: usize = 1 << 15;
    let Some(quotation) = quotations.iter().find(|q| q.span == span && q.closed) else { return false };
    let words = quotation.inner(text).of(text).trim_end_matches(['.', ',', '!', '?']);
    let count = words.split_whitespace().count();
    let behind = text.floor_char_boundary(paragraph.end() + NEAR);
    let elsewhere = || {
        last_bytes(&text[..paragraph.start()], NEAR).contains(words) || text[paragraph.end()..behind].contains(words)
    };
    span == paragraph.trimmed(text) && (2..=WORDS).contains(&count) && elsewhere()
}

/// Whether a cue says by what name a thing goes: "Orrin Day, *also known as* the feast of lamps".
fn only_names(cue: &str) -> bool {
    cue.split_whitespace().rev().find(|word| *word != "as").is_some_and(|word| word.eq_ignore_ascii_case("known"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::piece::kind_of;
    use crate::statements::quotation::quotations;

    struct Case {
        text: &'static str,
        source: &'static str,
        cue: &'static str,
        content: &'static str,
        confidence: f32,
        reason: Option<Dismissal>,
    }

    fn reason(case: &Case, inserted: bool) -> Option<Dismissal> {
        let at = |words: &str| {
            let start = case.text.find(words).expect("the words are in the text");
            Span::new(start, start + words.len())
        };
        let linked = |words: &str| (!words.is_empty()).then(|| (at(words), 1.0));
        let whole = Span::new(0, case.text.find('\n').unwrap_or(case.text.len()));
        let quoted = quotations(case.text, &[whole]);
        let paragraph = Paragraph::new(case.text, 0, whole, &quoted[0]);
        let span = at(case.content);
        let piece = Piece {
            span,
            paragraph: 0,
            kind: kind_of(case.text, span, &quoted[0]),
            confidence: case.confidence,
            left_open: false,
            continued: false,
            source: linked(case.source),
            cue: linked(case.cue),
            passed_on: None,
        };
        dismissal(&paragraph, Candidate { piece: &piece, proposed: span, inserted })
    }

    #[test]
    fn what_is_no_statement_has_its_reason() {
        let cases = [
            Case {
                text: "Orr said the harbour was lost.",
                source: "Orr",
                cue: "said",
                content: "the harbour was lost",
                confidence: 0.9,
                reason: None,
            },
            Case {
                text: "He read a memo titled “The Fair”.",
                source: "He",
                cue: "",
                content: "“The Fair”",
                confidence: 0.9,
                reason: Some(Dismissal::Cited),
            },
            Case {
                text: "“Cool working there.”\n\nIt was pretty cool working there, Orr said.",
                source: "",
                cue: "",
                content: "“Cool working there.”",
                confidence: 0.9,
                reason: None,
            },
            Case {
                text: "“cool working there.”\n\nIt was pretty cool working there, Orr said.",
                source: "",
                cue: "",
                content: "“cool working there.”",
                confidence: 0.9,
                reason: Some(Dismissal::Subheading),
            },
            Case {
                text: "Orr declined to say how many left.",
                source: "Orr",
                cue: "declined",
                content: "to say how many left",
                confidence: 0.9,
                reason: Some(Dismissal::NoWords),
            },
            Case {
                text: "The “family” that they speak of was gone.",
                source: "",
                cue: "",
                content: "“family”",
                confidence: 0.9,
                reason: Some(Dismissal::ArmsLength),
            },
            Case {
                text: "The harbour was lost.",
                source: "",
                cue: "",
                content: "The harbour was lost",
                confidence: 0.99,
                reason: Some(Dismissal::Unattributed),
            },
            Case {
                text: "Orrin Day is also known as the feast of lamps.",
                source: "Orrin Day",
                cue: "known as",
                content: "the feast of lamps",
                confidence: 0.99,
                reason: Some(Dismissal::Naming),
            },
            Case {
                text: "Orr said the harbour was lost.",
                source: "Orr",
                cue: "said",
                content: "the harbour was lost",
                confidence: 0.7,
                reason: Some(Dismissal::Unsure),
            },
            Case {
                text: "Orr said that the harbour was lost.",
                source: "Orr",
                cue: "said",
                content: "that the harbour was lost",
                confidence: 0.7,
                reason: None,
            },
            Case {
                text: "Orr discussed the matter.",
                source: "Orr",
                cue: "discussed",
                content: "the matter",
                confidence: 0.9,
                reason: Some(Dismissal::Short),
            },
        ];
        for case in &cases {
            assert_eq!(reason(case, false), case.reason, "{}: {}", case.text, case.content);
        }
    }

    #[test]
    fn an_inserted_attribution_needs_no_floor() {
        let case = Case {
            text: "Lorvia, Orr said, paid.",
            source: "Orr",
            cue: "said",
            content: "paid",
            confidence: 0.1,
            reason: None,
        };
        assert_eq!(reason(&case, true), case.reason);
        assert_eq!(reason(&case, false), Some(Dismissal::Unsure));
    }
}
