//! How the counted rows are divided among the stances.

use ndarray::Array1;

use crate::stance::Stance;

/// Shares of the counted rows, each in 0..1; with the share of mixed rows, which is not named, they sum to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shares {
    /// Of favorable rows.
    pub favorable: f64,
    /// Of neutral rows.
    pub neutral: f64,
    /// Of unfavorable rows.
    pub unfavorable: f64,
}

/// Rows by stance, in the order of [`Stance`]: `[4]`.
pub(crate) type Tally = Array1<f64>;

/// No row of any stance.
pub(crate) fn tally() -> Tally {
    Array1::zeros(4)
}

/// Where a stance stands in a [`Tally`].
pub(crate) fn place(stance: Stance) -> usize {
    match stance {
        Stance::Unfavorable => 0,
        Stance::Neutral => 1,
        Stance::Favorable => 2,
        Stance::Mixed => 3,
    }
}

/// The shares of a tally, mixed rows in the denominator. `None` of an empty one.
pub(crate) fn shares(tally: &Tally) -> Option<Shares> {
    let n = tally.sum();
    let of = |stance| tally[place(stance)] / n;
    (n > 0.0).then(|| Shares {
        favorable: of(Stance::Favorable),
        neutral: of(Stance::Neutral),
        unfavorable: of(Stance::Unfavorable),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn mixed_rows_are_in_the_denominator() {
        let shares = shares(&array![1.0, 2.0, 4.0, 1.0]).unwrap();
        assert_eq!(shares, Shares { favorable: 0.5, neutral: 0.25, unfavorable: 0.125 });
    }

    #[test]
    fn no_row_has_no_shares() {
        assert_eq!(shares(&tally()), None);
    }
}
