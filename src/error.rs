//! The library's one error type: what was read, where in it, what was expected and what was found.

use std::io;
use std::path::{Path, PathBuf};

/// A result of this library.
pub type Result<T> = std::result::Result<T, Error>;

/// What can go wrong, each with the name of the file or record it went wrong in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused to read or write.
    #[error("{}: cannot {action}: {source}", path.display())]
    Io {
        /// File or folder.
        path: PathBuf,
        /// What was tried: `read`, `create`, `write`.
        action: &'static str,
        /// Why not.
        source: io::Error,
    },
    /// An input, or one record of it, is not what it should be.
    #[error("{input}{}: expected {expected}, found {found}", record.as_ref().map(|r| format!(", {r}")).unwrap_or_default())]
    Input {
        /// The file, or `-` for standard input.
        input: String,
        /// The record inside it, such as `line 7`.
        record: Option<String>,
        /// What a good input holds there.
        expected: String,
        /// What this one holds.
        found: String,
    },
    /// A model folder is incomplete, altered or of another kind.
    #[error("model file {}: expected {expected}, found {found}", path.display())]
    Model {
        /// The file of the model.
        path: PathBuf,
        /// What a good model holds there.
        expected: String,
        /// What this one holds.
        found: String,
    },
    /// A store is not what it should be, or cannot be used now.
    #[error("store {}: expected {expected}, found {found}", path.display())]
    Store {
        /// The store.
        path: PathBuf,
        /// What a good store is.
        expected: String,
        /// What this one is.
        found: String,
    },
    /// The engine failed on a window.
    #[error("engine {engine}: {message}")]
    Engine {
        /// Which engine.
        engine: &'static str,
        /// What it said.
        message: String,
    },
}

impl Error {
    /// An [`Error::Io`].
    pub(crate) fn io(path: impl AsRef<Path>, action: &'static str, source: io::Error) -> Self {
        Self::Io { path: path.as_ref().to_path_buf(), action, source }
    }

    /// An [`Error::Input`] about a whole input.
    pub(crate) fn input(input: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::Input { input: input.into(), record: None, expected: expected.into(), found: found.into() }
    }

    /// An [`Error::Input`] about one record of an input.
    pub(crate) fn record(
        input: impl Into<String>,
        record: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self::Input { input: input.into(), record: Some(record.into()), expected: expected.into(), found: found.into() }
    }

    /// An [`Error::Store`].
    pub(crate) fn store(path: impl AsRef<Path>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::Store { path: path.as_ref().to_path_buf(), expected: expected.into(), found: found.into() }
    }

    /// Why a file that a model's manifest lists cannot be read.
    pub(crate) fn unreadable(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound => Self::model(path, "the file that model.toml lists", "no such file"),
            _ => Self::io(path, "read", source),
        }
    }

    /// An [`Error::Model`].
    pub(crate) fn model(path: impl AsRef<Path>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::Model { path: path.as_ref().to_path_buf(), expected: expected.into(), found: found.into() }
    }
}
