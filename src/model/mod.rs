//! A model: its manifest, its tokenizer, its heads, and the engine that runs its encoder.

mod heads;
mod manifest;
mod reading;
#[cfg(test)]
pub(crate) mod script;
mod tokens;

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::engine::{Engine, RtenEngine};
use crate::error::{Error, Result};

pub use manifest::{Calibration, Manifest};
pub use reading::{Bio, Pointed, Reading, Role, TokenReading};

pub(crate) use heads::{Heads, softmax};
pub(crate) use tokens::Tokenizer;

/// A model folder, read and checked.
pub struct Model {
    manifest: Manifest,
    tokenizer: Tokenizer,
    heads: Heads,
    engine: Box<dyn Engine>,
}

impl Model {
    /// Opens the model in `folder` on the default engine; `threads` of `None` takes one per physical core.
    ///
    /// # Errors
    /// [`Error::Io`] if a file cannot be read; [`Error::Model`] if one is missing, altered (its sha256 is not the manifest's)
    /// or does not fit the others.
    pub fn open(folder: &Path, threads: Option<usize>) -> Result<Self> {
        let manifest = Manifest::read(&folder.join("model.toml"))?;
        let encoder = manifest.file("encoder")?;
        let engine = RtenEngine::open(
            &folder.join(&encoder.name),
            checked(folder, &encoder.name, &encoder.sha256)?,
            manifest.hidden,
            manifest.max_tokens,
            threads,
        )?;
        Self::with_engine(folder, manifest, Box::new(engine))
    }

    fn with_engine(folder: &Path, manifest: Manifest, engine: Box<dyn Engine>) -> Result<Self> {
        let file = manifest.file("heads")?;
        let path = folder.join(&file.name);
        let heads = Heads::read(&path, &checked(folder, &file.name, &file.sha256)?, manifest.hidden)?;
        let file = manifest.file("tokenizer")?;
        let tokenizer = Tokenizer::read(&folder.join(&file.name), &checked(folder, &file.name, &file.sha256)?)?;
        Ok(Self { manifest, tokenizer, heads, engine })
    }

    /// A model of parts, for tests with a scripted engine.
    #[cfg(test)]
    pub(crate) fn of_parts(manifest: Manifest, tokenizer: Tokenizer, heads: Heads, engine: Box<dyn Engine>) -> Self {
        Self { manifest, tokenizer, heads, engine }
    }

    /// What the model says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The name of the engine that runs it.
    #[must_use]
    pub fn engine_name(&self) -> &'static str {
        self.engine.name()
    }

    pub(crate) fn engine(&self) -> &dyn Engine {
        self.engine.as_ref()
    }

    pub(crate) fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    pub(crate) fn heads(&self) -> &Heads {
        &self.heads
    }
}

/// The bytes of a file of the model, after comparing their sha256 with the manifest's.
fn checked(folder: &Path, name: &str, sha256: &str) -> Result<Vec<u8>> {
    let path: PathBuf = folder.join(name);
    let bytes = fs::read(&path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Error::model(&path, "the file that model.toml lists", "no such file"),
        _ => Error::io(&path, "read", e),
    })?;
    let found = hex(&Sha256::digest(&bytes));
    if found == sha256 {
        return Ok(bytes);
    }
    Err(Error::model(
        &path,
        format!("sha256 {sha256}"),
        format!("{found} ({} bytes): truncated or altered", bytes.len()),
    ))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
