//! Mean polarities of a matrix by our scores against those of its gold.

use std::collections::BTreeMap;

use ndarray::{Array1, ArrayView1};

use super::bootstrap::Metric;
use super::rank::{kendall, spearman};

/// Cells of a matrix inside a row of counts: of each its number, the sum of its gold polarities and of ours.
#[derive(Debug, Clone)]
pub(super) struct PolarityMatrix<K> {
    places: BTreeMap<K, usize>,
    start: usize,
    least: f64,
}

impl<K: Ord> PolarityMatrix<K> {
    /// The cells that occur, from `start` of the row on; those of fewer than `least` items take no part.
    pub(super) fn new(cells: impl Iterator<Item = K>, start: usize, least: usize) -> Self {
        let cells: std::collections::BTreeSet<K> = cells.collect();
        Self { places: cells.into_iter().zip(0..).collect(), start, least: least as f64 }
    }

    /// Where the row goes on.
    pub(super) fn end(&self) -> usize {
        self.start + 3 * self.places.len()
    }

    /// Counts an item; `gold` and `ours` in -1..1.
    pub(super) fn count(&self, tally: &mut Array1<f64>, cell: &K, gold: f64, ours: f64) {
        let Some(place) = self.places.get(cell) else { return };
        let at = self.start + 3 * place;
        tally[at] += 1.0;
        tally[at + 1] += gold;
        tally[at + 2] += ours;
    }

    /// `spearman`, `kendall` and `sign` (the share of cells whose mean has the sign of gold's; a gold mean of 0 takes no part): over the cells.
    pub(super) fn metrics(&self, name: &str) -> Vec<Metric> {
        let (from, to, least) = (self.start, self.end(), self.least);
        let means = move |tally: &ArrayView1<'_, f64>| -> Vec<(f64, f64)> {
            let cells = (from..to).step_by(3).filter(|at| tally[*at] >= least);
            cells.map(|at| (tally[at + 2] / tally[at], tally[at + 1] / tally[at])).collect()
        };
        let n = move |tally: &ArrayView1<'_, f64>| means(tally).len() as f64;
        vec![
            Metric::new(format!("{name}_spearman"), move |t| spearman(&means(t)), n),
            Metric::new(format!("{name}_kendall"), move |t| kendall(&means(t)), n),
            Metric::new(
                format!("{name}_sign"),
                move |t| {
                    let (same, all) = signs(&means(t));
                    (all > 0).then(|| same as f64 / all as f64)
                },
                move |t| signs(&means(t)).1 as f64,
            ),
        ]
    }
}

/// Cells of one sign, of how many with a sign in gold.
fn signs(means: &[(f64, f64)]) -> (usize, usize) {
    let signed = means.iter().filter(|(_, gold)| *gold != 0.0);
    signed.fold((0, 0), |(same, all), (ours, gold)| (same + usize::from(ours * gold > 0.0), all + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_means_and_small_ones_take_no_part() {
        let matrix = PolarityMatrix::new(["a", "b", "c", "d"].into_iter(), 1, 2);
        let mut tally = Array1::zeros(matrix.end());
        let items = [("a", 1.0, 0.9), ("a", 1.0, -0.1), ("b", -1.0, -0.3), ("b", -1.0, 0.1), ("c", 1.0, -0.8)];
        // "d" is even in gold: it has an order, and no sign.
        let even = [("d", 1.0, 0.2), ("d", -1.0, 0.0)];
        items.into_iter().chain(even).for_each(|(cell, gold, ours)| matrix.count(&mut tally, &cell, gold, ours));
        assert_eq!(signs(&[(0.4, 1.0), (-0.1, -1.0), (0.1, 0.0)]), (2, 2));
        let all = super::super::bootstrap::estimates(&[tally], &matrix.metrics("target"), 1);
        assert_eq!(
            all.iter().map(|e| (e.value, e.n)).collect::<Vec<_>>(),
            [(Some(1.0), 3), (Some(1.0), 3), (Some(1.0), 2)]
        );
    }
}
