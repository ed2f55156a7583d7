//! `standpoint report`.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::report_args::ReportArgs;
use super::review::add_texts;
use super::{Outcome, console};
use crate::charts::charts;
use crate::compare::{compare, methods};
use crate::corpus::{self, Corpus};
use crate::error::Error;
use crate::page::Page;
use crate::page::view::View;

/// A page of more bytes than this is a burden for a browser.
const LARGE: usize = 40_000_000;

pub(super) fn run(args: &ReportArgs) -> Result<Outcome> {
    let mut corpus = corpus::open_with(&args.input, args.chosen.identities.as_deref())?;
    let failed = texts(&mut corpus, args);
    let options = args.chosen.options();
    let comparison = compare(&corpus, &options);
    let audit = args.chosen.audited(&corpus)?;
    let view = View::of(&corpus, &comparison, methods(&corpus, &comparison, &options, audit.as_deref()));
    let page = Page::new(&corpus, &view, &args.title, audit.as_deref()).html();
    write(&args.out, page.as_bytes())?;
    if let Some(folder) = &args.charts {
        fs::create_dir_all(folder).map_err(|error| Error::io(folder, "create", error))?;
        for chart in charts(&corpus, &view)? {
            write(&folder.join(&chart.name), &chart.bytes)?;
        }
    }
    let without = corpus.articles.iter().filter(|article| article.text.is_none()).count();
    if without > 0 {
        console::note(&format!(
            "{without} articles without their text: their statements stand alone; give it with --texts"
        ));
    }
    if page.len() > LARGE {
        console::note(&format!(
            "the page has {} MB: a browser may be slow with it; report on fewer articles",
            page.len() / 1_000_000
        ));
    }
    Ok(if failed > 0 { Outcome::Partly } else { Outcome::Done })
}

/// Adds the texts that were not kept. Returns how many inputs that were asked for failed.
fn texts(corpus: &mut Corpus, args: &ReportArgs) -> usize {
    if !args.texts.is_empty() {
        return add_texts(corpus, &args.texts);
    }
    let there = scored(&args.input).into_iter().filter(|input| Path::new(input).exists()).collect::<Vec<_>>();
    if !there.is_empty() && corpus.articles.iter().any(|article| article.text.is_none()) {
        // Nobody asked for these: what is not as it was is told, and the statement stands alone.
        add_texts(corpus, &there);
    }
    0
}

/// The inputs that `run.json` names.
fn scored(folder: &Path) -> Vec<String> {
    let run = fs::read(folder.join("run.json"))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    let inputs = run.as_ref().and_then(|run| run["options"]["inputs"].as_array());
    inputs.into_iter().flatten().filter_map(|input| input.as_str().map(str::to_owned)).collect()
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    Ok(fs::write(path, bytes).map_err(|error| Error::io(path, "write", error))?)
}
