//! The flags of stores.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

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
