//! Divides a page into the body of the article and everything else.
//!
//! A paragraph stays unless a rule names it: losing a statement costs more than keeping a menu.

use super::article::Metadata;
use super::paragraphs::{Block, Role};
use super::{byline, caption, dates, furniture, headline};
use crate::text::Span;

/// The body of a page, and what the rest of the page said about it.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) paragraphs: Vec<Span>,
    pub(super) found: Metadata,
}

/// How many paragraphs the head of a page can have.
const HEAD: usize = 60;

/// Leaves boilerplate out of `blocks`; `title` is the headline where it is known.
pub(super) fn body(text: &str, blocks: &[Block], title: Option<&str>) -> Body {
    let mut found = Metadata::default();
    let mut out: Vec<bool> = blocks.iter().map(|block| is_marked(text, block, &mut found)).collect();
    repeated_captions(text, blocks, &mut out);
    leave_head(text, blocks, title, &mut out, &mut found);
    leave_crossheads(text, blocks, &mut out);
    leave_link_lists(text, blocks, &mut out);
    let paragraphs =
        blocks.iter().zip(&out).filter(|(_, out)| !**out).map(|(block, _)| without_bullet(text, block.span)).collect();
    Body { paragraphs, found }
}

/// Whether a paragraph says by itself that it is no body; notes what it says about the article.
fn is_marked(text: &str, block: &Block, found: &mut Metadata) -> bool {
    let line = block.span.of(text);
    if block.role == Role::Heading {
        found.title.get_or_insert_with(|| line.to_owned());
    }
    if block.role != Role::Body {
        return true;
    }
    if line.len() > 700 {
        return false;
    }
    if let Some(byline) = byline::read(line) {
        if found.author.is_none() {
            found.author = byline.author;
        }
        return true;
    }
    if dates::is_date_line(line) {
        if found.date.is_none() {
            found.date = dated(line);
        }
        return true;
    }
    if furniture::is_furniture(line) {
        if found.outlet.is_none() {
            found.outlet = owner(line);
        }
        return true;
    }
    dates::is_dateline(line) || caption::is_caption(line)
}

/// The date in a line of dates and labels.
fn dated(line: &str) -> Option<String> {
    let start = line.find(|c: char| c.is_ascii_digit())?;
    dates::normalised(&line[start..]).or_else(|| dates::normalised(line))
}

/// The outlet in `© 2024 The Harbor Post. All rights reserved.`
fn owner(line: &str) -> Option<String> {
    let (_, rest) = line.split_once(['©', 'ⓒ'])?;
    let rest = rest.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | ' '));
    let name = rest.split(['.', ',', '|']).next()?.trim();
    let name =
        name.strip_suffix(" All rights reserved").or_else(|| name.strip_suffix(" All Rights Reserved")).unwrap_or(name);
    let words = name.split_whitespace().count();
    ((1..=6).contains(&words) && name.starts_with(char::is_uppercase)).then(|| name.to_owned())
}

/// The same line twice in a row with no blank line between is a picture's text and its caption; said again later, only the repetition goes.
fn repeated_captions(text: &str, blocks: &[Block], out: &mut [bool]) {
    let spaced = blocks.iter().filter(|block| block.after_gap).count() * 2 > blocks.len();
    for at in 1..blocks.len() {
        let (one, two) = (blocks[at - 1].span.of(text), blocks[at].span.of(text));
        if (40..=700).contains(&one.len()) && one == two {
            out[at] = true;
            out[at - 1] |= spaced && !blocks[at].after_gap && !one.contains(['"', '“', '”']);
        }
    }
}

/// Leaves out headline and sub-headlines, which stand before the first running text.
fn leave_head(text: &str, blocks: &[Block], title: Option<&str>, out: &mut [bool], found: &mut Metadata) {
    let line = |at: usize| blocks[at].span.of(text);
    let end = (0..blocks.len().min(HEAD)).find(|at| !out[*at] && headline::is_running_text(line(*at)));
    let Some(end) = end else { return };
    let signed = (0..end).rev().find(|at| byline::read(line(*at)).is_some()).unwrap_or(0);
    for (at, out) in out.iter_mut().enumerate().take(end + 1) {
        if title.or(found.title.as_deref()).is_some_and(|title| headline::same_words(title, line(at))) {
            *out = true;
        }
    }
    let mut titled = title.is_some() || found.title.is_some();
    let known = titled;
    for at in 0..end {
        if out[at] {
            continue;
        }
        // A question or a cry before the byline is a headline; elsewhere it may be what somebody said.
        let cry = at < signed && headline::is_headline(line(at).trim_end_matches(['?', '!']));
        let sub = (known || titled || at < signed) && headline::is_subheadline(line(at));
        let open = sub || (!titled && headline::is_headline(line(at)));
        if !cry && !(open && (at < signed || (blocks[at].after_gap && blocks[at + 1].after_gap) || !titled)) {
            continue;
        }
        out[at] = true;
        // One or two words are the name of a section.
        if !titled && line(at).split_whitespace().count() >= 3 {
            found.title = Some(line(at).to_owned());
            titled = true;
        }
    }
}

/// Leaves out titles inside the body: alone between blank lines, and not one of a list.
fn leave_crossheads(text: &str, blocks: &[Block], out: &mut [bool]) {
    for at in 1..blocks.len().saturating_sub(1) {
        let line = |at: usize| blocks[at].span.of(text);
        let alone = blocks[at].after_gap && blocks[at + 1].after_gap;
        if !out[at]
            && alone
            && headline::is_crosshead(line(at))
            && !line(at - 1).ends_with([':', ';'])
            && headline::is_running_text(line(at + 1))
            && headline::is_running_text(line(at - 1))
        {
            out[at] = true;
        }
    }
}

/// Leaves out the headlines that follow `Most read` and its like.
fn leave_link_lists(text: &str, blocks: &[Block], out: &mut [bool]) {
    let mut listing = false;
    for (block, out) in blocks.iter().zip(out) {
        let line = block.span.of(text);
        if furniture::opens_list_of_links(line) {
            listing = true;
        } else if listing && !*out {
            listing = headline::is_subheadline(line.trim_start_matches(super::paragraphs::is_bullet).trim_start());
            *out = listing;
        }
    }
}

/// The paragraph without the bullet of its list, which no statement begins with; dashes stay, since they open speech.
fn without_bullet(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let rest = words.trim_start_matches(['•', '‣', '▪', '■', '●', '○', '◦', '►', '▶', '◆']);
    let inner = Span::new(span.end() - rest.len(), span.end()).trimmed(text);
    if inner.is_empty() { span } else { inner }
}

#[cfg(test)]
mod tests {
    use super::super::paragraphs;
    use super::*;

    struct Case {
        name: &'static str,
        text: &'static str,
        body: &'static [&'static str],
    }

    const RUNNING: &str = "The council met on Monday and decided nothing at all.";

    #[test]
    fn leaves_the_page_and_keeps_the_body() {
        let cases = [
            Case {
                name: "headline, question, byline",
                text: "Opinion\n\nWill The Bridge Stand?\n\nBy Ann Lee\n\nThe council met on Monday and decided nothing at all.",
                body: &[RUNNING],
            },
            Case {
                name: "a short quote before the running text stays",
                text: "\"No,\" she said.\n\nThe council met on Monday and decided nothing at all.",
                body: &["\"No,\" she said.", RUNNING],
            },
            Case {
                name: "a list of fragments stays",
                text: "The council met on Monday and decided nothing at all.\n\nIts tasks, all told:\n\nStop lying\n\nShow humility\n\nThe council met on Monday and decided nothing at all again.",
                body: &[
                    RUNNING,
                    "Its tasks, all told:",
                    "Stop lying",
                    "Show humility",
                    "The council met on Monday and decided nothing at all again.",
                ],
            },
            Case {
                name: "interview turns stay",
                text: "The council met on Monday and decided nothing at all.\n\nVREE: Well, look\n\nQ: And then?\n\nA: Nothing",
                body: &[RUNNING, "VREE: Well, look", "Q: And then?", "A: Nothing"],
            },
            Case {
                name: "an interview may begin with a turn",
                text: "VREE: Well, look\n\nThe council met on Monday and decided nothing at all.",
                body: &["VREE: Well, look", RUNNING],
            },
            Case {
                name: "headlines after a list of links go",
                text: "The council met on Monday and decided nothing at all.\n\nMost read\n\nVree wins again\nIslands in the rain",
                body: &[RUNNING],
            },
            Case {
                name: "a caption without credit, twice in a row",
                text: "The council met on Monday and decided nothing at all.\n\nA ferry leaves the old pier at dawn on Tuesday.\nA ferry leaves the old pier at dawn on Tuesday.\n\nShe would rather see a ferry than a bridge, the mayor said.",
                body: &[RUNNING, "She would rather see a ferry than a bridge, the mayor said."],
            },
            Case {
                name: "a cross-head goes",
                text: "The council met on Monday and decided nothing at all.\n\nWhat The Islands Want Now\n\nThe council met on Monday and decided nothing at all.",
                body: &[RUNNING, RUNNING],
            },
        ];
        for case in cases {
            let body = body(case.text, &paragraphs::blocks(case.text), None);
            let words: Vec<_> = body.paragraphs.iter().map(|span| span.of(case.text)).collect();
            assert_eq!(words, case.body, "{}", case.name);
        }
    }

    #[test]
    fn reads_date_and_outlet() {
        let text = "Updated : 2024-03-05 16:30\n\nThe council met on Monday and decided nothing at all.\n\n© 2024 The Harbor Post. All rights reserved.";
        let found = body(text, &paragraphs::blocks(text), None).found;
        assert_eq!(found.date.as_deref(), Some("2024-03-05"));
        assert_eq!(found.outlet.as_deref(), Some("The Harbor Post"));
    }
}
