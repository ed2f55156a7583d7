//! An attribution behind what it attributes: "Lorvia has won, *two of them said*." It speaks of the whole sentence before it.

use std::ops::Range;

use super::StatementKind;
use super::channel::CHANNELS;
use super::insertion::{self, is_subject, without_opener};
use super::paragraph::Paragraph;
use super::piece::{INNER, Piece, kind_of};
use super::quotation::{Quotation, is_mark};
use super::verb::{attributes, takes_channel};
use crate::text::Span;

/// An attribution that ends its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Trailing {
    /// Where what it attributes ends: at its comma.
    end: usize,
    /// Who says it.
    source: Span,
    /// The verb.
    cue: Span,
}

/// Takes the whole sentence for what an attribution behind it speaks of: "*Lorvia had “read the room,”* she added". Nothing of what ends at
/// `taken` is taken again, and nothing that stands before another of the `cues`.
pub(super) fn attribute_behind(
    paragraph: &Paragraph<'_>,
    piece: &mut Piece,
    taken: usize,
    cues: &[(Span, Range<usize>)],
) {
    let Paragraph { text, quotations, .. } = *paragraph;
    let Some(sentence) = paragraph.sentences.iter().copied().find(|s| s.holds(piece.span.start())) else { return };
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

/// The attribution that a sentence ends with: "…, two of them said."
fn trailing(text: &str, sentence: Span, quotations: &[Quotation]) -> Option<Trailing> {
    let words = sentence.of(text).trim_end_matches('.');
    let (before, verb) = words.rsplit_once(' ').filter(|(_, verb)| attributes(verb))?;
    let comma = before.rfind(", ")?;
    let place = |at: usize| sentence.start() + at;
    let source = Span::new(place(comma + 2), place(before.len()));
    let quoted = quotations.iter().any(|q| q.span.overlaps(Span::new(place(comma), place(words.len()))));
    (!quoted && is_subject(source.of(text)) && comma > 0).then(|| Trailing {
        end: place(comma),
        source,
        cue: Span::new(place(words.len() - verb.len()), place(words.len())),
    })
}

/// The attribution with its channel that stands inside what is taken for content: "Lorvia will pay, *Orr told them in a memo* on Monday".
fn with_channel(text: &str, content: Span) -> Option<Trailing> {
    for (at, _) in content.of(text).match_indices(", ") {
        let mut place = content.start() + at + 2;
        let rest = &text[place..content.end()];
        for (count, word) in rest.split(' ').enumerate().take(8) {
            let source = Span::new(content.start() + at + 2, place.max(content.start() + at + 3) - 1);
            let clause = insertion::opens_clause(&text[content.start()..content.start() + at]);
            if count > 0 && !clause && takes_channel(word) && is_subject(source.of(text)) {
                let cue = Span::new(place, place + word.len());
                return in_channel(&text[cue.end()..content.end()]).then_some(Trailing {
                    end: content.start() + at,
                    source,
                    cue,
                });
            }
            place += word.len() + 1;
        }
    }
    None
}

/// "told *employees in a memo*": at most three words, and the channel.
fn in_channel(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().take(7).collect();
    let bare = |word: &str| CHANNELS.contains(&word.trim_end_matches([',', '.']));
    words.windows(3).any(|three| three[0] == "in" && matches!(three[1], "a" | "an") && bare(three[2]))
}

/// Where content begins whose attribution stands behind it in its sentence: with the sentence, unless what is quoted is a sentence by
/// itself or something else stands before it.
fn beginning(text: &str, sentence: Span, content: Span, quotations: &[Quotation]) -> usize {
    /// What is longer than so many bytes is more than the clause.
    const LONGEST: usize = 260;
    let clause = without_opener(text, sentence);
    let start = content.start();
    if start <= clause.start() {
        // The conjunction before it is the article's.
        let plain = !quotations.iter().any(|q| q.span.holds(start));
        return if plain && start >= sentence.start() { clause.start() } else { start };
    }
    if start - clause.start() > LONGEST {
        return start;
    }
    let before = Span::new(clause.start(), start);
    let other =
        quotations.iter().any(|q| q.span.overlaps(before)) || before.of(text).contains([':', ';', '—', '–', '(']);
    let whole = quotations.iter().find(|q| q.span.start() == start).is_some_and(|q| {
        let words = q.inner(text).of(text);
        words.starts_with(|c: char| !c.is_lowercase()) || before.of(text).trim_end().ends_with(',')
    });
    if other || whole { start } else { clause.start() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::quotation::quotations;

    fn begins(text: &str, content: &str) -> usize {
        let whole = Span::new(0, text.len());
        let quoted = quotations(text, &[whole]);
        let start = text.find(content).expect("the content is in the text");
        beginning(text, whole, Span::new(start, start + content.len()), &quoted[0])
    }

    #[test]
    fn a_predicate_takes_its_subject_from_its_sentence() {
        assert_eq!(begins("Lorvia had “read the room,” she added.", "“read the room,”"), 0);
        assert_eq!(begins("But Lorvia won by giving up, two of them said.", "by giving up"), 4);
        for (text, content) in [
            ("Orr smiled: “we won,” he said.", "“we won,”"),
            ("With a smile, “we won,” he said.", "“we won,”"),
            ("Then “We won,” he said.", "“We won,”"),
        ] {
            assert_eq!(begins(text, content), text.find(content).unwrap(), "{text}");
        }
    }

    #[test]
    fn an_attribution_ends_its_sentence() {
        let read = |text: &str| {
            let whole = Span::new(0, text.len());
            let quoted = quotations(text, &[whole]);
            trailing(text, whole, &quoted[0])
                .map(|found| (found.source.of(text).to_owned(), found.cue.of(text).to_owned()))
        };
        let said = |source: &str| Some((source.to_owned(), "said".to_owned()));
        assert_eq!(
            read("Lorvia won, two people involved in the talks said."),
            said("two people involved in the talks")
        );
        assert_eq!(read("Lorvia won, as Orr said."), None);
        assert_eq!(read("Lorvia won and Orr said."), None);
    }

    #[test]
    fn a_channel_tells_an_attribution_from_content() {
        let text = "Lorvia will pay, chief executive Ivo Orr told staff in a memo on Monday";
        let found = with_channel(text, Span::new(0, text.len())).expect("an attribution");
        assert_eq!((&text[..found.end], found.source.of(text)), ("Lorvia will pay", "chief executive Ivo Orr"));
        let nested = "if it rains, Orr said he would stay";
        assert_eq!(with_channel(nested, Span::new(0, nested.len())), None);
    }
}
