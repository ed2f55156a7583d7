//! `standpoint bench`.

mod bench_args;
mod worker;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Outcome;
use super::console::{self, Output};
use super::shelf::Shelves;
use crate::error::Error;
use crate::throughput::{Candidate, Row, csv, machine, picture, table, threads_of_machine};
use worker::{Job, Worker};

pub(super) use bench_args::{BenchArgs, HOW};
pub(super) use worker::work;

pub(super) fn run(args: &BenchArgs) -> Result<Outcome> {
    let jobs = jobs(args)?;
    let bar = console::progress(jobs.len() * (1 + args.warmup + args.repetitions), !args.quiet);
    let mut workers = Vec::with_capacity(jobs.len());
    for job in jobs {
        bar.set_message(format!("opening {} with {} threads", job.candidate, job.threads));
        let candidate = job.candidate;
        let worker = Worker::start(job)?;
        bar.inc(1);
        match worker.stand_in() {
            None => workers.push(worker),
            // Of all engines those that serve are measured.
            Some(_) if args.engines.is_empty() => {}
            Some(other) => {
                bail!("{candidate} does not serve this processor or this model: {other} would stand in for it")
            }
        }
    }
    // In turn, and each round begins with another one: a machine that grows slower does so for all.
    for round in 0..args.warmup + args.repetitions {
        for turn in 0..workers.len() {
            let count = workers.len();
            let worker = &mut workers[(turn + round) % count];
            worker.pass(args.seed.wrapping_add(round as u64), round >= args.warmup)?;
            bar.inc(1);
        }
    }
    let machine = machine();
    let rows: Vec<Row> = workers.into_iter().map(|worker| worker.finish(&machine)).collect::<Result<_>>()?;
    bar.finish_and_clear();
    if let Some(path) = &args.out {
        write(path, &csv(&rows))?;
        write(&path.with_extension("svg"), &picture(&rows))?;
    }
    let method = format!(
        "{machine}\n{} articles, {} tokens, {} statements, {} scored pairs; {} warm-up and {} timed passes each, in turn; one process each\n\n",
        rows[0].profile.articles,
        rows[0].profile.tokens,
        rows[0].profile.statements,
        rows[0].profile.pairs,
        args.warmup,
        args.repetitions
    );
    Output::new().write((method + &table(&rows)).as_bytes()).context("standard output")?;
    Ok(Outcome::Done)
}

/// Every engine with every number of threads and every batch size.
fn jobs(args: &BenchArgs) -> Result<Vec<Job>> {
    let folder = Shelves::of_environment().find(&args.model)?;
    let candidates: Vec<Candidate> = match args.engines.is_empty() {
        true => Candidate::ALL.to_vec(),
        false => args.engines.iter().map(|name| name.parse()).collect::<crate::error::Result<_>>()?,
    };
    let mut threads: Vec<usize> = args.threads.iter().map(|n| n.get()).collect();
    if threads.is_empty() {
        threads = vec![1, threads_of_machine()];
        threads.dedup();
    }
    let batches: Vec<Option<usize>> = match args.batch_tokens.is_empty() {
        true => vec![None],
        false => args.batch_tokens.iter().map(|n| Some(n.get())).collect(),
    };
    let mut jobs = Vec::new();
    for candidate in candidates {
        for threads in &threads {
            for batch_tokens in &batches {
                let (folder, inputs) = (folder.clone(), args.inputs.clone());
                jobs.push(Job {
                    folder,
                    candidate,
                    threads: *threads,
                    batch_tokens: *batch_tokens,
                    inputs,
                    limit: args.limit.map(usize::from),
                    seed: args.seed,
                });
            }
        }
    }
    Ok(jobs)
}

fn write(path: &Path, text: &str) -> Result<()> {
    Ok(fs::write(path, text).map_err(|e| Error::io(path, "write", e))?)
}
