//! How a stance looks: a word, a sign and a colour, never the colour alone.

use crate::stance::Stance;

/// The sign of a stance: up, level, down, both.
pub(super) fn sign(stance: Stance) -> &'static str {
    match stance {
        Stance::Favorable => "▲",
        Stance::Neutral => "■",
        Stance::Unfavorable => "▼",
        Stance::Mixed => "◆",
    }
}

/// Its letter in classes and searches.
pub(super) fn letter(stance: Stance) -> &'static str {
    match stance {
        Stance::Favorable => "f",
        Stance::Neutral => "n",
        Stance::Unfavorable => "u",
        Stance::Mixed => "m",
    }
}

/// The class of a mean score: `u4` to `u1`, `n0` inside ±0.1, `f1` to `f4`. The steps are 0.1, 0.3, 0.5 and 0.7.
///
/// The colours are the orange half of PuOr and the blue half of RdBu, two diverging schemes that Brewer marks as safe for
/// colour-blind readers (Harrower and Brewer 2003, ColorBrewer.org).
pub(crate) fn shade(mean: f64) -> &'static str {
    let step = [0.1, 0.3, 0.5, 0.7].iter().filter(|limit| mean.abs() > **limit).count();
    match (mean < 0.0, step) {
        (_, 0) => "n0",
        (true, 1) => "u1",
        (true, 2) => "u2",
        (true, 3) => "u3",
        (true, _) => "u4",
        (false, 1) => "f1",
        (false, 2) => "f2",
        (false, 3) => "f3",
        (false, _) => "f4",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutral_is_inside_a_tenth() {
        let shades = [-1.0, -0.31, -0.1, 0.0, 0.1, 0.11, 0.7, 0.71].map(shade);
        assert_eq!(shades, ["u4", "u2", "n0", "n0", "n0", "f1", "f3", "f4"]);
    }
}
