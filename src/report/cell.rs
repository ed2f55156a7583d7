//! One value of a table, the same for every format.

use std::borrow::Cow;

use serde_json::Value;

/// A value under a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Absent or not measured.
    Empty,
    /// Words.
    Text(Cow<'a, str>),
    /// A number of things, or an offset in code points.
    Count(usize),
    /// A measured number, written with four decimals.
    Decimal(f64),
    /// Yes or no.
    Flag(bool),
}

/// One line of a table: a cell per column.
pub(crate) type Row<'a> = Vec<Cell<'a>>;

impl<'a> Cell<'a> {
    /// Words.
    pub(crate) fn text(words: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(words.into())
    }

    /// Words that may be missing; "" counts as missing.
    pub(crate) fn words(words: Option<&'a str>) -> Self {
        words.filter(|words| !words.is_empty()).map_or(Self::Empty, Self::text)
    }

    /// A measured number of single precision.
    pub(super) fn single(number: f32) -> Self {
        Self::Decimal(f64::from(number))
    }

    /// A measured number that may be missing.
    pub(crate) fn decimal(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, Self::Decimal)
    }

    /// An offset that may be missing.
    pub(crate) fn offset(offset: Option<usize>) -> Self {
        offset.map_or(Self::Empty, Self::Count)
    }

    /// The value of a CSV cell, before quoting; words that a spreadsheet would run are neutralised.
    pub(super) fn to_csv(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(words) => neutralised(words),
            Self::Count(number) => Cow::Owned(number.to_string()),
            Self::Decimal(number) => decimals(*number).map_or(Cow::Borrowed(""), Cow::Owned),
            Self::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        }
    }

    /// The value of a JSON field: exact words, numbers as numbers, `null` for what is absent.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(words) => Value::from(words.as_ref()),
            Self::Count(number) => Value::from(*number),
            Self::Decimal(number) => rounded(*number).map_or(Value::Null, Value::from),
            Self::Flag(flag) => Value::from(*flag),
        }
    }
}

/// Words that begin like a formula, with an apostrophe before them (OWASP, "CSV Injection").
fn neutralised(words: &str) -> Cow<'_, str> {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{words}"))
    } else {
        Cow::Borrowed(words)
    }
}

/// Words as they were before [`Cell::to_csv`] neutralised them.
pub(crate) fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(words) if words.starts_with(['=', '+', '-', '@', '\t', '\r']) => words,
        _ => cell,
    }
}

/// The digits of the CSV file, read back: every format holds the same number.
pub(super) fn rounded(number: f64) -> Option<f64> {
    decimals(number)?.parse().ok()
}

/// Four decimals, never a negative zero; `None` of what is no number.
fn decimals(number: f64) -> Option<String> {
    let digits = format!("{number:.4}");
    let zero = digits.strip_prefix('-').filter(|rest| rest.chars().all(|c| matches!(c, '0' | '.')));
    number.is_finite().then(|| zero.map_or(digits.clone(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Case {
        cell: Cell<'static>,
        csv: &'static str,
        json: &'static str,
    }

    #[test]
    fn a_cell_is_the_same_value_in_both_formats() {
        let cases = [
            Case { cell: Cell::Empty, csv: "", json: "null" },
            Case { cell: Cell::text("=1+1"), csv: "'=1+1", json: "\"=1+1\"" },
            Case { cell: Cell::text("@home"), csv: "'@home", json: "\"@home\"" },
            Case { cell: Cell::text("\tx"), csv: "'\tx", json: "\"\\tx\"" },
            Case { cell: Cell::text("– no"), csv: "– no", json: "\"– no\"" },
            Case { cell: Cell::words(Some("")), csv: "", json: "null" },
            Case { cell: Cell::Count(12), csv: "12", json: "12" },
            Case { cell: Cell::single(-0.7), csv: "-0.7000", json: "-0.7" },
            Case { cell: Cell::single(-0.000_01), csv: "0.0000", json: "0.0" },
            Case { cell: Cell::Decimal(f64::NAN), csv: "", json: "null" },
            Case { cell: Cell::Flag(true), csv: "true", json: "true" },
        ];
        for case in cases {
            assert_eq!(case.cell.to_csv(), case.csv, "{:?}", case.cell);
            assert_eq!(case.cell.to_json().to_string(), case.json, "{:?}", case.cell);
        }
    }
}
