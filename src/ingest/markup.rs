//! The tags of a page, read in one pass without recursion: how deep they nest, and the text between them.

use super::paragraphs::{Block, Role};
use crate::text::Span;

/// One tag, or the text before it.
enum Piece<'h> {
    Text(&'h str),
    Open(&'h str),
    Close(&'h str),
}

/// Elements whose content no reader sees as text.
const HIDDEN: [&str; 15] = [
    "script", "style", "noscript", "template", "svg", "head", "title", "textarea", "select", "button", "iframe",
    "object", "math", "nav", "form",
];
/// Hidden elements whose content is not markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];
/// Elements that stand in the line of the text around them.
const INLINE: [&str; 33] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "wbr",
];
/// Elements that end by themselves, where the next of their kind begins, or never hold another.
const UNNESTED: [&str; 31] = [
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "br", "img", "hr", "meta", "link",
    "input", "area", "base", "col", "embed", "param", "source", "track", "wbr", "html", "body", "head", "optgroup",
    "rt", "rp",
];

/// How many elements are open at once at the deepest point, as far as a scan can tell.
pub(super) fn depth(html: &str) -> usize {
    let (mut now, mut most) = (0usize, 0);
    for piece in Pieces::new(html) {
        match piece {
            Piece::Open(name) if !is_one_of(name, &UNNESTED) => {
                now += 1;
                most = most.max(now);
            }
            Piece::Close(name) if !is_one_of(name, &UNNESTED) => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// The visible text of a page, with a blank line between blocks, and those blocks.
pub(super) fn visible(html: &str) -> (String, Vec<Block>) {
    let mut page = Page::default();
    let mut hidden = 0usize;
    let mut inside: Option<&str> = None;
    for piece in Pieces::new(html) {
        match (piece, inside) {
            // Only tags of the same name open and close inside a hidden element; others may be unbalanced.
            (Piece::Open(name), Some(outer)) if name.eq_ignore_ascii_case(outer) => hidden += 1,
            (Piece::Close(name), Some(outer)) if name.eq_ignore_ascii_case(outer) => {
                hidden -= 1;
                if hidden == 0 {
                    inside = None;
                }
            }
            (_, Some(_)) => {}
            (Piece::Open(name), None) if is_one_of(name, &HIDDEN) => {
                inside = Some(name);
                hidden = 1;
            }
            (Piece::Open(name) | Piece::Close(name), None) if is_one_of(name, &INLINE) => {}
            (Piece::Open(name), None) => page.open(name),
            (Piece::Close(name), None) => page.close(name),
            (Piece::Text(text), None) => page.push(text),
        }
    }
    page.end_block();
    (page.text, page.blocks)
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

#[derive(Default)]
struct Page {
    text: String,
    blocks: Vec<Block>,
    /// Where the open block starts in `text`.
    start: Option<usize>,
    /// White space that has been read and not written.
    blank: bool,
    heading: bool,
    captions: usize,
    preformatted: bool,
}

impl Page {
    fn open(&mut self, name: &str) {
        self.end_block();
        self.heading |= is_heading(name);
        self.captions += usize::from(name.eq_ignore_ascii_case("figcaption"));
        self.preformatted |= name.eq_ignore_ascii_case("pre");
    }

    fn close(&mut self, name: &str) {
        self.end_block();
        self.heading &= !is_heading(name);
        self.captions = self.captions.saturating_sub(usize::from(name.eq_ignore_ascii_case("figcaption")));
        self.preformatted &= !name.eq_ignore_ascii_case("pre");
    }

    fn push(&mut self, text: &str) {
        let mut rest = text;
        let mut breaks = 0;
        while let Some(c) = rest.chars().next() {
            let (c, length) = if c == '&' { entity(rest) } else { (c, c.len_utf8()) };
            rest = &rest[length..];
            if c.is_whitespace() {
                self.blank = true;
                breaks += usize::from(c == '\n');
                if self.preformatted && breaks >= 2 {
                    self.end_block();
                }
                continue;
            }
            breaks = 0;
            if self.start.is_none() {
                if !self.text.is_empty() {
                    self.text.push_str("\n\n");
                }
                self.start = Some(self.text.len());
            } else if self.blank {
                self.text.push(' ');
            }
            self.blank = false;
            self.text.push(c);
        }
    }

    fn end_block(&mut self) {
        self.blank = false;
        let Some(start) = self.start.take() else { return };
        let role = match (self.heading, self.captions) {
            (true, _) => Role::Heading,
            (_, 0) => Role::Body,
            _ => Role::Caption,
        };
        let span = Span::new(start, self.text.len()).trimmed(&self.text);
        if !span.is_empty() {
            self.blocks.push(Block { span, after_gap: true, role });
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h' | b'H', b'1'..=b'6'])
}

/// The character of the entity that `rest` begins with and its length; an unknown one is an ampersand.
///
/// A serialised page has no other names than these five; the numbers are for pages that were never parsed.
fn entity(rest: &str) -> (char, usize) {
    const NAMES: [(&str, char); 12] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&nbsp;", '\u{a0}'),
        ("&apos;", '\''),
        ("&ldquo;", '“'),
        ("&rdquo;", '”'),
        ("&lsquo;", '‘'),
        ("&rsquo;", '’'),
        ("&mdash;", '—'),
        ("&ndash;", '–'),
    ];
    if let Some((name, c)) = NAMES.iter().find(|(name, _)| rest.starts_with(name)) {
        return (*c, name.len());
    }
    let number = || {
        let body = rest.strip_prefix("&#")?;
        let end = body.bytes().take(9).position(|byte| byte == b';')?;
        let digits = &body[..end];
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        Some((char::from_u32(code).filter(|c| *c != '\0')?, end + 3))
    };
    number().unwrap_or(('&', 1))
}

/// Cuts a page at its tags.
struct Pieces<'h> {
    rest: &'h str,
    /// The element whose content is read up to its closing tag.
    raw: Option<&'h str>,
}

impl<'h> Pieces<'h> {
    fn new(html: &'h str) -> Self {
        Self { rest: html, raw: None }
    }
}

impl<'h> Iterator for Pieces<'h> {
    type Item = Piece<'h>;

    fn next(&mut self) -> Option<Piece<'h>> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some(name) = self.raw.take() {
            let end = closing(self.rest, name).unwrap_or(self.rest.len());
            let (text, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Some(Piece::Text(text));
        }
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            self.rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            return Some(Piece::Text(""));
        }
        let bytes = self.rest.as_bytes();
        let tag = bytes[0] == b'<' && matches!(bytes.get(1), Some(b'/' | b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z'));
        if !tag {
            // The first character is text even where it is a `<` that opens nothing.
            let end = bytes.iter().skip(1).position(|byte| *byte == b'<').map_or(bytes.len(), |at| at + 1);
            let (text, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Some(Piece::Text(text));
        }
        let end = tag_end(bytes);
        let (tag, rest) = self.rest.split_at(end);
        self.rest = rest;
        let closes = tag.starts_with("</");
        let named = &tag[if closes { 2 } else { 1 }..];
        let length = named.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = &named[..length];
        if closes {
            return Some(Piece::Close(name));
        }
        if is_one_of(name, &RAW) {
            self.raw = Some(name);
        }
        Some(if name.is_empty() { Piece::Text("") } else { Piece::Open(name) })
    }
}

/// One past the `>` of the tag that `bytes` begin with, quoted values passed over.
fn tag_end(bytes: &[u8]) -> usize {
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if bytes[at - 1] == b'=' => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    // A quote that never closes: the tag ends at the first `>` after all.
    bytes.iter().position(|byte| *byte == b'>').map_or(bytes.len(), |at| at + 1)
}

/// Where `</name` stands next.
fn closing(html: &str, name: &str) -> Option<usize> {
    html.match_indices("</").map(|(at, _)| at).find(|at| {
        let after = &html.as_bytes()[at + 2..];
        after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_has_a_paragraph_for_each_block() {
        let html = "<html><head><title>T</title></head><body><h1>The <b>Bridge</b></h1><script>if (a < b) {}</script><p>Zoë  said&nbsp;&ldquo;no&rdquo; &#8212; <a href='x>y'>twice</a>.<p>Then<br>left.<figure><img><figcaption>A crane</figcaption></figure></body>";
        let (text, blocks) = visible(html);
        let words: Vec<_> = blocks.iter().map(|block| (block.span.of(&text), block.role)).collect();
        assert_eq!(
            words,
            [
                ("The Bridge", Role::Heading),
                ("Zoë said “no” — twice.", Role::Body),
                ("Then", Role::Body),
                ("left.", Role::Body),
                ("A crane", Role::Caption),
            ]
        );
    }

    #[test]
    fn depth_counts_what_nests() {
        assert_eq!(depth(&"<div>".repeat(500)), 500);
        assert_eq!(depth(&"<p>a<br>".repeat(500)), 0);
        assert_eq!(depth(&"<div></div>".repeat(500)), 1);
    }

    proptest! {
        #[test]
        fn no_page_breaks_the_scan(html in "[<>/!&;#\"'= a-cpé-]{0,80}") {
            let (text, blocks) = visible(&html);
            prop_assert!(depth(&html) <= html.len());
            for block in blocks {
                prop_assert!(!block.span.of(&text).is_empty());
            }
        }
    }
}
