//! Source and cue of a piece: where the model points, held to the text.

use std::ops::Range;

use super::paragraph::Paragraph;
use super::piece::Piece;
use super::tagged::{Tagged, bytes_of};
use crate::model::{Pointed, Reading, Role, TokenReading};
use crate::text::{Span, capitalised};

/// A source or cue needs at least this much of the pointer's mass.
const LINKED: f32 = 0.15;
/// What a place in another paragraph speaks against a source or cue, and what a place beside the cue speaks for a source, in units of
/// the pointer's mass.
const ELSEWHERE: f32 = 0.35;
const ADJACENT: f32 = 0.3;
/// A source goes on for at most so many bytes behind its article.
const PHRASE: usize = 60;

/// Finds source and cue of a piece.
pub(super) fn attribute(paragraph: &Paragraph<'_>, piece: &mut Piece, reading: &Reading<'_>, tagged: &Tagged) {
    let text = paragraph.text;
    let here = |span: Span| paragraph.span.contains(span);
    let cue = reading.link(Role::Cue, piece.span);
    piece.cue = pointed(&cue, &tagged.cues, piece.span, |span| if here(span) { 0.1 } else { -ELSEWHERE });
    let beside = piece.cue.map(|(span, _)| span);
    let source = reading.link(Role::Source, piece.span);
    let own = |span: Span| {
        let adjacent = beside.is_some_and(|cue| gap(text, cue, span) <= 3);
        let place = if here(span) { 0.1 } else { -ELSEWHERE };
        place + if adjacent { ADJACENT } else { 0.0 }
    };
    piece.source = dashed(text, paragraph.span, piece.span)
        .or_else(|| pointed(&source, &tagged.sources, piece.span, own))
        .or_else(|| spelled_out(text, paragraph.span, piece.span, reading, &source))
        .map(|(span, p)| (whole_phrase(text, paragraph.span, span, beside), p));
}

/// The candidate that holds most of the pointer's mass together with what its place speaks for, if that is enough.
fn pointed(
    pointed: &Pointed,
    candidates: &[(Span, Range<usize>)],
    content: Span,
    place: impl Fn(Span) -> f32,
) -> Option<(Span, f32)> {
    let (first, last) = (pointed.mass.first()?.0, pointed.mass.last()?.0);
    let from = candidates.partition_point(|(_, tokens)| tokens.end <= first);
    candidates[from..]
        .iter()
        .take_while(|(_, tokens)| tokens.start <= last)
        .filter(|(span, _)| !span.overlaps(content))
        .map(|(span, tokens)| (*span, pointed.within(tokens), place(*span)))
        .filter(|(_, mass, place)| mass + place >= LINKED && mass + place > pointed.nowhere)
        .max_by(|a, b| (a.1 + a.2).total_cmp(&(b.1 + b.2)).then(b.0.cmp(&a.0)))
        .map(|(span, mass, _)| (span, mass))
}

/// How many characters stand between two spans; many where a paragraph ends between them.
fn gap(text: &str, a: Span, b: Span) -> usize {
    let (first, second) = if a.start() <= b.start() { (a, b) } else { (b, a) };
    if first.end() >= second.start() {
        return 0;
    }
    let between = &text[first.end()..second.start()];
    if between.contains('\n') { usize::MAX } else { between.chars().count() }
}

/// A source that the tagger missed and the pointer is sure of: the tokens around the pointer's best one that are source rather
/// than not, or else the word itself.
fn spelled_out(
    text: &str,
    paragraph: Span,
    content: Span,
    reading: &Reading<'_>,
    pointed: &Pointed,
) -> Option<(Span, f32)> {
    let (token, _) = pointed.best()?;
    let tokens = reading.tokens();
    let near = reading.range(paragraph);
    if !near.contains(&token) {
        return None;
    }
    let likely = |t: &TokenReading| 1.0 - t.source.outside > 0.25 && !t.span.overlaps(content);
    let mut range = token..token + 1;
    while range.start > near.start && likely(&tokens[range.start - 1]) {
        range.start -= 1;
    }
    while range.end < near.end && likely(&tokens[range.end]) {
        range.end += 1;
    }
    let mut span = bytes_of(reading, &range);
    // Whole words only.
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    while joins(text[..span.start()].chars().next_back()) && span.start() > paragraph.start() {
        let back = text[..span.start()].chars().next_back().map_or(1, char::len_utf8);
        span = Span::new(span.start() - back, span.end());
    }
    while joins(text[span.end()..].chars().next()) && span.end() < paragraph.end() {
        span = Span::new(span.start(), span.end() + text[span.end()..].chars().next().map_or(1, char::len_utf8));
    }
    let mass = pointed.within(&range);
    let spoken = span.of(text).chars().any(char::is_alphabetic);
    (spoken && !span.overlaps(content) && mass >= 0.4).then_some((span, mass))
}

/// `“…” — Name` at the end of a paragraph.
fn dashed(text: &str, paragraph: Span, content: Span) -> Option<(Span, f32)> {
    let rest = Span::new(content.end(), paragraph.end());
    let words = rest.of(text).trim_start();
    let name = words.strip_prefix(['—', '–', '―'])?.trim();
    let words = name.split_whitespace().count();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let named = capital(name) && words <= 12;
    let ends = !name.ends_with(['.', '!', '?', '”', '"']) || words <= 4 && name.split_whitespace().all(capital);
    (named && ends).then(|| {
        let start = rest.end() - rest.of(text).len() + rest.of(text).find(name).unwrap_or(0);
        let name = name.trim_end_matches(['.', ',']);
        (Span::new(start, start + name.len()), 0.5)
    })
}

/// A source of which the head marked only the article or the title ("*the* campaign has said", "*Mr.* Orr planned"), up to the cue behind
/// it, or over the capitalised words that follow a title.
fn whole_phrase(text: &str, paragraph: Span, source: Span, cue: Option<Span>) -> Span {
    // The model may point into another paragraph.
    if !paragraph.contains(source) {
        return source;
    }
    let source = without_trailing(text, source);
    let opening = source.of(text).trim_end_matches('.').to_lowercase();
    if matches!(opening.as_str(), "media" | "radio" | "television") {
        return with_home(text, paragraph, source);
    }
    let article = matches!(opening.as_str(), "the" | "a" | "an");
    if !article && !matches!(opening.as_str(), "mr" | "mrs" | "ms" | "dr" | "sen" | "rep" | "gov") {
        return source;
    }
    let cue = cue.filter(|cue| cue.start() >= source.end());
    let rest = &text[source.end()..cue.map_or(paragraph.end(), |cue| cue.start())];
    if cue.is_some() && rest.len() <= PHRASE && !rest.contains(['.', '!', '?', ';', ':', '“', '”', '"']) {
        return Span::new(source.start(), source.end() + rest.len()).trimmed(text);
    }
    if article {
        return source;
    }
    let name = rest.trim_start();
    let (end, words) = capitalised(name, 3);
    let end = if words > 0 { rest.len() - name.len() + end } else { 0 };
    Span::new(source.start(), source.end() + end)
}

/// A source without the word that begins what stands behind it: "lawmakers *this* week", "some voters *who*".
fn without_trailing(text: &str, source: Span) -> Span {
    const BEGINS: &[&str] = &["-", "last", "on", "that", "this", "who", "—", "–"];
    let words = source.of(text);
    let trailing = words.rsplit_once([' ', '\u{a0}']).filter(|(_, last)| BEGINS.contains(last));
    trailing.map_or(source, |(head, _)| Span::new(source.start(), source.start() + head.len()).trimmed(text))
}

/// A medium with whose it is: "*Lorvian state* television".
fn with_home(text: &str, paragraph: Span, source: Span) -> Span {
    let head = &text[paragraph.start()..source.start()];
    let owned = ["state ", "public ", "local "].iter().find_map(|kind| head.strip_suffix(kind)).unwrap_or(head);
    let home = owned.strip_suffix(' ').and_then(|head| head.rsplit(' ').next()).unwrap_or("");
    let capital = home.starts_with(char::is_uppercase) && home.chars().all(|c| c.is_alphanumeric() || c == '-');
    let start = if capital { source.start() - (head.len() - owned.len()) - 1 - home.len() } else { source.start() };
    Span::new(start, source.end())
}
