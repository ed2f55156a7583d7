//! CSV: one article a row, under a header.

use super::article::{Draft, Metadata};
use super::jsonl::Record;
use super::options::Columns;
use crate::error::{Error, Result};
use std::io::Cursor;

/// The rows of a table, read one at a time.
pub(super) struct Rows {
    rows: csv::StringRecordsIntoIter<Cursor<Vec<u8>>>,
    input: String,
    columns: Columns,
    header: Vec<String>,
}

impl Rows {
    /// Reads the header of a decoded table; fields may be parted by commas, semicolons or tabs.
    ///
    /// # Errors
    /// If there is no column for the text.
    pub(super) fn new(input: &str, text: String, columns: &Columns) -> Result<Self> {
        let delimiter = delimiter(&text);
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(false).from_reader(Cursor::new(text.into_bytes()));
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
            Err(error) => return Err(Error::record(input, "line 1", "a header", error.to_string())),
        };
        if !header.contains(&columns.text) {
            let found = format!("the columns {}", header.join(", "));
            return Err(Error::input(input, format!("a column {:?}", columns.text), found));
        }
        Ok(Self { rows: reader.into_records(), input: input.to_owned(), columns: columns.clone(), header })
    }

    fn draft(&self, line: u64, row: &csv::StringRecord) -> Result<Draft> {
        let cell = |name: &str| {
            let at = self.header.iter().position(|column| column == name)?;
            row.get(at).map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned)
        };
        let at = self.header.iter().position(|column| *column == self.columns.text);
        let text = at.and_then(|at| row.get(at)).filter(|text| !text.trim().is_empty());
        let Some(text) = text else {
            let expected = format!("a text in the column {:?}", self.columns.text);
            return Err(Error::record(&*self.input, format!("line {line}"), expected, "an empty cell"));
        };
        let metadata = Metadata {
            id: cell(&self.columns.id),
            title: cell(&self.columns.title),
            outlet: self.columns.outlets().into_iter().find_map(cell),
            author: cell(&self.columns.author),
            date: cell(&self.columns.date),
            language: cell("language").or_else(|| cell("lang")),
        };
        Ok(Draft { text: text.to_owned(), metadata, blocks: None, extracted: false })
    }
}

impl Iterator for Rows {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        match self.rows.next()? {
            Ok(row) => {
                let line = row.position().map_or(0, csv::Position::line);
                Some((line, self.draft(line, &row)))
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let found = match error.kind() {
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        return Some((line, Err(self.unequal(line, *expected_len, *len))));
                    }
                    _ => error.to_string(),
                };
                Some((line, Err(Error::record(&*self.input, format!("line {line}"), "a row of the table", found))))
            }
        }
    }
}

impl Rows {
    fn unequal(&self, line: u64, expected: u64, found: u64) -> Error {
        Error::record(
            &*self.input,
            format!("line {line}"),
            format!("{expected} fields as in the header"),
            found.to_string(),
        )
    }
}

/// What parts the names of the header.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |mark: u8| header.bytes().filter(|byte| *byte == mark).count();
    // A comma wins a draw, so that a header of one name is read as usual.
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Record> {
        Rows::new("f.csv", text.to_owned(), &Columns::default()).unwrap().collect()
    }

    #[test]
    fn a_bad_row_is_an_error_and_the_rest_go_on() {
        let records = read("id,text\n1,\"One,\ntwo.\"\n2\n3,\n4,Four.\n");
        assert_eq!(records[0].1.as_ref().unwrap().text, "One,\ntwo.");
        assert!(
            records[1]
                .1
                .as_ref()
                .unwrap_err()
                .to_string()
                .contains("line 4: expected 2 fields as in the header, found 1")
        );
        assert!(records[2].1.as_ref().unwrap_err().to_string().contains("line 5"));
        assert_eq!(records[3].1.as_ref().unwrap().metadata.id.as_deref(), Some("4"));
    }

    #[test]
    fn semicolons_and_tabs_part_fields_too() {
        assert_eq!(read("id;text\n1;One, two.\n")[0].1.as_ref().unwrap().text, "One, two.");
        assert_eq!(read("id\ttext\n1\tOne, two.\n")[0].1.as_ref().unwrap().text, "One, two.");
        assert_eq!(read("text\nOne.\n")[0].1.as_ref().unwrap().text, "One.");
    }

    #[test]
    fn a_missing_text_column_is_one_error() {
        let error = Rows::new("f.csv", "id,body\n1,x\n".to_owned(), &Columns::default()).err().unwrap();
        assert!(error.to_string().ends_with("expected a column \"text\", found the columns id, body"));
    }
}
