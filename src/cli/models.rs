//! `standpoint models`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Outcome;
use super::console::{self, Output};
use super::shelf::Shelves;
use crate::model::Model;

/// Lists the models with one line each: id, engine, size, sha256, folder. A model whose files are not those of its manifest is an
/// error line.
pub(super) fn run() -> Result<Outcome> {
    let shelves = Shelves::of_environment();
    let found = shelves.models();
    let mut output = Output::new();
    let (mut good, mut bad) = (0, 0);
    for folder in &found {
        match Model::open(folder, None) {
            Ok(model) => {
                good += 1;
                output.write(line(&model, folder).as_bytes()).context("standard output")?;
            }
            Err(error) => {
                bad += 1;
                console::error(&error.to_string());
            }
        }
    }
    match (good, bad) {
        (0, 0) => {
            let looked: Vec<String> = shelves.folders().iter().map(|shelf| shelf.display().to_string()).collect();
            bail!("no model: looked in {}", looked.join(", "))
        }
        (0, _) => Ok(Outcome::Nothing),
        (_, 0) => Ok(Outcome::Done),
        _ => Ok(Outcome::Partly),
    }
}

fn line(model: &Model, folder: &Path) -> String {
    let manifest = model.manifest();
    let megabytes = size(folder) as f64 / 1e6;
    format!(
        "{}  {}  {megabytes:.1} MB  sha256 {}  verified  {}\n",
        manifest.id,
        model.engine_name(),
        manifest.sha256(),
        folder.display()
    )
}

/// The bytes of the files that lie in the folder itself: the recipe in its subfolder is no part of the model.
fn size(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries
        .flatten()
        .filter_map(|entry| entry.metadata().ok())
        .filter(|data| data.is_file())
        .map(|data| data.len())
        .sum()
}
