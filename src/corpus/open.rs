//! One way to a corpus, wherever it is kept.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::identity::Identities;
use super::store::Store;
use super::{Corpus, read_folder};
use crate::error::{Error, Result};

/// How a file of SQLite begins (sqlite.org/fileformat.html, section 1.3).
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Whether a path is something that was scored: a folder or a store.
pub(crate) fn is_scored(path: &Path) -> bool {
    path.join("stances.csv").is_file() || is_store(path)
}

/// Whether a path is a store, by its first bytes.
pub(crate) fn is_store(path: &Path) -> bool {
    let mut head = [0; SQLITE.len()];
    path.is_file() && File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == SQLITE
}

/// The corpus of a folder that `score --out` wrote, or of a store, with what people corrected; copies share
/// their story and quotation.
///
/// # Errors
/// [`Error::Io`](crate::Error::Io), [`Error::Input`](crate::Error::Input) and [`Error::Store`](crate::Error::Store) if it is not
/// there, is neither, or cannot be read.
pub(crate) fn open(path: &Path) -> Result<Corpus> {
    open_with(path, None)
}

/// As [`open`], with the merges and splits of the file `identities`: namesakes are parted first, then the user's word holds, then
/// corrections, then copies are folded.
///
/// # Errors
/// As [`open`], and if the file is not well formed or names what the corpus does not have.
pub(crate) fn open_with(path: &Path, identities: Option<&Path>) -> Result<Corpus> {
    if path.is_dir() && !is_scored(path) || !path.exists() {
        let found = if path.exists() { "no stances.csv in it" } else { "nothing there" };
        let expected = "a folder that score --out wrote, or a store";
        return Err(Error::input(path.display().to_string(), expected, found));
    }
    let identities = identities.map(Identities::read).transpose()?;
    let (mut corpus, corrections) = if path.is_dir() {
        (read_folder(path)?, Vec::new())
    } else {
        let store = Store::open(path)?;
        (store.corpus()?, store.corrections()?)
    };
    corpus.part_namesakes();
    if let Some(identities) = &identities {
        corpus.identify(identities)?;
    }
    // Corrections of what is gone stay in the store; `store verify` tells of them.
    let _ = corpus.apply(&corrections);
    corpus.fold_stories();
    Ok(corpus)
}
