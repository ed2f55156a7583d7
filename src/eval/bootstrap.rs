//! Estimates with their intervals.

use ndarray::{Array1, Array2, ArrayView1, Axis};

use crate::random::SplitMix64;

/// How often the clusters are drawn.
const RESAMPLES: usize = 1000;
/// The interval's ends, in 0..1.
const INTERVAL: [f64; 2] = [0.025, 0.975];

/// A function of summed counts.
type Measure = Box<dyn Fn(&ArrayView1<'_, f64>) -> Option<f64>>;

/// A metric as functions of the counts of any set of clusters.
pub(super) struct Metric {
    /// Its name in reports.
    pub(super) name: String,
    value: Measure,
    /// How many items it is about.
    items: Measure,
}

impl Metric {
    /// A metric with its value and the number of items that it is about.
    pub(super) fn new(
        name: impl Into<String>,
        value: impl Fn(&ArrayView1<'_, f64>) -> Option<f64> + 'static,
        items: impl Fn(&ArrayView1<'_, f64>) -> f64 + 'static,
    ) -> Self {
        Self { name: name.into(), value: Box::new(value), items: Box::new(move |tally| Some(items(tally))) }
    }
}

/// A metric's value and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Estimate {
    /// On all clusters; `None` where it is not defined, such as a share of nothing.
    pub value: Option<f64>,
    /// Lower end; `None` with fewer than two clusters.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// How many items the metric is about.
    pub n: usize,
}

/// Each metric on all clusters, with the percentile interval of a cluster bootstrap: as many clusters as there are, drawn with
/// replacement, 1,000 times (Efron & Tibshirani 1993, section 13.3; Davison & Hinkley 1997, section 3.8, for clusters). All
/// metrics see the same draws. Resamples in which a metric is not defined are left out of its interval.
pub(super) fn estimates(tallies: &[Array1<f64>], metrics: &[Metric], seed: u64) -> Vec<Estimate> {
    let Some(width) = tallies.first().map(Array1::len) else { return Vec::new() };
    let rows: Vec<ArrayView1<'_, f64>> = tallies.iter().map(|tally| tally.view()).collect();
    let counts: Array2<f64> = ndarray::stack(Axis(0), &rows).expect("the tallies of a task are of one length");
    debug_assert_eq!(counts.ncols(), width);
    let total = counts.sum_axis(Axis(0));
    let mut random = SplitMix64::new(seed);
    let mut draws: Vec<Vec<f64>> = vec![Vec::with_capacity(RESAMPLES); metrics.len()];
    for _ in 0..RESAMPLES {
        let mut weights = Array1::zeros(counts.nrows());
        (0..counts.nrows()).for_each(|_| weights[random.below(counts.nrows())] += 1.0);
        let sum: Array1<f64> = weights.dot(&counts);
        for (metric, values) in metrics.iter().zip(&mut draws) {
            values.extend((metric.value)(&sum.view()));
        }
    }
    metrics
        .iter()
        .zip(draws)
        .map(|(metric, mut values)| {
            values.sort_by(f64::total_cmp);
            let end = |at| percentile(&values, at).filter(|_| counts.nrows() > 1);
            Estimate {
                value: (metric.value)(&total.view()),
                low: end(INTERVAL[0]),
                high: end(INTERVAL[1]),
                n: (metric.items)(&total.view()).unwrap_or(0.0) as usize,
            }
        })
        .collect()
}

/// The percentile at `share` in 0..1 of sorted values, linear between neighbours (Hyndman & Fan 1996, definition 7, numpy's
/// default); `None` of no values.
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let at = sorted.len().checked_sub(1)? as f64 * share;
    let (below, above) = (at.floor() as usize, at.ceil() as usize);
    Some(sorted[below] + (sorted[above] - sorted[below]) * at.fract())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::metrics::ratio;

    fn share() -> Metric {
        Metric::new("share", |tally| ratio(tally[0], tally[1]), |tally| tally[1])
    }

    #[test]
    fn percentiles_agree_with_numpy() {
        let mut values = [0.3, 0.9, 0.1, 0.4, 0.7, 0.2, 0.8];
        values.sort_by(f64::total_cmp);
        for (share, expected) in [0.025, 0.5, 0.975].into_iter().zip(PERCENTILES) {
            assert!((percentile(&values, share).expect("values") - expected).abs() < 1e-12);
        }
        assert_eq!(percentile(&[], 0.5), None);
    }

    // Printed by tests/metrics/sklearn_values.py (numpy 1.26.4).
    const PERCENTILES: [f64; 3] = [0.115, 0.4, 0.885];

    #[test]
    fn the_interval_of_a_share_is_near_the_normal_one_and_the_same_every_time() {
        let tallies: Vec<Array1<f64>> = (0..400).map(|n| ndarray::arr1(&[f64::from(n % 4 == 0), 1.0])).collect();
        let found = estimates(&tallies, &[share()], 13)[0];
        assert_eq!((found.value, found.n), (Some(0.25), 400));
        // 1.96 sqrt(0.25 * 0.75 / 400) = 0.0424
        let (low, high) = (found.low.expect("an interval"), found.high.expect("an interval"));
        assert!((low - 0.2076).abs() < 0.01 && (high - 0.2924).abs() < 0.01, "{found:?}");
        assert_eq!(estimates(&tallies, &[share()], 13)[0], found);
        assert_ne!(estimates(&tallies, &[share()], 14)[0], found);
    }

    #[test]
    fn one_cluster_has_no_interval_and_a_share_of_nothing_no_value() {
        let one = estimates(&[ndarray::arr1(&[1.0, 2.0])], &[share()], 1)[0];
        assert_eq!(one, Estimate { value: Some(0.5), low: None, high: None, n: 2 });
        let nothing = estimates(&vec![Array1::zeros(2); 3], &[share()], 1)[0];
        assert_eq!(nothing, Estimate { value: None, low: None, high: None, n: 0 });
    }
}
