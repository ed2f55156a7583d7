//! Agreement between coders.

use ndarray::{Array2, ArrayView2, Axis};

use super::resample::{Interval, bootstrap};

/// Krippendorff's alpha for ordered classes (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section E, with the
/// ordinal difference; Krippendorff 2019, "Content Analysis", 4th edition, section 12.3).
///
/// `codes` is `[units, coders]`, each a class in `0..classes` in their order or `None` where a coder did not code the unit. 1 is
/// perfect agreement, 0 what chance gives, below 0 systematic difference. `None` where no unit has two codes, or where all codes
/// are of one class: then there is nothing to agree about.
pub(crate) fn ordinal_alpha(codes: ArrayView2<'_, Option<usize>>, classes: usize) -> Option<f64> {
    of_coincidences(&coincidences(codes, classes).sum_axis(Axis(0)).into_shape_with_order((classes, classes)).ok()?)
}

/// The 95 % percentile interval of [`ordinal_alpha`] when units are drawn with replacement (Zapf et al. 2016, "Measuring inter-rater
/// reliability for nominal data", section 2.3). Resamples of one class are left out. `None` with fewer than two units that have two
/// codes.
pub(crate) fn alpha_interval(codes: ArrayView2<'_, Option<usize>>, classes: usize, seed: u64) -> Option<Interval> {
    let units = coincidences(codes, classes);
    let coded: Vec<usize> = (0..units.nrows()).filter(|unit| units.row(*unit).sum() > 0.0).collect();
    let units = units.select(Axis(0), &coded);
    bootstrap(&vec![0; units.nrows()], seed, |times| {
        let sum = times.dot(&units);
        of_coincidences(&sum.into_shape_with_order((classes, classes)).ok()?)
    })
}

/// Share of pairs of codes of one unit that are equal, in 0..1, each unit's pairs weighted as in [`ordinal_alpha`]; `None` without
/// a pair.
pub(crate) fn raw_agreement(codes: ArrayView2<'_, Option<usize>>, classes: usize) -> Option<f64> {
    let sum = coincidences(codes, classes).sum_axis(Axis(0)).into_shape_with_order((classes, classes)).ok()?;
    (sum.sum() > 0.0).then(|| sum.diag().sum() / sum.sum())
}

/// What each unit adds to the matrix of coincidences, `[units, class x class]`: every ordered pair of its codes, weighted by
/// 1 / (codes - 1).
fn coincidences(codes: ArrayView2<'_, Option<usize>>, classes: usize) -> Array2<f64> {
    let mut out = Array2::zeros((codes.nrows(), classes * classes));
    for (unit, row) in codes.outer_iter().enumerate() {
        let given: Vec<usize> = row.iter().copied().flatten().filter(|class| *class < classes).collect();
        for (i, a) in given.iter().enumerate() {
            for (j, b) in given.iter().enumerate() {
                if i != j {
                    out[[unit, a * classes + b]] += 1.0 / (given.len() - 1) as f64;
                }
            }
        }
    }
    out
}

fn of_coincidences(observed: &Array2<f64>) -> Option<f64> {
    let margin = observed.sum_axis(Axis(1));
    let total = margin.sum();
    let (mut seen, mut expected) = (0.0, 0.0);
    for c in 0..margin.len() {
        for k in 0..margin.len() {
            let (low, high) = (c.min(k), c.max(k));
            let between: f64 = (low..=high).map(|g| margin[g]).sum();
            let difference = (between - (margin[c] + margin[k]) / 2.0).powi(2);
            seen += observed[[c, k]] * difference;
            expected += margin[c] * margin[k] * difference;
        }
    }
    (expected > 0.0).then(|| 1.0 - (total - 1.0) * seen / expected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::reference;

    fn codes(name: &str) -> Array2<Option<usize>> {
        let rows = reference::value(&format!("alpha.{name}.codes"));
        let rows: Vec<Vec<Option<usize>>> = serde_json::from_value(rows).unwrap();
        Array2::from_shape_fn((rows[0].len(), rows.len()), |(unit, coder)| rows[coder][unit])
    }

    #[test]
    fn agrees_with_the_python_package() {
        for name in ["two", "three_with_gaps", "chance"] {
            let expected = reference::number(&format!("alpha.{name}.ordinal"));
            let found = ordinal_alpha(codes(name).view(), 3).unwrap();
            assert!((found - expected).abs() < 1e-12, "{name}: {found} is not {expected}");
        }
    }

    #[test]
    fn nothing_to_agree_about_gives_no_alpha() {
        let same = Array2::from_elem((4, 2), Some(1));
        assert_eq!(ordinal_alpha(same.view(), 3), None);
        assert_eq!(raw_agreement(same.view(), 3), Some(1.0));
        let alone = Array2::from_shape_fn((4, 2), |(unit, coder)| (coder == 0).then_some(unit % 3));
        assert_eq!((ordinal_alpha(alone.view(), 3), raw_agreement(alone.view(), 3)), (None, None));
        assert_eq!(alpha_interval(alone.view(), 3, 1), None);
    }

    #[test]
    fn the_interval_holds_alpha_and_is_that_of_numpy() {
        let codes = codes("two");
        let alpha = ordinal_alpha(codes.view(), 3).unwrap();
        let found = alpha_interval(codes.view(), 3, 1).unwrap();
        assert!(found.low < alpha && alpha < found.high, "{found:?} {alpha}");
        // Another generator: the ends agree but for the noise of 2,000 draws.
        let (low, high) = (reference::number("alpha.two.low"), reference::number("alpha.two.high"));
        assert!((found.low - low).abs() < 0.03 && (found.high - high).abs() < 0.03, "{found:?} {low} {high}");
    }
}
