//! The flags of stores.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};

use crate::corpus::WAIT;

/// Where the results of `score` are kept.
#[derive(Debug, Args)]
pub(in crate::cli) struct KeepArgs {
    /// Add the articles to this store, which is made if it is not there; what it holds of the same model is not scored again.
    #[arg(long, env = "STANDPOINT_STORE", value_name = "FILE", hide_env = true)]
    pub(in crate::cli) store: Option<PathBuf>,
    /// How long a store is waited for that another process writes to.
    #[arg(long, env = "STANDPOINT_STORE_WAIT", value_name = "SECONDS", default_value_t = WAIT.as_secs(), hide_env = true)]
    store_wait: u64,
}

impl KeepArgs {
    /// How long another process is waited for.
    pub(in crate::cli) fn wait(&self) -> Duration {
        Duration::from_secs(self.store_wait)
    }
}

/// The flags of `store`.
#[derive(Debug, Args)]
pub(in crate::cli) struct StoreArgs {
    #[command(subcommand)]
    pub(super) verb: StoreVerb,
}

/// What to do with a store.
#[derive(Debug, Subcommand)]
pub(super) enum StoreVerb {
    /// Say what is in it.
    Info {
        /// The store.
        #[arg(value_name = "STORE")]
        store: PathBuf,
    },
    /// Check that it is whole: its pages, what its rows refer to, that words are at their places, corrections of what is gone.
    Verify {
        /// The store.
        #[arg(value_name = "STORE")]
        store: PathBuf,
    },
    /// Write what is in it, corrections applied.
    Export(ExportFlags),
}

/// The flags of `store export`.
#[derive(Debug, Args)]
pub(super) struct ExportFlags {
    /// The store.
    #[arg(value_name = "STORE")]
    pub(super) store: PathBuf,
    /// The folder to write; JSON lines go to standard output without it.
    #[arg(long, env = "STANDPOINT_OUT", value_name = "DIR", hide_env = true)]
    pub(super) out: Option<PathBuf>,
    /// The tables of score as CSV or as Parquet, or one JSON object per article.
    #[arg(long, env = "STANDPOINT_FORMAT", value_enum, default_value_t, hide_env = true)]
    pub(super) format: ExportAs,
}

/// What is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportAs {
    #[default]
    Csv,
    Jsonl,
    Parquet,
}
