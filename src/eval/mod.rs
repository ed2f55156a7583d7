//! Evaluation on public benchmarks: a task reads gold data in its published form, asks the model, and counts.
//!
//! A task gives one row of counts per cluster (an article, or a sentence where there are no articles); every metric is a pure
//! function of the summed counts, so that its interval comes from summing resampled rows.

mod attribution;
mod bootstrap;
mod confusion;
mod data_file;
mod dse;
mod entity;
mod matching;
mod metrics;
mod newsmtsc;
mod polnear;
mod prediction;
mod reference;
mod report;

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use ndarray::Array1;

use crate::error::{Error, Result};
use crate::pipeline::Pipeline;
use bootstrap::{Metric, estimates};
use data_file::DataFile;

pub(crate) use prediction::Prediction;
pub(crate) use report::EvalReport;

/// A benchmark and the form of its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// Stance toward targets in news sentences (Hamborg & Donnay 2021).
    Newsmtsc,
    /// Directed sentiment between two entities of a sentence (Park et al. 2021).
    Dse,
    /// Sources, cues and contents of whole articles (Newell et al. 2018).
    Attribution,
    /// Named entities (Tjong Kim Sang & De Meulder 2003, as corrected by Wang et al. 2019).
    Entity,
    /// Pronouns and the names they stand for (Webster et al. 2018).
    Reference,
}

impl Task {
    /// Every task, in the order in which help lists them.
    pub(crate) const ALL: [Self; 5] = [Self::Newsmtsc, Self::Dse, Self::Attribution, Self::Entity, Self::Reference];

    /// The name on the command line and in reports.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Newsmtsc => "newsmtsc",
            Self::Dse => "dse",
            Self::Attribution => "attribution",
            Self::Entity => "entity",
            Self::Reference => "reference",
        }
    }

    /// What its data file holds, in words.
    pub(crate) const fn format(self) -> &'static str {
        match self {
            Self::Newsmtsc => "NewsMTSC jsonl",
            Self::Dse => "DSE tsv",
            Self::Attribution => "PolNeAR jsonl, whole articles",
            Self::Entity => "CoNLL++ columns",
            Self::Reference => "GAP tsv",
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Task {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|task| task.name() == name);
        found.ok_or_else(|| Error::input("TASK", Self::ALL.map(Self::name).join(", "), format!("{name:?}")))
    }
}

/// What to evaluate on.
#[derive(Debug, Clone)]
pub(crate) struct EvalOptions {
    /// The benchmark.
    pub task: Task,
    /// Its data file.
    pub data: PathBuf,
    /// `newsmtsc` only: score every sentence a second time with unrelated sentences around it.
    pub context: bool,
    /// Seed of the bootstrap and of the choice of unrelated sentences.
    pub seed: u64,
}

/// A report and what it was counted from.
#[derive(Debug, Clone)]
pub(crate) struct Evaluation {
    /// The metrics.
    pub report: EvalReport,
    /// One entry per gold item, in the order of the data.
    pub predictions: Vec<Prediction>,
}

/// What a task hands back: the predictions, and the counts that its metrics are functions of.
struct Scored {
    /// One row per cluster, all of one length.
    tallies: Vec<Array1<f64>>,
    metrics: Vec<Metric>,
    /// One per gold item.
    predictions: Vec<Prediction>,
}

/// Evaluates `pipeline` on one benchmark; `progress` is told how many clusters are done, of how many.
///
/// # Errors
/// [`Error::Io`] if the data cannot be read, [`Error::Input`] with file and line if it is not in the task's form, and
/// [`Error::Engine`] if the engine fails.
pub(crate) fn run(
    options: &EvalOptions,
    pipeline: &Pipeline,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Evaluation> {
    let file = DataFile::read(&options.data)?;
    let model = pipeline.model();
    let scored = match options.task {
        Task::Newsmtsc => {
            newsmtsc::score(&newsmtsc::read(&file)?, model, options.context.then_some(options.seed), progress)
        }
        Task::Dse => dse::score(&dse::read(&file)?, model, progress),
        Task::Attribution => attribution::score(&polnear::read(&file)?, pipeline, progress),
        Task::Entity => entity::score(&entity::read(&file)?, model, progress),
        Task::Reference => reference::score(&reference::read(&file)?, model, progress),
    }?;
    if scored.predictions.is_empty() {
        return Err(Error::input(file.name(), options.task.format(), "no gold item"));
    }
    let estimated = estimates(&scored.tallies, &scored.metrics, options.seed);
    let report = EvalReport {
        task: options.task,
        n: scored.predictions.len(),
        metrics: scored.metrics.iter().map(|metric| metric.name.clone()).zip(estimated).collect(),
        model: model.manifest().id.clone(),
        model_sha256: model.manifest().sha256(),
        engine: model.engine_name(),
        data_sha256: file.sha256().to_owned(),
        seed: options.seed,
    };
    Ok(Evaluation { report, predictions: scored.predictions })
}

#[cfg(test)]
mod tests;
