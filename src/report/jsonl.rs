//! An article as one line of JSON: exact words, numbers as numbers, `null` for what is absent.

use serde_json::{Map, Value, json};

use super::cell::Row;
use super::record::ArticleRecord;
use super::table::{Column, Table};
use crate::ingest::Failure;

/// `{"id", "statements": [{…, "stances": [{…}]}]}` and a line feed, with the columns of the CSV files as fields.
pub(crate) fn article(record: &ArticleRecord<'_>) -> Vec<u8> {
    let statements: Vec<Value> = record
        .statements()
        .map(|statement| {
            let stances: Vec<Value> = statement
                .stance_rows()
                .iter()
                .map(|row| Value::Object(object(Table::Stances.columns(), row)))
                .collect();
            let mut fields = object(Table::Statements.columns(), &statement.row());
            fields.insert("stances".to_owned(), Value::Array(stances));
            Value::Object(fields)
        })
        .collect();
    line(&json!({ "id": record.id(), "statements": statements }))
}

/// `{"id", "error"}` and a line feed; the id is `null` where the input has none.
pub(crate) fn failure(failure: &Failure) -> Vec<u8> {
    line(&json!({ "id": failure.id, "error": failure.error.to_string() }))
}

/// A row as an object with the columns as fields.
pub(crate) fn object(columns: &[Column], row: &Row<'_>) -> Map<String, Value> {
    columns.iter().zip(row).map(|(column, cell)| (column.name.to_owned(), cell.to_json())).collect()
}

fn line(value: &Value) -> Vec<u8> {
    let mut line = value.to_string().into_bytes();
    line.push(b'\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::example;
    use crate::error::Error;
    use crate::ingest::Article;
    use crate::pipeline::Analysis;
    use crate::stance::Stance;

    #[test]
    fn words_are_exact_and_absent_values_null() {
        let article = Article::new("a", "=1+1 they said");
        let orrin = example::stance("Orrin", Stance::Unfavorable, [0.7, 0.2, 0.1]);
        let analysis = Analysis { statements: vec![example::statement(None, vec![orrin])] };
        let line = super::article(&ArticleRecord::new(&article, &analysis));
        let read: Value = serde_json::from_slice(&line).unwrap();
        let statement = &read["statements"][0];
        assert_eq!((&read["id"], &statement["text"]), (&json!("a"), &json!("=1+1")));
        assert_eq!((&statement["speaker"], &statement["speaker_start"]), (&Value::Null, &Value::Null));
        let stance = &statement["stances"][0];
        assert_eq!(
            (&stance["score"], &stance["abstained"], &stance["outlook"]),
            (&json!(-0.6), &json!(false), &json!("none"))
        );
        assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1);
    }

    #[test]
    fn a_failed_article_has_its_error() {
        let failed = Failure {
            input: "a.txt".into(),
            record: None,
            error: Error::input("a.txt", "a text", "binary data"),
            id: Some("a".into()),
        };
        let line = String::from_utf8(failure(&failed)).unwrap();
        assert_eq!(line, "{\"id\":\"a\",\"error\":\"a.txt: expected a text, found binary data\"}\n");
    }
}
