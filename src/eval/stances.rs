//! The three stances as the classes of a confusion matrix, and the figures that every task about them gives.

use ndarray::ArrayView1;
use serde_json::Value;

use super::bootstrap::Metric;
use super::confusion::Confusion;
use super::metrics::{accuracy, macro_f1, mean_f1};
use super::prediction::probabilities;
use crate::stance::{Probabilities, Stance};

/// The classes, in the order of the model's logits.
pub(super) const CLASSES: [Stance; 3] = [Stance::Unfavorable, Stance::Neutral, Stance::Favorable];

/// Position of a stance in [`CLASSES`]; `None` of a mixed one.
pub(super) fn class_of(stance: Stance) -> Option<usize> {
    CLASSES.iter().position(|class| *class == stance)
}

/// The probabilities by label, as a predictions file has them.
pub(super) fn by_label(p: Probabilities) -> Value {
    let labels = CLASSES.map(|class| class.to_string());
    probabilities(labels.iter().map(String::as_str), &[p.unfavorable, p.neutral, p.favorable])
}

/// Macro-F1, accuracy, and the mean F1 of the two classes that are not neutral (Hamborg & Donnay 2021, section 5).
pub(super) fn stance_metrics(confusion: Confusion, before: &str, after: &str) -> Vec<Metric> {
    let n = items(confusion);
    vec![
        Metric::new(format!("{before}f1_macro{after}"), move |tally| macro_f1(&confusion.of(tally)), n),
        Metric::new(format!("{before}accuracy{after}"), move |tally| accuracy(&confusion.of(tally)), n),
        Metric::new(format!("{before}f1_pos_neg{after}"), move |tally| mean_f1(&confusion.of(tally), &[0, 2]), n),
    ]
}

/// Macro-F1 over all classes of one matrix.
pub(super) fn macro_metric(confusion: Confusion, name: impl Into<String>) -> Metric {
    Metric::new(name, move |tally| macro_f1(&confusion.of(tally)), items(confusion))
}

/// How many items a matrix counts.
pub(super) fn items(confusion: Confusion) -> impl Fn(&ArrayView1<'_, f64>) -> f64 + Copy + 'static {
    move |tally| confusion.of(tally).sum()
}
