//! `standpoint audit`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::flags::AuditArgs;
use super::{create, read, write};
use crate::audit::{Codings, Key, Settings, confusion_csv, corrected_csv, measures_csv, outcome, words};
use crate::cli::console::Output;
use crate::cli::{Outcome, console};
use crate::error::Error;

pub(in crate::cli) fn run(args: &AuditArgs) -> Result<Outcome> {
    let key = Key::of_json(&args.key.display().to_string(), &read(&args.key)?)?;
    let (scored, coded): (Vec<&PathBuf>, Vec<&PathBuf>) =
        args.inputs.iter().partition(|path| crate::corpus::is_scored(path));
    let corpus = match scored.as_slice() {
        [] => None,
        [one] => Some(crate::corpus::open(one)?),
        [_, second, ..] => bail!("{}: the corpus is given twice", second.display()),
    };
    let mut codings = Codings::default();
    let mut failed = 0;
    let sheets = sheets(&coded)?;
    for (coder, path) in &sheets {
        let errors = codings.add(&path.display().to_string(), coder, &read(path)?, &key)?;
        errors.iter().for_each(|error| console::error(&error.to_string()));
        failed += errors.len();
    }
    if codings.coders().is_empty() {
        bail!("no row and no article is coded in {}", list(&sheets));
    }
    let settings = Settings { seed: args.seed, precision: args.precision / 100.0 };
    let outcome = outcome(&key, &codings, corpus.as_ref(), settings);
    for gone in &outcome.gone {
        console::error(&format!("{}: a row of the key is not there as it was scored: {gone}", scored[0].display()));
    }
    let text = words(&outcome, &key, settings);
    match &args.out {
        None => Output::new().write(text.as_bytes()).context("standard output")?,
        Some(out) => {
            create(out)?;
            write(&out.join("audit.txt"), &text)?;
            write(&out.join("audit.csv"), measures_csv(&outcome, &key))?;
            write(&out.join("confusion.csv"), confusion_csv(&outcome))?;
            if let Some(corpus) = &corpus {
                write(&out.join("corrected.csv"), corrected_csv(&outcome, corpus))?;
            }
        }
    }
    Ok(if failed + outcome.gone.len() == 0 { Outcome::Done } else { Outcome::Partly })
}

/// Each sheet with its coder: the folder it lies in is the coder's, and a file that is given by itself is named after its folder or,
/// where several share one, after itself.
fn sheets(inputs: &[&PathBuf]) -> Result<Vec<(String, PathBuf)>> {
    let mut out = Vec::new();
    for input in inputs {
        if input.is_dir() {
            let inside: Vec<PathBuf> = ["rows.csv", "articles.csv"]
                .iter()
                .map(|name| input.join(name))
                .filter(|path| path.is_file())
                .collect();
            if inside.is_empty() {
                let expected = "a folder with rows.csv or articles.csv, or one that score --out wrote";
                return Err(Error::input(input.display().to_string(), expected, "neither").into());
            }
            out.extend(inside.into_iter().map(|path| (name(input), path)));
        } else {
            let known = ["rows.csv", "articles.csv"].iter().any(|name| input.ends_with(name));
            let parent = input.parent().filter(|parent| known && parent.file_name().is_some());
            out.push((parent.map_or_else(|| stem(input), name), (*input).clone()));
        }
    }
    Ok(out)
}

fn name(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    whole.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// `anna-rows.csv` and `anna-articles.csv` are both of `anna`.
fn stem(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let short = stem.strip_suffix("-rows").or_else(|| stem.strip_suffix("-articles"));
    short.map_or(stem.clone(), str::to_owned)
}

fn list(sheets: &[(String, PathBuf)]) -> String {
    sheets.iter().map(|(_, path)| path.display().to_string()).collect::<Vec<_>>().join(", ")
}
