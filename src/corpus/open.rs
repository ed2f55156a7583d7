//! One way to a corpus, wherever it is kept.

use std::path::Path;

use super::store::Store;
use super::{Corpus, read_folder};
use crate::error::Result;

/// The corpus of a folder that `score --out` wrote, or of a store, with what people corrected.
///
/// # Errors
/// [`Error::Io`](crate::Error::Io), [`Error::Input`](crate::Error::Input) and [`Error::Store`](crate::Error::Store) if it is not
/// there, is neither, or cannot be read.
pub(crate) fn open(path: &Path) -> Result<Corpus> {
    if path.is_dir() {
        return read_folder(path);
    }
    let store = Store::open(path)?;
    let mut corpus = store.corpus()?;
    // Corrections of what is gone stay in the store; `store verify` tells of them.
    let _ = corpus.apply(&store.corrections()?);
    Ok(corpus)
}
