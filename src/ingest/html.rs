//! HTML pages: the article by readability, all visible text where that finds none.

use super::article::{Draft, Metadata};
use super::language::Language;
use super::markup;
use crate::error::{Error, Result};
use dom_smoothie::{Config, Readability, ReadabilityError};

/// Elements open at once; pages have tens, and the parsers of pages recurse.
const DEEPEST: usize = 500;
/// Elements that readability is asked to weigh; a larger page is read whole.
const MOST_ELEMENTS: usize = 60_000;
/// Bytes that readability is asked to parse; a larger page is read whole.
const LONGEST: usize = 8_000_000;
/// Room for recursion over the deepest page that is let through.
const STACK: usize = 64 * 1024 * 1024;

/// Extracts the article of a page.
///
/// # Errors
/// If its elements nest too deep or it shows no text.
pub(super) fn read(input: &str, html: String) -> Result<Draft> {
    let depth = markup::depth(&html);
    if depth > DEEPEST {
        return Err(Error::input(input, format!("a page with at most {DEEPEST} nested elements"), format!("{depth}")));
    }
    if html.len() <= LONGEST
        && let Some(draft) = readable(input, &html)?
    {
        return Ok(draft);
    }
    let (text, blocks) = markup::visible(&html);
    if blocks.is_empty() {
        return Err(Error::input(input, "a page with text", "no visible text"));
    }
    Ok(Draft { text, metadata: Metadata::default(), blocks: Some(blocks), extracted: true })
}

/// What readability finds, on a thread of its own: a stack that is large enough, and a page that breaks the parser breaks no more than that.
fn readable(input: &str, html: &str) -> Result<Option<Draft>> {
    std::thread::scope(|scope| {
        let work = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || extracted(html));
        let work = work.map_err(|source| Error::io(input, "read", source))?;
        Ok(work.join().unwrap_or(None))
    })
}

fn extracted(html: &str) -> Option<Draft> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let mut page = Readability::new(html, None, Some(config)).ok()?;
    let found = page.parse();
    let article = match found {
        Ok(article) => article,
        Err(ReadabilityError::TooManyElements(..)) => return None,
        Err(_) => return whole(html),
    };
    let (text, blocks) = markup::visible(&article.content);
    if blocks.is_empty() {
        return whole(html);
    }
    let given = |value: Option<String>| value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let author = given(article.byline).map(|byline| {
        ["By ", "by ", "BY "].iter().find_map(|by| byline.strip_prefix(by)).unwrap_or(&byline).to_owned()
    });
    let metadata = Metadata {
        id: None,
        title: given(Some(article.title)),
        outlet: given(article.site_name),
        author,
        date: given(article.published_time),
        language: english(article.lang),
    };
    Some(Draft { text, metadata, blocks: Some(blocks), extracted: true })
}

/// The language that a page claims, if that is English: templates claim others for English pages too.
fn english(claimed: Option<String>) -> Option<String> {
    claimed.filter(|code| Language::from_code(code) == Some(Language::ENGLISH))
}

/// All visible text of a page, with its title.
fn whole(html: &str) -> Option<Draft> {
    let page = Readability::new(html, None, None).ok()?;
    let title = page.get_article_title().trim().to_owned();
    let (text, blocks) = markup::visible(&page.doc.html());
    let metadata = Metadata { title: (!title.is_empty()).then_some(title), ..Metadata::default() };
    (!blocks.is_empty()).then_some(Draft { text, metadata, blocks: Some(blocks), extracted: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Article;

    const PAGE: &str = include_str!("../../tests/data/ingest/harbor-page.html");

    #[test]
    fn a_page_gives_its_article() {
        let article = Article::from_draft("a".into(), read("a.html", PAGE.to_owned()).unwrap());
        let body: Vec<_> = article.paragraphs.iter().map(|span| span.of(&article.text)).collect();
        assert_eq!(article.title.as_deref(), Some("Mayor may regret the harbor deal"));
        assert_eq!(article.outlet.as_deref(), Some("The Harbor Post"));
        assert_eq!(article.author.as_deref(), Some("Mira Oke-Lund"));
        assert_eq!(article.date.as_deref(), Some("2024-03-05"));
        assert!(article.extracted);
        assert_eq!(body.len(), 4, "{body:#?}");
        assert!(body[0].starts_with("The harbor deal is not a win for both sides, but “Vree’s win,”"));
        assert_eq!(body[2], "“No,” Zoë Sandoz said.");
    }

    #[test]
    fn hostile_pages_are_errors_or_text() {
        let deep = format!("{}x", "<div>".repeat(100_000));
        let said = read("a.html", deep).unwrap_err().to_string();
        assert!(said.contains("at most 500 nested elements"), "{said}");
        assert!(read("a.html", "<script>while (1) {}</script>".to_owned()).is_err());
        for page in ["<p>Yes.", "<b><i><p>Yes.", "<p <p Yes.>Yes.</p>", "Yes. <!-- ", "<table><tr><td>Yes."] {
            let draft = read("a.html", page.to_owned()).unwrap();
            assert!(draft.text.contains("Yes."), "{page}");
        }
        let flat = "<p>Yes, she said.".repeat(70_000);
        assert_eq!(read("a.html", flat).unwrap().blocks.map(|blocks| blocks.len()), Some(70_000));
    }
}
