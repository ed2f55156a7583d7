//! A corpus that grows: an SQLite database of articles, what was found in them, what scored them, and what people corrected.
//!
//! Each article is one transaction, so that whatever ends the program, an article is there whole or not at all.

mod add;
mod again;
mod changes;
mod check;
mod load;
mod schema;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::{Error, Result};

pub(crate) use add::{Added, Scorer};
pub(crate) use schema::FORM;

/// How an SQLite database begins (<https://www.sqlite.org/fileformat.html>, section 1.3).
const MAGIC: &[u8] = b"SQLite format 3\0";

/// How long another process is waited for, unless told otherwise.
pub(crate) const WAIT: Duration = Duration::from_secs(30);

/// An open store.
#[derive(Debug)]
pub(crate) struct Store {
    path: PathBuf,
    db: Connection,
}

impl Store {
    /// Opens a store to add to it, and makes it if it is not there.
    ///
    /// # Errors
    /// [`Error::Store`] if the file is no store, one of another form, damaged, or locked for longer than `wait`.
    pub(crate) fn create(path: &Path, wait: Duration) -> Result<Self> {
        Self::connect(path, true, wait)
    }

    /// Opens a store that is there.
    ///
    /// # Errors
    /// As [`Store::create`], and if it is not there.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        Self::connect(path, false, WAIT)
    }

    fn connect(path: &Path, create: bool, wait: Duration) -> Result<Self> {
        check_head(path, create)?;
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
        let mut db = Connection::open_with_flags(path, flags).map_err(|e| failed(path, e))?;
        db.busy_timeout(wait).map_err(|e| failed(path, e))?;
        schema::prepare(&mut db, path, create, wait)?;
        // A commit is on the disk before the next article begins: an article takes far longer to score than to write.
        db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;").map_err(|e| failed(path, e))?;
        db.set_prepared_statement_cache_capacity(32);
        Ok(Self { path: path.to_path_buf(), db })
    }

    fn failed(&self, error: rusqlite::Error) -> Error {
        failed(&self.path, error)
    }
}

/// Whether a file that is there can be a store at all, told before SQLite touches it.
fn check_head(path: &Path, create: bool) -> Result<()> {
    let mut head = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(MAGIC.len() as u64).read_to_end(&mut head).map_err(|e| Error::io(path, "read", e))?,
        Err(e) if create && e.kind() == std::io::ErrorKind::NotFound => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            return match folder {
                Some(folder) if !folder.is_dir() => Err(Error::store(path, "a folder to make it in", "no such folder")),
                _ => Ok(()),
            };
        }
        Err(e) => return Err(Error::io(path, "read", e)),
    };
    if head == MAGIC || create && head.is_empty() {
        return Ok(());
    }
    let found = if head.is_empty() { "an empty file" } else { "a file that is no SQLite database" };
    Err(Error::store(path, "a store", found))
}

/// What SQLite says, in words that help.
fn failed(path: &Path, error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::store(path, "a store that no other process keeps to itself", "it is locked; try again")
        }
        Some(ErrorCode::DatabaseCorrupt) => {
            Error::store(path, "a whole store", format!("it is truncated or damaged ({error})"))
        }
        Some(ErrorCode::NotADatabase) => Error::store(path, "a store", "a file that is no SQLite database"),
        _ => Error::store(path, "a store that can be used", error.to_string()),
    }
}
