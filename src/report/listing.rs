//! A table with its rows, to be written in any format.

use std::io::{self, Write};

use super::cell::Row;
use super::table::Column;
use super::{csv, parquet};

/// A table with its rows. Whatever format it is written in, names, order and values are those that stand here.
pub(crate) struct Listing<'a> {
    /// The name of its file without the ending.
    pub name: &'static str,
    /// Its columns; every row fits them.
    pub columns: Vec<Column>,
    /// Its rows, made as they are asked for.
    pub rows: Box<dyn Iterator<Item = Row<'a>> + 'a>,
}

impl<'a> Listing<'a> {
    /// A table of these columns and rows.
    pub(crate) fn new(name: &'static str, columns: &[Column], rows: impl Iterator<Item = Row<'a>> + 'a) -> Self {
        Self { name, columns: columns.to_vec(), rows: Box::new(rows) }
    }

    /// The name of its CSV file and the bytes of it.
    ///
    /// # Panics
    /// If a row has not one cell per column, which is a mistake of the caller.
    pub(crate) fn csv(self) -> (String, Vec<u8>) {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        (format!("{}.csv", self.name), csv::sheet(&names, self.rows))
    }

    /// Writes it as Parquet.
    ///
    /// # Errors
    /// If `out` does not take the bytes.
    ///
    /// # Panics
    /// If a row does not fit the columns, which is a mistake of the caller.
    pub(crate) fn parquet(self, out: impl Write + Send) -> io::Result<()> {
        parquet::write(self, out)
    }
}
