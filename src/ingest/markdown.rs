//! Markdown: front matter is metadata, headings are no paragraphs, marks before a line are left out of it.

use super::article::{Draft, Metadata};
use super::paragraphs::{self, Block, Role};
use crate::text::Span;

/// Reads a Markdown file; the text stays as it is, marks included.
pub(super) fn read(text: String, extracted: bool) -> Draft {
    let (mut metadata, start) = front_matter(&text);
    let mut lines: Vec<Block> = Vec::new();
    let mut fenced = false;
    let mut comment = false;
    for mut line in paragraphs::lines(&text).into_iter().filter(|line| line.span.start() >= start) {
        let words = line.span.of(&text);
        if words.starts_with("```") || words.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        let was_comment = comment;
        comment = (comment || words.starts_with("<!--")) && !words.contains("-->");
        if fenced || comment || was_comment || words.starts_with("<!--") || words.starts_with("![") {
            continue;
        }
        if is_underline(words) {
            // The line before an underline is a heading; alone, it is a rule across the page.
            if let Some(before) = lines.last_mut().filter(|_| !line.after_gap) {
                before.role = Role::Heading;
            }
            continue;
        }
        if words.starts_with('#') && words.trim_start_matches('#').starts_with([' ', '\t']) {
            line.role = Role::Heading;
        }
        let rest = unmarked(words);
        if rest.is_empty() {
            continue;
        }
        // A quotation or an item begins a paragraph of its own.
        line.after_gap |= rest.len() < words.len();
        line.span = Span::new(line.span.end() - rest.len(), line.span.end());
        if line.role == Role::Heading {
            let end = line.span.end() - (rest.len() - rest.trim_end_matches('#').trim_end().len());
            line.span = Span::new(line.span.start(), end.max(line.span.start()));
        }
        if !line.span.is_empty() {
            lines.push(line);
        }
    }
    if metadata.title.is_none() {
        metadata.title =
            lines.iter().find(|line| line.role == Role::Heading).map(|line| line.span.of(&text).to_owned());
    }
    let blocks = paragraphs::joined(&text, lines);
    Draft { text, metadata, blocks: Some(blocks), extracted }
}

/// The `key: value` lines between two `---` at the start, and where the text after them starts.
fn front_matter(text: &str) -> (Metadata, usize) {
    let mut metadata = Metadata::default();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let words = line.trim();
        match (number, words) {
            (0, "---") => {}
            (0, _) => break,
            (_, "---" | "...") => return (metadata, at + line.len()),
            _ => {
                let Some((key, value)) = words.split_once(':') else { continue };
                let value = value.trim().trim_matches(['"', '\'']).trim();
                let field = match key.trim().to_ascii_lowercase().as_str() {
                    "id" => &mut metadata.id,
                    "title" | "headline" => &mut metadata.title,
                    "outlet" | "publisher" | "source" => &mut metadata.outlet,
                    "author" | "byline" => &mut metadata.author,
                    "date" | "published" => &mut metadata.date,
                    "language" | "lang" => &mut metadata.language,
                    _ => continue,
                };
                *field = (!value.is_empty()).then(|| value.to_owned());
            }
        }
        at += line.len();
    }
    // Never closed: it was no front matter.
    (Metadata::default(), 0)
}

fn is_underline(words: &str) -> bool {
    words.len() >= 3 && (words.bytes().all(|byte| byte == b'=') || words.bytes().all(|byte| byte == b'-'))
}

/// A line without the marks of headings, quotations and lists before it.
fn unmarked(words: &str) -> &str {
    let mut rest = words;
    loop {
        let next = rest.trim_start_matches(['#', '>']).trim_start();
        let item = ["- ", "* ", "+ "].iter().find_map(|mark| next.strip_prefix(mark)).unwrap_or(next).trim_start();
        if item.len() == rest.len() {
            return rest;
        }
        // `#tag` is no heading.
        if rest.starts_with('#') && !rest.trim_start_matches('#').starts_with([' ', '\t']) {
            return rest;
        }
        rest = item;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Article;

    #[test]
    fn front_matter_is_metadata_and_headings_are_no_paragraphs() {
        let text = "---\ntitle: \"The Bridge\"\ndate: 5 March 2024\nauthor: Ann Lee\n---\n# The Bridge\n\nThe council met on [Monday](https://a.example) and left.\n\nWhy\n---\n\n> \"Never,\" Zoë said.\n\n- The town must pay for it.\n";
        let article = Article::from_draft("a".into(), read(text.to_owned(), false));
        let words: Vec<_> = article.paragraphs.iter().map(|span| span.of(text)).collect();
        assert_eq!(
            words,
            [
                "The council met on [Monday](https://a.example) and left.",
                "\"Never,\" Zoë said.",
                "The town must pay for it."
            ]
        );
        assert_eq!(article.title.as_deref(), Some("The Bridge"));
        assert_eq!(article.date.as_deref(), Some("2024-03-05"));
        assert_eq!(article.author.as_deref(), Some("Ann Lee"));
        assert_eq!(article.text, text);
    }

    #[test]
    fn a_rule_that_never_closes_is_no_front_matter() {
        let draft = read("---\nThe council met.\n".to_owned(), false);
        assert_eq!(draft.metadata, Metadata::default());
        assert_eq!(draft.blocks.map(|blocks| blocks.len()), Some(1));
    }
}
