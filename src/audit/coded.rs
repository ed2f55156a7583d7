//! What coders filled in.

use std::collections::{BTreeMap, BTreeSet};

use super::key::Key;
use super::locate::locate;
use super::sheets::{ARTICLE_COLUMNS, ROW_COLUMNS};
use crate::corpus::Word;
use crate::error::{Error, Result};
use crate::report::restored;
use crate::stance::Stance;

/// A coded row; `None` is not filled.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct CodedRow {
    pub(crate) is_statement: Option<bool>,
    pub(crate) speaker_right: Option<bool>,
    pub(crate) about_actor: Option<bool>,
    pub(crate) stance: Option<Stance>,
}

/// A statement that a coder found in a whole article.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FoundStatement {
    /// In code points of the article.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// `None` where the article does not tell.
    pub(crate) speaker: Option<String>,
    pub(crate) actors: Vec<(String, Option<Stance>)>,
}

/// All that was coded, by coder.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Codings {
    /// Coder, then row of the key.
    pub(crate) rows: BTreeMap<String, BTreeMap<String, CodedRow>>,
    /// Coder, then article; one without a statement has an empty list.
    pub(crate) articles: BTreeMap<String, BTreeMap<String, Vec<FoundStatement>>>,
}

impl Codings {
    /// Adds a sheet of `coder`, of rows or of whole articles, by its columns. Records that cannot be read are returned.
    ///
    /// # Errors
    /// [`Error::Input`] if it is neither sheet.
    pub(crate) fn add(&mut self, input: &str, coder: &str, bytes: &[u8], key: &Key) -> Result<Vec<Error>> {
        let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
            .map_err(|e| Error::input(input, "UTF-8", format!("other bytes at {}", e.valid_up_to())))?;
        // Spreadsheets of some countries write semicolons.
        let first = text.lines().next().unwrap_or_default();
        let delimiter = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|e| Error::input(input, "a header", e.to_string()))?.clone();
        let has = |columns: &[&str]| columns.iter().all(|name| header.iter().any(|column| column.trim() == *name));
        let of_rows = has(&["row", "is_statement", "speaker_right", "about_actor", "stance"]);
        if !of_rows && !has(&ARTICLE_COLUMNS[..5]) {
            let expected = format!(
                "the columns of rows.csv ({}) or articles.csv ({})",
                ROW_COLUMNS.join(", "),
                ARTICLE_COLUMNS.join(", ")
            );
            return Err(Error::input(input, expected, header.iter().collect::<Vec<_>>().join(", ")));
        }
        let mut errors = Vec::new();
        for (number, line) in reader.records().enumerate() {
            let record = format!("row {}", number + 2);
            let line = match line {
                Ok(line) => line,
                Err(error) => {
                    errors.push(Error::record(input, record, "a row", error.to_string()));
                    continue;
                }
            };
            let cells: BTreeMap<&str, &str> = header
                .iter()
                .map(str::trim)
                .zip(line.iter().map(|cell| restored(cell.trim())))
                .filter(|(_, cell)| !cell.is_empty())
                .collect();
            let added = if of_rows { self.row(coder, &cells, key) } else { self.statement(coder, &cells, key) };
            if let Err((expected, found)) = added {
                errors.push(Error::record(input, record, expected, found));
            }
        }
        Ok(errors)
    }

    fn row(
        &mut self,
        coder: &str,
        cells: &BTreeMap<&str, &str>,
        key: &Key,
    ) -> std::result::Result<(), (String, String)> {
        let Some(id) = cells.get("row") else {
            return if cells.is_empty() { Ok(()) } else { Err(("a row of the key".into(), "none".into())) };
        };
        if key.rows.iter().all(|row| row.row != **id) {
            return Err(("a row of the key".into(), format!("{id:?}")));
        }
        let coded = CodedRow {
            is_statement: yes_or_no(cells, "is_statement")?,
            speaker_right: yes_or_no(cells, "speaker_right")?,
            about_actor: yes_or_no(cells, "about_actor")?,
            stance: stance(cells)?,
        };
        if coded != CodedRow::default() {
            self.rows.entry(coder.to_owned()).or_default().insert((*id).to_owned(), coded);
        }
        Ok(())
    }

    fn statement(
        &mut self,
        coder: &str,
        cells: &BTreeMap<&str, &str>,
        key: &Key,
    ) -> std::result::Result<(), (String, String)> {
        let Some(words) = cells.get("statement") else {
            let filled = ["speaker", "actor", "stance"].iter().any(|name| cells.contains_key(name));
            return if filled { Err(("the statement's words".into(), "none".into())) } else { Ok(()) };
        };
        let id = cells.get("article_id").copied().unwrap_or_default();
        let article = key.articles.iter().find(|article| article.article_id == id);
        let article = article.ok_or_else(|| ("an article of the key".to_owned(), format!("{id:?}")))?;
        let stance = stance(cells)?;
        let list = self.articles.entry(coder.to_owned()).or_default().entry(id.to_owned()).or_default();
        if words.eq_ignore_ascii_case("none") {
            return Ok(());
        }
        let place = locate(&article.text, words);
        let (start, end) = place.ok_or_else(|| (format!("words of {id}"), format!("{words:?}")))?;
        let named = |name: &&&str| !name.eq_ignore_ascii_case("unknown");
        let speaker = cells.get("speaker").filter(named).map(ToString::to_string);
        let known = list.iter_mut().find(|found| (found.start, found.end) == (start, end));
        let actor = cells.get("actor").map(|actor| (actor.to_string(), stance));
        match known {
            Some(found) => {
                found.actors.extend(actor);
                found.speaker = found.speaker.take().or(speaker);
            }
            None => list.push(FoundStatement { start, end, speaker, actors: actor.into_iter().collect() }),
        }
        Ok(())
    }

    /// Everyone who coded something, in order.
    pub(crate) fn coders(&self) -> Vec<&str> {
        self.rows.keys().chain(self.articles.keys()).map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

fn yes_or_no(cells: &BTreeMap<&str, &str>, column: &str) -> std::result::Result<Option<bool>, (String, String)> {
    match cells.get(column).map(|cell| cell.to_lowercase()).as_deref() {
        None => Ok(None),
        Some("yes" | "y" | "1" | "true") => Ok(Some(true)),
        Some("no" | "n" | "0" | "false") => Ok(Some(false)),
        Some(other) => Err((format!("yes or no in {column}"), format!("{other:?}"))),
    }
}

fn stance(cells: &BTreeMap<&str, &str>) -> std::result::Result<Option<Stance>, (String, String)> {
    let Some(word) = cells.get("stance") else { return Ok(None) };
    let found = Stance::of_word(&word.to_lowercase());
    found.map(Some).ok_or_else(|| ("unfavorable, neutral, favorable or mixed in stance".into(), format!("{word:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::key::Draw;
    use crate::corpus::example;

    fn key() -> Key {
        Key::draw(&example::corpus(), Draw { rows: 200, articles: 5, seed: 1 })
    }

    const ROWS: &str = "row,is_statement,speaker_right,about_actor,stance,note\n";
    const ARTICLES: &str = "article_id,statement,speaker,actor,stance,note\n";

    #[test]
    fn sheets_are_known_by_their_columns() {
        let mut codings = Codings::default();
        let rows = format!("{ROWS}r001,yes,No,yes,Favorable,\nr002,no,,,,not a quotation\nr003,,,,,\n");
        assert!(codings.add("rows.csv", "anna", rows.as_bytes(), &key()).unwrap().is_empty());
        let coded = &codings.rows["anna"];
        assert_eq!(coded["r001"].stance, Some(Stance::Favorable));
        assert_eq!((coded["r001"].speaker_right, coded["r002"].is_statement), (Some(false), Some(false)));
        assert!(!coded.contains_key("r003"));
        let articles = format!(
            "{ARTICLES}grain,\"Orrin has won, and Kestonia knows it\",Zoë Varga,Orrin,favorable,\n\
             grain,\"Orrin has won, and Kestonia knows it\",,Kestonia,neutral,\nhost,none,,,,\n"
        );
        assert!(codings.add("articles.csv", "ben", articles.as_bytes(), &key()).unwrap().is_empty());
        let found = &codings.articles["ben"];
        assert_eq!((found["grain"].len(), found["grain"][0].actors.len(), found["host"].len()), (1, 2, 0));
        assert_eq!(codings.coders(), ["anna", "ben"]);
        // As a spreadsheet of another country saves it.
        let semicolons = rows.replace(',', ";");
        assert!(codings.add("rows.csv", "cora", semicolons.as_bytes(), &key()).unwrap().is_empty());
        assert_eq!(codings.rows["cora"], codings.rows["anna"]);
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_is_kept() {
        struct Case {
            sheet: String,
            says: &'static str,
        }
        let cases = [
            Case {
                sheet: format!("{ROWS}r999,yes,,,,\n"),
                says: "s.csv, row 2: expected a row of the key, found \"r999\"",
            },
            Case {
                sheet: format!("{ROWS}r001,maybe,,,,\n"),
                says: "s.csv, row 2: expected yes or no in is_statement, found \"maybe\"",
            },
            Case {
                sheet: format!("{ROWS}r001,yes,yes,yes,good,\n"),
                says: "s.csv, row 2: expected unfavorable, neutral, favorable or mixed in stance, found \"good\"",
            },
            Case {
                sheet: format!("{ARTICLES}other,words,,,,\n"),
                says: "s.csv, row 2: expected an article of the key, found \"other\"",
            },
            Case {
                sheet: format!("{ARTICLES}grain,nobody said this,,,,\n"),
                says: "s.csv, row 2: expected words of grain, found \"nobody said this\"",
            },
            Case {
                sheet: format!("{ARTICLES}grain,,Zoë,,,\n"),
                says: "s.csv, row 2: expected the statement's words, found none",
            },
        ];
        for case in cases {
            let mut codings = Codings::default();
            let errors = codings.add("s.csv", "anna", case.sheet.as_bytes(), &key()).unwrap();
            assert_eq!(errors.iter().map(ToString::to_string).collect::<Vec<_>>(), [case.says]);
        }
        let error = Codings::default().add("s.csv", "anna", b"a,b\n", &key()).unwrap_err().to_string();
        assert!(error.starts_with("s.csv: expected the columns of rows.csv (row, article_id,"), "{error}");
    }
}
