//! Many tests at once.

/// The p values adjusted for their number, in their order (Benjamini and Hochberg 1995, "Controlling the False Discovery Rate", Journal
/// of the Royal Statistical Society B 57, section 3.1): a family rejected at q has an expected share of at most q false rejections.
pub(crate) fn adjusted(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]).then(a.cmp(b)));
    let mut least = 1.0_f64;
    let mut out = vec![1.0; p.len()];
    for (place, index) in order.into_iter().enumerate() {
        let rank = p.len() - place;
        least = least.min(p[index] * p.len() as f64 / rank as f64);
        out[index] = least;
    }
    out
}
