//! Order statistics of repeated measurements.

use serde::{Deserialize, Serialize};

/// The smallest, the middle and the largest of several measurements.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// The smallest.
    pub min: f64,
    /// The median.
    pub median: f64,
    /// The largest.
    pub max: f64,
}

impl Spread {
    /// Of measurements in any order; `None` of none.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        Some(Self { min: quantile(values, 0.0)?, median: quantile(values, 0.5)?, max: quantile(values, 1.0)? })
    }
}

/// The quantile `p` in 0..1 with linear interpolation between neighbours (Hyndman & Fan 1996, definition 7); `None` of no values.
#[must_use]
pub fn quantile(values: &[f64], p: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    Some(sorted[below] + (sorted[above] - sorted[below]) * (place - below as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_numpy() {
        // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], p)
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        for (p, expected) in [(0.0, 1.0), (0.25, 1.75), (0.5, 3.5), (0.95, 7.95), (1.0, 9.0)] {
            let found = quantile(&values, p).unwrap();
            assert!((found - expected).abs() < 1e-12, "{p}: {found}");
        }
        assert_eq!((quantile(&[], 0.5), Spread::of(&[])), (None, None));
    }
}
