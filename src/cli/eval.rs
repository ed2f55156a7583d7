//! `standpoint eval`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Outcome;
use super::args::EvalArgs;
use super::console::{self, Output};
use super::shelf::Shelves;
use crate::error::Error;
use crate::eval::{self, EvalOptions, EvalReport, Prediction};
use crate::pipeline::{Pipeline, PipelineOptions};

pub(super) fn run(args: &EvalArgs) -> Result<Outcome> {
    let folder = Shelves::of_environment().find(&args.model.model)?;
    let engine = args.model.engine_options();
    let pipeline = Pipeline::open(folder, &PipelineOptions { engine, ..PipelineOptions::default() })?;
    let EvalArgs { task, of, context, seed, .. } = *args;
    let options = EvalOptions { task, data: args.data.clone(), of, context, seed };
    let bar = console::progress(0, !args.model.quiet);
    let evaluation = eval::run(&options, &pipeline, &mut |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })?;
    bar.finish_and_clear();
    if let Some(path) = &args.predictions {
        write(path, &lines(&evaluation.predictions))?;
    }
    let report = &evaluation.report;
    if let Some(path) = &args.out {
        let json = args.json || path.extension().is_some_and(|extension| extension == "json");
        write(path, &if json { object(report) } else { report.to_csv() })?;
    }
    let text = if args.json { object(report) } else { report.to_table() };
    Output::new().write(text.as_bytes()).context("standard output")?;
    Ok(Outcome::Done)
}

fn object(report: &EvalReport) -> String {
    format!("{}\n", report.to_json())
}

fn lines(predictions: &[Prediction]) -> String {
    predictions.iter().map(|prediction| prediction.to_json() + "\n").collect()
}

fn write(path: &Path, text: &str) -> Result<()> {
    Ok(fs::write(path, text).map_err(|e| Error::io(path, "write", e))?)
}
