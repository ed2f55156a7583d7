//! The model's labels against the coders', weighted by the probability of each row.

use ndarray::{Array1, Array2, ArrayView1};

use super::resample::{Interval, bootstrap};

/// A row that was coded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pair {
    /// The coders' class.
    pub(crate) coded: usize,
    /// The model's class.
    pub(crate) predicted: usize,
    /// One over the probability that the row would be drawn.
    pub(crate) weight: f64,
    /// Stratum it was drawn from.
    pub(crate) stratum: usize,
}

/// A share in 0..1 with its 95 % interval.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Share {
    /// `None` where it is a share of nothing.
    pub(crate) value: Option<f64>,
    pub(crate) interval: Option<Interval>,
    /// Rows it is about, without weights.
    pub(crate) n: usize,
}

/// The matrix of weights, `[coded, predicted]`: estimated numbers of rows of the whole frame (Horvitz and Thompson 1952).
pub(crate) fn confusion(pairs: &[Pair], classes: usize) -> Array2<f64> {
    weighted(pairs, classes, Array1::ones(pairs.len()).view())
}

/// The unweighted matrix.
pub(crate) fn counts(pairs: &[Pair], classes: usize) -> Array2<usize> {
    let mut matrix = Array2::zeros((classes, classes));
    pairs.iter().for_each(|pair| matrix[[pair.coded, pair.predicted]] += 1);
    matrix
}

/// The share of the frame's rows whose label is that of the coders.
pub(crate) fn accuracy(pairs: &[Pair], classes: usize, seed: u64) -> Share {
    share(pairs, classes, seed, pairs.len(), |matrix| ratio(matrix.diag().sum(), matrix.sum()))
}

/// Of the rows that coders put into `class`, the share that the model puts there.
pub(crate) fn recall(pairs: &[Pair], classes: usize, class: usize, seed: u64) -> Share {
    let n = pairs.iter().filter(|pair| pair.coded == class).count();
    share(pairs, classes, seed, n, |matrix| ratio(matrix[[class, class]], matrix.row(class).sum()))
}

/// Of the rows that the model puts into `class`, the share that coders put there.
pub(crate) fn precision(pairs: &[Pair], classes: usize, class: usize, seed: u64) -> Share {
    let n = pairs.iter().filter(|pair| pair.predicted == class).count();
    share(pairs, classes, seed, n, |matrix| ratio(matrix[[class, class]], matrix.column(class).sum()))
}

/// The mean F1 of the classes that coders used (Sokolova and Lapalme 2009, table 3, in the form that averages F1).
pub(crate) fn macro_f1(pairs: &[Pair], classes: usize, seed: u64) -> Share {
    let used: Vec<usize> = (0..classes).filter(|class| pairs.iter().any(|pair| pair.coded == *class)).collect();
    share(pairs, classes, seed, pairs.len(), |matrix| {
        let f1 = |c: usize| ratio(2.0 * matrix[[c, c]], matrix.row(c).sum() + matrix.column(c).sum()).unwrap_or(0.0);
        ratio(used.iter().map(|class| f1(*class)).sum(), used.len() as f64)
    })
}

fn share(pairs: &[Pair], classes: usize, seed: u64, n: usize, of: impl Fn(&Array2<f64>) -> Option<f64>) -> Share {
    let strata: Vec<usize> = pairs.iter().map(|pair| pair.stratum).collect();
    Share {
        value: of(&confusion(pairs, classes)),
        interval: bootstrap(&strata, seed, |times| of(&weighted(pairs, classes, times))),
        n,
    }
}

fn weighted(pairs: &[Pair], classes: usize, times: ArrayView1<'_, f64>) -> Array2<f64> {
    let mut matrix = Array2::zeros((classes, classes));
    for (pair, times) in pairs.iter().zip(times) {
        matrix[[pair.coded, pair.predicted]] += times * pair.weight;
    }
    matrix
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(coded: usize, predicted: usize, weight: f64) -> Pair {
        Pair { coded, predicted, weight, stratum: predicted }
    }

    #[test]
    fn rows_count_for_those_that_were_not_drawn() {
        // Of 100 rows called neutral ten were coded, of ten called favorable five.
        let mut pairs = vec![pair(1, 1, 10.0); 8];
        pairs.extend([pair(2, 1, 10.0), pair(2, 1, 10.0)]);
        pairs.extend([pair(2, 2, 2.0); 5]);
        // The model finds 10 of an estimated 30 favorable rows, not 5 of 7.
        assert_eq!(recall(&pairs, 3, 2, 1).value, Some(10.0 / 30.0));
        assert_eq!(precision(&pairs, 3, 2, 1).value, Some(1.0));
        assert_eq!(accuracy(&pairs, 3, 1).value, Some(90.0 / 110.0));
        assert_eq!((recall(&pairs, 3, 2, 1).n, recall(&pairs, 3, 0, 1)), (7, Share::default()));
        assert_eq!(confusion(&pairs, 3).sum(), 110.0);
        assert_eq!(counts(&pairs, 3)[[2, 1]], 2);
        let interval = recall(&pairs, 3, 2, 1).interval.unwrap();
        assert!(interval.low > 0.15 && interval.low < 1.0 / 3.0 && interval.high > 0.5, "{interval:?}");
        // F1 of neutral 160 / 180, of favorable 20 / 40; nobody coded unfavorable.
        let f1 = macro_f1(&pairs, 3, 1).value.unwrap();
        assert!((f1 - (160.0 / 180.0 + 0.5) / 2.0).abs() < 1e-12, "{f1}");
    }
}
