//! Metrics as pure functions of counts. The tests compare them with scikit-learn (`tests/metrics/sklearn_values.py`).
//!
//! A confusion matrix is `[class, class + 1]`: rows are gold classes, columns predicted ones, and the last column counts gold
//! items without an answer, which are wrong. Span counts are `[type, 3]`: hits, predicted spans, gold spans.

use std::collections::BTreeSet;

use ndarray::{Array1, ArrayView2, Axis};

/// `part / whole`, in 0..1; `None` of an empty whole.
pub(super) fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

/// F1 of spans, in 0..1: the harmonic mean of precision and recall, 2 hits / (predicted + gold) (van Rijsbergen 1979, chapter 7).
/// `None` where nothing was predicted and nothing was gold.
pub(super) fn f1(hits: f64, predicted: f64, gold: f64) -> Option<f64> {
    ratio(2.0 * hits, predicted + gold)
}

/// F1 of each class, `[class]`, in 0..1; 0 for a class that is neither gold nor predicted, as scikit-learn has it.
pub(super) fn class_f1(confusion: &ArrayView2<'_, f64>) -> Array1<f64> {
    let classes = confusion.nrows();
    let gold = confusion.sum_axis(Axis(1));
    let predicted = confusion.sum_axis(Axis(0));
    Array1::from_shape_fn(classes, |c| f1(confusion[[c, c]], predicted[c], gold[c]).unwrap_or(0.0))
}

/// Macro-F1, in 0..1: the unweighted mean of the F1 of the given classes (Sokolova & Lapalme 2009, table 3, in the form that
/// averages F1). `None` without a gold item.
pub(super) fn mean_f1(confusion: &ArrayView2<'_, f64>, classes: &[usize]) -> Option<f64> {
    let each = class_f1(confusion);
    let sum: f64 = classes.iter().map(|c| each[*c]).sum();
    (confusion.sum() > 0.0).then(|| sum / classes.len() as f64)
}

/// Macro-F1 over all classes, in 0..1. `None` without a gold item.
pub(super) fn macro_f1(confusion: &ArrayView2<'_, f64>) -> Option<f64> {
    mean_f1(confusion, &(0..confusion.nrows()).collect::<Vec<_>>())
}

/// Micro-F1 over all classes, in 0..1 (Sokolova & Lapalme 2009, table 3): hits, predictions and gold items summed over classes.
/// An item without an answer counts as a wrong one, so that it equals the accuracy. `None` without a gold item.
pub(super) fn micro_f1(confusion: &ArrayView2<'_, f64>) -> Option<f64> {
    f1(confusion.diag().sum(), confusion.sum(), confusion.sum())
}

/// Share of gold items with the right answer, in 0..1. `None` without a gold item.
pub(super) fn accuracy(confusion: &ArrayView2<'_, f64>) -> Option<f64> {
    ratio(confusion.diag().sum(), confusion.sum())
}

/// Exact-match micro-F1 over spans of all types (Tjong Kim Sang & De Meulder 2003, section 2.3), in 0..1. `None` where nothing
/// was predicted and nothing was gold.
pub(super) fn span_f1(counts: &ArrayView2<'_, f64>) -> Option<f64> {
    let sum = counts.sum_axis(Axis(0));
    f1(sum[0], sum[1], sum[2])
}

/// `[hits, predicted, gold]` of two sets of spans: a hit is in both.
pub(super) fn span_counts<T: Ord>(predicted: &BTreeSet<T>, gold: &BTreeSet<T>) -> [f64; 3] {
    [predicted.intersection(gold).count() as f64, predicted.len() as f64, gold.len() as f64]
}

/// Expected calibration error, in 0..1 (Guo et al. 2017, formula 3): the mean over items of how far the accuracy of their bin is
/// from its mean confidence. Each bin is `[items, sum of confidences, right answers]`. `None` without an item.
pub(super) fn expected_calibration_error<'b>(bins: impl Iterator<Item = &'b [f64]>) -> Option<f64> {
    let [items, gap] = bins.fold([0.0; 2], |[items, gap], bin| [items + bin[0], gap + (bin[2] - bin[1]).abs()]);
    ratio(gap, items)
}

/// Area under the risk-coverage curve, in 0..1, small is good (Geifman & El-Yaniv 2017, section 2, for the curve; Geifman, Uziel &
/// El-Yaniv 2019, section 2, for its area): the mean, over every number of items that are answered, the most confident first, of the
/// share of wrong answers among them. Each rank is `[items, wrong answers]`; items of one rank share their wrong answers. `None`
/// without an item.
pub(super) fn risk_coverage_area<'r>(ranks: impl Iterator<Item = &'r [f64]>) -> Option<f64> {
    let (mut answered, mut wrong, mut area) = (0.0, 0.0, 0.0);
    for rank in ranks {
        for _ in 0..rank[0] as usize {
            answered += 1.0;
            wrong += rank[1] / rank[0];
            area += wrong / answered;
        }
    }
    ratio(area, answered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    fn confusion(gold: &[usize], predicted: &[Option<usize>], classes: usize) -> Array2<f64> {
        let mut matrix = Array2::zeros((classes, classes + 1));
        for (g, p) in gold.iter().zip(predicted) {
            matrix[[*g, p.unwrap_or(classes)]] += 1.0;
        }
        matrix
    }

    #[track_caller]
    fn close(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-9), "{found:?} is not {expected}");
    }

    #[test]
    fn classes_agree_with_scikit_learn() {
        // The inputs of tests/metrics/sklearn_values.py; 9 stands for no answer.
        let gold = [0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2];
        let predicted = [0, 0, 1, 9, 1, 1, 2, 1, 0, 2, 2, 1];
        let predicted: Vec<Option<usize>> = predicted.iter().map(|p| (*p < 3).then_some(*p)).collect();
        let matrix = confusion(&gold, &predicted, 3);
        for (found, expected) in class_f1(&matrix.view()).iter().zip(CLASS_F1) {
            close(Some(*found), expected);
        }
        close(macro_f1(&matrix.view()), MACRO_F1);
        close(mean_f1(&matrix.view(), &[0, 2]), F1_POS_NEG);
        close(micro_f1(&matrix.view()), MICRO_F1);
        close(accuracy(&matrix.view()), ACCURACY);
    }

    #[test]
    fn a_class_without_gold_and_prediction_counts_as_zero() {
        let matrix = confusion(&[0, 0, 1], &[Some(0), Some(1), Some(1)], 5);
        close(macro_f1(&matrix.view()), MACRO_F1_OF_FIVE);
        let empty = confusion(&[], &[], 3);
        assert_eq!((macro_f1(&empty.view()), accuracy(&empty.view())), (None, None));
    }

    #[test]
    fn spans_agree_with_scikit_learn() {
        let gold = [BTreeSet::from([(0, 2), (5, 6), (9, 12)]), BTreeSet::from([(3, 4)])];
        let predicted = [BTreeSet::from([(0, 2), (5, 7), (9, 12), (20, 21)]), BTreeSet::new()];
        let rows: Vec<[f64; 3]> = predicted.iter().zip(&gold).map(|(p, g)| span_counts(p, g)).collect();
        let counts = ndarray::arr2(&rows);
        close(span_f1(&counts.view()), SPAN_F1_MICRO);
        close(f1(rows[0][0], rows[0][1], rows[0][2]), SPAN_F1[0]);
        close(f1(rows[1][0], rows[1][1], rows[1][2]), SPAN_F1[1]);
        assert_eq!(f1(0.0, 0.0, 0.0), None);
    }

    #[test]
    fn the_risk_falls_with_the_share_that_is_left_out() {
        // 0/1, 0/2, 1/3, 2/4
        let ranks = [[1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [1.0, 1.0]];
        close(risk_coverage_area(ranks.iter().map(<[f64; 2]>::as_slice)), (0.0 + 0.0 + 1.0 / 3.0 + 0.5) / 4.0);
        // Items of one rank share their errors: the risk is the same at every coverage.
        close(risk_coverage_area([[4.0, 2.0]].iter().map(<[f64; 2]>::as_slice)), 0.5);
        assert_eq!(risk_coverage_area(std::iter::empty()), None);
        assert_eq!(expected_calibration_error(std::iter::empty()), None);
    }

    // Printed by tests/metrics/sklearn_values.py (scikit-learn 1.9.1).
    const CLASS_F1: [f64; 3] = [0.5714285714285714, 0.6, 0.6666666666666666];
    const MACRO_F1: f64 = 0.6126984126984126;
    const F1_POS_NEG: f64 = 0.6190476190476191;
    const MICRO_F1: f64 = 0.5833333333333334;
    const ACCURACY: f64 = 0.5833333333333334;
    const MACRO_F1_OF_FIVE: f64 = 0.26666666666666666;
    const SPAN_F1_MICRO: f64 = 0.5;
    const SPAN_F1: [f64; 2] = [0.5714285714285714, 0.0];
}
