//! The command line: the only module that parses flags, prints and decides how the program ends.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the command line is what prints")]

mod args;
mod bench;
mod compare;
mod compare_args;
mod console;
mod eval;
mod folder;
mod models;
mod report;
mod report_args;
mod review;
mod score;
mod scorer;
mod shelf;
mod store;
mod stream;
mod whole;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::error::Error;
use args::{Cli, Verb};
use console::is_broken_pipe;

/// How a verb ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Everything was done.
    Done,
    /// Some inputs failed; the rest were written.
    Partly,
    /// Nothing could be done.
    Nothing,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Partly => Self::from(1),
            Outcome::Nothing => Self::from(2),
        }
    }
}

/// Runs the program with its arguments, the program's own name first, and says how it ended: 0 done; 1 some inputs failed and the
/// rest were written; 2 usage, or nothing could be done. A reader that closes the pipe ends it quietly with 0.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help goes to standard output, which may be closed: there is nobody left to tell.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    // A mistake of ours ends one article, not the run; one line says where it is.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        console::error(&format!("internal error at {place}"));
    }));
    let ended = match &cli.verb {
        Verb::Score(args) => score::run(args),
        Verb::Eval(args) => eval::run(args),
        Verb::Models => models::run(),
        Verb::Compare(args) => compare::run(args),
        Verb::Export(args) => review::export(args),
        Verb::Import(args) => review::import(args),
        Verb::Audit(args) => review::audit(args),
        Verb::Report(args) => report::run(args),
        Verb::Bench(args) => bench::run(args),
        Verb::BenchWorker => bench::work(),
        Verb::Store(args) => store::run(args),
    };
    match ended {
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console::error(&message(&error));
            Outcome::Nothing.into()
        }
    }
}

/// The whole message. The library's errors name their cause themselves; others are followed by theirs.
fn message(error: &anyhow::Error) -> String {
    error.downcast_ref::<Error>().map_or_else(|| format!("{error:#}"), Error::to_string)
}
