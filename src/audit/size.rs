//! How many rows must be coded.

/// 97.5 % quantile of the standard normal distribution.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// How many rows give a share an interval of `+-half`, by the normal approximation with the correction for a finite frame (Cochran
/// 1977, "Sampling Techniques", sections 4.4 and 4.6), times the design effect of the weights.
///
/// `share` and `half` are in 0..1, `frame` is the number of rows there are; never more than those.
pub(crate) fn needed(share: f64, half: f64, effect: f64, frame: usize) -> usize {
    let infinite = effect * Z * Z * share * (1.0 - share) / (half * half);
    let finite = infinite / (1.0 + (infinite - 1.0).max(0.0) / frame.max(1) as f64);
    (finite.ceil() as usize).min(frame)
}

/// How much unequal weights widen an interval: n times the sum of squares over the square of the sum (Kish 1965, "Survey Sampling",
/// section 11.2C). 1 for equal weights or none.
pub(crate) fn design_effect(weights: &[f64]) -> f64 {
    let (sum, squares) = weights.iter().fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
    if sum > 0.0 { weights.len() as f64 * squares / (sum * sum) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::reference;

    #[test]
    fn agrees_with_the_formulas_in_numpy() {
        for (name, share, half, effect, frame) in [
            ("half", 0.5, 0.05, 1.0, 1_000_000),
            ("finite", 0.5, 0.05, 1.0, 1_000),
            ("rare", 0.9, 0.03, 1.3, 4_000),
            ("tiny", 0.7, 0.05, 1.0, 40),
        ] {
            let expected = reference::number(&format!("size.{name}")) as usize;
            assert_eq!(needed(share, half, effect, frame), expected, "{name}");
        }
        let effect = design_effect(&[1.0, 1.0, 4.0, 10.0]);
        assert!((effect - reference::number("size.effect")).abs() < 1e-12);
        assert_eq!((design_effect(&[2.0; 5]), design_effect(&[])), (1.0, 1.0));
    }
}
