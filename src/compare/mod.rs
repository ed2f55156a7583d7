//! Comparison: how speakers, or groups of them, present actors over a corpus, how sure that is, where portrayals differ, how they moved.
//!
//! The unit of inference is the story: statements of one story are no independent evidence. Everything here is a function of a
//! [`Corpus`] and options; `docs/compare.md` says what the numbers mean.

mod agreement;
mod cluster;
mod discovery;
mod files;
mod gather;
mod interval;
mod matrix;
mod methods;
mod network;
mod options;
mod pairs;
mod period;
mod permutation;
mod spread;
mod terminal;
mod timeline;
mod verdict;
mod xml;

use crate::corpus::Corpus;

pub(crate) use files::{actors as actors_csv, matrix as matrix_csv, pairs as pairs_csv, timeline as timeline_csv};
pub(crate) use gather::{Group, Tally};
pub(crate) use interval::Estimate;
pub(crate) use matrix::Cell;
pub(crate) use methods::methods;
pub(crate) use network::{gexf, graphml};
pub(crate) use options::{By, CompareOptions, Counting, Filter};
pub(crate) use pairs::{Difference, Family};
pub(crate) use period::{Day, Period};
pub(crate) use spread::{Example, Spread};
pub(crate) use terminal::terminal;
pub(crate) use timeline::Moment;
pub(crate) use verdict::Verdict;

/// A comparison. Actors, statements and stances are indices into the corpus, groups into [`Self::groups`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison {
    /// Who is compared, by id.
    pub groups: Vec<Group>,
    /// Group x actor, by both; only cells with a row.
    pub cells: Vec<Cell>,
    /// Every two groups that portray one actor in at least five stories each, by actor.
    pub differences: Vec<Difference>,
    /// What was tested together.
    pub family: Family,
    /// By actor.
    pub spreads: Vec<Spread>,
    /// By actor, group (all of them together first) and period.
    pub moments: Vec<Moment>,
    /// What was counted and what was not.
    pub tally: Tally,
}

/// Compares. A corpus without rows gives empty lists.
pub(crate) fn compare(corpus: &Corpus, options: &CompareOptions) -> Comparison {
    let gathered = gather::gather(corpus, options);
    let cells = matrix::cells(&gathered, options);
    let (differences, family) = pairs::differences(&gathered, &cells, options);
    let spreads = spread::spreads(corpus, &gathered, &cells, options);
    let moments = timeline::moments(&gathered, options);
    Comparison { groups: gathered.groups, cells, differences, family, spreads, moments, tally: gathered.tally }
}

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;
