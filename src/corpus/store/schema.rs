//! The form of a store and the steps from each earlier form to it.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::failed;
use crate::error::{Error, Result};

/// What marks an SQLite database as a store: "STND" (<https://www.sqlite.org/pragma.html#pragma_application_id>).
const APPLICATION: i32 = 0x5354_4e44;

/// The steps; the n-th leads from form n to form n + 1. A step that has been published is never changed.
const STEPS: [&str; 1] = [include_str!("schema-1.sql")];

/// The form that this version writes.
pub(crate) const FORM: i32 = STEPS.len() as i32;

/// What a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// Nothing is in it yet.
    Nothing,
    /// A store of a form that can be read, or brought to one.
    Store(i32),
}

/// Checks that a database is a store, or nothing yet, and brings it to this version's form.
///
/// # Errors
/// [`Error::Store`] of another program's database, of a store that a newer version wrote, and, unless `create`, of an empty one.
pub(super) fn prepare(db: &mut Connection, path: &Path, create: bool, wait: Duration) -> Result<()> {
    // In one transaction: between two marks read one by one another process may write them, and its store would look like a stranger's.
    let before = found(&*db.transaction().map_err(|e| failed(path, e))?, path)?;
    match before {
        Found::Nothing if !create => return Err(Error::store(path, "a store", "an empty file")),
        Found::Store(FORM) => return Ok(()),
        _ => {}
    }
    write_ahead(db, path, wait)?;
    let transaction = begin(db, path)?;
    // Another process may have been quicker.
    let form = match found(&transaction, path)? {
        Found::Nothing => 0,
        Found::Store(form) => form,
    };
    let steps = STEPS.iter().skip(usize::try_from(form).unwrap_or_default());
    for step in steps {
        transaction.execute_batch(step).map_err(|e| failed(path, e))?;
    }
    let marks = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORM};");
    transaction.execute_batch(&marks).map_err(|e| failed(path, e))?;
    transaction.commit().map_err(|e| failed(path, e))
}

/// A transaction that waits for its turn now and not at its first write, where it could no longer wait.
pub(super) fn begin<'db>(db: &'db mut Connection, path: &Path) -> Result<Transaction<'db>> {
    db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|e| failed(path, e))
}

fn found(db: &Connection, path: &Path) -> Result<Found> {
    let number = |sql| db.query_row(sql, (), |row| row.get::<_, i32>(0)).map_err(|e| failed(path, e));
    let (application, form) = (number("PRAGMA application_id")?, number("PRAGMA user_version")?);
    match (application, form) {
        (APPLICATION, 1..=FORM) => Ok(Found::Store(form)),
        (APPLICATION, _) => Err(Error::store(
            path,
            format!("a store of form 1 to {FORM}, which standpoint {} reads", env!("CARGO_PKG_VERSION")),
            format!("one of form {form}: use the version that wrote it, or a newer one"),
        )),
        (0, 0) if number("SELECT count(*) FROM sqlite_schema")? == 0 => Ok(Found::Nothing),
        _ => Err(Error::store(path, "a store that standpoint wrote", "a database of another program")),
    }
}

/// Write-ahead logging: readers and a writer do not wait for each other (<https://www.sqlite.org/wal.html>). SQLite itself does not
/// wait for its turn here.
fn write_ahead(db: &Connection, path: &Path, wait: Duration) -> Result<()> {
    let begun = Instant::now();
    loop {
        match db.query_row("PRAGMA journal_mode = WAL", (), |_| Ok(())) {
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && begun.elapsed() < wait => {
                thread::sleep(Duration::from_millis(20));
            }
            done => return done.map_err(|e| failed(path, e)),
        }
    }
}
