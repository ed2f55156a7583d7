//! The rate of false discoveries among many tests.

/// The p values adjusted by Benjamini and Hochberg (1995, "Controlling the false discovery rate", section 3.1), in their order: the
/// smallest rate at which each would be called a discovery. Each in 0..1.
pub(super) fn adjusted(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut out = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (rank, at) in order.iter().enumerate().rev() {
        least = least.min(p[*at] * p.len() as f64 / (rank + 1) as f64);
        out[*at] = least;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjusted_values_are_those_of_statsmodels() {
        // statsmodels.stats.multitest.multipletests(p, method="fdr_bh"); tests/reference/compare.py
        let found = adjusted(&[0.01, 0.04, 0.03, 0.005, 0.8]);
        for (found, expected) in found.iter().zip([0.025, 0.05, 0.05, 0.025, 0.8]) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        assert!(adjusted(&[]).is_empty());
    }
}
