//! The folder of a run: its tables grow article by article, so that a crash loses nothing that was done.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::aggregate::Summary;
use crate::error::{Error, Result};
use crate::ingest::{Article, Failure};
use crate::report::{ArticleRecord, BOM, Run, Table, error_row, summary_row};

/// The files that are written at the end of a run.
const MANIFEST: &str = "run.json";
/// Where the texts lie that offsets count in, if they are not the inputs themselves.
const TEXTS: &str = "text";

/// An open folder.
pub(super) struct Folder {
    path: PathBuf,
    bom: bool,
    articles: Sheet,
    statements: Sheet,
    stances: Sheet,
    errors: Sheet,
    /// What a scorer answers.
    answers: Option<Sheet>,
}

/// An open table.
struct Sheet {
    table: Table,
    path: PathBuf,
    file: File,
}

impl Folder {
    /// Makes the folder if it is not there and begins its tables anew. What the end of a run writes is taken away first: a run that
    /// stops half-way leaves no summary that belongs to another.
    ///
    /// # Errors
    /// [`Error::Io`] if the folder cannot be made or written to.
    pub(super) fn create(path: &Path, bom: bool, answers: Option<Table>) -> Result<Self> {
        fs::create_dir_all(path).map_err(|e| Error::io(path, "create", e))?;
        let tables = [Table::Summary, Table::Claims, Table::Sentiment].map(Table::file);
        for name in tables.iter().map(String::as_str).chain([MANIFEST]) {
            let old = path.join(name);
            match fs::remove_file(&old) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(Error::io(old, "replace", e)),
                _ => {}
            }
        }
        let sheet = |table| Sheet::create(path, table, bom);
        Ok(Self {
            path: path.to_path_buf(),
            bom,
            articles: sheet(Table::Articles)?,
            statements: sheet(Table::Statements)?,
            stances: sheet(Table::Stances)?,
            errors: sheet(Table::Errors)?,
            answers: answers.map(sheet).transpose()?,
        })
    }

    /// Writes an article's rows, and its text if that was extracted. The article itself comes last: where it has a row, all of it
    /// is there.
    pub(super) fn article(&mut self, article: &Article, record: &ArticleRecord<'_>) -> Result<()> {
        if article.extracted {
            let texts = self.path.join(TEXTS);
            fs::create_dir_all(&texts).map_err(|e| Error::io(&texts, "create", e))?;
            let file = texts.join(format!("{}.txt", article.id));
            fs::write(&file, &article.text).map_err(|e| Error::io(&file, "write", e))?;
        }
        self.statements.write(&Table::Statements.lines(&record.statement_rows()))?;
        self.stances.write(&Table::Stances.lines(&record.stance_rows()))?;
        self.articles.write(&Table::Articles.lines(&[record.row()]))
    }

    /// Writes what a scorer answers about an article; before the article itself.
    pub(super) fn answers(&mut self, lines: &[u8]) -> Result<()> {
        self.answers.as_mut().map_or(Ok(()), |sheet| sheet.write(lines))
    }

    /// Writes the row of a failure.
    pub(super) fn failure(&mut self, failure: &Failure) -> Result<()> {
        self.errors.write(&Table::Errors.lines(&[error_row(failure)]))
    }

    /// Writes the summary and, last of all, the run.
    pub(super) fn finish(self, summary: &Summary, run: &Run) -> Result<()> {
        let rows = summary.rows();
        let rows: Vec<_> = rows.iter().map(summary_row).collect();
        Sheet::create(&self.path, Table::Summary, self.bom)?.write(&Table::Summary.lines(&rows))?;
        let path = self.path.join(MANIFEST);
        fs::write(&path, run.to_json()).map_err(|e| Error::io(&path, "write", e))
    }
}

impl Sheet {
    fn create(folder: &Path, table: Table, bom: bool) -> Result<Self> {
        let path = folder.join(table.file());
        let file = File::create(&path).map_err(|e| Error::io(&path, "create", e))?;
        let mut sheet = Self { table, path, file };
        if bom {
            sheet.write(BOM)?;
        }
        sheet.write(&sheet.table.header())?;
        Ok(sheet)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|e| Error::io(&self.path, "write", e))
    }
}
