//! Words to word pieces, with the bytes they stand for and the capitalisation flag.

use std::path::Path;

use ahash::AHashMap;
use serde::Deserialize;
use tokenizers::models::wordpiece::WordPiece;
use tokenizers::{AddedToken, NormalizerWrapper, PreTokenizerWrapper};

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

/// What our `tokenizer.json` holds of a tokenizer of word pieces, but for what adds special tokens and joins pieces again, which windows do
/// themselves. The library's own reader takes any kind of file, and three times as long: a third of the time in which a model opens.
#[derive(Deserialize)]
struct Stored {
    normalizer: NormalizerWrapper,
    pre_tokenizer: PreTokenizerWrapper,
    added_tokens: Vec<StoredToken>,
    model: StoredModel,
}

#[derive(Deserialize)]
struct StoredToken {
    id: u32,
    #[serde(flatten)]
    token: AddedToken,
}

#[derive(Deserialize)]
struct StoredModel {
    r#type: WordPieceType,
    unk_token: String,
    continuing_subword_prefix: String,
    max_input_chars_per_word: usize,
    vocab: AHashMap<String, u32>,
}

#[derive(Deserialize)]
enum WordPieceType {
    WordPiece,
}

impl Stored {
    fn tokenizer(self) -> std::result::Result<tokenizers::Tokenizer, String> {
        let Self { normalizer, pre_tokenizer, added_tokens, model } = self;
        let StoredModel { r#type: WordPieceType::WordPiece, .. } = model;
        let pieces = WordPiece::builder()
            .vocab(model.vocab)
            .unk_token(model.unk_token)
            .continuing_subword_prefix(model.continuing_subword_prefix)
            .max_input_chars_per_word(model.max_input_chars_per_word)
            .build();
        let mut tokenizer = tokenizers::Tokenizer::new(pieces.map_err(|e| e.to_string())?);
        tokenizer.with_normalizer(Some(normalizer)).map_err(|e| e.to_string())?;
        tokenizer.with_pre_tokenizer(Some(pre_tokenizer));
        let tokens: Vec<AddedToken> = added_tokens.iter().map(|added| added.token.clone()).collect();
        tokenizer.add_tokens(tokens).map_err(|e| e.to_string())?;
        match added_tokens.iter().find(|added| tokenizer.token_to_id(&added.token.content) != Some(added.id)) {
            Some(other) => Err(format!("{} with another number than {}", other.token.content, other.id)),
            None => Ok(tokenizer),
        }
    }
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
        let mut inner = match serde_json::from_slice::<Stored>(bytes) {
            Ok(stored) => stored.tokenizer().map_err(bad)?,
            Err(_) => tokenizers::Tokenizer::from_bytes(bytes).map_err(|e| bad(e.to_string()))?,
        };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_is_read_as_the_library_reads_it() {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/models/standpoint-small/tokenizer.json"));
        let bytes = std::fs::read(path).unwrap();
        let library = tokenizers::Tokenizer::from_bytes(&bytes).unwrap();
        let ours = Tokenizer::read(path, &bytes).unwrap();
        assert!(serde_json::from_slice::<Stored>(&bytes).is_ok(), "the library's reader takes three times as long");
        for text in [
            "“Sørensen’s unforeseeability,” said Łukasz Ó Néill [SEP] of the [CLS]-team, won 12,5 % in Kyiv.",
            "東京 e\u{301}tude\u{200b}\u{7}zz\u{1f600} supercalifragilistic [MASK][UNK] [pad] don't",
            "",
        ] {
            let expected = library.encode(text, false).unwrap();
            let found = ours.inner.encode(text, false).unwrap();
            assert_eq!((found.get_ids(), found.get_offsets()), (expected.get_ids(), expected.get_offsets()), "{text}");
        }
        assert_eq!((ours.start, ours.close), (101, 102));
    }

    #[test]
    fn a_file_without_the_tokens_of_a_window_is_named() {
        let without = br###"{"version": "1.0", "added_tokens": [], "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
            "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": {"[UNK]": 0}}}"###;
        for (bytes, found) in [(&without[..], "found no [CLS]"), (b"{}", "a tokenizer with [CLS] and [SEP], found ")] {
            let error = Tokenizer::read(Path::new("t.json"), bytes).err().map(|e| e.to_string()).unwrap_or_default();
            assert!(error.contains("t.json") && error.contains(found), "{error}");
        }
    }
}
