//! Means, and differences of means, with standard errors that know that statements come in clusters.

use ndarray::{Array1, ArrayView2};

/// A contrast of means, its standard error, and the degrees of freedom of that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Robust {
    /// The contrast.
    pub estimate: f64,
    /// Its standard error.
    pub error: f64,
    /// Degrees of freedom of the error; above 0.
    pub df: f64,
}

/// The contrast `weights` `[arms]` of the arms' means. `sums` and `counts` are `[clusters, arms]`: of each cluster's scores in each
/// arm the sum and the number, 0 where it has none.
///
/// The standard error is the bias-reduced CR2 of Bell and McCaffrey (2002, "Bias Reduction in Standard Errors for Linear Regression
/// with Multi-Stage Samples", Survey Methodology 28), the degrees of freedom are Satterthwaite's as they give them, under
/// independent errors as working model (also Imbens and Kolesár 2016, "Robust Standard Errors in Small Samples", section II). For arms
/// that share no statement the adjustment matrix of a cluster acts on each arm's sum of residuals alone, as 1 / sqrt(1 - n_g / N).
/// Of clusters of one size and a single arm it is the t interval of the cluster means.
///
/// `None` if an arm has no score, or all of them in one cluster.
pub(crate) fn robust(sums: ArrayView2<'_, f64>, counts: ArrayView2<'_, f64>, weights: &[f64]) -> Option<Robust> {
    let (clusters, arms) = sums.dim();
    let mut estimate = 0.0;
    let mut residual = Array1::<f64>::zeros(clusters);
    // The products of the clusters' weights are diag(d) - sum over arms of v v' / N: their trace and squares need no matrix.
    let mut diagonal = Array1::<f64>::zeros(clusters);
    let mut arms_seen: Vec<(Array1<f64>, f64)> = Vec::with_capacity(arms);
    for (arm, weight) in weights.iter().enumerate().take(arms) {
        let n = counts.column(arm);
        let total = n.sum();
        if total <= 0.0 || n.iter().any(|n| *n >= total) {
            return None;
        }
        let mean = sums.column(arm).sum() / total;
        estimate += weight * mean;
        let scale = n.mapv(|n| weight / (total * (1.0 - n / total).sqrt()));
        residual += &(&scale * &(&sums.column(arm) - &(&n * mean)));
        let scaled = &scale * &n;
        diagonal += &(&scale * &scaled);
        arms_seen.push((scaled, total));
    }
    let mut trace = diagonal.sum();
    let mut squares = diagonal.dot(&diagonal);
    for (v, total) in &arms_seen {
        trace -= v.dot(v) / total;
        squares -= 2.0 * diagonal.dot(&(v * v)) / total;
        for (w, other) in &arms_seen {
            let product = v.dot(w);
            squares += product * product / (total * other);
        }
    }
    let error = residual.dot(&residual).sqrt();
    (squares > 0.0).then(|| Robust { estimate, error, df: trace * trace / squares })
}
