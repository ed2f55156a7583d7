//! `standpoint compare`.

use std::fs;

use anyhow::{Result, bail};
use rayon::prelude::*;

use super::Outcome;
use super::compare_args::CompareArgs;
use super::console::Output;
use crate::compare::{actors_csv, compare, gexf, graphml, matrix_csv, methods, pairs_csv, terminal, timeline_csv};
use crate::corpus::{self, Corpus};
use crate::error::Error;

pub(super) fn run(args: &CompareArgs) -> Result<Outcome> {
    let mut corpora = args.inputs.iter().map(|input| corpus::open_with(input, args.chosen.identities.as_deref()));
    let mut corpus = corpora.next().transpose()?.unwrap_or_default();
    for other in corpora {
        corpus.join(other?)?;
    }
    if args.inputs.len() > 1 {
        // Copies are found inside each input as it is opened; those of one in another only now.
        corpus.fold_stories();
    }
    let options = args.options();
    let audit = args.chosen.audited(&corpus)?;
    let comparison = compare(&corpus, &options);
    if comparison.cells.is_empty() {
        bail!("nothing to compare: {}", nothing(&corpus));
    }
    if let Some(out) = &args.out {
        fs::create_dir_all(out).map_err(|e| Error::io(out, "create", e))?;
        type Written<'a> = (&'static str, Box<dyn Fn() -> Vec<u8> + Sync + 'a>);
        let files: [Written<'_>; 7] = [
            ("matrix.csv", Box::new(|| matrix_csv(&corpus, &comparison))),
            ("pairs.csv", Box::new(|| pairs_csv(&corpus, &comparison))),
            ("actors.csv", Box::new(|| actors_csv(&corpus, &comparison))),
            ("timeline.csv", Box::new(|| timeline_csv(&corpus, &comparison))),
            ("network.graphml", Box::new(|| graphml(&corpus, &comparison, options.by, args.min_weight))),
            ("network.gexf", Box::new(|| gexf(&corpus, &comparison, options.by, args.min_weight))),
            ("methods.txt", Box::new(|| methods(&corpus, &comparison, &options, audit.as_deref()).into_bytes())),
        ];
        files.par_iter().try_for_each(|(name, bytes)| {
            let path = out.join(name);
            fs::write(&path, bytes()).map_err(|e| Error::io(&path, "write", e))
        })?;
    }
    Output::new().write(terminal(&corpus, &comparison, options.by, audit.is_some()).as_bytes())?;
    Ok(Outcome::Done)
}

/// Why nothing was left.
fn nothing(corpus: &Corpus) -> &'static str {
    if corpus.stances.is_empty() {
        "the input holds no stance"
    } else {
        "no portrayal of a known speaker is left by the filters"
    }
}
