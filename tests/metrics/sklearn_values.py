"""Prints the constants of the tests in src/eval/metrics.rs and src/eval/bootstrap.rs. Needs scikit-learn and numpy."""

import numpy as np
import sklearn
from sklearn.metrics import accuracy_score, f1_score

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
