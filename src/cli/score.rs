//! `standpoint score`.

use std::io::{self, IsTerminal};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::Outcome;
use super::args::{Format, ScoreArgs};
use super::console::{self, Output};
use super::folder::Folder;
use super::scorer;
use super::shelf::Shelves;
use super::store::{Keeper, Known};
use super::stream::in_order;
use crate::aggregate::Summary;
use crate::claims::{Answer, Scorer};
use crate::corpus::Added;
use crate::engine::EngineOptions;
use crate::error::Error;
use crate::ingest::{Article, Failure, articles};
use crate::model::Manifest;
use crate::pipeline::{Analysis, Pipeline, PipelineOptions};
use crate::report::{self, ArticleRecord, Counts, Run, Table, Timings};

/// Where the results of a run go, and what has been counted of them.
struct Sinks {
    output: Output,
    printed: Option<Format>,
    folder: Option<Folder>,
    answers: Option<Table>,
    keeper: Option<Keeper>,
    /// The number of this run in the store, once it has added an article.
    run: Option<i64>,
    /// Articles that the store held already.
    known: usize,
    summary: Summary,
    counts: Counts,
    progress: ProgressBar,
}

/// What became of an article.
enum Read {
    /// It was scored.
    Scored(Article, Analysis, Vec<Answer>),
    /// The store holds it, with what was found where that is wanted.
    Known(Article, Option<Analysis>),
    /// It could not be read or scored.
    Failed(Failure),
    /// The store failed: nothing can go on.
    Broken(Error),
}

pub(super) fn run(args: &ScoreArgs) -> Result<Outcome> {
    let begun = Instant::now();
    let scorer = scorer::open(args)?;
    // It lives as long as the process: to take it apart piece by piece at the end takes longer than to score a short article.
    let pipeline: &Pipeline = Box::leak(Box::new(open(args)?));
    let opened = begun.elapsed();
    let mut read = articles(&args.inputs, &args.ingest());
    let total = read.count_hint();
    let mut sinks = Sinks::open(args, pipeline, total)?;
    // What is still to be read when an article is.
    let items = std::iter::from_fn(move || read.next().map(|article| (article, read.count_hint())));
    let workers = args.model.threads.map_or_else(num_cpus::get_physical, usize::from);
    let keeper = sinks.keeper.clone();
    let results = in_order(items, workers, move |(article, left)| {
        let done =
            article.map_or_else(Read::Failed, |article| scored(pipeline, scorer.as_ref(), keeper.as_ref(), article));
        (done, left)
    });
    for (done, left) in results {
        match done {
            Read::Scored(article, analysis, answers) => sinks.scored(&article, &analysis, &answers)?,
            Read::Known(article, analysis) => sinks.known(&article, analysis.as_ref())?,
            Read::Failed(failure) => sinks.failure(&failure)?,
            Read::Broken(error) => return Err(error.into()),
        }
        sinks.progress.set_position((total - left) as u64);
        if sinks.nobody_reads() {
            return Ok(Outcome::Done);
        }
    }
    let timings = Timings { open_model_s: opened.as_secs_f64(), score_s: (begun.elapsed() - opened).as_secs_f64() };
    sinks.finish(args, pipeline.model().manifest(), pipeline.model().engine_name(), timings)
}

fn open(args: &ScoreArgs) -> Result<Pipeline> {
    let folder = Shelves::of_environment().find(args.scorer.finder(&args.model))?;
    Ok(Pipeline::open(folder, &pipeline_options(args))?)
}

fn pipeline_options(args: &ScoreArgs) -> PipelineOptions {
    let asked = args.model.engine_options();
    // With a scorer, numbers and device are the scorer's where the statements are found by an engine that has no choice of them.
    let engine = match (args.scorer.scorer, asked.kind) {
        (Some(_), kind) if kind.is_int8() => EngineOptions { kind, threads: asked.threads, ..EngineOptions::default() },
        _ => asked,
    };
    PipelineOptions { engine, actors: args.actors.clone(), ..PipelineOptions::default() }
}

/// The article with what it says, from the store if that holds it.
fn scored(pipeline: &Pipeline, scorer: Option<&Scorer>, keeper: Option<&Keeper>, article: Article) -> Read {
    match keeper.map_or(Ok(Known::No), |keeper| keeper.known(&article)) {
        Ok(Known::Yes(analysis)) => Read::Known(article, analysis),
        Ok(Known::No) => match analyzed(pipeline, scorer, article) {
            Ok((article, analysis, answers)) => Read::Scored(article, analysis, answers),
            Err(failure) => Read::Failed(failure),
        },
        Err(error) => Read::Broken(error),
    }
}

/// The article with what it says; an engine that fails on it, or a mistake of ours that it brings to light, fails on this article alone.
#[expect(clippy::result_large_err, reason = "made once per article")]
fn analyzed(
    pipeline: &Pipeline,
    scorer: Option<&Scorer>,
    article: Article,
) -> std::result::Result<(Article, Analysis, Vec<Answer>), Failure> {
    let internal = |_| {
        let message = "internal error on this article, please report it".to_owned();
        Err(Error::Engine { engine: "standpoint", message })
    };
    let work = || {
        let analysis = pipeline.analyze(&article)?;
        let answers = scorer.map(|scorer| scorer.answers(&article.text, &analysis)).transpose()?;
        Ok((analysis, answers.unwrap_or_default()))
    };
    match catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(internal) {
        Ok((analysis, answers)) => Ok((article, analysis, answers)),
        Err(error) => Err(Failure { input: article.id.clone(), record: None, error, id: Some(article.id) }),
    }
}

impl Sinks {
    fn open(args: &ScoreArgs, pipeline: &Pipeline, total: usize) -> Result<Self> {
        let wanted = args.out.is_some() || args.printed().is_some();
        let keeper = Keeper::open(&args.keep, pipeline, &pipeline_options(args), options(args).to_string(), wanted)?;
        let folder = args.out.as_deref().map(|path| Folder::create(path, args.bom, args.scorer.table())).transpose()?;
        let printed = args.printed();
        // A bar between the lines of a table would be in its way.
        let alone = printed.is_none() || !io::stdout().is_terminal();
        let progress = console::progress(total, alone && !args.model.quiet);
        let (output, summary, counts) = (Output::new(), Summary::default(), Counts::default());
        let answers = args.scorer.table();
        let (run, known) = (None, 0);
        let mut sinks = Self { output, printed, folder, answers, keeper, run, known, summary, counts, progress };
        if printed == Some(Format::Csv) {
            let bom = if args.bom { report::BOM } else { &[] };
            sinks.print(&[bom, &answers.unwrap_or(Table::Stances).header()].concat())?;
        }
        Ok(sinks)
    }

    fn scored(&mut self, article: &Article, analysis: &Analysis, answers: &[Answer]) -> Result<()> {
        if let Some(keeper) = &self.keeper
            && let Added::Known(_) = keeper.add(article, analysis, &mut self.run)?
        {
            self.known += 1;
        }
        self.article(article, analysis, answers)
    }

    fn known(&mut self, article: &Article, analysis: Option<&Analysis>) -> Result<()> {
        self.known += 1;
        match analysis {
            Some(analysis) => self.article(article, analysis, &[]),
            None => {
                self.counts.articles += 1;
                Ok(())
            }
        }
    }

    fn article(&mut self, article: &Article, analysis: &Analysis, answers: &[Answer]) -> Result<()> {
        self.progress.set_message(article.id.clone());
        self.count(analysis);
        self.summary.add(&article.id, analysis);
        let record = ArticleRecord::new(article, analysis);
        let answers = self.answers.map(|table| table.lines(&report::answer_rows(table, &record, analysis, answers)));
        if let Some(folder) = &mut self.folder {
            folder.answers(answers.as_deref().unwrap_or_default())?;
            folder.article(article, &record)?;
        }
        match self.printed {
            Some(Format::Table) => self.print(report::terminal_article(article, analysis).as_bytes()),
            Some(Format::Csv) => self.print(&answers.unwrap_or_else(|| Table::Stances.lines(&record.stance_rows()))),
            Some(Format::Jsonl) => self.print(&report::jsonl_article(&record)),
            None => Ok(()),
        }
    }

    fn failure(&mut self, failure: &Failure) -> Result<()> {
        self.counts.failed += 1;
        self.progress.suspend(|| console::error(&failure.error.to_string()));
        if let Some(folder) = &mut self.folder {
            folder.failure(failure)?;
        }
        if self.printed == Some(Format::Jsonl) {
            self.print(&report::jsonl_failure(failure))?;
        }
        Ok(())
    }

    fn count(&mut self, analysis: &Analysis) {
        let stances = || analysis.statements.iter().flat_map(|statement| &statement.stances);
        self.counts.articles += 1;
        self.counts.statements += analysis.statements.len();
        self.counts.statements_with_speaker += analysis.statements.iter().filter(|s| s.speaker.id.is_some()).count();
        self.counts.stances += stances().count();
        self.counts.abstained += stances().filter(|stance| stance.abstained).count();
    }

    fn finish(mut self, args: &ScoreArgs, model: &Manifest, engine: &'static str, timings: Timings) -> Result<Outcome> {
        self.progress.finish_and_clear();
        if self.printed == Some(Format::Table) && self.counts.articles > 0 {
            self.print(report::terminal_closing(&self.counts).as_bytes())?;
        }
        if let Some(folder) = self.folder.take() {
            let run = Run {
                model: model.id.clone(),
                model_sha256: model.sha256(),
                engine,
                options: options(args),
                counts: self.counts,
                timings,
            };
            folder.finish(&self.summary, &run)?;
            if !args.model.quiet {
                console::note(&report::terminal_counts(&self.counts));
            }
        }
        if self.keeper.is_some() && !args.model.quiet {
            console::note(&format!("{} articles, {} of them in the store before", self.counts.articles, self.known));
        }
        match self.counts {
            Counts { articles: 0, failed: 0, .. } => bail!("the inputs hold no article"),
            Counts { articles: 0, .. } => Ok(Outcome::Nothing),
            Counts { failed: 0, .. } => Ok(Outcome::Done),
            _ => Ok(Outcome::Partly),
        }
    }

    fn print(&mut self, bytes: &[u8]) -> Result<()> {
        self.output.write(bytes).context("standard output")
    }

    /// Whether all that is asked for goes to a pipe that was closed.
    fn nobody_reads(&self) -> bool {
        self.folder.is_none() && self.keeper.is_none() && self.output.is_closed()
    }
}

/// The options of `run.json`, defaults included.
fn options(args: &ScoreArgs) -> Value {
    let ingest = args.ingest();
    json!({
        "inputs": args.inputs,
        "out": args.out,
        "store": args.keep.store,
        "format": args.format,
        "input_format": args.input_format,
        "glob": ingest.glob,
        "text_column": ingest.columns.text,
        "id_column": ingest.columns.id,
        "title_column": ingest.columns.title,
        "date_column": ingest.columns.date,
        "outlet_column": ingest.columns.outlet,
        "author_column": ingest.columns.author,
        "actors": args.actors,
        "any_language": ingest.any_language,
        "bom": args.bom,
        "model": args.model.model,
        "scorer": args.scorer.scorer,
        "hypothesis": args.scorer.hypothesis,
        "statement_model": args.scorer.scorer.map(|_| &args.scorer.statement_model),
        "engine": args.model.engine,
        "dtype": args.model.dtype,
        "device": args.model.device,
        "threads": args.model.threads,
        "offline": args.model.offline,
    })
}
