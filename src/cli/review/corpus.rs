//! The corpus that is reviewed.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::Result;

use crate::cli::console;
use crate::corpus::{self, Corpus};
use crate::error::Error;
use crate::ingest::{IngestOptions, articles};

/// How a file of SQLite begins (sqlite.org/fileformat.html, section 1.3).
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Whether a path is something that was scored.
pub(super) fn is_scored(path: &Path) -> bool {
    path.join("stances.csv").is_file() || is_store(path)
}

/// Whether a path is a store, by its first bytes.
pub(super) fn is_store(path: &Path) -> bool {
    let mut head = [0; SQLITE.len()];
    path.is_file() && File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == SQLITE
}

/// Opens a folder or a store.
pub(super) fn open(path: &Path) -> Result<Corpus> {
    if !is_scored(path) {
        let found = match () {
            () if path.is_dir() => "no stances.csv in it",
            () if path.exists() => "another file",
            () => "nothing there",
        };
        return Err(
            Error::input(path.display().to_string(), "a folder that score --out wrote, or a store", found).into()
        );
    }
    Ok(corpus::open(path)?)
}

/// Adds the texts of articles that were kept without, from their inputs. Returns how many inputs failed: each is told, and so is an
/// article whose text is not the one that was scored.
pub(super) fn add_texts(corpus: &mut Corpus, inputs: &[String]) -> usize {
    let mut failed = 0;
    for article in articles(inputs, &IngestOptions { any_language: true, ..IngestOptions::default() }) {
        match article {
            Ok(article) => {
                let Some(place) = corpus.articles.iter().position(|entry| entry.id == article.id) else { continue };
                if corpus.articles[place].text.is_some() {
                    continue;
                }
                match moved(corpus, place, &article.text) {
                    None => corpus.articles[place].text = Some(article.text),
                    Some(statement) => {
                        failed += 1;
                        let expected = format!("the text that was scored, with {statement} in its place");
                        console::error(&Error::input(article.id, expected, "another text").to_string());
                    }
                }
            }
            Err(failure) => {
                failed += 1;
                console::error(&failure.error.to_string());
            }
        }
    }
    failed
}

/// A statement whose words are not at its place in `text`.
fn moved<'c>(corpus: &'c Corpus, article: usize, text: &str) -> Option<&'c str> {
    let chars: Vec<char> = text.chars().collect();
    let mut of = corpus.statements.iter().filter(|entry| entry.article == article);
    let differs = of.find(|entry| {
        let words = chars.get(entry.words.start..entry.words.end).map(|chars| chars.iter().collect::<String>());
        words.as_deref() != Some(&entry.words.text)
    });
    differs.map(|entry| entry.id.as_str())
}
