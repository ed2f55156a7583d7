//! Whether two means differ by more than chance.

use crate::random::SplitMix64;

/// Up to this many arrangements all are looked at.
pub(crate) const EXACT: usize = 10_000;
/// Above, at most this many are drawn.
pub(crate) const DRAWS: usize = 9_999;
/// Drawing ends when this many were as far apart as what was found.
const ENOUGH: usize = 20;

/// The scores of one arm in one story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Block {
    /// Within what the arms may be exchanged.
    pub stratum: usize,
    /// Whether it is of the first arm.
    pub first: bool,
    /// Sum of its scores.
    pub sum: f64,
    /// Their number, above 0.
    pub count: f64,
}

/// What a permutation test found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Permuted {
    /// Two-sided p value.
    pub p: f64,
    /// The smallest that these blocks allow, however the arms are arranged.
    pub least: f64,
    /// How many arrangements there are; `None` of more than fit.
    pub arrangements: Option<usize>,
    /// Whether all were looked at.
    pub exact: bool,
}

/// Tests the difference of two means by exchanging the arms of whole blocks inside their strata, the number of blocks of each arm in a
/// stratum kept (Good 2005, "Permutation, Parametric and Bootstrap Tests of Hypotheses", sections 3.2 and 6.3). The statistic is the absolute
/// difference of the means over scores.
///
/// All arrangements are looked at where there are at most [`EXACT`]. Else they are drawn until 20 reach what was found, at most
/// [`DRAWS`] times: p is 20 / draws, or (reached + 1) / (draws + 1) if it does not come to that (Besag and Clifford 1991, "Sequential Monte
/// Carlo p-values", Biometrika 78; Phipson and Smyth 2010 on why not reached / draws).
///
/// `None` where an arm has no block.
pub(crate) fn permuted(blocks: &[Block], seed: u64) -> Option<Permuted> {
    let mut sorted = blocks.to_vec();
    sorted.sort_by_key(|block| block.stratum);
    // The first arm's sum and count in a stratum where nothing can be exchanged stay what they are.
    let sum =
        |of: &dyn Fn(&Block) -> f64, first: bool| blocks.iter().filter(|b| b.first || !first).map(of).sum::<f64>();
    let totals = (sum(&|b| b.sum, false), sum(&|b| b.count, false));
    let found = (sum(&|b| b.sum, true), sum(&|b| b.count, true));
    if found.1 <= 0.0 || found.1 >= totals.1 {
        return None;
    }
    let distance = |(s, n): (f64, f64)| (s / n - (totals.0 - s) / (totals.1 - n)).abs();
    let observed = distance(found);
    let arrangements = strata(&sorted)
        .try_fold(1_usize, |all, of| all.checked_mul(choices(of.len(), of.iter().filter(|b| b.first).count())?));
    if let Some(number) = arrangements.filter(|n| *n <= EXACT) {
        let mut all = vec![(0.0, 0.0)];
        for of in strata(&sorted) {
            let each = arranged(of);
            all = all.iter().flat_map(|a| each.iter().map(|b| (a.0 + b.0, a.1 + b.1))).collect();
        }
        let distances: Vec<f64> = all.into_iter().map(distance).collect();
        let share = |from: f64| distances.iter().filter(|d| **d >= from - 1e-12).count() as f64 / number as f64;
        let most = distances.iter().copied().fold(0.0, f64::max);
        return Some(Permuted { p: share(observed), least: share(most), arrangements, exact: true });
    }
    let mut random = SplitMix64::new(seed);
    // What is alike in every draw: strata of one arm alone.
    let mut fixed = (0.0, 0.0);
    let mut moving: Vec<(&mut [Block], usize)> = Vec::new();
    for of in sorted.chunk_by_mut(|a, b| a.stratum == b.stratum) {
        let k = of.iter().filter(|b| b.first).count();
        if k == 0 || k == of.len() {
            order_first(of, k, &mut fixed);
        } else {
            moving.push((of, k));
        }
    }
    let (mut reached, mut draws) = (0, 0);
    while draws < DRAWS && reached < ENOUGH {
        let mut first = fixed;
        for (of, k) in &mut moving {
            // The arms stay with the places, the scores move.
            for place in 0..*k {
                let other = place + random.below(of.len() - place);
                swap_scores(of, place, other);
            }
            order_first(of, *k, &mut first);
        }
        draws += 1;
        reached += usize::from(distance(first) >= observed - 1e-12);
    }
    let p = if reached == ENOUGH { reached as f64 / draws as f64 } else { (reached + 1) as f64 / (draws + 1) as f64 };
    let least = (1.0 / (DRAWS + 1) as f64).max(arrangements.map_or(0.0, |n| 1.0 / n as f64));
    Some(Permuted { p, least, arrangements, exact: false })
}

/// The blocks of each stratum, sorted by it.
fn strata(sorted: &[Block]) -> impl Iterator<Item = &[Block]> {
    sorted.chunk_by(|a, b| a.stratum == b.stratum)
}

fn swap_scores(of: &mut [Block], a: usize, b: usize) {
    let (x, y) = (of[a], of[b]);
    (of[a].sum, of[a].count) = (y.sum, y.count);
    (of[b].sum, of[b].count) = (x.sum, x.count);
}

/// Adds the scores of the first `k` places, which were drawn.
fn order_first(of: &[Block], k: usize, first: &mut (f64, f64)) {
    for block in &of[..k] {
        first.0 += block.sum;
        first.1 += block.count;
    }
}

/// In how many ways `k` of `n` can be chosen; `None` of more than fit.
fn choices(n: usize, k: usize) -> Option<usize> {
    (0..k.min(n - k)).try_fold(1_usize, |c, i| Some(c.checked_mul(n - i)? / (i + 1)))
}

/// The first arm's sum and count for every choice of its blocks.
fn arranged(of: &[Block]) -> Vec<(f64, f64)> {
    let k = of.iter().filter(|b| b.first).count();
    let mut out = Vec::new();
    let mut chosen: Vec<usize> = (0..k).collect();
    loop {
        out.push(chosen.iter().fold((0.0, 0.0), |(s, n), at| (s + of[*at].sum, n + of[*at].count)));
        // The next choice in the order of the alphabet.
        let Some(place) = (0..k).rev().find(|place| chosen[*place] < of.len() - k + place) else { return out };
        chosen[place] += 1;
        for later in place + 1..k {
            chosen[later] = chosen[later - 1] + 1;
        }
    }
}
