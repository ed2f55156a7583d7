//! Bootstrap intervals.

use std::collections::BTreeMap;

use ndarray::{Array1, ArrayView1};

use crate::random::SplitMix64;

/// How often is drawn.
const RESAMPLES: usize = 2_000;

/// The ends of a 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Interval {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// The 95 % percentile interval of a statistic of units that are drawn with replacement within their strata (Davison and Hinkley
/// 1997, "Bootstrap Methods and their Application", sections 3.2 and 5.3.1).
///
/// `strata` is `[units]`; `statistic` gets how often each unit was drawn, `[units]`, and may be undefined of a draw, which is then
/// left out. `None` with fewer than two units, or where fewer than half of the draws are defined.
pub(crate) fn bootstrap(
    strata: &[usize],
    seed: u64,
    statistic: impl Fn(ArrayView1<'_, f64>) -> Option<f64>,
) -> Option<Interval> {
    if strata.len() < 2 {
        return None;
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (unit, stratum) in strata.iter().enumerate() {
        members.entry(*stratum).or_default().push(unit);
    }
    let mut random = SplitMix64::new(seed);
    let mut times = Array1::<f64>::zeros(strata.len());
    let mut values = Vec::with_capacity(RESAMPLES);
    for _ in 0..RESAMPLES {
        times.fill(0.0);
        for units in members.values() {
            units.iter().for_each(|_| times[units[random.below(units.len())]] += 1.0);
        }
        values.extend(statistic(times.view()));
    }
    if values.len() < RESAMPLES / 2 {
        return None;
    }
    values.sort_by(f64::total_cmp);
    Some(Interval { low: quantile(&values, 0.025)?, high: quantile(&values, 0.975)? })
}

/// The quantile at `p` in 0..1 of sorted values, with linear interpolation (Hyndman and Fan 1996, definition 7). `None` of no values.
fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let place = sorted.len().checked_sub(1)? as f64 * p;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    Some(sorted[below] + (sorted[above] - sorted[below]) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array1;

    #[test]
    fn strata_keep_their_sizes() {
        // Two strata of constant values: every draw has the same mean.
        let values = Array1::from_vec(vec![0.0, 0.0, 0.0, 1.0]);
        let interval = bootstrap(&[0, 0, 0, 1], 1, |times| Some(times.dot(&values) / times.sum()));
        assert_eq!(interval, Some(Interval { low: 0.25, high: 0.25 }));
    }

    #[test]
    fn what_is_seldom_defined_has_no_interval() {
        assert_eq!(bootstrap(&[0], 1, |_| Some(1.0)), None);
        assert_eq!(bootstrap(&[0, 0], 1, |_| None), None);
    }
}
