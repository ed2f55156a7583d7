"""Reference values of the tests in src/audit, written to audit.json beside this file.

Needs krippendorff, ppi-python and numpy. The bootstrap interval and the weighted, clustered variance are formulas in numpy.
"""

import json
import math
from pathlib import Path

import krippendorff
import numpy as np
import ppi_py

random = np.random.default_rng(20261124)
Z = 1.959963984540054


def alpha(codes):
    return float(krippendorff.alpha(reliability_data=codes, level_of_measurement="ordinal", value_domain=[0, 1, 2]))


def noisy(truth, share):
    other = random.integers(0, 3, len(truth))
    return np.where(random.random(len(truth)) < share, other, truth).astype(float)


def listed(codes):
    return [[None if np.isnan(code) else int(code) for code in coder] for coder in codes]


truth = random.choice([0, 1, 2], 80, p=[0.25, 0.55, 0.2])
two = np.array([noisy(truth, 0.2), noisy(truth, 0.2)])
three = np.array([noisy(truth, 0.3), noisy(truth, 0.1), noisy(truth, 0.4)])
three[random.random(three.shape) < 0.3] = np.nan
chance = np.array([noisy(truth, 1.0), noisy(truth, 1.0)])
alphas = {name: {"codes": listed(codes), "ordinal": alpha(codes)} for name, codes in
          [("two", two), ("three_with_gaps", three), ("chance", chance)]}
draws = [alpha(two[:, random.integers(0, 80, 80)]) for _ in range(2000)]
alphas["two"]["low"], alphas["two"]["high"] = (float(x) for x in np.percentile(draws, [2.5, 97.5]))


def needed(share, half, effect, frame):
    infinite = effect * Z**2 * share * (1 - share) / half**2
    return min(math.ceil(infinite / (1 + max(infinite - 1, 0) / frame)), frame)


weights = np.array([1, 1, 4, 10])
sizes = {
    "half": needed(0.5, 0.05, 1, 1_000_000),
    "finite": needed(0.5, 0.05, 1, 1000),
    "rare": needed(0.9, 0.03, 1.3, 4000),
    "tiny": needed(0.7, 0.05, 1, 40),
    "effect": float(len(weights) * (weights**2).sum() / weights.sum() ** 2),
}

# Prediction-powered means: 200 coded rows of 800.
n, unlabelled = 200, 600
y_all = random.choice([-1.0, 0.0, 1.0], n + unlabelled, p=[0.3, 0.5, 0.2])
f_all = np.round(np.clip(0.7 * y_all + 0.1 + random.normal(0, 0.25, len(y_all)), -1, 1), 4)
y, f, rest = y_all[:n], f_all[:n], f_all[n:]
ppi = {"y": y.tolist(), "f": f.tolist(), "f_unlabelled": rest.tolist()}
for name, lam in [("half", 0.5), ("none", 0.0)]:
    low, high = ppi_py.ppi_mean_ci(y, f, rest, alpha=0.05, lam=lam)
    mean = ppi_py.ppi_mean_pointestimate(y, f, rest, lam=lam)
    ppi[name] = {"mean": float(np.squeeze(mean)), "low": float(low[0]), "high": float(high[0])}
low, high = ppi_py.ppi_mean_ci(y, f, rest, alpha=0.05)
ppi["tuned"] = {"mean": float(np.squeeze(ppi_py.ppi_mean_pointestimate(y, f, rest))), "width": float(high[0] - low[0])}

w = np.where(random.random(n) < 0.5, 2.0, 6.0)
clusters = random.integers(0, 90, n + unlabelled)
lam = 0.8
residual = y - lam * f
rectifier = (w * residual).sum() / w.sum()
terms = lam * (f_all - f_all.mean()) / len(f_all)
terms[:n] += w * (residual - rectifier) / w.sum()
sums = np.array([terms[clusters == c].sum() for c in np.unique(clusters)])
covariance = np.cov(y, f, aweights=w)
ppi["weights"], ppi["clusters"] = w.tolist(), clusters.tolist()
ppi["weighted"] = {
    "mean": float(lam * f_all.mean() + rectifier),
    "error": float(np.sqrt((sums**2).sum() * len(sums) / (len(sums) - 1))),
    "power": float(covariance[0, 1] / covariance[1, 1]),
}

# How often 95 % intervals of the weighted, nested estimator hold the mean of the superpopulation, 0: 2,000 corpora.
held = 0
for _ in range(2000):
    truth = random.normal(0, 0.2, 100).repeat(4)
    y_all = np.clip(truth + random.normal(0, 0.5, 400), -1, 1)
    f_all = 0.6 * y_all + 0.2 + random.normal(0, 0.2, 400)
    stratum = (f_all > 0.3).astype(int)
    w_all = np.where(stratum == 1, 2.0, 5.0)
    coded = np.zeros(400, bool)
    for s, probability in [(0, 0.2), (1, 0.5)]:
        members = np.flatnonzero(stratum == s)
        coded[random.choice(members, max(1, round(probability * len(members))), replace=False)] = True
    w, residual = w_all[coded], (y_all - f_all)[coded]
    rectifier = (w * residual).sum() / w.sum()
    terms = (f_all - f_all.mean()) / 400
    terms[coded] += w * (residual - rectifier) / w.sum()
    sums = terms.reshape(100, 4).sum(1)
    error = np.sqrt((sums**2).sum() * 100 / 99)
    held += abs(f_all.mean() + rectifier) < Z * error
ppi["coverage"] = held / 2000

values = {"alpha": alphas, "size": sizes, "ppi": ppi}
Path(__file__).with_suffix(".json").write_text(json.dumps(values) + "\n")
print(json.dumps({"coverage": ppi["coverage"], "alpha": {k: v["ordinal"] for k, v in alphas.items()}, "sizes": sizes}))
