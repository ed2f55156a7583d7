//! How far the probabilities of a task can be believed, and what abstention buys.

use ndarray::{Array1, ArrayView1, Axis, Slice};
use serde_json::Value;

use super::Scored;
use super::bootstrap::Metric;
use super::metrics::{expected_calibration_error, ratio, risk_coverage_area};
use super::prediction::Prediction;
use crate::model::Model;
use crate::random::SplitMix64;

/// Bins of the calibration error.
const BINS: usize = 10;
/// Counts of a bin: items, sum of the confidences, right answers.
const PER_BIN: usize = 3;
/// Confidences are ranked to this many steps of 1; items of one step are of one rank.
const RANKS: usize = 1000;
/// Predictions files have six decimals: a probability of 0 may be as large as this.
const LEAST: f64 = 5e-7;
/// Temperatures that are tried: 0.20, 0.22, ... 5.00.
const TEMPERATURES: (u32, u32, f64) = (10, 250, 0.02);

/// One item: the probability of each label, and which one is right.
#[derive(Debug, Clone, PartialEq)]
struct Item {
    probabilities: Vec<f64>,
    gold: usize,
    cluster: usize,
}

impl Item {
    /// The item of a prediction. `None` if it has no probabilities, or if what is right is none of their labels.
    fn of(prediction: &Prediction) -> Option<Self> {
        let by_label = prediction.probs.as_object()?;
        let gold = match &prediction.gold {
            Value::String(label) => label.clone(),
            other => other.to_string(),
        };
        let gold = by_label.keys().position(|label| *label == gold)?;
        let probabilities: Option<Vec<f64>> = by_label.values().map(Value::as_f64).collect();
        Some(Self { probabilities: probabilities?, gold, cluster: prediction.cluster })
    }

    /// The largest probability, and whether its label (the first of equals) is right.
    fn confidence(&self) -> (f64, bool) {
        let p = &self.probabilities;
        let best = (0..p.len()).rev().max_by(|a, b| p[*a].total_cmp(&p[*b])).unwrap_or(0);
        (p[best], best == self.gold)
    }

    /// Minus the logarithm of the probability of what is right.
    fn surprise(&self) -> f64 {
        -self.probabilities[self.gold].max(LEAST).ln()
    }

    /// Brier's score of a forecast over several classes (Brier 1950, formula 2): the sum of the squared differences, in 0..2.
    fn brier(&self) -> f64 {
        let right = |class: usize| f64::from(u8::from(class == self.gold));
        self.probabilities.iter().enumerate().map(|(class, p)| (p - right(class)).powi(2)).sum()
    }

    /// With its logits divided by `temperature` (Guo et al. 2017, section 4.2).
    fn scaled(&self, temperature: f64) -> Self {
        let powers: Vec<f64> = self.probabilities.iter().map(|p| (p.max(LEAST).ln() / temperature).exp()).collect();
        let sum: f64 = powers.iter().sum();
        Self { probabilities: powers.into_iter().map(|p| p / sum).collect(), ..self.clone() }
    }
}

/// Where each figure is counted in a tally.
const SCALED: usize = BINS * PER_BIN;
const ITEMS: usize = 2 * SCALED;
const BRIER: usize = ITEMS + 1;
const SURPRISE: usize = ITEMS + 2;
/// Items whose confidence reaches the threshold, and how many of them are right.
const COVERED: usize = ITEMS + 3;
const COVERED_RIGHT: usize = ITEMS + 4;
/// By rank, the most confident first: items, wrong answers.
const RANKED: usize = ITEMS + 5;
const END: usize = RANKED + 2 * (RANKS + 1);

/// The calibration of the predictions of a task, and how many of them have probabilities among which is that of what is right; the
/// others are left out.
///
/// The temperature of `ece_cross_fitted` is fitted on the other half of the clusters (the halves are drawn with `seed`), on top of
/// the manifest's, so that no row is judged by what was fitted on it. It is fitted once, not in each draw of the interval. The
/// threshold `abstain_below` is the model's for stances; other tasks are shown at the same one.
pub(super) fn score(clusters: usize, predictions: &[Prediction], model: &Model, seed: u64) -> (Scored, usize) {
    let items: Vec<Item> = predictions.iter().filter_map(Item::of).collect();
    let tallies = tallies(clusters, &items, model.manifest().calibration.abstain_below, seed);
    (Scored { tallies, metrics: metrics(), predictions: Vec::new() }, items.len())
}

fn tallies(clusters: usize, items: &[Item], abstain_below: f32, seed: u64) -> Vec<Array1<f64>> {
    let mut tallies = vec![Array1::zeros(END); clusters];
    let halves: Vec<bool> = (0..clusters).map(|cluster| half(cluster, seed)).collect();
    let temperature = [false, true].map(|half| fitted(items.iter().filter(|item| halves[item.cluster] == half)));
    for item in items {
        let tally = &mut tallies[item.cluster];
        let (confidence, right) = item.confidence();
        count_bin(tally, 0, confidence, right);
        let (scaled, scaled_right) = item.scaled(temperature[usize::from(!halves[item.cluster])]).confidence();
        count_bin(tally, SCALED, scaled, scaled_right);
        tally[ITEMS] += 1.0;
        tally[BRIER] += item.brier();
        tally[SURPRISE] += item.surprise();
        if confidence >= f64::from(abstain_below) {
            tally[COVERED] += 1.0;
            tally[COVERED_RIGHT] += f64::from(u8::from(right));
        }
        let rank = RANKED + 2 * (RANKS - (confidence.clamp(0.0, 1.0) * RANKS as f64).round() as usize);
        tally[rank] += 1.0;
        tally[rank + 1] += f64::from(u8::from(!right));
    }
    tallies
}

/// Which half of the data a cluster belongs to.
fn half(cluster: usize, seed: u64) -> bool {
    SplitMix64::new(seed ^ (cluster as u64) << 20).next() & 1 == 0
}

fn metrics() -> Vec<Metric> {
    let all = |t: &ArrayView1<'_, f64>| t[ITEMS];
    let error = |name: &str, at: usize| {
        Metric::new(name, move |t| expected_calibration_error(part(t, at, at + SCALED).chunks(PER_BIN)), all)
    };
    vec![
        error("ece", 0),
        error("ece_cross_fitted", SCALED),
        Metric::new("brier", |t| ratio(t[BRIER], t[ITEMS]), all),
        Metric::new("nll", |t| ratio(t[SURPRISE], t[ITEMS]), all),
        Metric::new("coverage", |t| ratio(t[COVERED], t[ITEMS]), all),
        Metric::new("accuracy_covered", |t| ratio(t[COVERED_RIGHT], t[COVERED]), |t| t[COVERED]),
        Metric::new("aurc", |t| risk_coverage_area(part(t, RANKED, END).chunks(2)), all),
    ]
}

/// The counts from `start` to `end`.
fn part(tally: &ArrayView1<'_, f64>, start: usize, end: usize) -> Vec<f64> {
    tally.slice_axis(Axis(0), Slice::from(start..end)).to_vec()
}

/// Bins are of equal width, each with its upper end (Guo et al. 2017, section 2).
fn count_bin(tally: &mut Array1<f64>, at: usize, confidence: f64, right: bool) {
    let bin = ((confidence * BINS as f64).ceil() as usize).clamp(1, BINS) - 1;
    let at = at + PER_BIN * bin;
    tally[at] += 1.0;
    tally[at + 1] += confidence;
    tally[at + 2] += f64::from(u8::from(right));
}

/// The temperature of the grid with the least negative log-likelihood, the first of equals; 1 of no item.
fn fitted<'i>(items: impl Iterator<Item = &'i Item>) -> f64 {
    let items: Vec<&Item> = items.collect();
    let (first, last, step) = TEMPERATURES;
    let grid = (first..=last).map(|n| f64::from(n) * step);
    let loss = |temperature: f64| items.iter().map(|item| item.scaled(temperature).surprise()).sum::<f64>();
    let best = grid.map(|t| (t, loss(t))).min_by(|a, b| a.1.total_cmp(&b.1));
    best.filter(|_| !items.is_empty()).map_or(1.0, |(temperature, _)| temperature)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::bootstrap::{Estimate, estimates};
    use crate::eval::prediction::probabilities;

    /// The forecasts of tests/metrics/sklearn_values.py: probabilities of a, b, c and the place of what is right.
    const FORECASTS: [([f32; 3], usize); 8] = [
        ([0.7, 0.2, 0.1], 0),
        ([0.6, 0.3, 0.1], 1),
        ([0.1, 0.85, 0.05], 1),
        ([0.3, 0.3, 0.4], 2),
        ([0.05, 0.05, 0.9], 2),
        ([0.2, 0.55, 0.25], 0),
        ([0.9, 0.05, 0.05], 0),
        ([0.15, 0.1, 0.75], 1),
    ];

    fn predictions() -> Vec<Prediction> {
        let line = |(n, (p, gold)): (usize, &([f32; 3], usize))| Prediction {
            id: n.to_string(),
            gold: Value::from(["a", "b", "c"][*gold]),
            pred: Value::Null,
            probs: probabilities(["a", "b", "c"], p),
            start: None,
            end: None,
            cluster: n,
        };
        FORECASTS.iter().enumerate().map(line).collect()
    }

    fn estimated(predictions: &[Prediction], abstain_below: f32, seed: u64) -> Vec<Estimate> {
        let items: Vec<Item> = predictions.iter().filter_map(Item::of).collect();
        estimates(&tallies(predictions.len(), &items, abstain_below, seed), &metrics(), 1)
    }

    #[test]
    fn figures_agree_with_scikit_learn_and_numpy() {
        let found = estimated(&predictions(), 0.58, 1);
        let names: Vec<String> = metrics().into_iter().map(|metric| metric.name).collect();
        for (name, expected) in [("ece", ECE), ("brier", BRIER_SCORE), ("nll", LOG_LOSS), ("aurc", AURC)] {
            let at = names.iter().position(|found| found == name).expect(name);
            let value = found[at].value.expect(name);
            assert!((value - expected).abs() < 1e-5, "{name}: {value} is not {expected}");
        }
        // Six of eight reach 0.58, four of them right.
        assert_eq!((found[4].value, found[5].value, found[5].n), (Some(0.75), Some(4.0 / 6.0), 6));
    }

    #[test]
    fn the_temperature_of_overconfident_forecasts_is_above_one() {
        let item = |gold| Item { probabilities: vec![0.99, 0.01], gold, cluster: 0 };
        // Right in three of four: the best forecast is 0.75, at a temperature of ln 99 / ln 3.
        let items = [item(0), item(0), item(0), item(1)];
        let found = fitted(items.iter());
        assert!((found - 99f64.ln() / 3f64.ln()).abs() <= 0.02, "{found}");
        assert!((items[0].scaled(found).probabilities[0] - 0.75).abs() < 0.01);
        assert_eq!(fitted([].iter()), 1.0);
    }

    #[test]
    fn nothing_is_fitted_on_the_rows_it_is_judged_on() {
        // One half is right, the other wrong: a temperature fitted on the rows themselves would make each half look calibrated.
        let mut lines = predictions();
        let halves: Vec<bool> = (0..lines.len()).map(|n| half(n, 5)).collect();
        assert!(halves.contains(&true) && halves.contains(&false));
        for (line, half) in lines.iter_mut().zip(halves) {
            line.probs = probabilities(["a", "b"], &[0.9, 0.1]);
            line.gold = Value::from(if half { "a" } else { "b" });
        }
        let found = estimated(&lines, 0.5, 5);
        assert!(found[1].value > Some(0.4), "{found:?}");
    }

    #[test]
    fn what_has_no_probability_of_the_gold_label_is_left_out() {
        let mut lines = predictions();
        lines[0].probs = Value::Null;
        lines[1].gold = Value::from("mixed");
        assert_eq!(estimated(&lines, 0.5, 1)[0].n, 6);
        // Numbers are labels as well.
        (lines[0].gold, lines[0].probs) = (Value::from(1), probabilities(["0", "1"], &[0.5, 0.5]));
        assert_eq!(Item::of(&lines[0]).map(|item| item.gold), Some(1));
    }

    // Printed by tests/metrics/sklearn_values.py (scikit-learn 1.9.1).
    const ECE: f64 = 0.39375;
    const BRIER_SCORE: f64 = 0.500625;
    const LOG_LOSS: f64 = 0.8452751807975496;
    const AURC: f64 = 0.19836309523809523;
}
