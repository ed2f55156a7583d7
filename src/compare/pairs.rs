//! Where the portrayals of two groups differ.

use std::collections::BTreeMap;

use ndarray::Array2;
use rayon::prelude::*;

use super::cluster::robust;
use super::discovery::adjusted;
use super::gather::{Gathered, Portrayal};
use super::interval::{MIN_STORIES, Method};
use super::matrix::Cell;
use super::options::CompareOptions;
use super::period::Day;
use super::permutation::{Block, permuted};
use crate::aggregate::{CONFIDENCE, t_quantile};

/// The rate of false discoveries at which a difference is called one.
pub(crate) const RATE: f64 = 0.05;

/// What became of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Tested.
    Tested,
    /// No arrangement of its stories could reach significance.
    OutOfReach,
}

impl std::fmt::Display for Fate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Tested => "tested",
            Self::OutOfReach => "cannot reach significance",
        })
    }
}

/// Two groups on one actor, with at least five stories each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    /// The groups, the first by id first.
    pub groups: [usize; 2],
    /// The actor.
    pub actor: usize,
    /// Counted portrayals of each.
    pub n_counted: [usize; 2],
    /// Stories of each.
    pub n_stories: [usize; 2],
    /// Stories in which both portray the actor.
    pub n_shared: usize,
    /// Means of each.
    pub means: [f64; 2],
    /// Mean of the first minus mean of the second, in -2..2.
    pub difference: f64,
    /// 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// How the interval was made.
    pub method: Method,
    /// Permutation p.
    pub p: Option<f64>,
    /// The smallest p that its stories allow.
    pub least_p: Option<f64>,
    /// Whether all arrangements were looked at.
    pub exact: bool,
    /// p adjusted over the family; `None` where it was not tested.
    pub q: Option<f64>,
    /// Whether it was tested.
    pub fate: Fate,
}

impl Difference {
    /// Whether the portrayals differ at the false discovery rate [`RATE`].
    pub(crate) fn differs(&self) -> bool {
        self.q.is_some_and(|q| q <= RATE)
    }
}

/// The family of tests that p values are adjusted over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Family {
    /// Pairs with a counted portrayal of one actor by both.
    pub pairs: usize,
    /// Of these, with fewer than five stories on a side.
    pub too_few: usize,
    /// Of these, where no arrangement could reach significance.
    pub out_of_reach: usize,
    /// Of these, tested: what is adjusted over.
    pub tested: usize,
    /// Of these, called different.
    pub different: usize,
}

/// What one group says of one actor in one story.
#[derive(Debug, Clone, Copy)]
struct Told {
    story: usize,
    sum: f64,
    count: f64,
    /// The month in which the story began; `None` without a date.
    month: Option<i32>,
}

/// The differences, by actor and groups, and their family.
pub(super) fn differences(gathered: &Gathered, cells: &[Cell], options: &CompareOptions) -> (Vec<Difference>, Family) {
    let mut portrayals: BTreeMap<(usize, usize), Vec<&Portrayal>> = BTreeMap::new();
    for p in gathered.counted() {
        portrayals.entry((p.actor, p.group)).or_default().push(p);
    }
    let stories: BTreeMap<(usize, usize), Vec<Told>> =
        portrayals.into_iter().map(|(place, of)| (place, by_story(of))).collect();
    let mut places: BTreeMap<usize, Vec<&Cell>> = BTreeMap::new();
    let (mut all, mut by_actor) = (0, BTreeMap::new());
    for cell in cells.iter().filter(|cell| cell.n_counted > 0) {
        let before = by_actor.entry(cell.actor).or_insert(0_usize);
        all += *before;
        *before += 1;
        if cell.n_stories >= MIN_STORIES {
            places.entry(cell.actor).or_default().push(cell);
        }
    }
    let pairs: Vec<(&Cell, &Cell)> = places
        .values()
        .flat_map(|of| of.iter().enumerate().flat_map(|(i, a)| of[i + 1..].iter().map(|b| (*a, *b))))
        .collect();
    let of = |cell: &Cell| stories[&(cell.actor, cell.group)].as_slice();
    let mut found: Vec<Difference> =
        pairs.par_iter().map(|(a, b)| difference([a, b], [of(a), of(b)], options.seed)).collect();
    let tested: Vec<usize> = (0..found.len()).filter(|at| found[*at].fate == Fate::Tested).collect();
    let p: Vec<f64> = tested.iter().filter_map(|at| found[*at].p).collect();
    for (at, q) in tested.iter().zip(adjusted(&p)) {
        found[*at].q = Some(q);
    }
    let count = |fate: Fate| found.iter().filter(|d| d.fate == fate).count();
    let family = Family {
        pairs: all,
        too_few: all - found.len(),
        out_of_reach: count(Fate::OutOfReach),
        tested: count(Fate::Tested),
        different: found.iter().filter(|d| d.differs()).count(),
    };
    (found, family)
}

/// By story.
fn by_story(mut of: Vec<&Portrayal>) -> Vec<Told> {
    of.sort_by_key(|p| p.story);
    let mut out: Vec<Told> = Vec::new();
    for p in of {
        let month = p.day.map(Day::month);
        match out.last_mut().filter(|told| told.story == p.story) {
            Some(told) => {
                told.sum += p.score;
                told.count += 1.0;
                told.month = [told.month, month].into_iter().flatten().min();
            }
            None => out.push(Told { story: p.story, sum: p.score, count: 1.0, month }),
        }
    }
    out
}

fn difference(cells: [&Cell; 2], stories: [&[Told]; 2], seed: u64) -> Difference {
    let means = cells.map(|cell| cell.estimate.mean.unwrap_or_default());
    let told = together(stories);
    let shared = told.iter().filter(|of| of[0].is_some() && of[1].is_some()).count();
    let mut out = Difference {
        groups: cells.map(|cell| cell.group),
        actor: cells[0].actor,
        n_counted: cells.map(|cell| cell.n_counted),
        n_stories: stories.map(<[Told]>::len),
        n_shared: shared,
        means,
        difference: means[0] - means[1],
        interval: None,
        method: Method::None,
        p: None,
        least_p: None,
        exact: false,
        q: None,
        fate: Fate::OutOfReach,
    };
    (out.interval, out.method) = interval(&told);
    if let Some(test) = permuted(&blocks(&told), seed) {
        (out.p, out.least_p, out.exact) = (Some(test.p), Some(test.least), test.exact);
        out.fate = if test.least <= RATE { Fate::Tested } else { Fate::OutOfReach };
    }
    out
}

/// What each of the two says, story by story: both are sorted by story.
fn together([mut a, mut b]: [&[Told]; 2]) -> Vec<[Option<Told>; 2]> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    loop {
        let (first, second) = (a.first(), b.first());
        let story = match (first, second) {
            (Some(x), Some(y)) => x.story.min(y.story),
            (Some(only), None) | (None, Some(only)) => only.story,
            (None, None) => return out,
        };
        let of = [first, second].map(|told| told.copied().filter(|told| told.story == story));
        a = &a[usize::from(of[0].is_some())..];
        b = &b[usize::from(of[1].is_some())..];
        out.push(of);
    }
}

/// A block for each story of each group. Where both speak in one story they are exchanged inside it, for they speak of the same events;
/// else inside the month; stories without a date inside each other.
fn blocks(told: &[[Option<Told>; 2]]) -> Vec<Block> {
    let mut months: Vec<Option<i32>> = told.iter().flatten().flatten().map(|told| told.month).collect();
    months.sort_unstable();
    months.dedup();
    let mut blocks = Vec::with_capacity(2 * told.len());
    for (at, of) in told.iter().enumerate() {
        let shared = of[0].is_some() && of[1].is_some();
        for (arm, told) in of.iter().enumerate() {
            let Some(told) = told else { continue };
            let month = || months.partition_point(|month| *month < told.month);
            let stratum = if shared { months.len() + at } else { month() };
            blocks.push(Block { stratum, first: arm == 0, sum: told.sum, count: told.count });
        }
    }
    blocks
}

/// The cluster-robust t interval of the difference, for any number of stories: a story in which both speak is one cluster of both.
fn interval(told: &[[Option<Told>; 2]]) -> (Option<(f64, f64)>, Method) {
    let table = |of: fn(&Told) -> f64| {
        Array2::from_shape_fn((told.len(), 2), |(row, arm)| told[row][arm].as_ref().map_or(0.0, of))
    };
    let (sums, counts) = (table(|told| told.sum), table(|told| told.count));
    let found = robust(sums.view(), counts.view(), &[1.0, -1.0]).map(|found| {
        let half = t_quantile(CONFIDENCE, found.df) * found.error;
        (found.estimate - half, found.estimate + half)
    });
    let cut = found.map(|(low, high)| (low.max(-2.0), high.min(2.0)));
    (cut, if cut.is_some() { Method::ClusterT } else { Method::None })
}
