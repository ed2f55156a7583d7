//! One news article: its text, its body paragraphs and what is known about it.

use super::boilerplate;
use super::dates;
use super::language::Language;
use super::paragraphs::{self, Block};
use crate::text::Span;

/// A news article as every later stage sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Article {
    /// Unique within a run, and fit to be a file name.
    pub id: String,
    /// The headline, from the input's own fields or recognised at the head of the page.
    pub title: Option<String>,
    /// The newspaper, agency or site.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// `yyyy-mm-dd` where it could be normalised, else as written.
    pub date: Option<String>,
    /// What the body is written in; `None` where it is too short to tell and nothing says so.
    pub language: Option<Language>,
    /// For a text input exactly the decoded file without its byte-order mark; for HTML the extracted text.
    pub text: String,
    /// The paragraphs of the body: sorted, disjoint, trimmed, without boilerplate.
    pub paragraphs: Vec<Span>,
    /// Whether `text` differs from the input's UTF-8 content, so that positions need the text written beside them.
    pub extracted: bool,
}

/// What an input says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
    pub(super) language: Option<String>,
}

/// A text that has been read and not yet divided into body and boilerplate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) metadata: Metadata,
    /// Paragraphs, where the format marks them; `None` to find them in the text.
    pub(super) blocks: Option<Vec<Block>>,
    pub(super) extracted: bool,
}

impl Article {
    /// Divides `text` into paragraphs, leaves boilerplate out and recognises title, author, date and language.
    ///
    /// An empty text gives an article without paragraphs.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self::from_draft(id.into(), Draft { text: text.into(), ..Draft::default() })
    }

    /// An article of a text with what its format said about it.
    pub(super) fn from_draft(id: String, draft: Draft) -> Self {
        let Draft { text, metadata, blocks, extracted } = draft;
        let blocks = blocks.unwrap_or_else(|| paragraphs::blocks(&text));
        let body = boilerplate::body(&text, &blocks, metadata.title.as_deref());
        let language = Language::of_body(&text, &body.paragraphs)
            .or_else(|| metadata.language.as_deref().and_then(Language::from_code));
        let date = metadata.date.or(body.found.date).map(|date| dates::normalised(&date).unwrap_or(date));
        Self {
            id,
            title: metadata.title.or(body.found.title),
            outlet: metadata.outlet.or(body.found.outlet),
            author: metadata.author.or(body.found.author),
            date,
            language,
            text,
            paragraphs: body.paragraphs,
            extracted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A page with everything a scraper leaves in it.
    const PAGE: &str = include_str!("../../tests/data/ingest/harbor-page.txt");

    fn words(article: &Article) -> Vec<&str> {
        article.paragraphs.iter().map(|span| span.of(&article.text)).collect()
    }

    #[test]
    fn a_scraped_page_keeps_its_body_alone() {
        let article = Article::new("harbor", PAGE);
        assert_eq!(article.title.as_deref(), Some("Mayor may regret the harbor deal: experts"));
        assert_eq!(article.author.as_deref(), Some("Mira Oke-Lund"));
        assert_eq!(article.date.as_deref(), Some("2024-03-05"));
        let body = words(&article);
        assert_eq!(body.len(), 6, "{body:#?}");
        assert!(body[0].starts_with("The harbor deal is"));
        assert_eq!(body[2], "\"No,\" she said.");
        assert!(body[5].ends_with("the professor said."));
        assert_eq!(article.text, PAGE);
    }

    #[test]
    fn windows_line_ends_and_invisible_characters_stay_in_the_text() {
        let text = "One thing happened.\r\n\r\n\u{200b}Zoë said “no.”\r\n";
        let article = Article::new("a", text);
        assert_eq!(article.text, text);
        assert_eq!(words(&article), ["One thing happened.", "Zoë said “no.”"]);
    }

    #[test]
    fn a_lone_line_without_a_full_stop_is_body() {
        let article = Article::new("a", "Kim said he would come");
        assert_eq!(words(&article), ["Kim said he would come"]);
        assert_eq!(article.title, None);
    }

    fn check(text: &str) -> Result<(), TestCaseError> {
        let article = Article::new("a", text);
        prop_assert_eq!(&article.text, text);
        let mut end = 0;
        for span in &article.paragraphs {
            prop_assert!(span.start() >= end && !span.is_empty());
            prop_assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()));
            prop_assert_eq!(span.trimmed(text), *span);
            end = span.end();
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn any_text_has_sorted_disjoint_trimmed_paragraphs(text in any::<String>()) {
            check(&text)?;
        }

        #[test]
        fn page_like_text_has_too(
            lines in prop::collection::vec(
                prop::sample::select(vec![
                    "", " ", "By Ann Lee", "By", "•", "• Facebook share button", "A Title Of Four Words", "\"No,\" she said.",
                    "Kim waves. AP-Yonhap", "Ann Lee a@b.org", "© 2024 The Post", "Sept. 3, 2024", "Top 10 Stories", "é\u{200b}",
                    "(AP Photo/Ann)", "Related:", "She went on to say that it had been a good day for all of them, and left.", "/ AFP", "—",
                ]),
                0..30,
            ),
            end in prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n", "\u{2028}", "\u{c}"]),
        ) {
            check(&lines.join(end))?;
        }
    }
}
