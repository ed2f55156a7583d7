//! `standpoint export`, `standpoint import` and `standpoint audit`.

mod audit;
mod corpus;
mod export;
mod flags;
mod import;

pub(super) use audit::run as audit;
pub(super) use export::run as export;
pub(super) use flags::{AuditArgs, ExportArgs, ImportArgs};
pub(super) use import::run as import;

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};

fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, bytes).map_err(|e| Error::io(path, "write", e))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|e| Error::io(path, "read", e))
}

fn create(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|e| Error::io(path, "create", e))
}
