//! Student's t distribution.

use super::size::Z;

/// The 97.5 % quantile of Student's t with `degrees` of freedom, at least 4 (Abramowitz and Stegun 1964, "Handbook of Mathematical
/// Functions", formula 26.7.5; the error is below 0.001 there).
pub(crate) fn quantile(degrees: usize) -> f64 {
    let v = degrees as f64;
    let (z, z2) = (Z, Z * Z);
    let z3 = z * z2;
    let (z5, z7, z9) = (z3 * z2, z3 * z2 * z2, z3 * z2 * z2 * z2);
    z + (z3 + z) / (4.0 * v)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * v.powi(2))
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * v.powi(3))
        + (79.0 * z9 + 776.0 * z7 + 1_482.0 * z5 - 1_920.0 * z3 - 945.0 * z) / (92_160.0 * v.powi(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_scipy() {
        // scipy.stats.t.ppf(0.975, v)
        for (degrees, expected) in [(4, 2.776_445_1), (9, 2.262_157_2), (29, 2.045_229_6), (999, 1.962_341_5)] {
            assert!((quantile(degrees) - expected).abs() < 1e-3, "{degrees}: {}", quantile(degrees));
        }
    }
}
