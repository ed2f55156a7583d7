//! A report inside a report: “…,” *Orr said*, according to the Ledger. The words are Orr's, and the paper only passes them on.

use super::StatementKind;
use super::piece::{INNER, Piece, kind_of};
use super::quotation::Quotation;
use super::verb::attributes_inside;
use crate::text::{Span, first_word};

/// An attribution that stands inside a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Inner {
    /// What is said, without its attribution.
    content: Span,
    /// Who says it.
    source: Span,
    /// The verb.
    cue: Span,
}

/// Words with a capital that open a clause before its subject.
const OPENERS: &[&str] = &["After", "Although", "As", "Because", "Before", "But", "If", "Since", "When", "While"];

/// What may stand behind the verb and a quotation that it attributes, in bytes.
const TAIL: usize = 60;

/// Gives a piece the attribution that stands inside it, where its own only passes on what is reported elsewhere, and none where the one
/// before has been given one: “…,” Orr said, *according to the Ledger*. “…”
pub(super) fn pass_on(text: &str, piece: &mut Piece, last: Option<&Piece>, quotations: &[Quotation]) {
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

/// Whether a cue passes on what is reported elsewhere: "*according to* the Ledger".
fn passes_on(cue: &str) -> bool {
    cue.to_lowercase().starts_with("according to")
}

/// The attribution that a content begins with ("*Orr said* he was …") or that stands behind its quotation ("“…,” *Orr said* on Monday").
fn inner(text: &str, content: Span, quotations: &[Quotation]) -> Option<Inner> {
    let quoted = quotations.iter().find(|q| q.closed && q.span.start() == content.start());
    if let Some(quotation) = quoted {
        let rest = Span::new(quotation.span.end(), content.end()).trimmed(text);
        let (source, cue) = attribution(text, rest)?;
        let tail = &text[cue.end()..content.end()];
        let goes_on = quotation.inner(text).of(text).ends_with(',') || rest.start() > quotation.span.end() + 1;
        let plain = tail.len() <= TAIL && !quotations.iter().any(|q| q.span.overlaps(rest));
        return (goes_on && plain).then_some(Inner { content: quotation.span, source, cue });
    }
    let (source, cue) = attribution(text, content)?;
    let content = Span::new(cue.end(), content.end()).trimmed(text);
    // "Orr wrote to the board" is no word of his.
    let tells = cue.of(text) == "told" || first_word(content.of(text)) == "to";
    (!tells && content.of(text).split_whitespace().count() > 2).then_some(Inner { content, source, cue })
}

/// The subject and the verb that begin some words: one to four words with a capital, a pronoun, or "the" and a noun.
fn attribution(text: &str, words: Span) -> Option<(Span, Span)> {
    if let Some(found) = apposed(text, words) {
        return Some(found);
    }
    let mut place = words.start();
    for (at, word) in words.of(text).split(' ').enumerate().take(5) {
        if at > 0 && attributes_inside(word) {
            let source = Span::new(words.start(), place - 1);
            return opens_as_subject(source.of(text)).then_some((source, Span::new(place, place + word.len())));
        }
        place += word.len() + 1;
    }
    None
}

/// The name and the verb of an office with its holder: "the union’s leader, *Ivo Orr, said*".
fn apposed(text: &str, words: Span) -> Option<(Span, Span)> {
    let all = words.of(text);
    let (office, rest) = all.split_once(", ")?;
    let (name, rest) = rest.split_once(", ")?;
    let verb = first_word(rest);
    let plain =
        office.split(' ').count() <= 7 && office.starts_with(char::is_lowercase) && !office.contains(['“', '”', '"']);
    let named = name.split(' ').count() <= 4 && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let start = words.start() + office.len() + 2;
    let verb_at = start + name.len() + 2;
    (plain && named && attributes_inside(verb))
        .then(|| (Span::new(start, start + name.len()), Span::new(verb_at, verb_at + verb.len())))
}

/// Whether words that open a content can be who says the rest. No comma parts them from it as an inserted attribution is parted from its
/// clause, so that less can be one than of [`is_subject`](super::insertion::is_subject): "many of them said" goes on with the content.
fn opens_as_subject(words: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase) && !word.ends_with([',', ';', ':']);
    let lower = words.to_lowercase();
    let the_noun = first_word(&lower) == "the" && lower.split(' ').count() == 2;
    let name = words.split(' ').all(capital) && !OPENERS.contains(&first_word(words));
    matches!(lower.as_str(), "he" | "she" | "they") || the_noun || name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::quotation::quotations;

    #[test]
    fn a_report_inside_a_report_is_of_its_own_speaker() {
        let read = |text: &str| {
            let whole = Span::new(0, text.len());
            let quoted = quotations(text, &[whole]);
            inner(text, whole, &quoted[0]).map(|found| {
                let of = |span: Span| span.of(text).to_owned();
                (of(found.content), of(found.source), of(found.cue))
            })
        };
        let said =
            |content: &str, source: &str, cue: &str| Some((content.to_owned(), source.to_owned(), cue.to_owned()));
        assert_eq!(
            read("“We win hearts,” Mr. Orr said during the closed session"),
            said("“We win hearts,”", "Mr. Orr", "said")
        );
        assert_eq!(read("“When does it stop?,” the judge said"), said("“When does it stop?,”", "the judge", "said"));
        let leader = "“We win hearts,” the union’s leader, Ivo Orr, said in a speech";
        assert_eq!(read(leader), said("“We win hearts,”", "Ivo Orr", "said"));
        assert_eq!(read("Orr said he was “happy to see” it"), said("he was “happy to see” it", "Orr", "said"));
        assert_eq!(read("After Ivo Orr said so, they left the harbour"), None);
        assert_eq!(read("Ships wait in the harbour"), None);
        assert_eq!(read("Most of them said nothing"), None);
        assert_eq!(read("“Title Sponsor” was the highest level"), None);
        assert_eq!(read("Orr told the board, “Leave”"), None);
        assert_eq!(read("Orr wrote to the board, threatening a lawsuit"), None);
    }
}
