//! "OSLO, Norway (Harbour News) - ": where a report was sent from, which nobody says.

use crate::text::Span;

/// A dateline is at most so long, in bytes.
const LONGEST: usize = 70;

/// Some words without the dateline that their paragraph begins with.
pub(super) fn without_dateline(text: &str, paragraph: Span, words: Span) -> Span {
    let end = paragraph.start() + dateline(paragraph.of(text));
    if words.start() < end && end < words.end() { Span::new(end, words.end()) } else { words }
}

/// How many bytes of a paragraph are its dateline.
fn dateline(paragraph: &str) -> usize {
    let near = &paragraph[..paragraph.floor_char_boundary(LONGEST)];
    let close =
        [" - ", " -- ", " – ", " — ", "— ", " ― "].iter().filter_map(|dash| Some((near.find(dash)?, dash.len()))).min();
    let Some((at, dash)) = close else { return 0 };
    let head = &near[..at];
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let first = head.split([' ', ',']).next().unwrap_or("");
    let shouted = letters(first) > 2 && !first.chars().any(char::is_lowercase);
    let named = head
        .split_whitespace()
        .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '('));
    if shouted && named && is_plain(head) { at + dash } else { 0 }
}

/// Whether words end no sentence and quote nobody: a full stop is that of an abbreviation, as in "CONCORD, N.H." and "SEOUL, Sept. 13".
fn is_plain(head: &str) -> bool {
    let short = |word: &str| word.trim_end_matches([',', ')']).split('.').all(|part| part.chars().count() <= 5);
    !head.contains([':', '!', '?', '“', '"']) && head.split_whitespace().filter(|w| w.contains('.')).all(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_a_place_in_capitals_before_a_dash() {
        let rest = |text: &str| text[dateline(text)..].to_owned();
        for head in
            ["OSLO - ", "OSLO, Norway (HN) — ", "CONCORD, N.H. - ", "SEOUL, Sept. 13 (Harbor News) -- ", "NEW ORRIN— "]
        {
            assert_eq!(rest(&format!("{head}Ivo Orr said no.")), "Ivo Orr said no.");
        }
        for whole in
            ["NATO is ready - and says so.", "Ivo Orr - a baker - said no.", "“NO - never.”", "OSLO: no - never"]
        {
            assert_eq!(rest(whole), whole);
        }
    }
}
