//! Rows as CSV (RFC 4180, UTF-8, lines end in a line feed).

use super::cell::{Cell, Row};
use super::table::{Table, fits};

/// What a spreadsheet wants at the head of a file to read it as UTF-8.
pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

impl Table {
    /// The header line.
    pub(crate) fn header(self) -> Vec<u8> {
        line(self.columns().iter().map(|column| column.name.as_bytes()))
    }

    /// The lines of some rows, in their order; no rows give no bytes.
    ///
    /// # Panics
    /// If a row does not fit the columns, which is a mistake of the caller.
    pub(crate) fn lines(self, rows: &[Row<'_>]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for row in rows {
            assert!(fits(self.columns(), row), "a row of {} does not fit its columns", self.name());
            let cells: Vec<_> = row.iter().map(Cell::to_csv).collect();
            bytes.extend(line(cells.iter().map(|cell| cell.as_bytes())));
        }
        bytes
    }
}

/// Some rows under a header of their own, for files that are no table of a run.
///
/// # Panics
/// If a row has not one cell per column, which is a mistake of the caller.
pub(crate) fn sheet<'a>(columns: &[&str], rows: impl IntoIterator<Item = impl AsRef<[Cell<'a>]>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns).expect("memory takes every byte");
    for row in rows {
        let row = row.as_ref();
        assert_eq!(row.len(), columns.len(), "a row does not fit its columns");
        for cell in row {
            writer.write_field(cell.to_csv().as_bytes()).expect("memory takes every byte");
        }
        writer.write_record(None::<&[u8]>).expect("memory takes every byte");
    }
    writer.into_inner().expect("memory takes every byte")
}

fn line<'a>(cells: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).expect("one record fits into memory");
    writer.into_inner().expect("memory takes every byte")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_what_needs_it_and_neutralises_words_alone() {
        let row = vec![Cell::text("-a.txt"), Cell::Empty, Cell::text("no, \"not\"\nhere")];
        let lines = String::from_utf8(Table::Errors.lines(&[row])).unwrap();
        assert_eq!(lines, "'-a.txt,,\"no, \"\"not\"\"\nhere\"\n");
        let number = vec![Cell::Count(1), Cell::Decimal(-0.5), Cell::Empty];
        assert_eq!(sheet(&["n", "mean", "low"], [number]), b"n,mean,low\n1,-0.5000,\n");
        assert_eq!(Table::Errors.header(), b"input,record,error\n");
        assert_eq!(Table::Errors.lines(&[]), b"");
    }
}
