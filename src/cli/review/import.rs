//! `standpoint import`.

use anyhow::{Result, bail};

use super::flags::ImportArgs;
use super::{corpus, create, read, write};
use crate::cli::{Outcome, console};
use crate::corpus::Correction;
use crate::error::Error;
use crate::review::{self, correction_lines};

pub(in crate::cli) fn run(args: &ImportArgs) -> Result<Outcome> {
    let mut corrections: Vec<Correction> = Vec::new();
    let (mut failed, mut records) = (0, 0);
    for path in &args.corrections {
        let reviewed = review::read(&path.display().to_string(), &read(path)?)?;
        reviewed.errors.iter().for_each(|error| console::error(&error.to_string()));
        failed += reviewed.errors.len();
        records += reviewed.records;
        corrections.extend(reviewed.corrections);
    }
    let mut corpus = corpus::open(&args.store)?;
    let Some(out) = &args.out else {
        bail!("give --out DIR: the folder {} stays as it was scored", args.store.display())
    };
    if out.canonicalize().is_ok_and(|out| args.store.canonicalize().is_ok_and(|store| out == store)) {
        let expected = "another folder than the one that was scored";
        return Err(Error::input(out.display().to_string(), expected, "the same").into());
    }
    let stale = corpus.apply(&corrections);
    for gone in &stale {
        let record = &corrections[gone.correction].record;
        console::error(&format!("{record}: {}", gone.why));
    }
    if records == 0 || (corrections.len() == stale.len() && !(corrections.is_empty() && failed == 0)) {
        bail!("no correction could be applied; nothing was written");
    }
    create(out)?;
    for (file, bytes) in corpus.tables() {
        write(&out.join(file), bytes)?;
    }
    for article in &corpus.articles {
        if let Some(text) = &article.text {
            create(&out.join("text"))?;
            write(&out.join("text").join(format!("{}.txt", article.id)), text)?;
        }
    }
    if let Ok(run) = read(&args.store.join("run.json")) {
        write(&out.join("run.json"), run)?;
    }
    let kept: Vec<Correction> = corrections
        .iter()
        .enumerate()
        .filter(|(place, _)| stale.iter().all(|gone| gone.correction != *place))
        .map(|(_, correction)| correction.clone())
        .collect();
    let before = read(&args.store.join("corrections.jsonl")).unwrap_or_default();
    write(&out.join("corrections.jsonl"), [before, correction_lines(&kept).into_bytes()].concat())?;
    console::note(&format!("{} corrections from {records} records, {} stale", kept.len(), stale.len()));
    Ok(if failed + stale.len() == 0 { Outcome::Done } else { Outcome::Partly })
}
