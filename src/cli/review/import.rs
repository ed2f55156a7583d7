//! `standpoint import`.

use std::path::Path;

use anyhow::{Result, bail};

use super::flags::ImportArgs;
use super::{create, read, write};
use crate::cli::{Outcome, console};
use crate::corpus::{Corpus, Correction, Store};
use crate::error::Error;
use crate::report::Listing;
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
    let mut corpus = crate::corpus::open(&args.store)?;
    let folder = match (&args.out, crate::corpus::is_store(&args.store)) {
        (Some(out), false) => Some(other_folder(out, &args.store)?),
        (None, true) => None,
        (Some(_), true) => bail!("--out is for folders: the store {} keeps corrections itself", args.store.display()),
        (None, false) => bail!("give --out DIR: the folder {} stays as it was scored", args.store.display()),
    };
    let stale = corpus.apply(&corrections);
    for gone in &stale {
        let record = &corrections[gone.correction].record;
        console::error(&format!("{record}: {}", gone.why));
    }
    if records == 0 || (corrections.len() == stale.len() && !(corrections.is_empty() && failed == 0)) {
        bail!("no correction could be applied; nothing was written");
    }
    let live = |place: &usize| stale.iter().all(|gone| gone.correction != *place);
    let kept: Vec<Correction> = (0..corrections.len()).filter(live).map(|place| corrections[place].clone()).collect();
    match folder {
        Some(out) => write_folder(&corpus, &args.store, out, &kept)?,
        None => Store::open(&args.store)?.put_corrections(&kept)?,
    }
    console::note(&format!("{} corrections from {records} records, {} stale", kept.len(), stale.len()));
    Ok(if failed + stale.len() == 0 { Outcome::Done } else { Outcome::Partly })
}

/// The folder for corrected tables, which is not the scored one.
fn other_folder<'o>(out: &'o Path, scored: &Path) -> Result<&'o Path> {
    if out.canonicalize().is_ok_and(|out| scored.canonicalize().is_ok_and(|scored| out == scored)) {
        let expected = "another folder than the one that was scored";
        return Err(Error::input(out.display().to_string(), expected, "the same").into());
    }
    Ok(out)
}

/// Writes the corrected tables, with the texts, the run and all corrections so far.
fn write_folder(corpus: &Corpus, scored: &Path, out: &Path, kept: &[Correction]) -> Result<()> {
    create(out)?;
    for (file, bytes) in corpus.tables().map(Listing::csv) {
        write(&out.join(file), bytes)?;
    }
    for article in &corpus.articles {
        if let Some(text) = &article.text {
            create(&out.join("text"))?;
            write(&out.join("text").join(format!("{}.txt", article.id)), text)?;
        }
    }
    if let Ok(run) = read(&scored.join("run.json")) {
        write(&out.join("run.json"), run)?;
    }
    let before = read(&scored.join("corrections.jsonl")).unwrap_or_default();
    write(&out.join("corrections.jsonl"), [before, correction_lines(kept).into_bytes()].concat())?;
    Ok(())
}
