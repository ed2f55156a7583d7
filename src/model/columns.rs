//! Which columns of the token vectors a head reads.

use std::ops::Range;

use ndarray::{Array2, ArrayView2, Axis, Slice};

/// The columns of the token vectors, `[token, hidden]`.
///
/// One encoder serves every head, unless the model has two side by side: then the first columns are of the one that reads (what is
/// attributed, names, what pronouns stand for), the others of the one that judges (stance, relation).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Columns {
    hidden: usize,
    judged_from: Option<usize>,
}

impl Columns {
    /// Of vectors of width `hidden`; the encoder that judges begins at the column `judged_from`, inside the width, if it is another.
    pub const fn new(hidden: usize, judged_from: Option<usize>) -> Self {
        Self { hidden, judged_from }
    }

    /// Those of the encoder that reads.
    pub fn reading(self) -> Range<usize> {
        0..self.judged_from.unwrap_or(self.hidden)
    }

    /// Those of the encoder that judges.
    pub fn judging(self) -> Range<usize> {
        self.judged_from.unwrap_or(0)..self.hidden
    }

    /// The vectors of the encoder that reads.
    pub fn read(self, hidden: &Array2<f32>) -> ArrayView2<'_, f32> {
        hidden.slice_axis(Axis(1), Slice::from(self.reading()))
    }

    /// The vectors of the encoder that judges.
    pub fn judged(self, hidden: &Array2<f32>) -> ArrayView2<'_, f32> {
        hidden.slice_axis(Axis(1), Slice::from(self.judging()))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn one_encoder_serves_all_and_two_share_the_columns() {
        let hidden = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
        let one = Columns::new(3, None);
        assert_eq!((one.read(&hidden), one.judged(&hidden)), (hidden.view(), hidden.view()));
        let two = Columns::new(3, Some(1));
        assert_eq!(two.read(&hidden), array![[1.0], [4.0]]);
        assert_eq!(two.judged(&hidden), array![[2.0, 3.0], [5.0, 6.0]]);
    }
}
