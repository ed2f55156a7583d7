//! A confusion matrix as a stretch of a tally.

use ndarray::{Array1, ArrayView1, ArrayView2, Axis, Slice};

/// Where the confusion matrix of some classes lies in a tally; `[class, class + 1]` as [`super::metrics`] reads it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Confusion {
    at: usize,
    classes: usize,
}

impl Confusion {
    /// A matrix that begins at `at`.
    pub(super) const fn new(at: usize, classes: usize) -> Self {
        Self { at, classes }
    }

    /// Matrices that begin at `at`, one behind the other.
    pub(super) fn row<const N: usize>(at: usize, classes: usize) -> [Self; N] {
        std::array::from_fn(|n| Self::new(at + n * classes * (classes + 1), classes))
    }

    /// One past its last count.
    pub(super) const fn end(self) -> usize {
        self.at + self.classes * (self.classes + 1)
    }

    /// Counts one item; `None` is no answer.
    pub(super) fn count(self, tally: &mut Array1<f64>, gold: usize, predicted: Option<usize>) {
        tally[self.at + gold * (self.classes + 1) + predicted.unwrap_or(self.classes)] += 1.0;
    }

    /// The matrix.
    pub(super) fn of<'t>(self, tally: &'t ArrayView1<'_, f64>) -> ArrayView2<'t, f64> {
        let part = tally.slice_axis(Axis(0), Slice::from(self.at..self.end()));
        part.into_shape_with_order((self.classes, self.classes + 1)).expect("a stretch of a tally is contiguous")
    }
}

/// The most frequent class, the first of equals; what a majority baseline answers.
pub(super) fn majority(gold: impl Iterator<Item = usize>, classes: usize) -> usize {
    let mut counts = vec![0_usize; classes];
    gold.for_each(|class| counts[class] += 1);
    (0..classes).rev().max_by_key(|class| counts[*class]).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_land_in_their_own_matrix() {
        let (first, second) = (Confusion::new(0, 2), Confusion::new(6, 3));
        let mut tally = Array1::zeros(second.end());
        first.count(&mut tally, 1, None);
        second.count(&mut tally, 2, Some(1));
        assert_eq!(first.of(&tally.view()), ndarray::arr2(&[[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]]));
        assert_eq!(second.of(&tally.view())[[2, 1]], 1.0);
        assert_eq!(tally.sum(), 2.0);
    }

    #[test]
    fn the_majority_is_the_first_of_equals() {
        assert_eq!(majority([2, 1, 1, 2].into_iter(), 3), 1);
        assert_eq!(majority(std::iter::empty(), 3), 0);
    }
}
