//! The interval of a mean: which method for how many stories and speakers.

use std::collections::BTreeMap;

use ndarray::{Array1, Array2, Axis};

use super::cluster::robust;
use super::gather::Portrayal;
use super::verdict::Verdict;
use crate::aggregate::{CONFIDENCE, resampled, t_quantile};
use crate::random::SplitMix64;

/// Fewer stories than this give no interval and no verdict; fewer speakers than this are not drawn.
pub(crate) const MIN_STORIES: usize = 5;
/// Up to this many stories the interval is of the small-sample method.
pub(crate) const FEW_STORIES: usize = 20;

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// Too few stories for one.
    None,
    /// Cluster-robust t by story.
    ClusterT,
    /// Bootstrap by story.
    Bootstrap,
    /// Cluster-robust t by story and speaker.
    TwoWayT,
    /// Bootstrap by story and speaker.
    Pigeonhole,
}

impl std::fmt::Display for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::ClusterT => "t-story",
            Self::Bootstrap => "bootstrap-story",
            Self::TwoWayT => "t-story-speaker",
            Self::Pigeonhole => "bootstrap-story-speaker",
        })
    }
}

/// A mean and what is known of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Estimate {
    /// Mean score over the portrayals that count, in -1..1; `None` if none does.
    pub mean: Option<f64>,
    /// 95 % interval, cut to -1..1; `None` of too few stories.
    pub interval: Option<(f64, f64)>,
    /// How it was made.
    pub method: Method,
    /// What it allows to be said.
    pub verdict: Option<Verdict>,
}

/// Scores by story and speaker: one unit for each two that meet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Units {
    /// The story and the speaker of each unit, numbered from 0.
    places: Vec<(usize, usize)>,
    sums: Array1<f64>,
    counts: Array1<f64>,
    pub(super) stories: usize,
    pub(super) speakers: usize,
}

impl Units {
    pub(super) fn of<'p>(portrayals: impl Iterator<Item = &'p Portrayal>) -> Self {
        Self::of_scores(portrayals.map(|p| (p.story, p.speaker, p.score)))
    }

    /// Of stories, speakers and scores.
    pub(super) fn of_scores(scores: impl Iterator<Item = (usize, usize, f64)>) -> Self {
        let mut units: BTreeMap<(usize, usize), (f64, f64)> = BTreeMap::new();
        for (story, speaker, score) in scores {
            let unit = units.entry((story, speaker)).or_default();
            unit.0 += score;
            unit.1 += 1.0;
        }
        let renumbered = |of: fn(&(usize, usize)) -> usize| {
            let all: std::collections::BTreeSet<usize> = units.keys().map(of).collect();
            all.into_iter().zip(0..).collect::<BTreeMap<usize, usize>>()
        };
        let (stories, speakers) = (renumbered(|k| k.0), renumbered(|k| k.1));
        Self {
            places: units.keys().map(|(story, speaker)| (stories[story], speakers[speaker])).collect(),
            sums: units.values().map(|unit| unit.0).collect(),
            counts: units.values().map(|unit| unit.1).collect(),
            stories: stories.len(),
            speakers: speakers.len(),
        }
    }

    /// Sums and counts by cluster, `[clusters, 1]` each.
    fn by(&self, clusters: usize, of: impl Fn(usize) -> usize) -> (Array2<f64>, Array2<f64>) {
        let (mut sums, mut counts) = (Array1::zeros(clusters), Array1::zeros(clusters));
        for unit in 0..self.places.len() {
            sums[of(unit)] += self.sums[unit];
            counts[of(unit)] += self.counts[unit];
        }
        (sums.insert_axis(Axis(1)), counts.insert_axis(Axis(1)))
    }
}

/// The estimate of a mean. `groups` says that the speakers are a sample of those they stand for: then they are drawn as well, if there
/// are at least [`MIN_STORIES`] of them; of fewer, the interval is about these speakers alone.
pub(super) fn estimate(units: &Units, groups: bool, seed: u64) -> Estimate {
    let n = units.counts.sum();
    if n <= 0.0 {
        return Estimate { mean: None, interval: None, method: Method::None, verdict: None };
    }
    let mean = units.sums.sum() / n;
    let two_way = groups && units.speakers >= MIN_STORIES;
    let method = match (units.stories, two_way) {
        (..MIN_STORIES, _) => Method::None,
        (..=FEW_STORIES, false) => Method::ClusterT,
        (..=FEW_STORIES, true) => Method::TwoWayT,
        (_, false) => Method::Bootstrap,
        (_, true) => Method::Pigeonhole,
    };
    let interval = match method {
        Method::None => None,
        Method::ClusterT | Method::TwoWayT => small_sample(units, two_way),
        Method::Bootstrap => by_story(units, seed),
        Method::Pigeonhole => pigeonhole(units, seed),
    };
    let interval = interval.map(|(low, high)| (low.max(-1.0), high.min(1.0)));
    let method = if interval.is_some() { method } else { Method::None };
    Estimate { mean: Some(mean), interval, method, verdict: interval.map(Verdict::of) }
}

/// The cluster-robust t interval; by speaker too with the variance of Cameron, Gelbach and Miller 2011, "Robust Inference with
/// Multiway Clustering", section 2.2 (stories + speakers - both), never below that of either, and the fewer degrees of freedom.
fn small_sample(units: &Units, two_way: bool) -> Option<(f64, f64)> {
    let one = |clusters: usize, of: &dyn Fn(usize) -> usize| {
        let (sums, counts) = units.by(clusters, of);
        robust(sums.view(), counts.view(), &[1.0])
    };
    let mut found = one(units.stories, &|unit| units.places[unit].0)?;
    if two_way {
        let speakers = one(units.speakers, &|unit| units.places[unit].1)?;
        let both = one(units.places.len(), &|unit| unit)?;
        let square = |x: f64| x * x;
        let sum = square(found.error) + square(speakers.error) - square(both.error);
        found.error = sum.max(square(found.error)).max(square(speakers.error)).sqrt();
        found.df = found.df.min(speakers.df);
    }
    let half = t_quantile(CONFIDENCE, found.df) * found.error;
    Some((found.estimate - half, found.estimate + half))
}

/// The studentised interval of resampled stories: the quantiles of (m* - m) / e* over the resamples, with e the cluster-robust error, take
/// the place of Student's (Davison and Hinkley 1997, "Bootstrap Methods and their Application", section 5.2.1; for clusters Cameron,
/// Gelbach and Miller 2008, "Bootstrap-Based Improvements for Inference with Clustered Errors"). The percentile interval, simpler, held the truth in 0.92
/// of simulated corpora of 30 stories where this one held it in 0.95.
fn by_story(units: &Units, seed: u64) -> Option<(f64, f64)> {
    let (sums, counts) = units.by(units.stories, |unit| units.places[unit].0);
    let stories: Vec<(f64, f64)> = sums.iter().copied().zip(counts.iter().copied()).collect();
    let (mean, error) = studentised(stories.iter().copied());
    let mut drawn = Vec::with_capacity(stories.len());
    let resamples = resampled(seed, |random| {
        drawn.clear();
        drawn.extend((0..stories.len()).map(|_| stories[random.below(stories.len())]));
        let (other, error) = studentised(drawn.iter().copied());
        (error > 1e-12).then(|| (other - mean) / error)
    });
    // Stories that are all alike have no error and no resample that differs.
    let (low, high) = resamples.unwrap_or((0.0, 0.0));
    Some((mean - high * error, mean - low * error))
}

/// The mean of sums and counts by story, and its cluster-robust standard error without correction for few stories.
fn studentised(stories: impl Iterator<Item = (f64, f64)> + Clone) -> (f64, f64) {
    let (sum, n) = stories.clone().fold((0.0, 0.0), |(s, n), (sum, count)| (s + sum, n + count));
    let mean = sum / n;
    let squares: f64 = stories.map(|(sum, count)| (sum - count * mean).powi(2)).sum();
    (mean, squares.sqrt() / n)
}

/// The percentile interval of stories and speakers resampled independently, a unit's weight being the product of how often either was
/// drawn (pigeonhole bootstrap: Owen 2007, "The Pigeonhole Bootstrap", Annals of Applied Statistics 1). It is conservative.
fn pigeonhole(units: &Units, seed: u64) -> Option<(f64, f64)> {
    let draw = |random: &mut SplitMix64, n: usize| {
        let mut drawn = vec![0.0; n];
        (0..n).for_each(|_| drawn[random.below(n)] += 1.0);
        drawn
    };
    resampled(seed, |random| {
        let (stories, speakers) = (draw(random, units.stories), draw(random, units.speakers));
        let (mut sum, mut n) = (0.0, 0.0);
        for (unit, (story, speaker)) in units.places.iter().enumerate() {
            let weight: f64 = stories[*story] * speakers[*speaker];
            sum += weight * units.sums[unit];
            n += weight * units.counts[unit];
        }
        (n > 0.0).then(|| sum / n)
    })
}
