//! Evaluation on public benchmarks: a task reads gold data in its published form, asks the model, and counts.
//!
//! A task gives one row of counts per cluster (an article, or a sentence where there are no articles); every metric is a pure
//! function of the summed counts, so that its interval comes from summing resampled rows.

mod attribution;
mod bootstrap;
mod calibration;
mod confusion;
mod data_file;
mod dse;
mod entity;
mod holder_target;
mod lexicon;
pub(crate) mod matching;
mod metrics;
mod newsmtsc;
mod polarity_matrix;
mod polnear;
mod prediction;
mod quoted_stance;
mod rank;
mod reference;
mod report;
mod stances;
mod swap;
mod target_kind;

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
    /// Quoted statements toward actors, coded by the codebook (`datasets/quoted-stance`).
    QuotedStance,
    /// Who stands for or against whom in whole articles (Zhang et al. 2022).
    HolderTarget,
    /// Whether a score follows the words or the name (templates of our own, statements of PolNeAR).
    Swap,
    /// The probabilities of another task against what is right (Guo et al. 2017).
    Calibration,
}

impl Task {
    /// Every task, in the order in which help lists them.
    pub(crate) const ALL: [Self; 9] = [
        Self::Newsmtsc,
        Self::Dse,
        Self::Attribution,
        Self::Entity,
        Self::Reference,
        Self::QuotedStance,
        Self::HolderTarget,
        Self::Swap,
        Self::Calibration,
    ];
    /// Those whose predictions hold probabilities of what is right.
    const CALIBRATED: [Self; 6] =
        [Self::Newsmtsc, Self::Dse, Self::Entity, Self::Reference, Self::QuotedStance, Self::HolderTarget];

    /// The name on the command line and in reports.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Newsmtsc => "newsmtsc",
            Self::Dse => "dse",
            Self::Attribution => "attribution",
            Self::Entity => "entity",
            Self::Reference => "reference",
            Self::QuotedStance => "quoted-stance",
            Self::HolderTarget => "holder-target",
            Self::Swap => "swap",
            Self::Calibration => "calibration",
        }
    }

    /// What its data file holds, in words.
    pub(crate) const fn format(self) -> &'static str {
        match self {
            Self::Newsmtsc => "NewsMTSC jsonl",
            Self::Dse => "DSE tsv",
            Self::Attribution | Self::Swap => "PolNeAR jsonl, whole articles",
            Self::Entity => "CoNLL++ columns",
            Self::Reference => "GAP tsv",
            Self::QuotedStance => "quoted-stance jsonl",
            Self::HolderTarget => "SEESAW jsonl, whole articles",
            Self::Calibration => "the data of the task whose probabilities are asked for",
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
    /// `calibration` only: the task whose probabilities are examined.
    pub of: Task,
    /// `newsmtsc` only: score every sentence a second time with unrelated sentences around it.
    pub context: bool,
    /// Seed of the bootstrap and of whatever a task draws.
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
    let model = pipeline.model();
    let of = (options.task == Task::Calibration).then_some(options.of);
    if let Some(of) = of.filter(|of| !Task::CALIBRATED.contains(of)) {
        return Err(Error::input("--of", Task::CALIBRATED.map(Task::name).join(", "), format!("\"{of}\"")));
    }
    let file = DataFile::read(&options.data)?;
    let task = of.unwrap_or(options.task);
    let mut scored = score(task, &file, options, pipeline, progress)?;
    if scored.predictions.is_empty() {
        return Err(Error::input(file.name(), task.format(), "no gold item"));
    }
    let predictions = std::mem::take(&mut scored.predictions);
    let mut n = predictions.len();
    if of.is_some() {
        let (calibrated, items) = calibration::score(scored.tallies.len(), &predictions, model, options.seed);
        (scored, n) = (calibrated, items);
    }
    let estimated = estimates(&scored.tallies, &scored.metrics, options.seed);
    let report = EvalReport {
        task: options.task,
        of,
        n,
        metrics: scored.metrics.iter().map(|metric| metric.name.clone()).zip(estimated).collect(),
        model: model.manifest().id.clone(),
        model_sha256: model.manifest().sha256(),
        engine: model.engine_name(),
        data_sha256: file.sha256().to_owned(),
        seed: options.seed,
    };
    Ok(Evaluation { report, predictions })
}

/// Reads the data of a task and scores them.
fn score(
    task: Task,
    file: &DataFile,
    options: &EvalOptions,
    pipeline: &Pipeline,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Scored> {
    let model = pipeline.model();
    match task {
        Task::Newsmtsc => {
            newsmtsc::score(&newsmtsc::read(file)?, model, options.context.then_some(options.seed), progress)
        }
        Task::Dse => dse::score(&dse::read(file)?, model, progress),
        Task::Attribution => attribution::score(&polnear::read(file)?, pipeline, progress),
        Task::Entity => entity::score(&entity::read(file)?, model, progress),
        Task::Reference => reference::score(&reference::read(file)?, model, progress),
        Task::QuotedStance => quoted_stance::score(&quoted_stance::read(file)?, pipeline, progress),
        Task::HolderTarget => holder_target::score(&holder_target::read(file)?, pipeline, progress),
        Task::Swap => swap::score(&polnear::read(file)?, model, options.seed, progress),
        Task::Calibration => Err(Error::input("--of", Task::CALIBRATED.map(Task::name).join(", "), "\"calibration\"")),
    }
}

#[cfg(test)]
mod tests;
