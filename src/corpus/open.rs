//! A corpus from wherever it was kept.

use std::path::Path;

use super::{Corpus, read_folder};
use crate::error::{Error, Result};

/// Whether a path holds something that was scored.
pub(crate) fn is_scored(path: &Path) -> bool {
    path.join("stances.csv").is_file()
}

/// Reads the folder that `score --out` wrote.
///
/// # Errors
/// [`Error::Input`] if the path holds nothing that was scored, or not in the form it was written in.
pub(crate) fn open(path: &Path) -> Result<Corpus> {
    if !is_scored(path) {
        let found = if path.exists() { "no stances.csv in it" } else { "nothing there" };
        return Err(Error::input(path.display().to_string(), "a folder that score --out wrote", found));
    }
    read_folder(path)
}
