//! How each group presents each actor.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::gather::{Excluded, Gathered, Portrayal};
use super::interval::{Estimate, Units, estimate};
use super::options::{By, CompareOptions};
use crate::aggregate::{Shares, share};

/// How one group presents one actor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// Index into the groups.
    pub group: usize,
    /// Index into the corpus's actors.
    pub actor: usize,
    /// Portrayals, repeats folded, counted or not.
    pub n_statements: usize,
    /// Of these, counted in the mean.
    pub n_counted: usize,
    /// Articles of the counted.
    pub n_articles: usize,
    /// Stories of the counted.
    pub n_stories: usize,
    /// Outlets of the counted, where they are known.
    pub n_outlets: usize,
    /// Speakers of the counted.
    pub n_speakers: usize,
    /// Left out because the model abstained.
    pub n_abstained: usize,
    /// Left out as somebody else's view.
    pub n_reported: usize,
    /// Left out as denied.
    pub n_denied: usize,
    /// Left out as about a thing.
    pub n_modifier: usize,
    /// The mean, its interval and verdict.
    pub estimate: Estimate,
    /// Shares of the counted; `None` if none is.
    pub shares: Option<Shares>,
    /// The counted portrayals: indices into the corpus's stances, in order.
    pub stances: Vec<usize>,
}

/// The cells in order.
pub(super) fn cells(gathered: &Gathered, options: &CompareOptions) -> Vec<Cell> {
    let mut cells: BTreeMap<(usize, usize), Vec<&Portrayal>> = BTreeMap::new();
    for portrayal in &gathered.portrayals {
        cells.entry((portrayal.group, portrayal.actor)).or_default().push(portrayal);
    }
    let cells: Vec<_> = cells.into_iter().collect();
    cells.into_par_iter().map(|((group, actor), of)| cell(group, actor, &of, options)).collect()
}

fn cell(group: usize, actor: usize, of: &[&Portrayal], options: &CompareOptions) -> Cell {
    let counted: Vec<&Portrayal> = of.iter().copied().filter(|p| p.excluded.is_none()).collect();
    let excluded = |why: Excluded| of.iter().filter(|p| p.excluded == Some(why)).count();
    let distinct =
        |key: fn(&Portrayal) -> Option<usize>| counted.iter().filter_map(|p| key(p)).collect::<BTreeSet<usize>>().len();
    let mut tally = share::tally();
    counted.iter().for_each(|p| tally[share::place(p.label)] += 1.0);
    let units = Units::of(counted.iter().copied());
    Cell {
        group,
        actor,
        n_statements: of.len(),
        n_counted: counted.len(),
        n_articles: distinct(|p| Some(p.article)),
        n_stories: units.stories,
        n_outlets: distinct(|p| p.outlet),
        n_speakers: units.speakers,
        n_abstained: excluded(Excluded::Abstained),
        n_reported: excluded(Excluded::Reported),
        n_denied: excluded(Excluded::Denied),
        n_modifier: excluded(Excluded::Modifier),
        estimate: estimate(&units, options.by != By::Speaker, options.seed),
        shares: share::shares(&tally),
        stances: counted.iter().map(|p| p.stance).collect(),
    }
}
