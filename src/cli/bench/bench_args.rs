//! The flags of `bench`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use clap::builder::FalseyValueParser;

use crate::cli::args::DEFAULT_MODEL;

/// How it is measured, for `--help`.
pub(in crate::cli) const HOW: &str = "Every configuration (engine x threads x batch) runs in a process of its own, so that its peak memory is its own. \
All are opened first and read the articles once untimed; then they take turns, one pass each, so that a machine that \
drifts does so for all of them. The articles of a pass come in an order drawn with --seed. Tokens are those of the \
text, each counted once; what windows repeat, special tokens and padding are not counted. Peak memory is that of the \
whole process, with the articles in it. Exit status: 0 done; 2 usage, or a configuration failed.";

/// What is measured, and how often.
#[derive(Debug, Args)]
pub(in crate::cli) struct BenchArgs {
    /// Articles to read: files, folders, patterns [default: eight built-in ones].
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    /// Engines, such as native or native:int8, separated by commas [default: every one in this program].
    #[arg(long, env = "STANDPOINT_ENGINES", value_name = "LIST", value_delimiter = ',', hide_env = true)]
    pub(super) engines: Vec<String>,
    /// Numbers of threads, separated by commas [default: 1 and one per core].
    #[arg(long, env = "STANDPOINT_THREADS", value_name = "LIST", value_delimiter = ',', hide_env = true)]
    pub(super) threads: Vec<NonZeroUsize>,
    /// Tokens of the articles that are handed over together, separated by commas; an article's latency is
    /// then that of its batch [default: one article at a time].
    #[arg(long, env = "STANDPOINT_BATCH_TOKENS", value_name = "LIST", value_delimiter = ',', hide_env = true)]
    pub(super) batch_tokens: Vec<NonZeroUsize>,
    /// Write the rows to this file, and a picture beside it with the extension svg.
    #[arg(long, env = "STANDPOINT_OUT", value_name = "FILE", hide_env = true)]
    pub(super) out: Option<PathBuf>,
    /// Timed passes of each configuration.
    #[arg(long, env = "STANDPOINT_REPETITIONS", value_name = "N", default_value_t = 5, value_parser = repetitions, hide_env = true)]
    pub(super) repetitions: usize,
    /// Untimed passes before them.
    #[arg(long, env = "STANDPOINT_WARMUP", value_name = "N", default_value_t = 1, hide_env = true)]
    pub(super) warmup: usize,
    /// Read the first N articles only.
    #[arg(long, env = "STANDPOINT_LIMIT", value_name = "N", hide_env = true)]
    pub(super) limit: Option<NonZeroUsize>,
    /// Seed of the order of the articles.
    #[arg(long, env = "STANDPOINT_SEED", value_name = "N", default_value_t = 1, hide_env = true)]
    pub(super) seed: u64,
    /// Model: a folder with a model.toml, or the id of one that `standpoint models` lists.
    #[arg(long, env = "STANDPOINT_MODEL", value_name = "DIR-OR-ID", default_value = DEFAULT_MODEL, hide_env = true)]
    pub(super) model: String,
    /// No progress bar.
    #[arg(long, env = "STANDPOINT_QUIET", value_parser = FalseyValueParser::new(), hide_env = true)]
    pub(super) quiet: bool,
}

fn repetitions(value: &str) -> Result<usize, String> {
    match value.parse() {
        Ok(0) | Err(_) => Err("expected a number of 1 or more".into()),
        Ok(n) => Ok(n),
    }
}
