//! Words that one who speaks quotes of another: "the Ledger quoted *Orr* as *saying* it was over". They are Orr's.

use super::piece::{INNER, Piece, WORDS, kind_of};
use super::quotation::Quotation;
use crate::sentence::sentences;
use crate::text::Span;

/// Verbs of who quotes.
const QUOTES: &[&str] = &["cited", "cites", "citing", "quoted", "quotes", "quoting"];
/// What stands between who is quoted and what he says.
const LINKS: &[&str] = &[" as saying", " as telling"];
/// Who is quoted has a name of no more bytes.
const LONGEST: usize = 100;

/// Who is quoted, and the verb of what he says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quoted {
    source: Span,
    verb: Span,
}

/// A piece that somebody quotes of another, with him for its source and without the words that say so; `None` where these words are all of it and
/// another of those `proposed` has what he says. Every other piece as it is.
pub(super) fn relayed(
    text: &str,
    paragraph: Span,
    piece: Piece,
    quotations: &[Quotation],
    proposed: &[(Span, bool)],
) -> Option<Piece> {
    let Some((cue, _)) = piece.cue else { return Some(piece) };
    let Some(Quoted { source, verb }) = quoted(text, paragraph, cue) else { return Some(piece) };
    let said = |span: Span| Piece {
        span,
        kind: kind_of(text, span, quotations),
        source: Some((source, INNER)),
        cue: Some((verb, INNER)),
        ..piece.clone()
    };
    let content = piece.span;
    if content.end() <= cue.start() || content.start() >= verb.end() {
        return Some(said(content));
    }
    let behind = Span::new(verb.end(), content.end().max(verb.end()));
    let behind = Span::new(without_addressee(text, behind), behind.end()).trimmed(text);
    if behind.of(text).split_whitespace().count() >= WORDS {
        return Some(said(behind));
    }
    let sentence = sentences(text, paragraph).into_iter().find(|sentence| sentence.contains(verb))?;
    let rest = Span::new(verb.end(), sentence.end()).trimmed(text);
    let few = rest.of(text).split_whitespace().count() <= WORDS;
    if few || !rest.of(text).starts_with(char::is_alphanumeric) {
        // "Three were hurt, the agency quoted the army as saying *on Monday*."
        let (who, _) = piece.source.filter(|(who, _)| who.start() > sentence.start() + 2)?;
        let clause = Span::new(sentence.start(), who.start());
        let end = clause.of(text).trim_end().strip_suffix(',')?.len();
        return Some(said(Span::new(clause.start(), clause.start() + end)));
    }
    let whole = rest.of(text).trim_end_matches(['.', '!', '?']).len();
    let rest = Span::new(rest.start(), rest.start() + whole);
    (!proposed.iter().any(|(other, _)| other.overlaps(rest))).then(|| said(rest))
}

/// Whom the cue says to be quoted: behind its verb, or before "as saying" where that is the cue.
fn quoted(text: &str, paragraph: Span, cue: Span) -> Option<Quoted> {
    // The cue of a piece may stand in the paragraph before or behind.
    if !paragraph.contains(cue) {
        return None;
    }
    let words = cue.of(text);
    let last = words.rsplit(' ').next().unwrap_or("");
    if matches!(last, "saying" | "telling") {
        let before = text[paragraph.start()..cue.end()].strip_suffix(last)?.strip_suffix(" as ")?;
        let (at, quotes) = QUOTES.iter().filter_map(|verb| Some((before.rfind(&format!(" {verb} "))?, *verb))).max()?;
        let start = paragraph.start() + at + quotes.len() + 2;
        let source = Span::new(start, paragraph.start() + before.len());
        let verb = Span::new(cue.end() - last.len(), cue.end());
        return is_short(source.of(text)).then_some(Quoted { source, verb });
    }
    if !QUOTES.contains(&last) {
        return None;
    }
    let behind = text[cue.end()..paragraph.end()].strip_prefix(' ')?;
    let (end, link) = LINKS.iter().filter_map(|link| Some((behind.find(link)?, *link))).min()?;
    let source = Span::new(cue.end() + 1, cue.end() + 1 + end);
    let verb = Span::new(source.end() + " as ".len(), source.end() + link.len());
    is_short(source.of(text)).then_some(Quoted { source, verb })
}

/// Whether words can be all of who is quoted.
fn is_short(source: &str) -> bool {
    !source.is_empty() && source.len() <= LONGEST && !source.contains(['.', ';', ':', '“', '”', '"', '\n'])
}

/// Where content begins behind the one to whom it was told: "telling *him:* “…”".
fn without_addressee(text: &str, content: Span) -> usize {
    let words = content.of(text);
    let skipped = words.find(": ").filter(|at| words[..*at].split_whitespace().count() < 3).map(|at| at + 2);
    content.start() + skipped.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::quotation::quotations;

    /// Who says what, of a piece with its source, cue and content in a sentence.
    fn read(text: &str, source: &str, cue: &str, content: &str) -> Option<(String, String)> {
        let at = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            Span::new(start, start + words.len())
        };
        let whole = Span::new(0, text.len());
        let quoted = quotations(text, &[whole]);
        let piece = Piece {
            span: at(content),
            paragraph: 0,
            kind: kind_of(text, at(content), &quoted[0]),
            confidence: 1.0,
            left_open: false,
            continued: false,
            source: Some((at(source), 1.0)),
            cue: Some((at(cue), 1.0)),
            passed_on: None,
        };
        let found = relayed(text, whole, piece, &quoted[0], &[(at(content), false)])?;
        Some((found.source?.0.of(text).to_owned(), found.span.of(text).to_owned()))
    }

    #[test]
    fn a_cue_of_another_paragraph_quotes_nobody_here() {
        let text = "Lund quoted Orr as saying it.\n\nIt was lost.\n\nLund quoted Orr as saying it.";
        let paragraph = Span::new(text.find("It was").expect("there"), text.rfind("\n\n").expect("there"));
        for at in [text.find("quoted"), text.rfind("quoted"), text.find("saying"), text.rfind("saying")] {
            let at = at.expect("there");
            assert_eq!(quoted(text, paragraph, Span::new(at, at + "quoted".len())), None);
        }
    }

    #[test]
    fn who_is_quoted_speaks() {
        let said = |source: &str, content: &str| Some((source.to_owned(), content.to_owned()));
        let text = "The Ledger quoted Ivo Orr as saying the harbour was lost.";
        let orr = said("Ivo Orr", "the harbour was lost");
        assert_eq!(read(text, "The Ledger", "quoted", "Ivo Orr as saying the harbour was lost"), orr);
        assert_eq!(read(text, "The Ledger", "quoted", "Ivo Orr"), orr);
        assert_eq!(read(text, "The Ledger", "saying", "the harbour was lost"), orr);
        let text = "“It was lost,” Lund quoted Orr as saying.";
        assert_eq!(read(text, "Lund", "quoted", "“It was lost,”"), said("Orr", "“It was lost,”"));
        let text = "Three were hurt, the agency quoted the army as saying.";
        assert_eq!(read(text, "the agency", "quoted", "the army"), said("the army", "Three were hurt"));
        let text = "Three were hurt, the agency quoted the army as saying on Monday.";
        assert_eq!(read(text, "the agency", "quoted", "the army"), said("the army", "Three were hurt"));
        let text = "Lund quoted Orr as telling him: “It was lost.”";
        assert_eq!(read(text, "Lund", "quoted", "Orr as telling him: “It was lost.”"), said("Orr", "“It was lost.”"));
        let text = "Lund quoted a line of Orr’s letter.";
        assert_eq!(read(text, "Lund", "quoted", "a line of Orr’s letter"), said("Lund", "a line of Orr’s letter"));
    }
}
