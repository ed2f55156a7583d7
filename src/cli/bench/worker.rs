//! One configuration in a process of its own: the program again, told by lines of JSON on standard input what to do.

use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::cli::Outcome;
use crate::ingest::{Article, IngestOptions, articles};
use crate::pipeline::Pipeline;
use crate::throughput::{Candidate, Pass, Profile, Row, Workload, named_inputs, peak_kilobytes};

/// What a worker is to measure: the first line that it is sent. Every later line is the seed of a pass.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Job {
    pub(super) folder: PathBuf,
    pub(super) candidate: Candidate,
    pub(super) threads: usize,
    pub(super) batch_tokens: Option<usize>,
    pub(super) inputs: Vec<String>,
    pub(super) limit: Option<usize>,
    pub(super) seed: u64,
}

/// A worker's first answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Ready {
    model: String,
    /// The engine that was opened.
    engine: String,
    load_ms: f64,
    profile: Profile,
}

/// The answer to the seed of a pass.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Passed {
    pass: Pass,
    /// So far.
    peak_kilobytes: Option<u64>,
}

/// A worker as its parent sees it.
pub(super) struct Worker {
    job: Job,
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    ready: Ready,
    passes: Vec<Pass>,
    peak_kilobytes: Option<u64>,
}

impl Worker {
    /// Starts a process and waits until it is ready.
    pub(super) fn start(job: Job) -> Result<Self> {
        let program = std::env::current_exe().context("this program's own file")?;
        let mut child = Command::new(program)
            .arg("bench-worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("a process for one configuration")?;
        let mut to = child.stdin.take().context("the process has a standard input")?;
        let mut from = BufReader::new(child.stdout.take().context("the process has a standard output")?);
        let ready = ask(&mut to, &mut from, &job)?;
        Ok(Self { job, child, to, from, ready, passes: Vec::new(), peak_kilobytes: None })
    }

    /// The engine that was opened in place of the one that was asked for, where that does not serve this processor or this model.
    pub(super) fn stand_in(&self) -> Option<&str> {
        (self.ready.engine != self.job.candidate.engine()).then_some(self.ready.engine.as_str())
    }

    /// Has it read its articles once.
    pub(super) fn pass(&mut self, seed: u64, timed: bool) -> Result<()> {
        let passed: Passed = ask(&mut self.to, &mut self.from, &seed)?;
        self.peak_kilobytes = passed.peak_kilobytes;
        if timed {
            self.passes.push(passed.pass);
        }
        Ok(())
    }

    /// Ends it.
    pub(super) fn finish(self, machine: &str) -> Result<Row> {
        let Self { job, mut child, to, from: _, ready, passes, peak_kilobytes } = self;
        drop(to);
        child.wait().context("the process of a configuration")?;
        Ok(Row {
            candidate: job.candidate,
            model: ready.model,
            threads: job.threads,
            batch_tokens: job.batch_tokens,
            profile: ready.profile,
            passes,
            peak_kilobytes,
            load_ms: ready.load_ms,
            machine: machine.to_owned(),
            seed: job.seed,
        })
    }
}

fn ask<T: DeserializeOwned>(to: &mut impl Write, from: &mut impl BufRead, question: &impl Serialize) -> Result<T> {
    let line = serde_json::to_string(question)? + "\n";
    // A worker that has failed has closed both its ends, and has told the user why.
    let sent = to.write_all(line.as_bytes()).and_then(|()| to.flush());
    let mut answer = String::new();
    if sent.is_err() || from.read_line(&mut answer).context("the process of a configuration")? == 0 {
        bail!("a configuration failed, see above");
    }
    Ok(serde_json::from_str(&answer)?)
}

/// The worker's side.
pub(in crate::cli) fn work() -> Result<Outcome> {
    let mut lines = io::stdin().lines();
    let Some(first) = lines.next() else { bail!("started by `standpoint bench`, not by hand") };
    let job: Job = serde_json::from_str(&first?).context("started by `standpoint bench`, not by hand")?;
    let begun = Instant::now();
    let pipeline = Pipeline::open(&job.folder, &job.candidate.options(job.threads))?;
    let load_ms = begun.elapsed().as_secs_f64() * 1e3;
    let workload = Workload::of(&pipeline, read(&job)?, job.batch_tokens)?;
    let model = pipeline.model().manifest().id.clone();
    let engine = pipeline.model().engine_name().to_owned();
    answer(&Ready { model, engine, load_ms, profile: workload.profile().clone() })?;
    for line in lines {
        let pass = workload.pass(&pipeline, line?.trim().parse().context("a seed")?)?;
        answer(&Passed { pass, peak_kilobytes: peak_kilobytes() })?;
    }
    Ok(Outcome::Done)
}

/// The articles of a job, the built-in ones if it names none.
fn read(job: &Job) -> Result<Vec<Article>> {
    let limit = job.limit.unwrap_or(usize::MAX);
    if job.inputs.is_empty() {
        return Ok(named_inputs().into_iter().take(limit).collect());
    }
    let options = IngestOptions::default();
    let read = articles(&job.inputs, &options).take(limit).collect::<std::result::Result<Vec<_>, _>>();
    let found = read.map_err(|failure| failure.error)?;
    if found.is_empty() {
        bail!("the inputs hold no article");
    }
    Ok(found)
}

fn answer(value: &impl Serialize) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(value)?)?;
    Ok(out.flush()?)
}
