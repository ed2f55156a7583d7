//! `standpoint compare`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Outcome;
use super::compare_args::{CompareArgs, ComparisonArgs};
use super::console::{self, Output};
use crate::compare::{self, Comparison};
use crate::corpus::{self, Corpus};
use crate::error::Error;
use crate::report;

pub(super) fn run(args: &CompareArgs) -> Result<Outcome> {
    let (corpus, comparison) = compared(&args.input, &args.comparison)?;
    let Some(out) = &args.out else {
        Output::new().write(compare::table(&corpus, &comparison).as_bytes()).context("standard output")?;
        return Ok(Outcome::Done);
    };
    fs::create_dir_all(out).map_err(|error| Error::io(out, "create", error))?;
    let write = |name: &str, bytes: &[u8]| {
        let path = out.join(name);
        fs::write(&path, bytes).map_err(|error| Error::io(&path, "write", error))
    };
    let bom = if args.bom { report::BOM } else { &[] };
    for (name, bytes) in compare::tables(&corpus, &comparison) {
        write(name, &[bom, &bytes].concat())?;
    }
    write("network.graphml", compare::graphml(&corpus, &comparison, args.min_weight).as_bytes())?;
    write("network.gexf", compare::gexf(&corpus, &comparison, args.min_weight).as_bytes())?;
    write("methods.txt", comparison.methods.as_bytes())?;
    let differing = comparison.differences.iter().filter(|one| one.differs).count();
    console::note(&format!(
        "{}: {} pairs of a speaker and an actor, {} comparisons, portrayals differ in {differing}",
        out.display(),
        comparison.pairs.len(),
        comparison.differences.len()
    ));
    Ok(Outcome::Done)
}

/// Opens what was scored and compares what of it is asked for.
pub(super) fn compared(input: &Path, args: &ComparisonArgs) -> Result<(Corpus, Comparison)> {
    let mut corpus = corpus::open(input)?;
    let (filter, settings) = (args.filter(), args.settings());
    filter.apply(&mut corpus);
    let voices = compare::regrouped(&mut corpus, settings.by);
    let mut comparison = compare::compare(&corpus, &voices, &settings);
    if let Some(selection) = filter.words() {
        comparison.methods.push_str(&format!("\n{selection}"));
    }
    Ok((corpus, comparison))
}
