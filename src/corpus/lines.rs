//! A corpus as JSON lines: one article each, with everything in it.

use serde_json::{Value, json};

use super::Corpus;
use crate::report::jsonl_object as object;

impl Corpus {
    /// One object per article: the columns of `articles.csv`, `story` and `text`, and its statements (with `quotation`) and their
    /// stances by the columns of their tables; exact words, `null` for what is absent.
    pub(crate) fn json_lines(&self) -> Vec<u8> {
        let [articles, described, labelled] = self.tables();
        let mut stances: Vec<Vec<Value>> = vec![Vec::new(); self.statements.len()];
        for (entry, row) in self.stances.iter().zip(labelled.rows) {
            stances[entry.statement].push(Value::Object(object(&labelled.columns, &row)));
        }
        let mut statements: Vec<Vec<Value>> = vec![Vec::new(); self.articles.len()];
        for ((entry, row), stances) in self.statements.iter().zip(described.rows).zip(stances) {
            let mut fields = object(&described.columns, &row);
            fields.insert("quotation".to_owned(), json!(entry.quotation));
            fields.insert("stances".to_owned(), Value::Array(stances));
            statements[entry.article].push(Value::Object(fields));
        }
        let mut bytes = Vec::new();
        for ((article, row), statements) in self.articles.iter().zip(articles.rows).zip(statements) {
            let mut fields = object(&articles.columns, &row);
            fields.insert("story".to_owned(), json!(article.story));
            fields.insert("text".to_owned(), json!(article.text));
            fields.insert("statements".to_owned(), Value::Array(statements));
            bytes.extend(Value::Object(fields).to_string().into_bytes());
            bytes.push(b'\n');
        }
        bytes
    }
}
