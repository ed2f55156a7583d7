//! The data file of a task: its lines, each of which knows where it stands, and its sha256.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::model::hex;
use crate::text::{CodePoints, Span};

/// A text file, read whole.
pub(super) struct DataFile {
    name: String,
    text: String,
    sha256: String,
}

/// One line of it, without its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'f> {
    file: &'f str,
    /// From 1.
    pub(super) number: usize,
    pub(super) text: &'f str,
}

impl DataFile {
    /// Reads the file at `path`; a byte-order mark is passed over.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be read, [`Error::Input`] with the line if it is not UTF-8.
    pub(super) fn read(path: &Path) -> Result<Self> {
        Self::of(path.display().to_string(), &fs::read(path).map_err(|e| Error::io(path, "read", e))?)
    }

    /// A file of bytes.
    pub(super) fn of(name: impl Into<String>, bytes: &[u8]) -> Result<Self> {
        let name = name.into();
        let text = std::str::from_utf8(bytes).map_err(|e| {
            let line = 1 + bytes[..e.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
            let found = format!("the byte 0x{:02x}", bytes[e.valid_up_to()]);
            Error::record(&name, format!("line {line}"), "UTF-8 text", found)
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        Ok(Self { name, text, sha256: hex(&Sha256::digest(bytes)) })
    }

    /// The path as given.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Of its bytes, in lower-case hexadecimal.
    pub(super) fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Its lines, blank ones included.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.text.lines().enumerate().map(|(n, text)| Line { file: &self.name, number: n + 1, text })
    }

    /// Its lines that hold something.
    pub(super) fn records(&self) -> impl Iterator<Item = Line<'_>> {
        self.lines().filter(|line| !line.text.trim().is_empty())
    }
}

impl<'f> Line<'f> {
    /// An error that names this line.
    pub(super) fn wrong(&self, expected: impl Into<String>, found: impl Into<String>) -> Error {
        Error::record(self.file, format!("line {}", self.number), expected, found)
    }

    /// The line as a JSON object.
    pub(super) fn json<T: DeserializeOwned>(&self, expected: &str) -> Result<T> {
        serde_json::from_str(self.text).map_err(|e| {
            let said = e.to_string();
            // The parser counts lines inside the record, where there is one only.
            self.wrong(expected, said.rsplit_once(" at line ").map_or(said.as_str(), |(message, _)| message))
        })
    }

    /// The line's cells between tabulators; the published files quote nothing.
    pub(super) fn cells(&self) -> Vec<&'f str> {
        self.text.split('\t').collect()
    }

    /// The span of two code points of `text` that hold at least one character.
    pub(super) fn span(&self, points: &CodePoints<'_>, start: usize, end: usize) -> Result<Span> {
        points.span(start, end).filter(|span| !span.is_empty()).ok_or_else(|| {
            let length = points.at(usize::MAX);
            self.wrong(format!("a half-open range inside 0..{length}"), format!("{start}..{end}"))
        })
    }
}

/// A number that a file may write as an integer, as a whole decimal (`73.0`) or as a string of either.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "Value")]
pub(super) struct Whole(pub(super) usize);

impl TryFrom<Value> for Whole {
    type Error = String;

    fn try_from(value: Value) -> std::result::Result<Self, String> {
        let number = match &value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        match number {
            Some(n) if n >= 0.0 && n.fract() == 0.0 && n < 1e15 => Ok(Self(n as usize)),
            _ => Err(format!("{value} where a whole number should be")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_every_published_form() {
        for text in ["6", "6.0", "\"6\"", "\"6.0\""] {
            assert_eq!(serde_json::from_str::<Whole>(text).expect(text), Whole(6));
        }
        for text in ["-1", "6.5", "\"six\"", "null"] {
            assert!(serde_json::from_str::<Whole>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_named_by_their_line() {
        let error = DataFile::of("gold.tsv", b"a\nb\xff\n").err().expect("no UTF-8").to_string();
        assert_eq!(error, "gold.tsv, line 2: expected UTF-8 text, found the byte 0xff");
    }

    #[test]
    fn a_mark_at_the_start_belongs_to_no_line_and_the_digest_is_of_the_bytes() {
        let file = DataFile::of("f", "\u{feff}a\r\n\r\nb".as_bytes()).expect("text");
        assert_eq!(file.records().map(|l| (l.number, l.text)).collect::<Vec<_>>(), [(1, "a"), (3, "b")]);
        assert_eq!(file.sha256(), hex(&Sha256::digest("\u{feff}a\r\n\r\nb")));
    }
}
