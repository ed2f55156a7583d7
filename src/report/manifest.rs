//! `run.json`: what made the tables of a folder.

use serde::Serialize;
use serde_json::{Value, json};

use crate::aggregate::{CONFIDENCE, MIN_ARTICLES, RESAMPLES, SEED};

/// How much was read and found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Counts {
    /// Articles that were scored.
    pub articles: usize,
    /// Inputs, or records of them, that failed.
    pub failed: usize,
    /// Statements found.
    pub statements: usize,
    /// Statements whose speaker is known.
    pub statements_with_speaker: usize,
    /// Rows of `stances.csv`.
    pub stances: usize,
    /// Of these, rows where the model abstained.
    pub abstained: usize,
}

/// How long it took, in seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub(crate) struct Timings {
    /// To open the model.
    pub open_model_s: f64,
    /// To read, score and write the articles.
    pub score_s: f64,
}

/// A run as it is written down.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    /// The model's id.
    pub model: String,
    /// The model's sha256.
    pub model_sha256: String,
    /// The engine's name.
    pub engine: &'static str,
    /// The options by their names.
    pub options: Value,
    /// What was found.
    pub counts: Counts,
    /// How long it took.
    pub timings: Timings,
}

impl Run {
    /// The file, indented.
    pub(crate) fn to_json(&self) -> Vec<u8> {
        let value = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "model": self.model,
            "model_sha256": self.model_sha256,
            "engine": self.engine,
            "options": self.options,
            "counts": self.counts,
            "timings": self.timings,
            "intervals": {
                "method": "percentile bootstrap over articles",
                "confidence": CONFIDENCE,
                "resamples": RESAMPLES,
                "min_articles": MIN_ARTICLES,
                "seed": SEED,
            },
            "offsets": "Unicode code points, half-open, in the input's text or in text/<article_id>.txt where that file exists",
            "text_cells": "neutralised: a cell of words that begins with = + - @, a tab or a carriage return has an apostrophe before it",
        });
        format!("{value:#}\n").into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_the_contract_asks() {
        let run = Run {
            model: "m".into(),
            model_sha256: "00".into(),
            engine: "rten",
            options: json!({ "threads": 2 }),
            counts: Counts { articles: 3, ..Counts::default() },
            timings: Timings::default(),
        };
        let read: Value = serde_json::from_slice(&run.to_json()).unwrap();
        for field in ["version", "model", "model_sha256", "engine", "options", "counts", "timings", "text_cells"] {
            assert!(!read[field].is_null(), "{field}");
        }
        assert_eq!(read["counts"]["articles"], 3);
    }
}
