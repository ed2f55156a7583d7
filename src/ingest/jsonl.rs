//! JSON lines: one article an object, one object a line.

use super::article::{Draft, Metadata};
use super::options::Columns;
use crate::error::{Error, Result};
use serde_json::{Map, Value};
use std::io::{BufRead, Cursor, Read};

/// A record, or what is wrong with it, and the line it begins on.
pub(super) type Record = (u64, Result<Draft>);

/// The records of a stream, read one at a time.
pub(super) struct Records {
    reader: Box<dyn BufRead + Send>,
    input: String,
    columns: Columns,
    line: u64,
    /// Whether something has been read that is a record or should be one.
    begun: bool,
    done: bool,
}

const EXPECTED: &str = "one JSON object a line";

impl Records {
    pub(super) fn new(input: &str, reader: Box<dyn BufRead + Send>, columns: &Columns) -> Self {
        Self { reader, input: input.to_owned(), columns: columns.clone(), line: 0, begun: false, done: false }
    }

    /// The next line that is not blank, without its end.
    fn next_line(&mut self) -> Option<Result<Vec<u8>>> {
        loop {
            let mut bytes = Vec::new();
            match self.reader.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => self.line += 1,
                Err(source) => return Some(Err(Error::io(&self.input, "read", source))),
            }
            if self.line == 1 && bytes.starts_with(b"\xEF\xBB\xBF") {
                bytes.drain(..3);
            }
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                return Some(Ok(bytes));
            }
        }
    }

    fn wrong(&self, line: u64, expected: &str, found: impl Into<String>) -> Error {
        Error::record(&*self.input, format!("line {line}"), expected, found)
    }

    fn record(&mut self, bytes: &[u8], first: bool) -> Result<Draft> {
        let line = self.line;
        let text = std::str::from_utf8(bytes).map_err(|error| {
            self.wrong(
                line,
                "UTF-8 text",
                format!("the byte 0x{:02x} at byte {} of the line", bytes[error.valid_up_to()], error.valid_up_to()),
            )
        })?;
        let parsed = match serde_json::from_str::<Value>(text) {
            // One object may be spread over the whole file.
            Err(error) if first && error.is_eof() => self.whole(text).ok_or(error),
            parsed => parsed,
        };
        match parsed {
            Ok(Value::Object(object)) => {
                draft(&object, &self.columns).map_err(|(expected, found)| self.wrong(line, &expected, found))
            }
            Ok(other) => Err(self.wrong(line, EXPECTED, kind(&other))),
            Err(error) => Err(self.wrong(line, EXPECTED, without_position(&error))),
        }
    }

    /// Parses the rest of the stream as the continuation of `start`; puts it back if it is not.
    fn whole(&mut self, start: &str) -> Option<Value> {
        let mut rest = Vec::new();
        let read = self.reader.read_to_end(&mut rest);
        let parsed =
            std::str::from_utf8(&rest).ok().and_then(|rest| serde_json::from_str(&format!("{start}{rest}")).ok());
        self.reader = Box::new(Cursor::new(if parsed.is_some() { Vec::new() } else { rest }));
        read.ok().and(parsed)
    }
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if self.done {
            return None;
        }
        match self.next_line() {
            Some(Ok(bytes)) => {
                let first = !std::mem::replace(&mut self.begun, true);
                let line = self.line;
                Some((line, self.record(&bytes, first)))
            }
            Some(Err(error)) => {
                self.done = true;
                Some((self.line, Err(error)))
            }
            None => {
                self.done = true;
                (!self.begun).then(|| (0, Err(Error::input(&*self.input, EXPECTED, "an empty file"))))
            }
        }
    }
}

/// The article of one object; the error is what was expected and what was found.
fn draft(object: &Map<String, Value>, columns: &Columns) -> std::result::Result<Draft, (String, String)> {
    let field = format!("a string in the field {:?}", columns.text);
    let text = match object.get(&columns.text) {
        Some(Value::String(text)) if text.trim().is_empty() => return Err((field, "an empty one".to_owned())),
        Some(Value::String(text)) => text.clone(),
        Some(other) => return Err((field, kind(other).to_owned())),
        None => {
            let fields: Vec<&str> = object.keys().map(String::as_str).take(20).collect();
            return Err((
                field,
                if fields.is_empty() {
                    "an empty object".to_owned()
                } else {
                    format!("the fields {}", fields.join(", "))
                },
            ));
        }
    };
    let cell = |name: &str| match object.get(name)? {
        Value::String(value) => Some(value.trim().to_owned()).filter(|value| !value.is_empty()),
        Value::Number(value) => Some(value.to_string()),
        Value::Array(values) => {
            let names: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    };
    let metadata = Metadata {
        id: cell(&columns.id),
        title: cell(&columns.title),
        outlet: columns.outlets().into_iter().find_map(cell),
        author: cell(&columns.author),
        date: cell(&columns.date),
        language: cell("language").or_else(|| cell("lang")),
    };
    // The text of a record has no file of its own to count positions in.
    Ok(Draft { text, metadata, blocks: None, extracted: false })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// What the parser says, without its own line number, which is always 1.
fn without_position(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let (message, _) = said.rsplit_once(" at line ").unwrap_or((&said, ""));
    format!("{message} at column {}", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Vec<Record> {
        Records::new("f.jsonl", Box::new(text.as_bytes()), &Columns::default()).collect()
    }

    #[test]
    fn a_broken_line_is_an_error_and_the_rest_go_on() {
        let records = read(
            "{\"id\": 7, \"text\": \"One.\", \"publisher\": \"Post\"}\n\n{\"text\": \n[1]\n{\"body\": \"x\"}\n{\"text\": 3}\n{\"text\": \"Two.\"}",
        );
        let good: Vec<_> =
            records.iter().filter_map(|(line, record)| Some((*line, &*record.as_ref().ok()?.text))).collect();
        assert_eq!(good, [(1, "One."), (7, "Two.")]);
        let metadata = &records[0].1.as_ref().unwrap().metadata;
        assert_eq!((metadata.id.as_deref(), metadata.outlet.as_deref()), (Some("7"), Some("Post")));
        let errors: Vec<_> =
            records.iter().filter_map(|(_, record)| record.as_ref().err()).map(ToString::to_string).collect();
        assert!(errors[0].starts_with("f.jsonl, line 3: expected one JSON object a line, found EOF"), "{errors:?}");
        assert!(
            errors[1].ends_with("found an array")
                && errors[2].ends_with("found the fields body")
                && errors[3].ends_with("found a number")
        );
    }

    #[test]
    fn one_object_may_take_the_whole_file() {
        assert_eq!(read("{\n \"text\": \"One.\"\n}\n")[0].1.as_ref().unwrap().text, "One.");
        let records = read("{\"text\": \n{\"text\": \"Two.\"}\n");
        assert!(records[0].1.is_err() && records[1].1.as_ref().unwrap().text == "Two.");
        assert_eq!(records[1].0, 2);
    }

    #[test]
    fn an_empty_stream_is_one_error() {
        assert!(matches!(&*read("\n"), [(0, Err(_))]));
    }
}
