//! Paragraphs: a line is one, unless the lines of a block were broken to a width.

use crate::text::Span;

/// What a paragraph is by the marks of its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Running text, as far as the format tells.
    Body,
    /// A heading that the format marks as one.
    Heading,
    /// A caption that the format marks as one.
    Caption,
}

/// A paragraph before boilerplate is left out: trimmed and not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) span: Span,
    /// Whether a blank line, or the start of the text, stands before it.
    pub(super) after_gap: bool,
    pub(super) role: Role,
}

/// Where a paragraph is cut that is too long to be one; the sentence end before it is taken.
const LONGEST: usize = 20_000;
/// Widths between which a line can be one that a program broke.
const WRAPPED: std::ops::RangeInclusive<usize> = 40..=100;
/// How much shorter than the longest a broken line can be: about one long word.
const RAGGED: usize = 26;

/// The paragraphs of a plain text, in order.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    joined(text, lines(text))
}

/// The lines of a text that hold something, trimmed.
pub(super) fn lines(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let (mut start, mut after_gap) = (0, true);
    let mut push = |start: usize, end: usize, separator: usize| {
        let span = Span::new(start, end).trimmed(text);
        if span.is_empty() {
            // The empty piece inside CR LF is no blank line.
            after_gap |=
                separator == 0 || !(end == start && text[..start].ends_with('\r') && text[end..].starts_with('\n'));
        } else {
            found.push(Block { span, after_gap, role: Role::Body });
            after_gap = false;
        }
    };
    for (at, c) in text.char_indices() {
        if is_line_end(c) {
            push(start, at, c.len_utf8());
            start = at + c.len_utf8();
        }
    }
    push(start, text.len(), 0);
    found
}

/// Joins the lines of hard-wrapped blocks and cuts what is too long.
pub(super) fn joined(text: &str, lines: Vec<Block>) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::with_capacity(lines.len());
    for group in lines.chunk_by(|_, next| !next.after_gap && next.role == Role::Body) {
        match group {
            [first, .., last] if is_wrapped(text, group) => {
                cut(text, Block { span: Span::new(first.span.start(), last.span.end()), ..*first }, &mut found);
            }
            _ => group.iter().for_each(|line| cut(text, *line, &mut found)),
        }
    }
    found
}

/// Whether the lines of one block were broken to a width: all but the last are of about one length, and few end a sentence.
fn is_wrapped(text: &str, group: &[Block]) -> bool {
    let Some((_, broken)) = group.split_last() else { return false };
    let widths = || broken.iter().map(|line| line.span.of(text).chars().take(101).count());
    let (Some(least), Some(most)) = (widths().min(), widths().max()) else { return false };
    if !WRAPPED.contains(&least) || !WRAPPED.contains(&most) || most - least > RAGGED {
        return false;
    }
    if group.iter().skip(1).any(|line| starts_item(line.span.of(text))) {
        return false;
    }
    let ended = broken.iter().filter(|line| ends_sentence(line.span.of(text))).count();
    match broken {
        [line] => {
            let goes_on = group[1].span.of(text).chars().next().is_some_and(char::is_lowercase);
            ended == 0 && goes_on && line.span.len() >= *WRAPPED.start()
        }
        _ => ended * 2 < broken.len(),
    }
}

/// Pushes `block`, in pieces if it is longer than a paragraph can be.
fn cut(text: &str, block: Block, found: &mut Vec<Block>) {
    let mut rest = block.span;
    while rest.len() > LONGEST {
        let limit = text.floor_char_boundary(rest.start() + LONGEST);
        let window = &text[rest.start()..limit];
        let end = last_sentence_end(window)
            .or_else(|| window.rfind(char::is_whitespace))
            .filter(|end| *end > 0)
            .unwrap_or(window.len());
        let piece = Span::new(rest.start(), rest.start() + end).trimmed(text);
        if !piece.is_empty() {
            found.push(Block { span: piece, ..block });
        }
        rest = Span::new(rest.start() + end, rest.end());
    }
    let rest = rest.trimmed(text);
    if !rest.is_empty() {
        found.push(Block { span: rest, ..block });
    }
}

/// Where the last sentence of `window` that ends before white space ends.
fn last_sentence_end(window: &str) -> Option<usize> {
    window
        .char_indices()
        .rev()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| at)
        .find(|at| ends_sentence(&window[..*at]))
}

/// Whether a line ends as a sentence does, closing quotes and brackets aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(is_closer).ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// Whether a line begins as an item of a list.
pub(super) fn starts_item(line: &str) -> bool {
    line.starts_with(is_bullet) || {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let count = line.len() - digits.len();
        (1..=2).contains(&count) && (digits.starts_with(". ") || digits.starts_with(") "))
    }
}

/// Marks that lists begin their items with.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '‣'
            | '▪'
            | '■'
            | '●'
            | '○'
            | '◦'
            | '*'
            | '▲'
            | '►'
            | '▶'
            | '◆'
            | '-'
            | '–'
            | '—'
            | '+'
    )
}

/// Marks that can stand after the full stop of a sentence.
fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | '）' | ')' | ']' | '}' | '*' | '_' | '」' | '』')
        || c.is_whitespace()
}

/// Everything that ends a line: line feed, carriage return, form feed, vertical tab, next line, line and paragraph separator.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        blocks(text).iter().map(|block| block.span.of(text)).collect()
    }

    #[test]
    fn every_line_end_ends_a_line() {
        let text = "a\r\nb\rc\u{2028}d\u{2029}e\u{c}f\n\n g \n";
        assert_eq!(words(text), ["a", "b", "c", "d", "e", "f", "g"]);
        let gaps: Vec<_> = blocks(text).iter().map(|block| block.after_gap).collect();
        assert_eq!(gaps, [true, false, false, false, false, false, true]);
    }

    #[test]
    fn a_hard_wrapped_block_is_one_paragraph() {
        let text = "The council met on Monday to talk about the bridge that has been\nclosed since the flood, and the mayor said she would rather see\na ferry than another year of repairs, “whatever it may\ncost.”\n\nNothing was decided.";
        assert_eq!(words(text).len(), 2);
    }

    #[test]
    fn lines_that_end_sentences_are_paragraphs() {
        let text = "The council met on Monday to talk about the bridge and left.\nThe mayor said that she would rather see a ferry there now.\nNothing was decided on Tuesday, when the council met again.";
        assert_eq!(words(text).len(), 3);
    }

    #[test]
    fn a_list_is_not_joined() {
        let text = "- a new bridge over the river at the northern end\n- a ferry that runs all night, every night of it\n- nothing at all, which is what they will get now";
        assert_eq!(words(text).len(), 3);
    }

    #[test]
    fn a_huge_line_is_cut_at_sentence_ends() {
        let text = "Zoë said no. ".repeat(4_000);
        let found = words(&text);
        assert!(found.len() >= 2 && found.iter().all(|piece| piece.len() <= LONGEST && piece.ends_with("no.")));
        let dense = "é".repeat(30_001);
        assert_eq!(words(&dense).concat(), dense);
    }
}
