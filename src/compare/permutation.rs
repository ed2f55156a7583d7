//! Whether two speakers portray an actor differently, by rearranging who told which story.

use std::collections::BTreeMap;

use super::portrayal::Portrayal;
use crate::random::SplitMix64;

/// Up to this many arrangements all are looked at; of more, so many are drawn.
const ARRANGEMENTS: usize = 20_000;

/// What one speaker says in one story: the sum of the scores and their number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Told {
    sum: f64,
    count: f64,
}

/// The stories of one month, told by either speaker; the first of them told `first`.
struct Stratum {
    told: Vec<Told>,
    first: usize,
}

/// The two-sided p value of the difference between two speakers' means under rearrangement of stories within the month: which of the two
/// told a story is exchangeable there if they portray alike (Good 2005, "Permutation, Parametric and Bootstrap Tests of Hypotheses",
/// chapter 3; stratified as in section 3.7). Exact where there are at most [`ARRANGEMENTS`], else of as many draws, the observed one among
/// them (Phipson and Smyth 2010, "Permutation P-values should never be zero").
///
/// `None` where even the most telling arrangement would not reach `rate`, so that the test could never find anything (Tarone 1990, "A
/// modified Bonferroni method for discrete data"). Stories without a date are a stratum of their own.
pub(super) fn p_value(one: &[&Portrayal], other: &[&Portrayal], rate: f64, seed: u64) -> Option<f64> {
    let strata = strata(one, other);
    let arrangements = strata.iter().map(|s| choose(s.told.len(), s.first)).product::<f64>();
    if arrangements < 1.0 / rate {
        return None;
    }
    let all = strata.iter().flat_map(|s| &s.told).fold(Told { sum: 0.0, count: 0.0 }, |a, b| a.plus(*b));
    let observed =
        strata.iter().flat_map(|s| &s.told[..s.first]).fold(Told { sum: 0.0, count: 0.0 }, |a, b| a.plus(*b));
    let distance = |first: Told| (first.sum / first.count - (all.sum - first.sum) / (all.count - first.count)).abs();
    let least = distance(observed) - 1e-9;
    if arrangements <= ARRANGEMENTS as f64 {
        let mut firsts = vec![Told { sum: 0.0, count: 0.0 }];
        for stratum in &strata {
            let parts = subsets(&stratum.told, stratum.first);
            firsts = firsts.iter().flat_map(|whole| parts.iter().map(|part| whole.plus(*part))).collect();
        }
        let mut distances: Vec<f64> = firsts.into_iter().map(distance).collect();
        distances.sort_by(f64::total_cmp);
        let reached =
            |least: f64| (distances.len() - distances.partition_point(|d| *d < least)) as f64 / distances.len() as f64;
        let most = distances.last().copied().unwrap_or(0.0);
        return (reached(most - 1e-9) <= rate).then(|| reached(least));
    }
    let mut random = SplitMix64::new(seed);
    let mut reached = 1;
    for _ in 1..ARRANGEMENTS {
        let mut first = Told { sum: 0.0, count: 0.0 };
        for stratum in &strata {
            let mut told = stratum.told.clone();
            for place in 0..stratum.first {
                let drawn = place + random.below(told.len() - place);
                told.swap(place, drawn);
                first = first.plus(told[place]);
            }
        }
        reached += usize::from(distance(first) >= least);
    }
    Some(reached as f64 / ARRANGEMENTS as f64)
}

impl Told {
    fn plus(self, other: Self) -> Self {
        Self { sum: self.sum + other.sum, count: self.count + other.count }
    }
}

fn strata(one: &[&Portrayal], other: &[&Portrayal]) -> Vec<Stratum> {
    let mut months: BTreeMap<&str, [BTreeMap<&str, Told>; 2]> = BTreeMap::new();
    for (which, told) in [one, other].into_iter().enumerate() {
        for portrayal in told {
            let stories = &mut months.entry(portrayal.month.as_deref().unwrap_or("")).or_default()[which];
            let cell = stories.entry(&portrayal.story).or_insert(Told { sum: 0.0, count: 0.0 });
            *cell = cell.plus(Told { sum: portrayal.score, count: 1.0 });
        }
    }
    let stratum = |[first, second]: [BTreeMap<&str, Told>; 2]| Stratum {
        first: first.len(),
        told: first.into_values().chain(second.into_values()).collect(),
    };
    months.into_values().map(stratum).collect()
}

/// n over k, as a float that may be large.
fn choose(n: usize, k: usize) -> f64 {
    (0..k.min(n - k)).map(|i| (n - i) as f64 / (i + 1) as f64).product::<f64>().round()
}

/// What the first speaker would have told, for every choice of `k` stories.
fn subsets(told: &[Told], k: usize) -> Vec<Told> {
    fn go(told: &[Told], k: usize, sum: Told, out: &mut Vec<Told>) {
        if k == 0 {
            out.push(sum);
        } else if told.len() >= k {
            go(&told[1..], k - 1, sum.plus(told[0]), out);
            go(&told[1..], k, sum, out);
        }
    }
    let mut out = Vec::new();
    go(told, k, Told { sum: 0.0, count: 0.0 }, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(scores: &[f64], from: usize, month: &str) -> Vec<Portrayal> {
        let one = |(place, score): (usize, &f64)| Portrayal {
            speaker: 0,
            voice: 0,
            actor: 0,
            article: 0,
            story: format!("s{}", from + place),
            month: Some(month.to_owned()),
            score: *score,
            shares: [0.0; 4],
        };
        scores.iter().enumerate().map(one).collect()
    }

    fn p(one: &[Portrayal], other: &[Portrayal]) -> Option<f64> {
        p_value(&one.iter().collect::<Vec<_>>(), &other.iter().collect::<Vec<_>>(), 0.05, 1)
    }

    #[test]
    fn exact_p_values_are_those_of_scipy() {
        // scipy.stats.permutation_test, independent, two-sided by the absolute difference; tests/reference/compare.py
        let one = told(&[0.6, 0.5, 0.4, 0.7, 0.2], 0, "2026-03");
        let other = told(&[-0.1, 0.3, 0.0, 0.1, -0.3], 10, "2026-03");
        assert!((p(&one, &other).unwrap() - 4.0 / 252.0).abs() < 1e-12, "{:?}", p(&one, &other));
    }

    #[test]
    fn a_pair_that_could_never_differ_is_not_tested() {
        let one = told(&[0.9, 0.8], 0, "2026-03");
        assert_eq!(p(&one, &told(&[-0.9, -0.8], 10, "2026-03")), None);
        // Each month was told by one of them: there is nothing to rearrange.
        let (long, short) = (told(&[0.9; 9], 0, "2026-03"), told(&[-0.9; 9], 10, "2026-04"));
        assert_eq!(p(&long, &short), None);
    }

    #[test]
    fn many_stories_are_drawn_from_and_the_same_seed_draws_the_same() {
        let one = told(&[0.5, 0.4, 0.6, 0.3, 0.5, 0.4, 0.6, 0.3, 0.5, 0.2], 0, "2026-03");
        let other = told(&[0.1, -0.2, 0.0, 0.2, -0.1, 0.1, 0.0, -0.3, 0.2, 0.1], 20, "2026-03");
        let found = p(&one, &other).unwrap();
        assert!(found <= 0.001 && found >= 1.0 / ARRANGEMENTS as f64, "{found}");
        assert_eq!(p(&one, &other), Some(found));
    }
}
