//! How far portrayals of one actor lie apart, with words from each side.

use std::collections::BTreeMap;

use super::agreement::agreement;
use super::gather::{Gathered, Portrayal};
use super::matrix::Cell;
use super::options::CompareOptions;
use crate::aggregate::share;
use crate::corpus::Corpus;
use crate::random::SplitMix64;
use crate::stance::Stance;

/// A statement that shows a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Example {
    /// Favorable or unfavorable.
    pub side: Stance,
    /// Whether it was drawn; else it is the one of the highest probability.
    pub random: bool,
    /// Index into the corpus's stances.
    pub stance: usize,
}

/// How far portrayals of an actor agree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spread {
    /// The actor.
    pub actor: usize,
    /// Groups with a counted portrayal.
    pub n_groups: usize,
    /// Counted portrayals.
    pub n_counted: usize,
    /// Their stories.
    pub n_stories: usize,
    /// Mean of the groups' means, each group once.
    pub mean: Option<f64>,
    /// Van der Eijk's A over unfavorable, neutral and favorable, every group with the weight of one.
    pub agreement: Option<f64>,
    /// The same with every portrayal counted once.
    pub agreement_statements: Option<f64>,
    /// Variance of the groups' means (n - 1 below); `None` of one group.
    pub variance: Option<f64>,
    /// The surest and a random portrayal of either side; a side of one portrayal has the surest alone.
    pub examples: Vec<Example>,
}

/// By actor; actors without a counted portrayal are left out.
pub(super) fn spreads(corpus: &Corpus, gathered: &Gathered, cells: &[Cell], options: &CompareOptions) -> Vec<Spread> {
    let mut by_actor: BTreeMap<usize, (Vec<&Portrayal>, Vec<&Cell>)> = BTreeMap::new();
    gathered.counted().for_each(|p| by_actor.entry(p.actor).or_default().0.push(p));
    for cell in cells.iter().filter(|cell| cell.n_counted > 0) {
        by_actor.entry(cell.actor).or_default().1.push(cell);
    }
    by_actor.into_iter().map(|(actor, (of, cells))| spread(corpus, actor, &of, &cells, options.seed)).collect()
}

fn spread(corpus: &Corpus, actor: usize, of: &[&Portrayal], cells: &[&Cell], seed: u64) -> Spread {
    let means: Vec<f64> = cells.iter().filter_map(|cell| cell.estimate.mean).collect();
    let mean = (!means.is_empty()).then(|| means.iter().sum::<f64>() / means.len() as f64);
    let squares = |m: f64| means.iter().map(|x| (x - m) * (x - m)).sum::<f64>();
    let variance = mean.filter(|_| means.len() > 1).map(|m| squares(m) / (means.len() - 1) as f64);
    let mut groups = [0.0; 3];
    for shares in cells.iter().filter_map(|cell| cell.shares) {
        let each = [shares.unfavorable, shares.neutral, shares.favorable];
        // Mixed portrayals are in no category: the rest of a group stands for the whole of it.
        let sum: f64 = each.iter().sum();
        if sum > 0.0 {
            groups.iter_mut().zip(each).for_each(|(all, share)| *all += share / sum);
        }
    }
    let mut statements = [0.0; 3];
    of.iter().filter(|p| p.label != Stance::Mixed).for_each(|p| statements[share::place(p.label)] += 1.0);
    let stories: std::collections::BTreeSet<usize> = of.iter().map(|p| p.story).collect();
    let sides = [Stance::Favorable, Stance::Unfavorable];
    Spread {
        actor,
        n_groups: cells.len(),
        n_counted: of.len(),
        n_stories: stories.len(),
        mean,
        agreement: agreement(&groups),
        agreement_statements: agreement(&statements),
        variance,
        examples: sides.into_iter().flat_map(|side| examples(corpus, actor, of, side, seed)).collect(),
    }
}

fn examples(corpus: &Corpus, actor: usize, of: &[&Portrayal], side: Stance, seed: u64) -> Vec<Example> {
    let certainty = |p: &Portrayal| corpus.stances[p.stance].probabilities[share::place(side)];
    let mut of: Vec<&&Portrayal> = of.iter().filter(|p| p.label == side).collect();
    of.sort_by(|a, b| certainty(b).total_cmp(&certainty(a)).then(a.stance.cmp(&b.stance)));
    let Some((surest, rest)) = of.split_first() else { return Vec::new() };
    let mut out = vec![Example { side, random: false, stance: surest.stance }];
    if !rest.is_empty() {
        // The draw for one actor does not depend on the other actors.
        let mut random = SplitMix64::new(seed ^ name_number(&corpus.actors[actor].id));
        let drawn = rest[random.below(rest.len())];
        out.push(Example { side, random: true, stance: drawn.stance });
    }
    out
}

/// A number of a name (FNV-1a: Fowler, Noll and Vo, draft-eastlake-fnv, section 2).
fn name_number(name: &str) -> u64 {
    name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}
