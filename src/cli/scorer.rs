//! The flags of a scorer that users bring, and what `score` does with it.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::PathBuf;

use super::args::{DEFAULT_MODEL, Format, ModelArgs, ScoreArgs};
use super::shelf::Shelves;
use crate::claims::{Question, Scorer};
use crate::report::Table;

/// The flags of a scorer.
#[derive(Debug, Args)]
pub(super) struct ScorerArgs {
    /// Ask a classifier of your own, which --model then names, a folder in Hugging Face layout; needs the feature rust-bert.
    /// The answers are written to claims.csv or sentiment.csv beside the other tables.
    #[arg(long, env = "STANDPOINT_SCORER", value_enum, hide_env = true)]
    pub(super) scorer: Option<ScorerName>,
    /// A claim for --scorer nli, such as '{actor} will benefit'; may be given several times.
    #[arg(long, env = "STANDPOINT_HYPOTHESIS", value_name = "WORDS", hide_env = true)]
    pub(super) hypothesis: Vec<String>,
    /// The model that finds the statements where --scorer is given.
    #[arg(long, env = "STANDPOINT_STATEMENT_MODEL", value_name = "DIR-OR-ID", default_value = DEFAULT_MODEL, hide_env = true)]
    pub(super) statement_model: String,
}

/// What a classifier is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ScorerName {
    /// Whether a statement agrees with each --hypothesis.
    Nli,
    /// How positive the sentence about an actor is: a baseline that knows no actors.
    Sentiment,
}

impl ScorerArgs {
    /// The table of its answers.
    pub(super) fn table(&self) -> Option<Table> {
        self.scorer.map(|scorer| match scorer {
            ScorerName::Nli => Table::Claims,
            ScorerName::Sentiment => Table::Sentiment,
        })
    }

    /// The folder or id of the model that finds the statements.
    pub(super) fn finder<'a>(&'a self, model: &'a ModelArgs) -> &'a str {
        if self.scorer.is_some() { &self.statement_model } else { &model.model }
    }
}

/// Opens the scorer that is asked for.
///
/// # Errors
/// If the flags do not fit each other, or the classifier is refused.
pub(super) fn open(args: &ScoreArgs) -> Result<Option<Scorer>> {
    let flags = &args.scorer;
    let question = match flags.scorer {
        None if flags.hypothesis.is_empty() => return Ok(None),
        None => bail!("--hypothesis is for --scorer nli"),
        Some(ScorerName::Nli) if flags.hypothesis.is_empty() => {
            bail!("--scorer nli asks for at least one --hypothesis")
        }
        Some(ScorerName::Nli) => Question::Claims(flags.hypothesis.clone()),
        Some(ScorerName::Sentiment) if !flags.hypothesis.is_empty() => bail!("--hypothesis is for --scorer nli"),
        Some(ScorerName::Sentiment) => Question::Sentiment,
    };
    if matches!(args.format, Some(Format::Table | Format::Jsonl)) {
        bail!("with --scorer standard output gets its answers as CSV: --format csv, or none");
    }
    if args.model.model == DEFAULT_MODEL {
        bail!("--scorer asks for --model, the folder of a classifier (config.json, tokenizer.json, model.safetensors)");
    }
    let shelved = Shelves::of_environment().find(&args.model.model);
    let folder = shelved.unwrap_or_else(|_| PathBuf::from(&args.model.model));
    Ok(Some(Scorer::open(&folder, question, &args.model.engine_options())?))
}
