"""The metrics of metrics_bench.cpp on the same numbers, by numpy's formula (ccc), SciPy and
scikit-learn. A line a metric: name, seconds of the fastest of three runs, value.

  python3 metrics_python.py
"""

import time

import numpy as np
from scipy import spatial, stats
from sklearn import metrics

SAMPLES, CLASSES = 100_000, 8


def spread(n, step):
    x = np.arange(n, dtype=np.float64) * step
    return x - np.floor(x)


def distributions(step):
    rows = 0.01 + spread(SAMPLES * CLASSES, step).reshape(SAMPLES, CLASSES)
    return rows / rows.sum(axis=1, keepdims=True)


def ccc(truth, prediction):
    covariance = np.mean((truth - truth.mean()) * (prediction - prediction.mean()))
    apart = (truth.mean() - prediction.mean()) ** 2
    return 2 * covariance / (truth.var() + prediction.var() + apart)


def measure(name, metric):
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        value = metric()
        best = min(best, time.perf_counter() - start)
    print(name, best, repr(float(value)))


truth = spread(SAMPLES, 0.6180339887498949)
noise = spread(SAMPLES, 0.7548776662466927)
prediction = 0.75 * truth + 0.25 * noise
true_class = (truth * CLASSES).astype(int)
predicted_class = np.where(noise < 0.5, true_class, (noise * CLASSES).astype(int))
positive = truth > 0.5
p, q = distributions(0.6180339887498949), distributions(0.7548776662466927)

measure("ccc", lambda: ccc(truth, prediction))
measure("pearson", lambda: stats.pearsonr(truth, prediction)[0])
measure("spearman", lambda: stats.spearmanr(truth, prediction)[0])
measure("kendall", lambda: stats.kendalltau(truth, prediction)[0])
measure("f1_macro", lambda: metrics.f1_score(true_class, predicted_class, average="macro"))
measure("mcc", lambda: metrics.matthews_corrcoef(true_class, predicted_class))
measure("roc_auc", lambda: metrics.roc_auc_score(positive, prediction))
measure("js_distance", lambda: spatial.distance.jensenshannon(p, q, axis=1).mean())
