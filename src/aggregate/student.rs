//! Student's t distribution.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// The quantile of |t| below which `confidence` of the distribution lies: the number by which a standard error with `degrees` of freedom
/// is multiplied. Infinite where there are none.
pub(crate) fn t_quantile(confidence: f64, degrees: f64) -> f64 {
    StudentsT::new(0.0, 1.0, degrees).map_or(f64::INFINITY, |t| t.inverse_cdf(0.5 + confidence / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_scipy() {
        // scipy.stats.t.ppf(0.975, v)
        for (degrees, expected) in [(4.0, 2.776_445_1), (9.0, 2.262_157_2), (29.0, 2.045_229_6), (999.0, 1.962_341_5)] {
            assert!((t_quantile(0.95, degrees) - expected).abs() < 1e-6, "{degrees}");
        }
        assert!(t_quantile(0.95, 0.0).is_infinite());
    }
}
