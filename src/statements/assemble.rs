//! What the model proposes, held to the text: quotation marks and paragraphs decide where a statement begins and ends.

use std::ops::Range;

use super::channel::around_channel;
use super::denial::{denies, rejects};
use super::ends::{opened, settled};
use super::inner::{inner, passes_on};
use super::insertion::{Insertion, insertion};
use super::layout::{Layout, layouts};
use super::quotation::{Quotation, is_mark, quotations};
use super::title::is_cited;
use super::trailing::{beginning, trailing, with_channel};
use super::unspoken::{is_deck, is_heading, is_held_at_arms_length, reports_no_words};
use super::verb::attributes;
use super::{Statement, StatementKind};
use crate::model::{Bio, Pointed, Reading, Role, TokenReading, tagged_spans};
use crate::sentence::sentences;
use crate::text::{Span, capitalised, last_bytes};

/// A quotation is speech, not a scare quote or a title, when its words have at least this mean probability of being content.
const SPEECH: f32 = 0.5;
/// A source or cue needs at least this much of the pointer's mass.
const LINKED: f32 = 0.15;
/// The confidence in a speaker whom the layout names.
const SIGNED: f32 = 0.95;
/// The confidence in a speaker whose own attribution stands inside the words that another one passes on.
const INNER: f32 = 0.9;
/// Indirect content of fewer words is no statement ("the matter").
const WORDS: usize = 3;
/// What a place in another paragraph speaks against a source or cue, and what a place beside the cue speaks for a source, in units of
/// the pointer's mass.
const ELSEWHERE: f32 = 0.35;
const ADJACENT: f32 = 0.3;
/// Indirect content below this mean probability is not proposed.
const INDIRECT: f32 = 0.72;
/// The same of a clause with its "that" behind a verb that attributes words: "told them *that …*".
const INDIRECT_CLAUSE: f32 = 0.6;
/// The same where no cue was found.
const INDIRECT_WITHOUT_CUE: f32 = 0.93;

/// A source goes on for at most so many bytes behind its article.
const PHRASE: usize = 60;

/// A stretch of content inside one paragraph, before it is known which stretches make one statement.
#[derive(Clone)]
struct Piece {
    span: Span,
    paragraph: usize,
    kind: StatementKind,
    confidence: f32,
    /// The quotation it ends with goes on in the next paragraph.
    left_open: bool,
    /// It begins with a quotation that goes on from the paragraph before.
    continued: bool,
    source: Option<(Span, f32)>,
    cue: Option<(Span, f32)>,
    /// The cue of the report that passes its own attribution on ("*according to* the Ledger").
    passed_on: Option<Span>,
}

/// The statements of the paragraphs that `reading` has read, in order of their first words.
pub(crate) fn find(text: &str, paragraphs: &[Span], reading: &Reading<'_>) -> Vec<Statement> {
    let quoted = quotations(text, paragraphs);
    let sources = decoded(text, reading, paragraphs, |t| t.source);
    let mut cues = decoded(text, reading, paragraphs, |t| t.cue);
    cues.iter_mut().for_each(|(span, _)| *span = without_opened_phrase(text, *span));
    let mut pieces: Vec<Piece> = Vec::new();
    let layouts = layouts(text, paragraphs);
    for (index, (paragraph, quotations)) in paragraphs.iter().zip(&quoted).enumerate() {
        match layouts[index] {
            Layout::Plain if is_heading(paragraph.of(text)) || is_deck(text, *paragraph) => continue,
            Layout::Plain => {}
            Layout::Turn { label, body } => {
                pieces.push(turn(index, body, Some(label), reading));
                continue;
            }
            Layout::TurnGoesOn => {
                pieces.push(turn(index, *paragraph, None, reading));
                continue;
            }
            Layout::Signature(name) => {
                let signed =
                    pieces.last_mut().filter(|p| p.paragraph + 1 == index && p.kind != StatementKind::Indirect);
                if let Some(piece) = signed.filter(|p| p.cue.is_none()) {
                    piece.source = Some((name, SIGNED));
                }
                continue;
            }
            Layout::Question => continue,
        }
        let after_open = pieces.last().is_some_and(|p| p.left_open && p.paragraph + 1 == index);
        let in_paragraph = sentences(text, *paragraph);
        let inserted: Vec<Insertion> =
            in_paragraph.iter().filter_map(|sentence| insertion(text, *sentence, quotations)).collect();
        // The model must have seen that something is reported there.
        let seen =
            |i: &Insertion| cues.iter().any(|(cue, _)| cue.overlaps(i.cue)) || confidence(reading, i.tail) >= SPEECH;
        let inserted: Vec<Insertion> = inserted.into_iter().filter(seen).collect();
        let proposed =
            broken(text, proposals(text, *paragraph, quotations, reading, after_open), &inserted, quotations);
        for &(span, left_open) in &proposed {
            let mut piece = Piece {
                span,
                paragraph: index,
                kind: kind_of(text, span, quotations),
                confidence: confidence(reading, span),
                left_open,
                continued: quotations.iter().any(|q| q.continued && span.overlaps(q.span)),
                source: None,
                cue: None,
                passed_on: None,
            };
            attribute(text, *paragraph, &mut piece, reading, &sources, &cues);
            let insertion = inserted.iter().find(|i| i.head.overlaps(span) || i.tail.overlaps(span));
            if let Some(insertion) = insertion {
                piece.source = Some((insertion.source, INNER));
                piece.cue = Some((insertion.cue, INNER));
            } else {
                pass_on(text, &mut piece, pieces.last(), quotations);
                let before = pieces.last().map_or(0, |last| last.span.end());
                if let Some(sentence) = in_paragraph.iter().find(|s| s.holds(piece.span.start())) {
                    attribute_behind(text, *sentence, before, &mut piece, quotations, &cues);
                }
            }
            if let Some((cue, _)) = piece.cue.filter(|_| piece.kind != StatementKind::Direct) {
                piece.span = without_addressee(text, cue, piece.span);
            }
            if piece.kind != StatementKind::Direct && insertion.is_none_or(|i| i.head != span) {
                let mut taken: Vec<Span> = proposed.iter().map(|(other, _)| *other).filter(|o| *o != span).collect();
                taken.extend(cues.iter().chain(&sources).map(|(span, _)| *span).filter(|s| !s.overlaps(span)));
                piece.cue = piece.cue.or_else(|| rejecting(text, *paragraph, piece.span).map(|verb| (verb, INNER)));
                if let Some((cue, mass)) = piece.cue {
                    let (cue, content) = opened(text, cue, piece.span);
                    (piece.cue, piece.span) = (Some((cue, mass)), content);
                }
                let cue = piece.cue.map(|(cue, _)| cue);
                piece.span = settled(text, *paragraph, piece.span, cue, quotations, &taken);
                piece.kind = kind_of(text, piece.span, quotations);
            }
            // Nothing is said twice: what was stretched or opened goes no further back than the piece before.
            let free = pieces.last().filter(|l| l.paragraph == index).map_or(paragraph.start(), |l| l.span.end());
            if piece.span.start() < free {
                if piece.span.end() <= free {
                    continue;
                }
                piece.span = Span::new(free, piece.span.end()).trimmed(text);
                piece.kind = kind_of(text, piece.span, quotations);
            }
            if let Some(frame) = pieces.last().and_then(|last| frame(text, last, &piece)) {
                // What was said before the sentence that leads in to this quotation is another statement's attribution.
                piece.source = piece.source.filter(|(source, _)| source.start() >= frame.start());
                piece.cue = piece.cue.filter(|(cue, _)| cue.start() >= frame.start());
            }
            if is_cited(&text[paragraph.start()..piece.span.start()], piece.span.of(text)) {
                continue;
            }
            let bare = piece.source.is_none() && piece.cue.is_none();
            if is_subheading(text, *paragraph, piece.span, quotations) {
                continue;
            }
            let (source, cue) = (piece.source.map(|(source, _)| source), piece.cue.map(|(cue, _)| cue));
            let indirect = piece.kind == StatementKind::Indirect;
            // One word that has a name beside it and no verb is not said by him: “He” is Ivo Orr.
            let nobody = source.is_none() || cue.is_none() && !piece.span.of(text).contains(' ');
            if indirect && insertion.is_none() && reports_no_words(text, source, cue, piece.span)
                || is_held_at_arms_length(text, *paragraph, piece.span, piece.kind, nobody)
            {
                continue;
            }
            // What was proposed counts: "sign | bill" is no statement by the article that it is given.
            let words =
                [span, piece.span].map(|s| s.of(text).split_whitespace().count()).into_iter().min().unwrap_or(0);
            let clause = piece.span.of(text).starts_with("that ");
            let told = cue.and_then(|cue| cue.of(text).split(' ').next_back()).is_some_and(attributes);
            let floor = match cue {
                Some(_) if clause && told => INDIRECT_CLAUSE,
                Some(_) => INDIRECT,
                None => INDIRECT_WITHOUT_CUE,
            };
            if indirect
                && insertion.is_none()
                && (bare
                    || piece.cue.is_some_and(|(cue, _)| only_names(cue.of(text)))
                    || piece.confidence < floor
                    || words < WORDS)
            {
                continue;
            }
            match piece.cue.and_then(|(cue, _)| around_channel(text, cue, piece.span)) {
                Some(parts) => pieces.extend(parts.map(|span| {
                    let kind = kind_of(text, span, quotations);
                    Piece { span, kind, ..piece.clone() }
                })),
                None => pieces.push(piece),
            }
        }
    }
    join(text, pieces)
}

/// The verb right before content, where it turns something down: "*rejected* suggestions that it was to blame".
fn rejecting(text: &str, paragraph: Span, content: Span) -> Option<Span> {
    let before = text[paragraph.start()..content.start()].trim_end();
    let plain = |verb: &&str| verb.chars().all(char::is_alphabetic) && rejects(verb);
    let verb = before.rsplit(' ').next().filter(plain)?;
    let end = paragraph.start() + before.len();
    Some(Span::new(end - verb.len(), end))
}

/// The proposals, where an inserted attribution breaks a clause in two: both parts in the place of what was proposed of them.
fn broken(
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

/// Takes the whole sentence for what an attribution behind it speaks of: "*Lorvia had “read the room,”* she added". Nothing of what ends at
/// `taken` is taken again.
fn attribute_behind(
    text: &str,
    sentence: Span,
    taken: usize,
    piece: &mut Piece,
    quotations: &[Quotation],
    cues: &[(Span, Range<usize>)],
) {
    let indirect = piece.kind == StatementKind::Indirect;
    let elsewhere = piece.cue.is_none_or(|(cue, _)| !sentence.contains(cue));
    if let Some(found) =
        with_channel(text, piece.span).filter(|_| indirect && elsewhere && piece.span.start() == sentence.start())
    {
        piece.span = Span::new(piece.span.start(), found.end);
        piece.source = Some((found.source, INNER));
        piece.cue = Some((found.cue, INNER));
        return;
    }
    if let Some(found) = trailing(text, sentence, quotations).filter(|t| elsewhere && t.end == piece.span.end()) {
        piece.source = Some((found.source, INNER));
        piece.cue = Some((found.cue, INNER));
    }
    let Some((cue, _)) = piece.cue.filter(|(cue, _)| cue.start() >= piece.span.end()) else { return };
    let between = &text[piece.span.end()..cue.start()];
    let comma = between.starts_with(',') || piece.span.of(text).trim_end_matches(is_mark).ends_with(',');
    if !comma || between.len() > 120 || !sentence.contains(cue) || between.contains([':', ';', '“', '"']) {
        return;
    }
    let start = beginning(text, sentence, piece.span, quotations);
    // Before another attribution nothing is its.
    let from = cues.partition_point(|(cue, _)| cue.end() <= start);
    let another = start < piece.span.start() && cues.get(from).is_some_and(|(cue, _)| cue.start() < piece.span.start());
    if start >= taken && start < piece.span.end() && !another {
        piece.span = Span::new(start, piece.span.end());
        piece.kind = kind_of(text, piece.span, quotations);
    }
}

/// Gives a piece the attribution that stands inside it, where its own only passes on what is reported elsewhere, and none where the one
/// before has been given one: “…,” Orr said, *according to the Ledger*. “…”
fn pass_on(text: &str, piece: &mut Piece, last: Option<&Piece>, quotations: &[Quotation]) {
    let Some((cue, _)) = piece.cue.filter(|(cue, _)| passes_on(cue.of(text))) else { return };
    if last.is_some_and(|last| last.passed_on == Some(cue)) {
        piece.source = None;
        piece.cue = None;
    } else if let Some(found) =
        inner(text, up_to(text, piece, cue), quotations).filter(|_| cue.start() >= piece.span.end())
    {
        piece.span = found.content;
        piece.kind = kind_of(text, found.content, quotations);
        piece.source = Some((found.source, INNER));
        piece.cue = Some((found.cue, INNER));
        piece.passed_on = Some(cue);
    }
}

/// A quotation with what stands between it and the cue behind it: “…,” *Orr said,* according to the Ledger.
fn up_to(text: &str, piece: &Piece, cue: Span) -> Span {
    let near = piece.kind == StatementKind::Direct && cue.start() > piece.span.end();
    let between = if near { text[piece.span.end()..cue.start()].trim_end_matches([',', ' ']) } else { "" };
    if between.contains(['.', '!', '?', '\n']) {
        piece.span
    } else {
        Span::new(piece.span.start(), piece.span.end() + between.len()).trimmed(text)
    }
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

/// A paragraph of a transcript, whose label is source and cue.
fn turn(paragraph: usize, body: Span, label: Option<Span>, reading: &Reading<'_>) -> Piece {
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

/// Decoded spans in bytes, with their token ranges; none crosses a paragraph.
fn decoded(
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

fn bytes_of(reading: &Reading<'_>, range: &Range<usize>) -> Span {
    reading.tokens()[range.start].span.hull(reading.tokens()[range.end - 1].span)
}

/// Mean probability of being content over the tokens of a span.
fn confidence(reading: &Reading<'_>, span: Span) -> f32 {
    let tokens = &reading.tokens()[reading.range(span)];
    if tokens.is_empty() {
        return 0.0;
    }
    tokens.iter().map(|t| 1.0 - t.content.outside).sum::<f32>() / tokens.len() as f32
}

/// The stretches of content of one paragraph, each with whether it ends in a quotation left open.
fn proposals(
    text: &str,
    paragraph: Span,
    quotations: &[Quotation],
    reading: &Reading<'_>,
    after_open: bool,
) -> Vec<(Span, bool)> {
    let mut spans: Vec<Span> =
        decoded(text, reading, &[paragraph], |t| t.content).into_iter().map(|(span, _)| span).collect();
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

/// By how much of its words stands in quotation marks.
fn kind_of(text: &str, span: Span, quotations: &[Quotation]) -> StatementKind {
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

/// Finds source and cue of a piece.
fn attribute(
    text: &str,
    paragraph: Span,
    piece: &mut Piece,
    reading: &Reading<'_>,
    sources: &[(Span, Range<usize>)],
    cues: &[(Span, Range<usize>)],
) {
    let here = |span: Span| paragraph.contains(span);
    let cue = reading.link(Role::Cue, piece.span);
    piece.cue = pointed(&cue, cues, piece.span, |span| if here(span) { 0.1 } else { -ELSEWHERE });
    let beside = piece.cue.map(|(span, _)| span);
    let source = reading.link(Role::Source, piece.span);
    let own = |span: Span| {
        let adjacent = beside.is_some_and(|cue| gap(text, cue, span) <= 3);
        let place = if here(span) { 0.1 } else { -ELSEWHERE };
        place + if adjacent { ADJACENT } else { 0.0 }
    };
    piece.source = dashed(text, paragraph, piece.span)
        .or_else(|| pointed(&source, sources, piece.span, own))
        .or_else(|| spelled_out(text, paragraph, piece.span, reading, &source))
        .map(|(span, p)| (whole_phrase(text, paragraph, span, beside), p));
}

/// Content without the one to whom it was said: "told *Sean Orr* a loss is likely".
fn without_addressee(text: &str, cue: Span, content: Span) -> Span {
    let tells = ["told", "tells", "telling"].iter().any(|verb| cue.of(text).ends_with(verb));
    if !tells || cue.end() > content.start() || !text[cue.end()..content.start()].trim().is_empty() {
        return content;
    }
    let words: Vec<&str> = content.of(text).split(' ').collect();
    let name = words.iter().take_while(|word| word.starts_with(char::is_uppercase)).count();
    let pronoun = matches!(words[0], "him" | "her" | "them" | "us" | "me" | "reporters" | "supporters");
    let addressee = if pronoun { 1 } else { name };
    let rest = words.len() - addressee;
    // What begins behind a name must begin a clause: "told US *officials*" names more of the addressee.
    const OPENS: &[&str] =
        &["a", "an", "the", "that", "he", "she", "it", "they", "his", "her", "its", "their", "there", "to"];
    if !pronoun && !words.get(addressee).is_some_and(|next| OPENS.contains(next)) {
        return content;
    }
    if !(1..=3).contains(&addressee)
        || rest < WORDS
        || words[..addressee].iter().any(|word| word.ends_with([',', '.', ':']))
    {
        return content;
    }
    Span::new(content.start() + words[..addressee].iter().map(|word| word.len() + 1).sum::<usize>(), content.end())
}

/// A source of which the head marked only the article or the title ("*the* campaign has said", "*Mr.* Orr planned"), up to the cue behind
/// it, or over the capitalised words that follow a title.
fn whole_phrase(text: &str, paragraph: Span, source: Span, cue: Option<Span>) -> Span {
    let opening = source.of(text).trim_end_matches('.').to_lowercase();
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

/// How many characters stand between two spans; many where a paragraph ends between them.
fn gap(text: &str, a: Span, b: Span) -> usize {
    let (first, second) = if a.start() <= b.start() { (a, b) } else { (b, a) };
    if first.end() >= second.start() {
        return 0;
    }
    let between = &text[first.end()..second.start()];
    if between.contains('\n') { usize::MAX } else { between.chars().count() }
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

/// Pieces to statements: pieces of one cue in one paragraph, a quotation broken by its attribution, a quotation over several paragraphs.
fn join(text: &str, pieces: Vec<Piece>) -> Vec<Statement> {
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

/// Whether a source says that nobody said it: "*no one* expected a debate", "*none of the jurors* thought so".
fn is_nobody(source: &str) -> bool {
    let first = source.split_whitespace().next().unwrap_or("").to_lowercase();
    matches!(first.as_str(), "no" | "none" | "nobody" | "neither")
}

/// The sentences that stand between two quotations of one paragraph and do not attribute the first: “…,” she said. *Her rival kept to
/// arithmetic.* “…”
fn frame(text: &str, last: &Piece, next: &Piece) -> Option<Span> {
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
