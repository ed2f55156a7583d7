//! Means corrected for the measured error of the model, by prediction-powered inference.

use ndarray::{Array1, ArrayView1};

use super::resample::Interval;
use crate::aggregate::{CONFIDENCE, t_quantile};

/// More power is not believed: it would be the noise of few coded rows. Above 1 it undoes probabilities that are too cautious.
const MOST_POWER: f64 = 2.0;
/// Fewer stories give no interval.
pub(crate) const MIN_CLUSTERS: usize = 5;

/// Rows with the model's score each, some of them coded.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    /// The model's score of every row, `[rows]`.
    pub(crate) predicted: Array1<f64>,
    /// The coder's score, and one over the probability that the row would be drawn; `None` for rows that were not coded.
    pub(crate) coded: Vec<Option<(f64, f64)>>,
    /// The share of the rows that the model labelled, in 0..1: people's labels are in `predicted` as they are and need no correction.
    pub(crate) share: f64,
    /// What belongs together: rows of one cluster are not independent. `[rows]`
    pub(crate) cluster: Vec<usize>,
}

/// A mean and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Corrected {
    pub(crate) mean: f64,
    /// Its standard error.
    pub(crate) error: f64,
    /// How much the predictions are trusted, in 0..2: 0 gives the mean of the coded rows alone, 1 the plain prediction-powered mean.
    pub(crate) power: f64,
    /// How many clusters the rows are in.
    pub(crate) clusters: usize,
}

impl Corrected {
    /// The 95 % interval, by Student's t with one degree of freedom less than clusters; `None` of fewer than five clusters, where
    /// no method is to be trusted.
    pub(crate) fn interval(&self) -> Option<Interval> {
        if self.clusters < MIN_CLUSTERS {
            return None;
        }
        let half = t_quantile(CONFIDENCE, (self.clusters - 1) as f64) * self.error;
        Some(Interval { low: self.mean - half, high: self.mean + half })
    }
}

/// The prediction-powered mean: power x mean of all predictions + weighted mean of (coded - power x predicted) over the coded rows
/// (Angelopoulos et al. 2023, "Prediction-powered inference", Science 382, algorithm for means; the power as in Angelopoulos, Duchi
/// and Zrnic 2023, "PPI++", section 6).
///
/// The coded rows are a sample of the rows themselves, so that the power that makes the variance smallest is cov(coded, predicted) /
/// var(predicted); it is kept in 0..2 and estimated from the coded rows unless `power` is given. With equal probabilities this is the
/// published estimator with the rows that were not coded as its unlabelled data. The variance is linearised, its terms summed by
/// cluster (Särndal, Swensson and Wretman 1992, "Model Assisted Survey Sampling", section 5.5; Binder 1983), which holds for unequal
/// probabilities and dependent rows as well. `None` with fewer than two coded rows or two clusters.
pub(crate) fn corrected(rows: &Rows, power: Option<f64>) -> Option<Corrected> {
    let n = rows.coded.iter().flatten().count();
    let all = rows.predicted.mean()?;
    if n < 2 {
        return None;
    }
    // Labels of people are not to be scaled.
    let power = if rows.share < 1.0 { 1.0 } else { power.unwrap_or_else(|| tuned(rows).clamp(0.0, MOST_POWER)) };
    let coded = rows.coded.iter().zip(&rows.predicted).map(|(coded, f)| coded.map(|(y, w)| (y - power * f, w)));
    let (sum, weights) = coded.clone().flatten().fold((0.0, 0.0), |(sum, ws), (r, w)| (sum + w * r, ws + w));
    let rectifier = sum / weights;
    let total = rows.predicted.len() as f64;
    let terms: Array1<f64> = coded
        .zip(&rows.predicted)
        .map(|(coded, f)| {
            power * (f - all) / total
                + coded.map_or(0.0, |(residual, w)| rows.share * w * (residual - rectifier) / weights)
        })
        .collect();
    let (error, clusters) = by_cluster(terms.view(), &rows.cluster)?;
    Some(Corrected { mean: power * all + rows.share * rectifier, error, power, clusters })
}

/// The mean of the predictions as they are, with the same kind of interval. `None` with fewer than two clusters.
pub(crate) fn uncorrected(rows: &Rows) -> Option<Corrected> {
    let mean = rows.predicted.mean()?;
    let terms = rows.predicted.mapv(|f| (f - mean) / rows.predicted.len() as f64);
    let (error, clusters) = by_cluster(terms.view(), &rows.cluster)?;
    Some(Corrected { mean, error, power: 1.0, clusters })
}

/// cov(coded, predicted) / var(predicted) over the coded rows by their weights; 1 where the predictions do not vary.
fn tuned(rows: &Rows) -> f64 {
    let coded = || rows.coded.iter().zip(&rows.predicted).filter_map(|(coded, f)| coded.map(|(y, w)| (y, *f, w)));
    let weights: f64 = coded().map(|(.., w)| w).sum();
    let (y_mean, f_mean) = coded().fold((0.0, 0.0), |(a, b), (y, f, w)| (a + w * y / weights, b + w * f / weights));
    let covariance: f64 = coded().map(|(y, f, w)| w * (y - y_mean) * (f - f_mean)).sum();
    let variance: f64 = coded().map(|(_, f, w)| w * (f - f_mean).powi(2)).sum();
    if variance > 0.0 { covariance / variance } else { 1.0 }
}

/// The standard error of a sum of linearised terms that belong together by cluster, with the small-sample factor C / (C - 1), and the
/// number of clusters. `None` with fewer than two.
pub(crate) fn by_cluster(terms: ArrayView1<'_, f64>, cluster: &[usize]) -> Option<(f64, usize)> {
    let mut sums = std::collections::BTreeMap::<usize, f64>::new();
    for (term, cluster) in terms.iter().zip(cluster) {
        *sums.entry(*cluster).or_default() += term;
    }
    let clusters = sums.len() as f64;
    let squares = sums.values().map(|sum| sum * sum).sum::<f64>();
    (sums.len() > 1).then(|| ((squares * clusters / (clusters - 1.0)).sqrt(), sums.len()))
}

/// A coded row: the coders' score, the model's, weight, cluster.
pub(crate) type ErrorRow = (f64, f64, f64, usize);

/// The weighted mean error (coded - predicted) of some coded rows and its standard error: what a group of rows is corrected by that
/// has too few coded rows of its own. The standard error is `None` with fewer than
/// two clusters, the whole `None` without a row.
pub(crate) fn mean_error(rows: &[ErrorRow]) -> Option<(f64, Option<f64>)> {
    let weights: f64 = rows.iter().map(|(.., w, _)| w).sum();
    if weights <= 0.0 {
        return None;
    }
    let mean = rows.iter().map(|(y, f, w, _)| w * (y - f)).sum::<f64>() / weights;
    let terms: Array1<f64> = rows.iter().map(|(y, f, w, _)| w * (y - f - mean) / weights).collect();
    let clusters: Vec<usize> = rows.iter().map(|(.., cluster)| *cluster).collect();
    Some((mean, by_cluster(terms.view(), &clusters).map(|(error, _)| error)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::reference;

    fn list(name: &str) -> Vec<f64> {
        serde_json::from_value(reference::value(name)).unwrap()
    }

    /// The rows of the reference, coded ones first; each its own cluster unless `clusters`.
    fn rows(weights: &[f64], clusters: Option<Vec<usize>>) -> Rows {
        let (y, f, rest) = (list("ppi.y"), list("ppi.f"), list("ppi.f_unlabelled"));
        let predicted: Array1<f64> = f.iter().chain(&rest).copied().collect();
        let mut coded: Vec<Option<(f64, f64)>> = y.iter().zip(weights).map(|(y, w)| Some((*y, *w))).collect();
        coded.resize(predicted.len(), None);
        let cluster = clusters.unwrap_or_else(|| (0..predicted.len()).collect());
        Rows { predicted, coded, share: 1.0, cluster }
    }

    #[track_caller]
    fn close(found: f64, name: &str, within: f64) {
        let expected = reference::number(name);
        assert!((found - expected).abs() < within, "{name}: {found} is not {expected}");
    }

    #[test]
    fn is_the_published_estimator_where_probabilities_are_equal() {
        let n = list("ppi.y").len();
        let rows = rows(&vec![1.0; n], None);
        let (all, unlabelled) = (rows.predicted.len() as f64, (rows.predicted.len() - n) as f64);
        // A power of p over all rows is one of p x unlabelled / all over the unlabelled ones.
        for (power, name) in [(all / unlabelled * 0.5, "half"), (0.0, "none")] {
            let found = corrected(&rows, Some(power)).unwrap();
            close(found.mean, &format!("ppi.{name}.mean"), 1e-12);
            // The package divides by n, and its two variances are of separate sets.
            let interval = found.interval().unwrap();
            close(interval.low, &format!("ppi.{name}.low"), 0.01);
            close(interval.high, &format!("ppi.{name}.high"), 0.01);
        }
        let tuned = corrected(&rows, None).unwrap();
        close(tuned.mean, "ppi.tuned.mean", 0.01);
        let interval = tuned.interval().unwrap();
        close(interval.high - interval.low, "ppi.tuned.width", 0.02);
    }

    #[test]
    fn weights_and_clusters_agree_with_the_formula_in_numpy() {
        let weights = list("ppi.weights");
        let clusters: Vec<usize> = serde_json::from_value(reference::value("ppi.clusters")).unwrap();
        let found = corrected(&rows(&weights, Some(clusters)), Some(0.8)).unwrap();
        close(found.mean, "ppi.weighted.mean", 1e-12);
        close(found.error, "ppi.weighted.error", 1e-12);
        let tuned = corrected(&rows(&weights, None), None).unwrap();
        close(tuned.power, "ppi.weighted.power", 1e-12);
    }

    #[test]
    fn all_coded_is_the_plain_mean() {
        let rows = Rows {
            predicted: Array1::from_vec(vec![0.3, -0.2, 0.9, 0.1]),
            coded: [1.0, 0.0, 1.0, -1.0].map(|y| Some((y, 1.0))).to_vec(),
            share: 1.0,
            cluster: (0..4).collect(),
        };
        let found = corrected(&rows, Some(1.0)).unwrap();
        // The mean of 1, 0, 1, -1 and its standard error sqrt(2.75 / 3 / 4).
        assert!(
            (found.mean - 0.25).abs() < 1e-12 && (found.error - (2.75_f64 / 12.0).sqrt()).abs() < 1e-12,
            "{found:?}"
        );
    }

    #[test]
    fn labels_of_people_stay_as_they_are() {
        // Two of four rows are people's; the model's two were both coded, half a point above its scores.
        let rows = Rows {
            predicted: Array1::from_vec(vec![1.0, -1.0, 0.5, -0.5]),
            coded: vec![None, None, Some((1.0, 1.0)), Some((0.0, 1.0))],
            share: 0.5,
            cluster: vec![0, 1, 2, 3],
        };
        let found = corrected(&rows, None).unwrap();
        assert!((found.mean - 0.25).abs() < 1e-12 && found.power == 1.0, "{found:?}");
        assert_eq!(found.interval(), None);
    }

    #[test]
    fn too_little_gives_nothing() {
        let one = Rows {
            predicted: Array1::from_vec(vec![0.3, 0.2]),
            coded: vec![Some((1.0, 2.0)), None],
            share: 1.0,
            cluster: vec![0, 1],
        };
        assert_eq!(corrected(&one, None), None);
        let story = Rows { coded: vec![Some((1.0, 2.0)), Some((0.0, 2.0))], cluster: vec![0, 0], ..one };
        assert_eq!(corrected(&story, None), None);
        assert_eq!(mean_error(&[]), None);
    }
}
