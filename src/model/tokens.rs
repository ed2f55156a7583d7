//! Words to word pieces, with the bytes they stand for and the capitalisation flag.

use std::path::Path;

use crate::error::{Error, Result};
use crate::text::Span;

/// One word piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub id: i32,
    /// Whether it begins with an upper-case letter in the text: the vocabulary is lower-case, and names need the case.
    pub capital: bool,
    pub span: Span,
}

/// The model's tokenizer; truncation and padding of the packaged file are reset.
pub(crate) struct Tokenizer {
    inner: tokenizers::Tokenizer,
    /// Opens a window.
    pub start: i32,
    /// Closes a paragraph.
    pub close: i32,
}

impl Tokenizer {
    /// Reads `tokenizer.json` from its bytes; `path` names it in errors.
    pub fn read(path: &Path, bytes: &[u8]) -> Result<Self> {
        let bad = |found: String| Error::model(path, "a tokenizer with [CLS] and [SEP]", found);
        let mut inner = tokenizers::Tokenizer::from_bytes(bytes).map_err(|e| bad(e.to_string()))?;
        inner.with_truncation(None).map_err(|e| bad(e.to_string()))?;
        inner.with_padding(None);
        let special = |name: &str| {
            let id = inner.token_to_id(name).ok_or_else(|| bad(format!("no {name}")))?;
            i32::try_from(id).map_err(|e| bad(e.to_string()))
        };
        let (start, close) = (special("[CLS]")?, special("[SEP]")?);
        Ok(Self { inner, start, close })
    }

    /// The pieces of the bytes `span` of `text`, without special tokens.
    pub fn pieces(&self, text: &str, span: Span) -> Result<Vec<Piece>> {
        let words = span.of(text);
        let encoding = self
            .inner
            .encode(words, false)
            .map_err(|e| Error::Engine { engine: "tokenizer", message: e.to_string() })?;
        let pieces = encoding.get_ids().iter().zip(encoding.get_offsets()).filter_map(|(id, (start, end))| {
            let span = Span::new(span.start() + start, span.start() + end);
            let first = text.get(span.start()..span.end())?.chars().next()?;
            Some(Piece { id: i32::try_from(*id).ok()?, capital: first.is_uppercase(), span })
        });
        Ok(pieces.collect())
    }
}
