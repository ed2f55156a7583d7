//! The interval of a mean over articles.

use ndarray::{Array1, ArrayView1};

use crate::random::SplitMix64;

/// How often the articles are drawn.
pub(crate) const RESAMPLES: usize = 2_000;
/// Fewer articles than this give no interval: the bootstrap is much too narrow there.
pub(crate) const MIN_ARTICLES: usize = 5;
/// How much of the resampled means lies inside the interval.
pub(crate) const CONFIDENCE: f64 = 0.95;
/// Where the drawing starts, for every interval anew: one interval does not depend on the others.
pub(crate) const SEED: u64 = 20_240_613;

/// The mean of all scores, `sums` and `counts` being per article `[articles]`: the sum of its scores and their number.
///
/// In the range of the scores; `None` without a score.
pub(super) fn mean(sums: ArrayView1<'_, f64>, counts: ArrayView1<'_, f64>) -> Option<f64> {
    let n = counts.sum();
    (n > 0.0).then(|| sums.sum() / n)
}

/// The ends of the percentile interval of [`mean`] under resampling of whole articles, which keeps the statements of one article
/// together (cluster bootstrap: Davison and Hinkley 1997, "Bootstrap Methods and their Application", section 3.8; percentile
/// interval: Efron and Tibshirani 1993, "An Introduction to the Bootstrap", section 13.3).
///
/// `sums` and `counts` are `[articles]`, every count above 0. `None` of fewer than [`MIN_ARTICLES`].
pub(super) fn interval(sums: ArrayView1<'_, f64>, counts: ArrayView1<'_, f64>) -> Option<(f64, f64)> {
    let articles = sums.len();
    if articles < MIN_ARTICLES {
        return None;
    }
    let mut drawn = Array1::<f64>::zeros(articles);
    resampled(SEED, |random| {
        drawn.fill(0.0);
        (0..articles).for_each(|_| drawn[random.below(articles)] += 1.0);
        Some(drawn.dot(&sums) / drawn.dot(&counts))
    })
}

/// The ends of the percentile interval of what `draw` gives in [`RESAMPLES`] resamples (Efron and Tibshirani 1993, section 13.3); those
/// in which it gives nothing are left out. `None` if it never gives anything.
pub(crate) fn resampled(seed: u64, mut draw: impl FnMut(&mut SplitMix64) -> Option<f64>) -> Option<(f64, f64)> {
    let mut random = SplitMix64::new(seed);
    let mut values: Vec<f64> = (0..RESAMPLES).filter_map(|_| draw(&mut random)).collect();
    values.sort_by(f64::total_cmp);
    let tail = (1.0 - CONFIDENCE) / 2.0;
    Some((quantile(&values, tail)?, quantile(&values, 1.0 - tail)?))
}

/// The quantile at `p` in 0..1 of sorted values, with linear interpolation (Hyndman and Fan 1996, "Sample Quantiles in Statistical
/// Packages", definition 7). `None` of no values.
fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    Some(sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_mean_is_over_scores_not_over_articles() {
        // (0.9 + 0.3 + 0.6 - 0.4) / 4 = 0.35, while the mean of the two articles' means would be (0.6 - 0.4) / 2 = 0.1.
        let (sums, counts) = (array![1.8, -0.4], array![3.0, 1.0]);
        assert!((mean(sums.view(), counts.view()).unwrap() - 0.35).abs() < 1e-12);
        assert_eq!(mean(array![].view(), array![].view()), None);
    }

    #[test]
    fn quantiles_interpolate() {
        let values = [0.0, 1.0, 2.0, 10.0];
        // 0.75 * 3 = 2.25: a quarter of the way from 2 to 10.
        for (p, value) in [(0.0, 0.0), (0.5, 1.5), (0.75, 4.0), (1.0, 10.0)] {
            assert_eq!(quantile(&values, p), Some(value), "{p}");
        }
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn few_articles_give_no_interval() {
        let (sums, counts) = (array![0.1, 0.2, 0.3, 0.4], array![1.0, 1.0, 1.0, 1.0]);
        assert_eq!(interval(sums.view(), counts.view()), None);
    }

    #[test]
    fn equal_articles_give_a_point() {
        let (sums, counts) = (Array1::from_elem(6, 1.0), Array1::from_elem(6, 2.0));
        assert_eq!(interval(sums.view(), counts.view()), Some((0.5, 0.5)));
    }

    #[test]
    fn the_interval_of_coin_throws_is_the_binomial_one() {
        // 50 articles with one score each, half 0 and half 1: a resampled mean is Binomial(50, 1/2) / 50, whose 2.5 % and 97.5 %
        // quantiles are 18 / 50 and 32 / 50.
        let sums: Array1<f64> = (0..50).map(|i| f64::from(i % 2)).collect();
        let (low, high) = interval(sums.view(), Array1::ones(50).view()).unwrap();
        assert!((low - 0.36).abs() < 0.021 && (high - 0.64).abs() < 0.021, "{low} {high}");
    }

    #[test]
    fn statements_of_one_article_are_no_independent_evidence() {
        // Ten statements per article widen nothing and narrow nothing against one of the same score.
        let sums: Array1<f64> = (0..10).map(|i| f64::from(i % 2)).collect();
        let once = interval(sums.view(), Array1::ones(10).view()).unwrap();
        let tenfold = interval((&sums * 10.0).view(), Array1::from_elem(10, 10.0).view()).unwrap();
        assert!((once.0 - tenfold.0).abs() < 1e-12 && (once.1 - tenfold.1).abs() < 1e-12);
    }
}
