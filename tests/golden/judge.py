"""What judges a predictor's probabilities, into judge.json.

Log loss, accuracy, F1, recall and confusion by scikit-learn; Brier, calibration error by numpy from
their definitions; intervals by a bootstrap of numpy's own over groups (20,000 rounds), which the
test compares within the noise of rounds.

Run: /usr/bin/python3 tests/golden/judge.py (Debian 12: python3-numpy 1.24.2, python3-sklearn 1.2.1)
"""
import json
import pathlib
import sys

import numpy as np
import sklearn
from sklearn.metrics import (accuracy_score, balanced_accuracy_score, confusion_matrix, f1_score,
                             log_loss)

draw = np.random.default_rng(20)


def quantiles(values):
    return [float(np.quantile(values, q)) for q in (0.025, 0.975)]


def bootstrap(groups, sums, weights, rounds=20000):
    names = np.unique(groups)
    s = np.array([sums[groups == g].sum() for g in names])
    w = np.array([weights[groups == g].sum() for g in names])
    drawn = draw.integers(0, len(names), (rounds, len(names)))
    return quantiles(s[drawn].sum(1) / w[drawn].sum(1))


def case(n, k, weighted, groups):
    truth = draw.integers(0, k - 1, n)  # the last class never occurs
    p = draw.dirichlet(np.ones(k), n) + 0.6 * np.eye(k)[truth] * draw.random((n, 1))
    p /= p.sum(1, keepdims=True)
    base = draw.dirichlet(5 * np.ones(k), n)
    weight = draw.choice([0.5, 1.0, 2.0], n) if weighted else np.ones(n)
    group = draw.integers(0, groups, n)
    first = p.argmax(1)
    loss, base_loss = [-np.log(x[np.arange(n), truth]) for x in (p, base)]
    top = p.max(1)
    place = np.clip(np.ceil(top * 15).astype(int) - 1, 0, 14)
    ece = sum(abs(top[place == b].sum() - (first == truth)[place == b].sum()) for b in range(15))
    labels = list(range(k))
    found = np.union1d(truth, first)
    return {"classes": k, "truth": truth.tolist(), "p": p.tolist(), "base": base.tolist(),
            "weight": weight.tolist(), "group": group.tolist(),
            "log_loss": log_loss(truth, p, labels=labels, sample_weight=weight, eps=1e-300),
            "accuracy": accuracy_score(truth, first),
            "macro_f1": f1_score(truth, first, labels=found, average="macro"),
            "uar": balanced_accuracy_score(truth, first),
            "brier": float(np.average(((p - np.eye(k)[truth]) ** 2).sum(1), weights=weight)),
            "ece": float(ece / n),
            "confusion": confusion_matrix(truth, first, labels=labels).ravel().tolist(),
            "loss_interval": bootstrap(group, weight * loss, weight),
            "accuracy_interval": bootstrap(group, (first == truth).astype(float), np.ones(n)),
            "difference": float(np.average(loss - base_loss, weights=weight)),
            "difference_interval": bootstrap(group, weight * (loss - base_loss), weight)}


pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(
    {"made_by": f"python {sys.version.split()[0]}, numpy {np.__version__}, scikit-learn "
                f"{sklearn.__version__}, tests/golden/judge.py",
     "cases": [case(120, 5, False, 30), case(80, 3, True, 12)]}) + "\n")
