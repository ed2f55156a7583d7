//! Capitals that make no name: those of a headline, of a sentence's first word, of a code, of a seat in parliament.

use super::{Mention, MentionForm, NameKind};
use crate::text::Span;

/// A line with this many words of [`LONG`] letters or more, all with a capital, is set in title case.
const TITLED: usize = 3;
const LONG: usize = 5;
/// Words of a line in title case, at least.
const WORDS: usize = 4;

/// Leaves out the names that only capitals make, where the registry does not know them.
pub(super) fn leave_out(text: &str, paragraphs: &[Span], found: &mut [Vec<Mention>]) {
    let titled: Vec<bool> = paragraphs.iter().map(|paragraph| in_title_case(paragraph.of(text))).collect();
    let body = |place: usize| paragraphs.iter().zip(&titled).find(|(p, _)| p.start() <= place && place < p.end());
    for (mentions, titled) in found.iter_mut().zip(&titled) {
        mentions.retain(|mention| {
            let MentionForm::Name(name) = &mention.form else { return true };
            if !name.registry.is_empty() {
                return true;
            }
            let words = mention.span.of(text);
            let mut rest = text[mention.span.end()..].chars();
            let code = rest.next() == Some('-') && rest.next().is_some_and(|c| c.is_ascii_digit()) || is_seat(words);
            // Where the words stand in running text.
            let mut running = whole(text, words).filter(|place| body(*place).is_some_and(|(_, titled)| !titled));
            if *titled {
                return !code && running.next().is_some();
            }
            if is_direction(text, mention.span) {
                return false;
            }
            let plain = name.kind == NameKind::Organisation && words.chars().skip(1).all(char::is_lowercase);
            let noun = plain && running.all(|place| opens_sentence(text, place)) && {
                let lower = words.to_lowercase();
                whole(text, &lower).next().is_some()
            };
            !code && !noun
        });
    }
}

/// Whether the words say for which party and place somebody sits: "(D-Va.)", "R-Ohio".
fn is_seat(words: &str) -> bool {
    matches!(words.as_bytes(), [b'D' | b'R' | b'I', b'-', ..])
}

/// Whether the words are a note in a transcript: "(CROSSTALK)" where nothing but the end of a sentence stands before it. "The Orrin Port
/// Council (OPC)" is called so.
fn is_direction(text: &str, words: Span) -> bool {
    let loud = |part: &str| part.chars().any(char::is_alphabetic) && !part.chars().any(char::is_lowercase);
    let Some(open) = text[..words.start()].rfind(['(', '[', '\n']).filter(|at| !text[*at..].starts_with('\n')) else {
        return false;
    };
    let end = text[words.end()..].find([')', ']', '\n']).map(|at| words.end() + at);
    let note = end.filter(|end| !text[*end..].starts_with('\n')).map(|end| &text[open + 1..end]);
    let before = text[..open].trim_end_matches([' ', '“', '"', '\'', '”']);
    note.is_some_and(loud) && (before.is_empty() || before.ends_with(['\n', '.', '!', '?', '—', '–', '-', '…', ':']))
}

/// Whether every long word of a line has a capital, as in a headline.
fn in_title_case(line: &str) -> bool {
    let words = || line.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    let mut long = words().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= LONG);
    words().count() >= WORDS
        && words().filter(|word| word.len() >= LONG).count() >= TITLED
        && long.all(|word| word.starts_with(char::is_uppercase))
}

/// Where `words` stand between ends of words.
fn whole<'t>(text: &'t str, words: &str) -> impl Iterator<Item = usize> + use<'t> {
    let length = words.len();
    let places: Vec<usize> = text.match_indices(words).map(|(place, _)| place).collect();
    places.into_iter().filter(move |place| {
        !text[..*place].ends_with(char::is_alphanumeric) && !text[place + length..].starts_with(char::is_alphanumeric)
    })
}

/// Whether nothing but the end of a sentence, an opening quotation mark or the start of a line stands before `place`.
fn opens_sentence(text: &str, place: usize) -> bool {
    let before = text[..place].trim_end_matches([' ', '“', '"', '‘', '\'', '«', '„', '(']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '”', '’', '"'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Name;

    fn kept(text: &str, names: &[(&str, NameKind)]) -> Vec<String> {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            paragraphs.push(Span::new(start, start + line.len()));
            start += line.len() + 1;
        }
        let mut found = vec![Vec::new(); paragraphs.len()];
        for (words, kind) in names {
            let at = text.find(words).expect(words);
            let name = Name::of(*kind);
            let place = paragraphs.iter().position(|p| p.start() <= at && at < p.end()).expect("a paragraph");
            found[place].push(Mention {
                span: Span::new(at, at + words.len()),
                form: MentionForm::Name(name),
                refers: Vec::new(),
            });
        }
        leave_out(text, &paragraphs, &mut found);
        found.iter().flatten().map(|mention| mention.span.of(text).to_owned()).collect()
    }

    const ORGANISATION: NameKind = NameKind::Organisation;

    #[test]
    fn a_headline_makes_no_name_that_the_article_does_not_use() {
        let text = "Orlo Opens Harbor Museum and Tells of ‘Patience’\nPremier Orlo opened the museum of the harbour on Monday.\nCastellan Energy paid.";
        let names = [("Orlo Opens Harbor Museum", ORGANISATION), ("Castellan Energy", ORGANISATION)];
        assert_eq!(kept(text, &names), ["Castellan Energy"]);
        let named = "Castellan Energy Seeks Harbor Licence Again\nCastellan Energy asked on Monday.";
        assert_eq!(kept(named, &[("Castellan Energy", ORGANISATION)]), ["Castellan Energy"]);
    }

    #[test]
    fn a_common_noun_that_opens_a_sentence_is_no_organisation() {
        let text = "“Democracy is on the ballot,” she said of the democracy they had.\nThe Telmark board met. Telmark said nothing.";
        let names = [("Democracy", ORGANISATION), ("Telmark", ORGANISATION)];
        assert_eq!(kept(text, &names), ["Telmark"]);
        // In the middle of a sentence a capital means something.
        let paper = "The Times said so. There were times when it did not. He told the Times.";
        assert_eq!(kept(paper, &[("Times", ORGANISATION)]), ["Times"]);
    }

    #[test]
    fn a_code_is_nobody() {
        assert_eq!(kept("The EB-5 visa is sold by Arden Pharma.", &[("EB", ORGANISATION)]), Vec::<String>::new());
        assert_eq!(kept("Senator Ana Lund (D-Va.) won.", &[("D-Va", NameKind::Person)]), Vec::<String>::new());
    }

    #[test]
    fn a_note_in_a_transcript_is_no_name_and_a_bodys_acronym_is_one() {
        let organisation = NameKind::Organisation;
        let said = |text: &str, name: &str| kept(text, &[(name, organisation)]).len();
        assert_eq!(said("“We will sail, and —.\n“(CROSSTALK).\nORR: If I may, sir.", "CROSSTALK"), 0);
        assert_eq!(said("We will sail. [APPLAUSE] We will win.", "APPLAUSE"), 0);
        assert_eq!(said("The Orrin Port Council (OPC) will sail.", "OPC"), 1);
        assert_eq!(said("We will sail. (Telmark paid.)", "Telmark"), 1);
    }
}
