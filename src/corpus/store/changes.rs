//! Corrections by people, kept beside what the model found.

use rusqlite::params;

use super::Store;
use super::schema::begin;
use crate::corpus::{Change, Correction};
use crate::error::{Error, Result};

impl Store {
    /// The corrections, in the order in which they were first made.
    ///
    /// # Errors
    /// [`Error::Store`] if one cannot be read.
    pub(crate) fn corrections(&self) -> Result<Vec<Correction>> {
        let mut lines = Vec::new();
        self.each("SELECT id, value FROM corrections ORDER BY id", |row| {
            lines.push((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
            Ok(())
        })?;
        let read = |(id, line): (i64, String)| match serde_json::from_str::<Correction>(&line) {
            Ok(correction) => {
                Ok(Correction { record: format!("{}, correction {id}", self.path.display()), ..correction })
            }
            Err(e) => Err(Error::store(&self.path, "a correction in each row of corrections", e.to_string())),
        };
        lines.into_iter().map(read).collect()
    }

    /// Keeps corrections, all or none. Of two that change the same of one statement the later one holds, in the place of the earlier.
    ///
    /// # Errors
    /// [`Error::Store`] if the store cannot be written.
    pub(crate) fn put_corrections(&mut self, corrections: &[Correction]) -> Result<()> {
        let Self { path, db } = self;
        let transaction = begin(db, path)?;
        let put = |correction: &Correction| {
            let target = format!("{}:{}-{}", correction.article, correction.start, correction.end);
            let (number, of) = correction.change.target();
            let field = format!("{number}:{of}");
            let value = serde_json::to_string(correction).expect("a correction is plain data");
            transaction
                .prepare_cached(
                    "INSERT INTO corrections (kind, target, field, value, coder, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (target, field) DO UPDATE SET kind = excluded.kind, value = excluded.value,
                     coder = excluded.coder, note = excluded.note",
                )?
                .execute(params![kind(&correction.change), target, field, value, correction.coder, correction.note])
        };
        corrections.iter().try_for_each(|correction| put(correction).map(drop)).map_err(|e| super::failed(path, e))?;
        transaction.commit().map_err(|e| super::failed(path, e))
    }
}

/// What is changed, for people who read the table.
fn kind(change: &Change) -> &'static str {
    match change {
        Change::NewStatement { .. } => "new_statement",
        Change::Speaker(_) => "speaker",
        Change::Stance { .. } => "stance",
        Change::About { .. } => "about",
        Change::NotAbout { .. } => "not_about",
        Change::Kind(_) => "kind",
        Change::Bounds { .. } => "bounds",
        Change::NoStatement => "no_statement",
    }
}
