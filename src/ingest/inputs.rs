//! Reads articles one after the other from everything that a user names.

use super::article::{Article, Draft};
use super::csv_records::Rows;
use super::ids::Ids;
use super::jsonl::{Record, Records};
use super::language::Language;
use super::options::{IngestOptions, InputFormat};
use super::plan::{self, Source};
use super::{decode, html, markdown};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// An input, or one record of it, that could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure {
    /// The file as named, or `-` for standard input.
    pub input: String,
    /// The record inside it, such as `line 7`.
    pub record: Option<String>,
    /// What went wrong.
    pub error: Error,
    /// The id the article would have had.
    pub id: Option<String>,
}

/// The articles of several inputs, read one at a time.
pub struct Articles {
    sources: std::vec::IntoIter<Source>,
    options: IngestOptions,
    ids: Ids,
    open: Option<Open>,
}

/// A source that holds several articles.
struct Open {
    input: String,
    stem: String,
    records: Box<dyn Iterator<Item = Record> + Send>,
}

/// Reads the articles of files, patterns, folders and standard input (`-`), in the order given, folders in alphabetic order.
///
/// Nothing is opened before it is asked for; what cannot be read is a [`Failure`], and the rest go on. A file named twice is read once.
#[must_use]
pub fn articles(inputs: &[String], options: &IngestOptions) -> Articles {
    Articles {
        sources: plan::sources(inputs, options).into_iter(),
        options: options.clone(),
        ids: Ids::default(),
        open: None,
    }
}

impl Articles {
    /// How many inputs are still to be opened, for a progress bar; one input can hold many articles.
    #[must_use]
    pub fn count_hint(&self) -> usize {
        self.sources.len()
    }

    fn next_record(&mut self) -> Option<std::result::Result<Article, Failure>> {
        let open = self.open.as_mut()?;
        let Some((line, record)) = open.records.next() else {
            self.open = None;
            return None;
        };
        let (input, record_name) = (open.input.clone(), (line > 0).then(|| format!("line {line}")));
        let id = record.as_ref().ok().and_then(|draft| draft.metadata.id.clone());
        let wanted = id.unwrap_or_else(|| format!("{}-{line}", open.stem));
        Some(self.finish(input, record_name, &wanted, record))
    }

    fn next_source(&mut self, source: Source) -> Option<std::result::Result<Article, Failure>> {
        let (input, stem, path) = match source {
            Source::Missing(input, error) => return Some(Err(Failure { input, record: None, error, id: None })),
            Source::Stdin => ("-".to_owned(), "stdin".to_owned(), None),
            Source::File(path) => {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                (path.display().to_string(), stem, Some(path))
            }
        };
        match self.opened(&input, &stem, path.as_deref()) {
            Ok(Some(draft)) => {
                let wanted = draft.metadata.id.clone().unwrap_or(stem);
                Some(self.finish(input, None, &wanted, Ok(draft)))
            }
            Ok(None) => None,
            Err(error) => Some(self.finish(input, None, &stem, Err(error))),
        }
    }

    /// The one article of a source, or `None` if it holds records, which are then open.
    fn opened(&mut self, input: &str, stem: &str, path: Option<&Path>) -> Result<Option<Draft>> {
        let mut reader: Box<dyn BufRead + Send> = match path {
            Some(path) => Box::new(BufReader::new(File::open(path).map_err(|source| Error::io(path, "read", source))?)),
            None => Box::new(BufReader::new(io::stdin())),
        };
        let format = match self.options.format {
            InputFormat::Auto => match path.and_then(by_name) {
                Some(format) => format,
                None => by_content(reader.fill_buf().map_err(|source| Error::io(input, "read", source))?),
            },
            format => format,
        };
        if format == InputFormat::Jsonl {
            let records = Box::new(Records::new(input, reader, &self.options.columns));
            self.open = Some(Open { input: input.to_owned(), stem: stem.to_owned(), records });
            return Ok(None);
        }
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(|source| Error::io(input, "read", source))?;
        let decoded = decode::text(input, bytes)?;
        match format {
            InputFormat::Html => html::read(input, decoded.text).map(Some),
            InputFormat::Markdown => Ok(Some(markdown::read(decoded.text, decoded.recoded))),
            InputFormat::Csv => {
                let records = Box::new(Rows::new(input, decoded.text, &self.options.columns)?);
                self.open = Some(Open { input: input.to_owned(), stem: stem.to_owned(), records });
                Ok(None)
            }
            _ => Ok(Some(Draft { text: decoded.text, extracted: decoded.recoded, ..Draft::default() })),
        }
    }

    #[expect(clippy::result_large_err, reason = "made once per article")]
    /// Names an article, or the failure in its place, and refuses languages that the model cannot read.
    fn finish(
        &mut self,
        input: String,
        record: Option<String>,
        wanted: &str,
        draft: Result<Draft>,
    ) -> std::result::Result<Article, Failure> {
        let id = self.ids.unique(wanted);
        let checked = draft.and_then(|draft| {
            let article = Article::from_draft(id.clone(), draft);
            match article.language {
                Some(language) if language != Language::ENGLISH && !self.options.any_language => {
                    let found =
                        format!("{} ({}); --any-language reads it all the same", language.name(), language.code());
                    Err(Error::Input {
                        input: input.clone(),
                        record: record.clone(),
                        expected: "English text".to_owned(),
                        found,
                    })
                }
                _ => Ok(article),
            }
        });
        checked.map_err(|error| Failure { input, record, error, id: Some(id) })
    }
}

impl Iterator for Articles {
    type Item = std::result::Result<Article, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.next_record() {
                return Some(record);
            }
            let source = self.sources.next()?;
            if let Some(article) = self.next_source(source) {
                return Some(article);
            }
        }
    }
}

/// What a file is by its extension.
fn by_name(path: &Path) -> Option<InputFormat> {
    match &*path.extension()?.to_string_lossy().to_lowercase() {
        "txt" | "text" => Some(InputFormat::Text),
        "html" | "htm" | "xhtml" => Some(InputFormat::Html),
        "md" | "markdown" => Some(InputFormat::Markdown),
        "jsonl" | "ndjson" | "json" | "jl" => Some(InputFormat::Jsonl),
        "csv" | "tsv" | "tab" => Some(InputFormat::Csv),
        _ => None,
    }
}

/// What a file is by its first character.
fn by_content(bytes: &[u8]) -> InputFormat {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match bytes.first() {
        Some(b'{') if !bytes.starts_with(b"{\\rtf") => InputFormat::Jsonl,
        Some(b'<') => InputFormat::Html,
        _ => InputFormat::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const SPANISH: &str = "El alcalde dijo el lunes que el puente no se abrirá este año, y que los vecinos tendrán que esperar hasta el verano. \
        Los concejales respondieron que nadie les había consultado y que votarán en contra del presupuesto de la ciudad.";

    fn read(files: &[(&str, &[u8])], options: &IngestOptions) -> Vec<std::result::Result<Article, Failure>> {
        let folder = tempfile::tempdir().unwrap();
        let inputs: Vec<String> = files
            .iter()
            .map(|(name, bytes)| {
                let path = folder.path().join(name);
                fs::write(&path, bytes).unwrap();
                path.display().to_string()
            })
            .collect();
        articles(&inputs, options).collect()
    }

    #[test]
    fn one_bad_file_is_one_failure_and_the_rest_go_on() {
        let files: [(&str, &[u8]); 7] = [
            ("a.txt", b"The mayor left."),
            ("b.txt", b""),
            ("c.pdf", b"%PDF-1.4"),
            ("d.jsonl", b"{\"text\": \"One.\"}\nnonsense\n{\"id\": \"a\", \"text\": \"Two.\"}\n"),
            ("e.csv", b"text,id\nThree.,x/y\n"),
            ("f", b"<p>Four, she said."),
            ("g.txt", "“Five.”".as_bytes()),
        ];
        let read = read(&files, &IngestOptions::default());
        let ids: Vec<_> = read
            .iter()
            .map(|read| {
                read.as_ref().map_or_else(|failure| format!("! {}", failure.id.clone().unwrap()), |a| a.id.clone())
            })
            .collect();
        assert_eq!(ids, ["a", "! b", "! c", "d-1", "! d-2", "a-2", "x_y", "f", "g"]);
        assert_eq!(read[4].as_ref().unwrap_err().record.as_deref(), Some("line 2"));
        assert!(read[7].as_ref().unwrap().extracted && !read[8].as_ref().unwrap().extracted);
    }

    #[test]
    fn other_languages_are_refused_unless_wanted() {
        let files: [(&str, &[u8]); 2] = [("a.txt", SPANISH.as_bytes()), ("b.txt", b"Si, dijo el alcalde.")];
        let refused = read(&files, &IngestOptions::default());
        let said = refused[0].as_ref().unwrap_err().error.to_string();
        assert!(said.contains("expected English text, found Spanish (es)"), "{said}");
        assert!(refused[1].is_ok());
        let wanted = read(&files, &IngestOptions { any_language: true, ..IngestOptions::default() });
        assert_eq!(wanted[0].as_ref().unwrap().language.map(Language::code), Some("es"));
    }

    #[test]
    fn a_missing_file_is_one_failure() {
        let read: Vec<_> = articles(&["/none/at/all.txt".to_owned()], &IngestOptions::default()).collect();
        assert!(matches!(&*read, [Err(Failure { error: Error::Io { .. }, .. })]));
    }
}
