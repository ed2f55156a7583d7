"""The values that the tests of src/compare/ expect, from scipy and statsmodels: pip install numpy scipy statsmodels; python3 compare.py"""

import numpy as np
from scipy import stats

scores = np.array([0.1, 0.5, -0.2, 0.4, 0.3, 0.25])
print("t interval of six clusters of one", stats.t.interval(0.95, 5, loc=scores.mean(), scale=stats.sem(scores)))

one, other = np.array([0.6, 0.5, 0.4, 0.7, 0.2]), np.array([-0.1, 0.3, 0.0, 0.1, -0.3])
test = stats.permutation_test(
    (one, other), lambda a, b: abs(a.mean() - b.mean()), permutation_type="independent", alternative="greater", n_resamples=np.inf
)
print("permutation p", test.pvalue, "=", test.pvalue * 252, "of 252")

a, b = scores, np.array([0.0, -0.3, 0.2, -0.1, 0.15])
print("Welch interval of the difference", stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95))

try:
    from statsmodels.stats.multitest import multipletests

    print("Benjamini-Hochberg", multipletests([0.01, 0.04, 0.03, 0.005, 0.8], method="fdr_bh")[1])
except ImportError:
    print("Benjamini-Hochberg", stats.false_discovery_control([0.01, 0.04, 0.03, 0.005, 0.8]))
