//! `standpoint store info`, `verify` and `export`.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::flags::{ExportAs, ExportFlags, StoreArgs, StoreVerb};
use crate::cli::Outcome;
use crate::cli::console::{self, Output};
use crate::cli::whole::write_whole;
use crate::corpus::{Corpus, STORE_FORM, Store};
use crate::error::Error;
use crate::report::Listing;

pub(in crate::cli) fn run(args: &StoreArgs) -> Result<Outcome> {
    match &args.verb {
        StoreVerb::Info { store } => info(store),
        StoreVerb::Verify { store } => verify(store),
        StoreVerb::Export(flags) => export(flags),
    }
}

fn info(path: &Path) -> Result<Outcome> {
    let store = Store::open(path)?;
    let mut corpus = store.corpus()?;
    let corrections = store.corrections()?;
    let stale = corpus.apply(&corrections).len();
    corpus.fold_stories();
    let distinct = |ids: &mut dyn Iterator<Item = &String>| ids.collect::<BTreeSet<_>>().len();
    let stories = distinct(&mut corpus.articles.iter().map(|article| &article.story));
    let quotations = distinct(&mut corpus.statements.iter().map(|entry| &entry.quotation));
    let outlets = distinct(&mut corpus.articles.iter().filter_map(|article| article.outlet.as_ref()));
    let dates: BTreeSet<&str> = corpus.articles.iter().filter_map(|article| article.date.as_deref()).collect();
    let undated = corpus.articles.iter().filter(|article| article.date.is_none()).count();
    let dates = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) => format!("{first} to {last}, {undated} without"),
        _ => "none".to_owned(),
    };
    let mut lines = vec![
        ("form", STORE_FORM.to_string()),
        ("articles", corpus.articles.len().to_string()),
        ("stories", format!("{stories} (copies of one story count once)")),
        ("outlets", outlets.to_string()),
        ("dates", dates),
        ("speakers", corpus.speakers.len().to_string()),
        ("actors", corpus.actors.len().to_string()),
        ("statements", format!("{} ({quotations} quotations)", corpus.statements.len())),
        ("stances", corpus.stances.len().to_string()),
        ("abstained", corpus.stances.iter().filter(|row| row.abstained).count().to_string()),
        ("corrections", format!("{} ({stale} of what is gone)", corrections.len())),
        ("runs", store.n_runs()?.to_string()),
    ];
    for origin in &corpus.origins {
        let sha256 = origin.model_sha256.get(..12).unwrap_or(&origin.model_sha256);
        lines.push((
            "scored by",
            format!("standpoint {}, {} {sha256}, {}", origin.version, origin.model, origin.engine),
        ));
    }
    let text: String = lines.iter().map(|(name, value)| format!("{name:<12} {value}\n")).collect();
    Output::new().write(text.as_bytes()).context("standard output")?;
    Ok(Outcome::Done)
}

fn verify(path: &Path) -> Result<Outcome> {
    let wrong = Store::open(path)?.verify()?;
    wrong.iter().for_each(|line| console::error(&format!("store {}: {line}", path.display())));
    if wrong.is_empty() {
        Output::new().write(format!("{}: whole\n", path.display()).as_bytes()).context("standard output")?;
        return Ok(Outcome::Done);
    }
    Ok(Outcome::Nothing)
}

fn export(flags: &ExportFlags) -> Result<Outcome> {
    let store = Store::open(&flags.store)?;
    let mut corpus = store.corpus()?;
    let corrections = store.corrections()?;
    let _ = corpus.apply(&corrections);
    corpus.fold_stories();
    match (flags.format, &flags.out) {
        (ExportAs::Jsonl, None) => {
            Output::new().write(&corpus.json_lines()).context("standard output")?;
        }
        (ExportAs::Jsonl, Some(out)) => {
            create(out)?;
            write(&out.join("articles.jsonl"), &corpus.json_lines())?;
        }
        (ExportAs::Csv, None) => anyhow::bail!("--format csv writes several files: give --out DIR"),
        (ExportAs::Parquet, None) => anyhow::bail!("--format parquet writes several files: give --out DIR"),
        (ExportAs::Csv, Some(out)) => folder(&corpus, out, |table| {
            let (file, bytes) = table.csv();
            write(&out.join(file), &bytes)
        })?,
        (ExportAs::Parquet, Some(out)) => folder(&corpus, out, |table| {
            let path = out.join(format!("{}.parquet", table.name));
            Ok(write_whole(&path, |file| table.parquet(file))?)
        })?,
    }
    if let Some(out) = flags.out.as_ref().filter(|_| !corrections.is_empty()) {
        write(&out.join("corrections.jsonl"), crate::review::correction_lines(&corrections).as_bytes())?;
    }
    Ok(Outcome::Done)
}

/// The tables of `score`, which story and quotation each row belongs to, the texts, and what scored them.
fn folder(corpus: &Corpus, out: &Path, write_table: impl Fn(Listing<'_>) -> Result<()>) -> Result<()> {
    create(&out.join("text"))?;
    for table in corpus.tables().into_iter().chain(corpus.folded()) {
        write_table(table)?;
    }
    for article in &corpus.articles {
        if let Some(text) = &article.text {
            write(&out.join("text").join(format!("{}.txt", article.id)), text.as_bytes())?;
        }
    }
    let origin = |of: &crate::corpus::Origin| json!({ "version": of.version, "model": of.model, "model_sha256": of.model_sha256, "engine": of.engine });
    let origins: Vec<Value> = corpus.origins.iter().map(origin).collect();
    let mut run = origins.first().cloned().unwrap_or_else(|| json!({}));
    run["origins"] = Value::Array(origins);
    write(&out.join("run.json"), format!("{run:#}\n").as_bytes())
}

fn create(path: &Path) -> Result<()> {
    Ok(fs::create_dir_all(path).map_err(|e| Error::io(path, "create", e))?)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    Ok(write_whole(path, |file| file.write_all(bytes))?)
}
