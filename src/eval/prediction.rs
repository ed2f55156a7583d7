//! What the model answered, one gold item at a time.

use serde::Serialize;
use serde_json::{Map, Value};

/// One gold item and the answer to it, as a line of the predictions file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Prediction {
    /// The data's own identifier, or `line-N`.
    pub id: String,
    /// What is right.
    pub gold: Value,
    /// What the model says; `null` without an answer, which is wrong.
    pub pred: Value,
    /// The probabilities by label; `null` without an answer.
    pub probs: Value,
    /// Where the item begins, in code points of its text.
    pub start: Option<usize>,
    /// One past its last code point.
    pub end: Option<usize>,
    /// The tally in which it is counted; not part of the line.
    #[serde(skip)]
    pub cluster: usize,
}

impl Prediction {
    /// One line of JSON, without its end.
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers are always JSON")
    }
}

/// Probabilities by label, to six decimals.
pub(super) fn probabilities<'l>(labels: impl IntoIterator<Item = &'l str>, values: &[f32]) -> Value {
    let rounded = |p: f32| (f64::from(p) * 1e6).round() / 1e6;
    let pairs = labels.into_iter().zip(values).map(|(label, p)| (label.to_owned(), Value::from(rounded(*p))));
    Value::Object(pairs.collect::<Map<_, _>>())
}

/// The label with the largest probability, the first of equals.
pub(super) fn largest(values: &[f32]) -> usize {
    (0..values.len()).rev().max_by(|a, b| values[*a].total_cmp(&values[*b])).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_fields_of_the_contract_in_their_order() {
        let mut line = Prediction {
            id: "a".to_owned(),
            gold: Value::from("neutral"),
            pred: Value::from("favorable"),
            probs: probabilities(["neutral", "favorable"], &[0.1, 0.9]),
            start: Some(3),
            end: Some(5),
            cluster: 0,
        };
        assert_eq!(
            line.to_json(),
            r#"{"id":"a","gold":"neutral","pred":"favorable","probs":{"neutral":0.1,"favorable":0.9},"start":3,"end":5}"#
        );
        (line.pred, line.probs) = (Value::Null, Value::Null);
        assert!(line.to_json().contains(r#""pred":null,"probs":null"#));
    }

    #[test]
    fn the_first_of_equals_is_the_largest() {
        assert_eq!((largest(&[0.2, 0.4, 0.4]), largest(&[])), (1, 0));
    }
}
