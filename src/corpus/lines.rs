//! A corpus as JSON lines: one article each, with everything in it.

use serde_json::{Map, Value, json};

use super::Corpus;
use super::folder::LABEL_SOURCE;
use crate::report::{Row, Table};

impl Corpus {
    /// One object per article: the columns of `articles.csv`, `story` and `text`, and its statements (with `quotation`) and their
    /// stances by the columns of their tables; exact words, `null` for what is absent.
    pub(crate) fn json_lines(&self) -> Vec<u8> {
        let mut stances: Vec<Vec<Value>> = vec![Vec::new(); self.statements.len()];
        for (entry, row) in self.stances.iter().zip(self.stance_rows()) {
            stances[entry.statement].push(Value::Object(object(Table::Stances, &row)));
        }
        let mut statements: Vec<Vec<Value>> = vec![Vec::new(); self.articles.len()];
        for ((entry, row), stances) in self.statements.iter().zip(self.statement_rows()).zip(stances) {
            let mut fields = object(Table::Statements, &row);
            fields.insert("quotation".to_owned(), json!(entry.quotation));
            fields.insert("stances".to_owned(), Value::Array(stances));
            statements[entry.article].push(Value::Object(fields));
        }
        let mut bytes = Vec::new();
        for ((article, row), statements) in self.articles.iter().zip(self.article_rows()).zip(statements) {
            let mut fields = object(Table::Articles, &row);
            fields.insert("story".to_owned(), json!(article.story));
            fields.insert("text".to_owned(), json!(article.text));
            fields.insert("statements".to_owned(), Value::Array(statements));
            bytes.extend(Value::Object(fields).to_string().into_bytes());
            bytes.push(b'\n');
        }
        bytes
    }
}

fn object(table: Table, row: &Row<'_>) -> Map<String, Value> {
    let names = table.columns().iter().chain(&[LABEL_SOURCE]);
    names.zip(row).map(|(name, cell)| ((*name).to_owned(), cell.to_json())).collect()
}
