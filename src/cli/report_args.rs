//! The flags of `report`.

use std::path::PathBuf;

use clap::Args;

use super::compare_args::ChosenArgs;

const TITLE: &str = "Who speaks how of whom";

/// The flags of `report`.
#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// What was scored: a folder that score --out wrote, or a store.
    #[arg(value_name = "INPUT")]
    pub(super) input: PathBuf,
    /// Write the page to this file: HTML that needs no network.
    #[arg(long, env = "STANDPOINT_OUT", value_name = "FILE", hide_env = true)]
    pub(super) out: PathBuf,
    /// Write each chart as SVG and PNG to this folder too.
    #[arg(long, env = "STANDPOINT_CHARTS", value_name = "DIR", hide_env = true)]
    pub(super) charts: Option<PathBuf>,
    /// Headline of the page.
    #[arg(long, env = "STANDPOINT_TITLE", value_name = "WORDS", default_value = TITLE, hide_env = true)]
    pub(super) title: String,
    /// The articles that were scored, so that statements stand in their passages; may be given several times [default: the
    /// inputs that run.json names, where they are still there].
    #[arg(long, env = "STANDPOINT_TEXTS", value_name = "INPUT", hide_env = true)]
    pub(super) texts: Vec<String>,
    #[command(flatten)]
    pub(super) chosen: ChosenArgs,
}
