//! The flags of review.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Args, ValueEnum};

/// The flags of `export`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArgs {
    /// What was scored: a folder that score --out wrote, or a store.
    #[arg(value_name = "INPUT")]
    pub(super) input: PathBuf,
    /// The tool it is for: Label Studio (a folder with tasks.json and config.xml), Prodigy (a JSONL file) or a plain sheet.
    #[arg(long, env = "STANDPOINT_FORMAT", value_enum, hide_env = true, required_unless_present = "audit")]
    pub(super) format: Option<Tool>,
    /// Draw a probability sample of N rows for coders, blind of the model's labels.
    #[arg(long, env = "STANDPOINT_AUDIT", value_name = "N", hide_env = true, conflicts_with = "format")]
    pub(super) audit: Option<NonZeroUsize>,
    /// Whole articles of an audit, to be coded from scratch [default: 5].
    #[arg(long, env = "STANDPOINT_ARTICLES", value_name = "N", hide_env = true, requires = "audit")]
    pub(super) articles: Option<usize>,
    /// Seed of the sample.
    #[arg(long, env = "STANDPOINT_SEED", value_name = "N", default_value_t = 1, hide_env = true)]
    pub(super) seed: u64,
    /// Where the model's labels of an audit go [default: OUT-key.json beside the folder]; keep it from the coders.
    #[arg(long, env = "STANDPOINT_KEY", value_name = "FILE", hide_env = true, requires = "audit")]
    pub(super) key: Option<PathBuf>,
    /// The file, for Label Studio and an audit the folder, to write.
    #[arg(long, env = "STANDPOINT_OUT", value_name = "FILE|DIR", hide_env = true)]
    pub(super) out: PathBuf,
    /// The articles that were scored, where their texts were not kept; may be given several times.
    #[arg(long, env = "STANDPOINT_TEXTS", value_name = "INPUT", hide_env = true)]
    pub(super) texts: Vec<String>,
    /// Begin CSV files with a byte-order mark, for spreadsheets.
    #[arg(long, env = "STANDPOINT_BOM", value_parser = FalseyValueParser::new(), hide_env = true)]
    pub(super) bom: bool,
}

/// The flags of `import`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArgs {
    /// What came back: a Label Studio export (JSON), Prodigy's JSONL, a filled sheet, or corrections.jsonl of an earlier import.
    #[arg(required = true, value_name = "CORRECTIONS")]
    pub(super) corrections: Vec<PathBuf>,
    /// What is corrected: a store, or a folder that score --out wrote.
    #[arg(long, env = "STANDPOINT_STORE", value_name = "STORE|DIR", hide_env = true)]
    pub(super) store: PathBuf,
    /// Where the corrected tables of a folder go; the folder itself stays as it was scored.
    #[arg(long, env = "STANDPOINT_OUT", value_name = "DIR", hide_env = true)]
    pub(super) out: Option<PathBuf>,
}

/// The flags of `audit`.
#[derive(Debug, Args)]
pub(in crate::cli) struct AuditArgs {
    /// Sheets that coders filled, or a folder of them for each coder; and, for corrected means, what was scored.
    #[arg(required = true, value_name = "CODED|INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// The key of the sample.
    #[arg(long, env = "STANDPOINT_KEY", value_name = "FILE", hide_env = true)]
    pub(super) key: PathBuf,
    /// Write audit.txt, audit.csv, confusion.csv and corrected.csv to this folder [default: print audit.txt].
    #[arg(long, env = "STANDPOINT_OUT", value_name = "DIR", hide_env = true)]
    pub(super) out: Option<PathBuf>,
    /// Seed of the intervals.
    #[arg(long, env = "STANDPOINT_SEED", value_name = "N", default_value_t = 1, hide_env = true)]
    pub(super) seed: u64,
    /// Half the width of the interval that the needed sample is told for, in points of per cent.
    #[arg(long, env = "STANDPOINT_PRECISION", value_name = "POINTS", default_value_t = 5.0, hide_env = true, value_parser = points)]
    pub(super) precision: f64,
}

/// What the export is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Tool {
    LabelStudio,
    Prodigy,
    Csv,
}

fn points(text: &str) -> Result<f64, String> {
    let points: f64 = text.parse().map_err(|_| format!("{text} is no number"))?;
    if points > 0.0 && points < 50.0 { Ok(points) } else { Err("give points above 0 and below 50".to_owned()) }
}
