//! Means whose observations come in clusters: the statements of one story are not independent of each other.

use std::collections::BTreeMap;

use ndarray::Array1;

use super::portrayal::Portrayal;
use crate::aggregate::{self, t_quantile};

/// Fewer clusters than this give no interval: five numbers hardly tell how far the next would lie.
pub(crate) const MIN_CLUSTERS: usize = 5;
/// Up to this many clusters the jackknife is used, above it the bootstrap, which is too narrow for few clusters
/// (Cameron, Gelbach and Miller 2008, "Bootstrap-based improvements for inference with clustered errors", section IV).
pub(crate) const FEW_CLUSTERS: usize = 20;

/// Sums of scores and numbers of them, one entry for each cluster.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Clusters {
    sums: Array1<f64>,
    counts: Array1<f64>,
}

impl Clusters {
    /// Portrayals by story.
    pub(super) fn of_stories(told: &[&Portrayal]) -> Self {
        Self::by(told, |one| one.story.clone())
    }

    /// Portrayals by who speaks.
    pub(super) fn of_voices(told: &[&Portrayal]) -> Self {
        Self::by(told, |one| one.voice)
    }

    fn by<K: Ord>(told: &[&Portrayal], key: impl Fn(&Portrayal) -> K) -> Self {
        let mut clusters: BTreeMap<K, (f64, f64)> = BTreeMap::new();
        for one in told {
            let (sum, count) = clusters.entry(key(one)).or_default();
            *sum += one.score;
            *count += 1.0;
        }
        let (sums, counts): (Vec<f64>, Vec<f64>) = clusters.into_values().unzip();
        Self { sums: sums.into(), counts: counts.into() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.sums.len()
    }

    /// The mean of all scores; `None` of none.
    pub(super) fn mean(&self) -> Option<f64> {
        aggregate::mean(self.sums.view(), self.counts.view())
    }

    /// The 95 % interval of the mean: by the jackknife over clusters and Student's t of one degree of freedom less than there are
    /// clusters, for up to [`FEW_CLUSTERS`]; by the cluster bootstrap above. `None` of fewer than [`MIN_CLUSTERS`].
    ///
    /// With `voices`, where several people are taken together, the wider of this interval and that over people, so that neither a story
    /// nor a person who is quoted often passes for many.
    pub(super) fn interval(&self, voices: Option<Self>) -> Option<(f64, f64)> {
        let own = self.own_interval()?;
        let other = voices.and_then(|voices| voices.own_interval());
        Some(other.filter(|other| other.1 - other.0 > own.1 - own.0).unwrap_or(own))
    }

    fn own_interval(&self) -> Option<(f64, f64)> {
        if self.len() < MIN_CLUSTERS {
            return None;
        }
        if self.len() > FEW_CLUSTERS {
            return aggregate::interval(self.sums.view(), self.counts.view());
        }
        let (mean, half) = (self.mean()?, self.variance()?.sqrt() * t_quantile((self.len() - 1) as f64)?);
        Some(((mean - half).max(-1.0), (mean + half).min(1.0)))
    }

    /// The jackknife variance of the mean over clusters: (G - 1) / G times the sum of the squared distances of the means without one
    /// cluster from their mean (Efron and Tibshirani 1993, "An Introduction to the Bootstrap", equation 11.5).
    fn variance(&self) -> Option<f64> {
        let groups = self.len() as f64;
        let (sum, count) = (self.sums.sum(), self.counts.sum());
        let without: Array1<f64> = (&self.sums * -1.0 + sum) / (&self.counts * -1.0 + count);
        let center = without.mean()?;
        Some((groups - 1.0) / groups * without.mapv(|mean| (mean - center).powi(2)).sum())
    }

    /// The 95 % interval of this mean minus `other`'s, from the jackknife variances of both and Student's t with the degrees of freedom of
    /// Welch (1947, "The generalization of 'Student's' problem", equation 28). `None` where one has fewer than [`MIN_CLUSTERS`].
    pub(super) fn difference(&self, other: &Self) -> Option<(f64, f64)> {
        if self.len().min(other.len()) < MIN_CLUSTERS {
            return None;
        }
        let difference = self.mean()? - other.mean()?;
        let (a, b) = (self.variance()?, other.variance()?);
        let freedom = |variance: f64, clusters: usize| variance.powi(2) / (clusters - 1) as f64;
        let total = freedom(a, self.len()) + freedom(b, other.len());
        let freedom = if total > 0.0 { (a + b).powi(2) / total } else { 1.0 };
        let half = (a + b).sqrt() * t_quantile(freedom)?;
        Some(((difference - half).max(-2.0), (difference + half).min(2.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;
    use ndarray::array;

    fn clusters(sums: Array1<f64>, counts: Array1<f64>) -> Clusters {
        Clusters { sums, counts }
    }

    #[test]
    fn clusters_of_one_score_give_the_interval_of_students_t() {
        // scipy.stats.t.interval(0.95, 5, loc=mean, scale=sem) of these six; tests/reference/compare.py
        let scores = array![0.1, 0.5, -0.2, 0.4, 0.3, 0.25];
        let (low, high) = clusters(scores, Array1::ones(6)).interval(None).unwrap();
        assert!((low + 0.035_780_005_5).abs() < 1e-6 && (high - 0.485_780_005_5).abs() < 1e-6, "{low} {high}");
    }

    #[test]
    fn the_difference_of_clusters_of_one_score_is_welchs() {
        // scipy.stats.ttest_ind(equal_var=False).confidence_interval; tests/reference/compare.py
        let one = clusters(array![0.1, 0.5, -0.2, 0.4, 0.3, 0.25], Array1::ones(6));
        let other = clusters(array![0.0, -0.3, 0.2, -0.1, 0.15], Array1::ones(5));
        let (low, high) = one.difference(&other).unwrap();
        assert!((low + 0.071_787_5).abs() < 1e-6 && (high - 0.541_787_5).abs() < 1e-6, "{low} {high}");
    }

    #[test]
    fn few_clusters_give_no_interval() {
        assert_eq!(clusters(Array1::ones(4), Array1::ones(4)).interval(None), None);
    }

    #[test]
    fn the_wider_interval_stands_where_people_are_taken_together() {
        let narrow = clusters(array![0.1, 0.11, 0.09, 0.1, 0.1, 0.1], Array1::ones(6));
        let wide = clusters(array![0.9, -0.9, 0.5, -0.5, 0.1, 0.5], Array1::ones(6));
        assert_eq!(narrow.interval(Some(wide.clone())), wide.interval(None));
        assert_eq!(wide.interval(Some(narrow)), wide.interval(None));
    }

    /// How often the interval holds the truth: stories of one to six statements that share a story effect, scores within -1..1.
    fn coverage(stories: usize, corpora: usize) -> f64 {
        let mut random = SplitMix64::new(7);
        let uniform = |random: &mut SplitMix64| random.below(1 << 24) as f64 / f64::from(1 << 24);
        let mut held = 0;
        for _ in 0..corpora {
            let (mut sums, mut counts) = (Array1::zeros(stories), Array1::zeros(stories));
            for story in 0..stories {
                let effect = 0.8 * uniform(&mut random) - 0.4;
                let n = 1 + random.below(6);
                counts[story] = n as f64;
                sums[story] = (0..n).map(|_| 0.2 + effect + 0.8 * uniform(&mut random) - 0.4).sum();
            }
            let (low, high) = clusters(sums, counts).interval(None).unwrap();
            held += usize::from(low <= 0.2 && 0.2 <= high);
        }
        held as f64 / corpora as f64
    }

    #[test]
    fn intervals_hold_the_truth_about_as_often_as_they_say() {
        for (stories, low, high) in [(5, 0.93, 0.98), (10, 0.93, 0.97), (30, 0.92, 0.97)] {
            let coverage = coverage(stories, 1000);
            assert!((low..=high).contains(&coverage), "{stories} stories: {coverage}");
        }
    }
}
