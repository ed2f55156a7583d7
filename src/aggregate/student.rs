//! Student's t distribution.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::CONFIDENCE;

/// How far from 0 Student's t with `degrees` of freedom, above 0, lies with a probability of [`CONFIDENCE`]; `None` for no degrees.
pub(crate) fn t_quantile(degrees: f64) -> Option<f64> {
    Some(StudentsT::new(0.0, 1.0, degrees).ok()?.inverse_cdf(0.5 + CONFIDENCE / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_scipy() {
        // scipy.stats.t.ppf(0.975, v)
        for (degrees, expected) in [(4.0, 2.776_445_1), (9.0, 2.262_157_2), (29.0, 2.045_229_6), (999.0, 1.962_341_5)] {
            assert!((t_quantile(degrees).unwrap() - expected).abs() < 1e-6, "{degrees}");
        }
        assert_eq!(t_quantile(0.0), None);
    }
}
