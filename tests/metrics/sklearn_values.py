"""Prints the constants of the tests in src/eval: metrics.rs, bootstrap.rs, calibration.rs. Needs scikit-learn, seqeval and numpy."""

import numpy as np
import sklearn
from scipy.stats import kendalltau, spearmanr
from seqeval.metrics import f1_score as seqeval_f1
from seqeval.scheme import IOB2
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, log_loss

NONE = 9  # no answer

gold = [0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2]
predicted = [0, 0, 1, NONE, 1, 1, 2, 1, 0, 2, 2, 1]
print(f"// scikit-learn {sklearn.__version__}, numpy {np.__version__}")


def show(name, value):
    if np.ndim(value):
        numbers = ", ".join(repr(float(v)) for v in value)
        print(f"const {name}: [f64; {len(value)}] = [{numbers}];")
    else:
        print(f"const {name}: f64 = {float(value)!r};")


show("CLASS_F1", f1_score(gold, predicted, labels=[0, 1, 2], average=None, zero_division=0))
show("MACRO_F1", f1_score(gold, predicted, labels=[0, 1, 2], average="macro", zero_division=0))
show("F1_POS_NEG", f1_score(gold, predicted, labels=[0, 2], average="macro", zero_division=0))
# Without `labels`, the missing answer is one more (wrong) class.
show("MICRO_F1", f1_score(gold, predicted, average="micro", zero_division=0))
show("ACCURACY", accuracy_score(gold, predicted))
show("MACRO_F1_OF_FIVE", f1_score([0, 0, 1], [0, 1, 1], labels=range(5), average="macro", zero_division=0))

# Spans: every span that is gold or predicted is one binary item.
gold_spans = [{(0, 2), (5, 6), (9, 12)}, {(3, 4)}]
predicted_spans = [{(0, 2), (5, 7), (9, 12), (20, 21)}, set()]
items = [(kind, span) for kind in (0, 1) for span in sorted(gold_spans[kind] | predicted_spans[kind])]


def binary(items, spans):
    return [int(span in spans[kind]) for kind, span in items]


show("SPAN_F1_MICRO", f1_score(binary(items, gold_spans), binary(items, predicted_spans), zero_division=0))
each = [[i for i in items if i[0] == kind] for kind in (0, 1)]
show("SPAN_F1", [f1_score(binary(i, gold_spans), binary(i, predicted_spans), zero_division=0) for i in each])

show("PERCENTILES", np.percentile([0.3, 0.9, 0.1, 0.4, 0.7, 0.2, 0.8], [2.5, 50, 97.5]))

# Names in sentences, as the task `entity` counts them.
gold_tags = [["B-PER", "I-PER", "O", "B-ORG"], ["B-LOC", "O", "B-MISC", "I-MISC"]]
predicted_tags = [["B-PER", "I-PER", "O", "B-LOC"], ["B-LOC", "O", "B-MISC", "O"]]
show("ENTITY_F1", seqeval_f1(gold_tags, predicted_tags, mode="strict", scheme=IOB2))

# Forecasts over three classes.
forecasts = np.array(
    [[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.1, 0.85, 0.05], [0.3, 0.3, 0.4]]
    + [[0.05, 0.05, 0.9], [0.2, 0.55, 0.25], [0.9, 0.05, 0.05], [0.15, 0.1, 0.75]]
)
right = np.array([0, 1, 1, 2, 2, 0, 0, 1])
confidence, hit = forecasts.max(axis=1), forecasts.argmax(axis=1) == right
bins = np.ceil(np.round(confidence * 10, 9)).astype(int)
show("ECE", sum(abs(hit[bins == b].sum() - confidence[bins == b].sum()) for b in set(bins)) / len(right))
show("BRIER_SCORE", brier_score_loss(right, forecasts, scale_by_half=False))
show("LOG_LOSS", log_loss(right, forecasts))


def risk_coverage(confidence, hit):
    """The mean over coverages of the share of wrong answers; items of one confidence are taken in their mean order."""
    wrong, answered, area = 0.0, 0, 0.0
    for c in sorted(set(confidence), reverse=True):
        same = confidence == c
        for _ in range(same.sum()):
            answered += 1
            wrong += (~hit[same]).mean()
            area += wrong / answered
    return area / answered


show("AURC", risk_coverage(confidence, hit))

# Rank correlations with ties.
ours, gold_means = [0.3, -0.2, 0.3, 0.9, -0.7, 0.0, 0.5], [1, -1, -1, 1, -1, 0.5, 1]
show("SPEARMAN", spearmanr(ours, gold_means).statistic)
show("KENDALL", kendalltau(ours, gold_means).statistic)
