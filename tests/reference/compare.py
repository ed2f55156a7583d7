"""Reference values of the tests in src/compare, written to compare.json beside this file.

Needs numpy, scipy and statsmodels. CR2 and its degrees of freedom are computed here from whole matrices (Bell and McCaffrey 2002), checked
against statsmodels where the two meet; van der Eijk's A follows the algorithm of the R package agrmt.
"""

import itertools
import json
from pathlib import Path

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests

random = np.random.default_rng(20261124)


def inverse_root(matrix):
    values, vectors = np.linalg.eigh(matrix)
    keep = values > 1e-10
    return (vectors[:, keep] / np.sqrt(values[keep])) @ vectors[:, keep].T


def cr2(y, x, cluster, contrast):
    """Estimate, CR2 standard error, Satterthwaite degrees of freedom, from the general formula."""
    bread = np.linalg.inv(x.T @ x)
    hat = x @ bread @ x.T
    beta = bread @ x.T @ y
    residual = y - x @ beta
    weights = []
    for c in np.unique(cluster):
        rows = cluster == c
        adjust = inverse_root(np.eye(rows.sum()) - hat[np.ix_(rows, rows)])
        p = np.zeros(len(y))
        p[rows] = adjust @ x[rows] @ bread @ contrast
        weights.append(p)
    variance = sum((p @ residual) ** 2 for p in weights)
    shrunk = np.array([(np.eye(len(y)) - hat) @ p for p in weights])
    gram = shrunk @ shrunk.T
    return float(beta @ contrast), float(np.sqrt(variance)), float(np.trace(gram) ** 2 / (gram**2).sum())


def corpus(clusters, arms):
    rows = []
    for c in range(clusters):
        shift = random.normal(0, 0.3)
        for arm in range(arms):
            for _ in range(random.integers(0 if arms > 1 else 1, 6)):
                rows.append((c, arm, float(np.clip(random.normal(shift + 0.2 * arm, 0.4), -1, 1))))
    return rows


robust = []
for clusters, arms, contrast in [(5, 1, [1]), (12, 1, [1]), (8, 2, [1, -1]), (20, 2, [1, -1])]:
    rows = corpus(clusters, arms)
    y, cluster = np.array([r[2] for r in rows]), np.array([r[0] for r in rows])
    x = np.eye(arms)[[r[1] for r in rows]]
    estimate, error, df = cr2(y, x, cluster, np.array(contrast, float))
    fit = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": cluster, "use_correction": False})
    plain = float(np.sqrt(np.array(contrast) @ fit.cov_params() @ np.array(contrast)))
    assert plain < error < 1.5 * plain and np.isclose(fit.params @ np.array(contrast), estimate)
    robust.append({"rows": rows, "contrast": contrast, "estimate": estimate, "error": error, "df": df})
# Clusters of one size: CR2 is the t interval of the cluster means.
equal = [(c, 0, v) for c in range(7) for v in random.normal(0, 0.3, 3)]
means = np.array([v for _, _, v in equal]).reshape(7, 3).mean(axis=1)
robust.append(
    {"rows": equal, "contrast": [1], "estimate": means.mean(), "error": stats.sem(means), "df": 6.0}
)


def agreement(frequencies):
    left, total, result = np.array(frequencies, float), sum(frequencies), 0.0
    k = len(left)
    while left.max() > total * 1e-12:
        filled = left > total * 1e-12
        height = left[filled].min()
        unimodal = mixed = 0
        for i, j, m in itertools.combinations(range(k), 3):
            pattern = (bool(filled[i]), bool(filled[j]), bool(filled[m]))
            mixed += pattern == (True, False, True)
            unimodal += pattern in [(True, True, False), (False, True, True)]
        u = 1.0 if unimodal + mixed == 0 else ((k - 2) * unimodal - (k - 1) * mixed) / ((k - 2) * (unimodal + mixed))
        result += filled.sum() * height / total * u * (1 - (filled.sum() - 1) / (k - 1))
        left[filled] -= height
    return result


tables = [[3, 1, 2], [10, 0, 10], [0, 4, 0], [5, 5, 5], [0.2, 0.5, 1.3], [30, 40, 210, 130, 530, 50, 10]]
agreements = [{"frequencies": f, "agreement": agreement(f)} for f in tables]
# The example of the manual of agrmt.
assert abs(agreements[-1]["agreement"] - 0.6113333) < 1e-6


def difference(a, b, axis=-1):
    return np.abs(np.mean(a, axis=axis) - np.mean(b, axis=axis))


permuted = []
a, b = random.normal(0.3, 0.3, 6), random.normal(-0.1, 0.3, 6)
for kind in ["independent", "samples"]:
    found = stats.permutation_test(
        (a, b), difference, permutation_type=kind, vectorized=True, n_resamples=np.inf, alternative="greater"
    )
    null = found.null_distribution
    blocks = [
        {"stratum": 0 if kind == "independent" else i, "first": first, "sum": float(v), "count": 1.0}
        for first, arm in [(True, a), (False, b)]
        for i, v in enumerate(arm)
    ]
    permuted.append(
        {"blocks": blocks, "p": float(found.pvalue), "least": float(np.mean(null >= null.max() - 1e-12)), "n": len(null)}
    )

p = [0.001, 0.3, 0.012, 0.049, 0.8, 0.012, 0.04]
values = {
    "made_with": f"numpy {np.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}",
    "robust": robust,
    "student": [
        {"confidence": c, "df": d, "quantile": float(stats.t.ppf(1 - (1 - c) / 2, d))}
        for c in [0.9, 0.95, 0.99]
        for d in [1, 1.7, 3.25, 4, 10.5, 19, 300]
    ],
    "agreement": agreements,
    "permuted": permuted,
    "adjusted": {"p": p, "q": list(multipletests(p, method="fdr_bh")[1])},
}
path = Path(__file__).with_name("compare.json")
path.write_text(json.dumps(values, default=float) + "\n")
print(path.name, values["made_with"])
