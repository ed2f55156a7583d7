//! Whether two lists of numbers are in one order.

/// Spearman's rho: Pearson's correlation of the ranks, tied values sharing their mean rank (Kendall and Gibbons 1990, "Rank Correlation
/// Methods", section 3.8). -1..1; `None` of fewer than two pairs or where all values of a list are equal.
pub(super) fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    let x = ranks(pairs.iter().map(|pair| pair.0).collect());
    let y = ranks(pairs.iter().map(|pair| pair.1).collect());
    let middle = (pairs.len() as f64 + 1.0) / 2.0;
    let sum = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    let below = (sum(&x, &x) * sum(&y, &y)).sqrt();
    (below > 0.0).then(|| sum(&x, &y) / below)
}

/// Kendall's tau-b, which makes up for ties (ibid., section 3.5). -1..1; `None` as of [`spearman`].
pub(super) fn kendall(pairs: &[(f64, f64)]) -> Option<f64> {
    let (mut score, mut x_apart, mut y_apart) = (0.0, 0.0, 0.0);
    for (at, a) in pairs.iter().enumerate() {
        for b in &pairs[at + 1..] {
            let (x, y) = (order(a.0, b.0), order(a.1, b.1));
            score += x * y;
            x_apart += x.abs();
            y_apart += y.abs();
        }
    }
    let below = f64::sqrt(x_apart * y_apart);
    (below > 0.0).then(|| score / below)
}

fn order(a: f64, b: f64) -> f64 {
    f64::from(i8::from(a > b) - i8::from(a < b))
}

/// The rank of each value, from 1.
fn ranks(values: Vec<f64>) -> Vec<f64> {
    let mut places: Vec<usize> = (0..values.len()).collect();
    places.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut out = vec![0.0; values.len()];
    let mut from = 0;
    while from < places.len() {
        let tied = places[from..].iter().take_while(|at| values[**at] == values[places[from]]).count();
        let rank = from as f64 + (tied as f64 + 1.0) / 2.0;
        places[from..from + tied].iter().for_each(|at| out[*at] = rank);
        from += tied;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    // scipy 1.17.1 (tests/metrics/sklearn_values.py).
    const SPEARMAN: f64 = 0.778_498_944_161_523;
    const KENDALL: f64 = 0.692_820_323_027_550_9;

    #[test]
    fn correlations_are_those_of_scipy() {
        let pairs = [(0.3, 1.0), (-0.2, -1.0), (0.3, -1.0), (0.9, 1.0), (-0.7, -1.0), (0.0, 0.5), (0.5, 1.0)];
        assert!((spearman(&pairs).unwrap() - SPEARMAN).abs() < 1e-12);
        assert!((kendall(&pairs).unwrap() - KENDALL).abs() < 1e-12);
    }

    #[test]
    fn what_is_all_alike_has_no_order() {
        for pairs in [&[][..], &[(1.0, 2.0)], &[(1.0, 2.0), (1.0, 3.0)]] {
            assert_eq!((spearman(pairs), kendall(pairs)), (None, None));
        }
    }
}
