//! What a caller can choose about reading.

/// How inputs are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct IngestOptions {
    /// What the files are.
    pub format: InputFormat,
    /// What the columns of CSV files and the fields of JSON lines are called.
    pub columns: Columns,
    /// Which files of a folder are read, as a pattern relative to it such as `**/*.txt`; `None` for text, HTML and Markdown.
    pub glob: Option<String>,
    /// Whether articles in other languages than English are read too.
    pub any_language: bool,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum InputFormat {
    /// By the name's extension; else by the first character: `{` JSON lines, `<` HTML, anything else text.
    #[default]
    Auto,
    /// One article in plain text.
    Text,
    /// One page of HTML.
    Html,
    /// One article in Markdown.
    Markdown,
    /// One JSON object per line, each an article, or one object in all.
    Jsonl,
    /// One article per row, under a header.
    Csv,
}

/// The names of the columns or fields that records are read from.
///
/// A record has to hold its text; the rest is taken where it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Columns {
    /// The article's id (`id`).
    pub id: String,
    /// The text (`text`).
    pub text: String,
    /// The headline (`title`).
    pub title: String,
    /// The date of publication (`date`).
    pub date: String,
    /// The outlet (`outlet`; while it is called that, `publisher` and `source` are read too).
    pub outlet: String,
    /// The author (`author`).
    pub author: String,
}

impl Default for Columns {
    fn default() -> Self {
        let name = str::to_owned;
        Self {
            id: name("id"),
            text: name("text"),
            title: name("title"),
            date: name("date"),
            outlet: name("outlet"),
            author: name("author"),
        }
    }
}

impl Columns {
    /// The names under which the outlet can stand, the best first.
    pub(super) fn outlets(&self) -> Vec<&str> {
        let others: &[&str] = if self.outlet == "outlet" { &["publisher", "source"] } else { &[] };
        std::iter::once(&*self.outlet).chain(others.iter().copied()).collect()
    }
}
