"""Classification, multi-label, ranking and probability metrics by scikit-learn, into
classification.json.

Run: /usr/bin/python3 tests/golden/classification.py
(Debian 12: python3-sklearn 1.2.1, python3-numpy 1.24.2)

What scikit-learn 1.2 lacks stands here by its definition, in fractions where it can: the geometric
mean of recall, means that leave out what is undefined, kappa with given weights, and calibration
errors. null: undefined, or refused by scikit-learn.
"""
import json
import math
import pathlib
import random
import sys
import warnings
from fractions import Fraction

import numpy as np
import sklearn
from sklearn import metrics

warnings.filterwarnings("ignore")
draw = random.Random(2018)


def number(value):
    value = float(value)
    return value if math.isfinite(value) else None


def attempt(function, *arguments, **options):
    """null where scikit-learn refuses the data."""
    try:
        return number(function(*arguments, **options))
    except ValueError:
        return None


def rates(truth, prediction, average, labels=None, beta=1.0, zero_division=0):
    p, r, f, _ = metrics.precision_recall_fscore_support(
        truth, prediction, average=average, labels=labels, beta=beta, zero_division=zero_division)
    j = metrics.jaccard_score(truth, prediction, average=average, labels=labels,
                              zero_division=zero_division)
    if average is None:
        return [[number(x) for x in row] for row in zip(p, r, f, j)]
    return [number(x) for x in (p, r, f, j)]


def recalls(truth, prediction, classes):
    """Of the classes with true samples."""
    found = []
    for c in range(classes):
        rows = [p for t, p in zip(truth, prediction) if t == c]
        if rows:
            found.append(Fraction(rows.count(c), len(rows)))
    return found


def given_kappa(truth, prediction, weights):
    n, k = len(truth), len(weights)
    observed = sum(Fraction(weights[t][p]) for t, p in zip(truth, prediction))
    expected = sum(Fraction(weights[i][j]) * truth.count(i) * prediction.count(j)
                   for i in range(k) for j in range(k)) / n
    return number(1 - observed / expected) if expected else None


def round_steps(classes):
    return [[min(abs(i - j), classes - abs(i - j)) for j in range(classes)]
            for i in range(classes)]


def single(name, truth, prediction, classes):
    every = list(range(classes))
    found = recalls(truth, prediction, classes)
    weights = [[0 if i == j else draw.randint(0, 64) / 16 for j in every] for i in every]
    return {
        "name": name, "truth": truth, "prediction": prediction, "classes": classes,
        "matrix": metrics.confusion_matrix(truth, prediction, labels=every).tolist(),
        "accuracy": number(metrics.accuracy_score(truth, prediction)),
        "balanced": attempt(metrics.balanced_accuracy_score, truth, prediction),
        "adjusted": attempt(metrics.balanced_accuracy_score, truth, prediction, adjusted=True)
        if len(found) > 1 else None,
        "per_class": rates(truth, prediction, None, every),
        "per_class_one": rates(truth, prediction, None, every, zero_division=1),
        "per_class_half": rates(truth, prediction, None, every, beta=0.5),
        "per_class_zero_beta": rates(truth, prediction, None, every, beta=0),
        "macro_found": rates(truth, prediction, "macro"),
        "macro_all": rates(truth, prediction, "macro", every),
        "macro_all_one": rates(truth, prediction, "macro", every, zero_division=1),
        "macro_found_two": rates(truth, prediction, "macro", beta=2.0),
        "weighted": rates(truth, prediction, "weighted"),
        "micro": rates(truth, prediction, "micro"),
        "kappa": attempt(metrics.cohen_kappa_score, truth, prediction, labels=every),
        "kappa_linear": attempt(metrics.cohen_kappa_score, truth, prediction, labels=every,
                                weights="linear"),
        "kappa_quadratic": attempt(metrics.cohen_kappa_score, truth, prediction, labels=every,
                                   weights="quadratic"),
        "kappa_round": given_kappa(truth, prediction, round_steps(classes)),
        "weights": weights,
        "kappa_given": given_kappa(truth, prediction, weights),
        "mcc": number(metrics.matthews_corrcoef(truth, prediction)),
        "gmean": number(float(math.prod(found)) ** (1 / len(found))),
    }


def classes_of(n, classes, choose=None):
    return [draw.choice(choose) if choose else draw.randrange(classes) for _ in range(n)]


singles = [
    single("one", [0], [0], 2),
    single("one, wrong", [0], [1], 2),
    single("constant", [1] * 6, [1] * 6, 3),
    single("constant prediction", [0, 1, 2, 0, 1, 1], [1] * 6, 3),
    single("constant truth", [1] * 6, [0, 1, 2, 0, 1, 1], 3),
    single("perfect", [0, 1, 2, 3, 0, 1], [0, 1, 2, 3, 0, 1], 4),
    single("all wrong", [0, 1, 2, 3, 0, 1], [1, 2, 3, 0, 2, 3], 4),
    single("independent", [0, 0, 1, 1, 0, 0, 1, 1], [0, 1, 0, 1, 0, 1, 0, 1], 2),
    single("a class only predicted", [0, 1, 0, 1, 0], [0, 1, 2, 1, 1], 4),
]
for i in range(24):
    k = draw.choice([2, 3, 6, 8, 14])
    n = draw.choice([5, 30, 120])
    t = classes_of(n, k, [0, 0, 0, 1] + list(range(k)) if i % 3 == 0 else None)
    p = [x if draw.random() < 0.5 else draw.randrange(k) for x in t]
    singles.append(single(f"random {i}", t, p, k))


def multilabel(name, truth, prediction):
    t, p = np.array(truth), np.array(prediction)
    return {
        "name": name, "truth": truth, "prediction": prediction,
        "jaccard_accuracy": number(metrics.jaccard_score(t, p, average="samples",
                                                         zero_division=1)),
        "hamming": number(metrics.hamming_loss(t, p)),
        "subset": number(metrics.accuracy_score(t, p)),
        "per_label": rates(t, p, None),
        "macro": rates(t, p, "macro"),
        "macro_one": rates(t, p, "macro", zero_division=1),
        "macro_two": rates(t, p, "macro", beta=2.0),
        "micro": rates(t, p, "micro"),
        "micro_half": rates(t, p, "micro", beta=0.5),
        "weighted": rates(t, p, "weighted"),
        "samples": rates(t, p, "samples"),
        "samples_one": rates(t, p, "samples", zero_division=1),
    }


def binary_rows(n, labels, share):
    return [[int(draw.random() < share) for _ in range(labels)] for _ in range(n)]


multilabels = [
    multilabel("one sample", [[1, 0, 1]], [[1, 1, 0]]),
    multilabel("nothing anywhere", [[0, 0], [0, 0]], [[0, 0], [0, 0]]),
    multilabel("nothing true", [[0, 0, 0], [0, 0, 0]], [[0, 1, 0], [1, 1, 0]]),
    multilabel("nothing predicted", [[0, 1, 0], [1, 1, 0]], [[0, 0, 0], [0, 0, 0]]),
    multilabel("everything", [[1, 1], [1, 1]], [[1, 1], [1, 1]]),
]
for i in range(14):
    n, labels = draw.choice([4, 25, 60]), draw.choice([2, 6, 11])
    t = binary_rows(n, labels, draw.choice([0.1, 0.3, 0.6]))
    p = [[x if draw.random() < 0.6 else draw.randint(0, 1) for x in row] for row in t]
    multilabels.append(multilabel(f"random {i}", t, p))


def scores_of(n, kind):
    if kind == "tied":
        return [draw.randint(0, 4) / 4 for _ in range(n)]
    if kind == "tiny range":
        return [1000 + draw.gauss(0, 1) * 1e-9 for _ in range(n)]
    if kind == "constant":
        return [0.25] * n
    return [draw.gauss(0, 1) for _ in range(n)]


def binary_ranking(name, truth, scores):
    return {"name": name, "truth": truth, "scores": scores,
            "roc_auc": attempt(metrics.roc_auc_score, truth, scores),
            "average_precision": number(metrics.average_precision_score(truth, scores))
            if any(truth) else None}


kinds = ["random", "tied", "tiny range", "constant"]
binary_rankings = [
    binary_ranking("one positive", [1], [0.5]),
    binary_ranking("one negative", [0], [0.5]),
    binary_ranking("perfect", [0, 0, 1, 1], [0.1, 0.4, 0.6, 0.8]),
    binary_ranking("backwards", [1, 1, 0, 0], [0.1, 0.4, 0.6, 0.8]),
    binary_ranking("scikit-learn's example", [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]),
]
for kind in kinds:
    for n in (5, 60):
        t = [int(draw.random() < 0.4) for _ in range(n)]
        binary_rankings.append(binary_ranking(f"{kind} {n}", t, scores_of(n, kind)))


def softmax(row):
    top = max(row)
    powers = [math.exp(x - top) for x in row]
    return [x / sum(powers) for x in powers]


def found_aucs(truth, scores, weighted):
    """The mean over the columns that have both a positive and a negative sample."""
    values = [(attempt(metrics.roc_auc_score, t, s), sum(t) if weighted else 1)
              for t, s in zip(truth.T.tolist(), scores.T.tolist())]
    values = [(value, weight) for value, weight in values if value is not None]
    total = sum(weight for _, weight in values)
    return sum(value * weight for value, weight in values) / total if total else None


def class_ranking(name, truth, scores):
    """roc_auc_score wants rows that sum to 1 and every class among the true ones."""
    t, s, every = np.array(truth), np.array(scores), list(range(len(scores[0])))
    hot = np.eye(len(every), dtype=int)[t]
    auc = metrics.roc_auc_score
    return {
        "name": name, "truth": truth, "scores": scores,
        "ovr": attempt(auc, t, s, multi_class="ovr", labels=every),
        "ovr_weighted": attempt(auc, t, s, multi_class="ovr", labels=every, average="weighted"),
        "ovr_found": found_aucs(hot, s, False),
        "ovr_found_weighted": found_aucs(hot, s, True),
        "ovr_micro": attempt(auc, hot.ravel(), s.ravel()),
        "ovo": attempt(auc, t, s, multi_class="ovo", labels=every),
        "ovo_weighted": attempt(auc, t, s, multi_class="ovo", labels=every, average="weighted"),
        "map": number(metrics.average_precision_score(hot, s)),
        "map_weighted": number(metrics.average_precision_score(hot, s, average="weighted")),
        "map_micro": number(metrics.average_precision_score(hot, s, average="micro")),
    }


class_rankings = []
for i, (n, k) in enumerate([(12, 3), (40, 3), (60, 5), (80, 8), (30, 4), (30, 4)]):
    t = classes_of(n, k) if i < 5 else classes_of(n, k, [0, 1, 3])
    rows = []
    for x in t:
        row = scores_of(k, "tied" if i % 2 else "random")
        row[x] += 1
        total = sum(row)
        # Quarters and eighths keep ties; sklearn's check of the sum needs exactness only to 1e-8.
        rows.append([y / total for y in row] if i % 2 else softmax(row))
    class_rankings.append(class_ranking(f"{'tied' if i % 2 else 'random'} {n} x {k}", t, rows))


def label_ranking(name, truth, scores):
    t, s = np.array(truth), np.array(scores)
    ap = metrics.average_precision_score
    return {
        "name": name, "truth": truth, "scores": scores,
        "auc": attempt(metrics.roc_auc_score, t, s),
        "auc_weighted": attempt(metrics.roc_auc_score, t, s, average="weighted")
        if t.any() else None,
        "auc_found": found_aucs(t, s, False),
        "auc_found_weighted": found_aucs(t, s, True),
        "auc_micro": attempt(metrics.roc_auc_score, t, s, average="micro"),
        "map": number(ap(t, s)),
        "map_weighted": number(ap(t, s, average="weighted")),
        "map_micro": number(ap(t, s, average="micro")),
        "coverage": number(metrics.coverage_error(t, s)),
        "loss": number(metrics.label_ranking_loss(t, s)),
        "lrap": number(metrics.label_ranking_average_precision_score(t, s)),
    }


label_rankings = [
    label_ranking("one sample", [[1, 0, 0]], [[0.75, 0.5, 1]]),
    label_ranking("nothing true", [[0, 0], [0, 0]], [[0.5, 0.25], [0.75, 0.75]]),
    label_ranking("everything true", [[1, 1], [1, 1]], [[0.5, 0.25], [0.75, 0.75]]),
]
for kind in kinds:
    for n, labels, share in ((20, 4, 0.5), (30, 11, 0.15)):
        label_rankings.append(label_ranking(f"{kind} {n} x {labels}", binary_rows(n, labels, share),
                                            [scores_of(labels, kind) for _ in range(n)]))


def top_k(truth, scores):
    t, s, every = np.array(truth), np.array(scores), list(range(len(scores[0])))
    return {"truth": truth, "scores": scores,
            "accuracy": [number(metrics.top_k_accuracy_score(t, s, k=k, labels=every))
                         for k in range(1, len(every) + 1)]}


top_ks = []
for kind in kinds:
    for n, k in ((1, 3), (40, 5)):
        top_ks.append(top_k(classes_of(n, k), [scores_of(k, kind) for _ in range(n)]))


def calibration(pairs, bins, mass):
    """(ECE, MCE) of (confidence, right), exact."""
    pairs = sorted(pairs)
    n = len(pairs)
    cells = [[] for _ in range(bins)]
    first = 0
    for i, (confidence, right) in enumerate(pairs):
        if confidence != pairs[first][0]:
            first = i
        at = first * bins // n if mass else max(math.ceil(Fraction(confidence) * bins) - 1, 0)
        cells[at].append((Fraction(confidence), right))
    gaps = [(abs(sum(c for c, _ in cell) - sum(r for _, r in cell)), len(cell))
            for cell in cells if cell]
    return [number(sum(g for g, _ in gaps) / n), number(max(g / m for g, m in gaps))]


def probabilities(name, truth, rows):
    t, p, every = np.array(truth), np.array(rows), list(range(len(rows[0])))
    hot = np.eye(len(every))[t]
    pairs = [(max(row), int(row.index(max(row)) == x)) for row, x in zip(rows, truth)]
    return {
        "name": name, "truth": truth, "rows": rows,
        "log_loss": number(metrics.log_loss(t, p, labels=every)),
        "log_loss_clipped": number(metrics.log_loss(t, p, labels=every, eps=1e-3)),
        "brier": number(np.mean(np.sum((p - hot) ** 2, axis=1))),
        "calibration": [{"bins": b, "width": calibration(pairs, b, False),
                         "mass": calibration(pairs, b, True)} for b in (1, 4, 15)],
    }


probability = [
    probabilities("certain and right", [0, 2], [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
    probabilities("certain and wrong", [1, 2], [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]),
    probabilities("one sample", [1], [[0.25, 0.75]]),
    probabilities("uniform", [0, 1, 2, 3], [[0.25] * 4] * 4),
    probabilities("rounded", [0, 1, 2], [[0.3333, 0.3333, 0.3333], [0.1, 0.7, 0.2],
                                         [0.6667, 0.1667, 0.1667]]),
]
for n, k in ((3, 2), (60, 3), (80, 8)):
    t = classes_of(n, k)
    rows = []
    for x in t:
        row = scores_of(k, "random")
        row[x] += 1
        rows.append(softmax([3 * y for y in row]))
    probability.append(probabilities(f"random {n} x {k}", t, rows))

binary_probability = []
for n, kind in ((1, "random"), (40, "random"), (40, "eighths"), (40, "extreme")):
    p = {"random": [draw.random() for _ in range(n)],
         "eighths": [draw.randint(0, 8) / 8 for _ in range(n)],
         "extreme": [draw.choice([0.0, 1e-300, 1e-17, 1.0, 1 - 2**-53]) for _ in range(n)]}[kind]
    t = [int(draw.random() < x) for x in p]
    binary_probability.append({
        "truth": t, "p": p, "log_loss": number(metrics.log_loss(t, p, labels=[0, 1])),
        "brier": number(metrics.brier_score_loss(t, p, pos_label=1))})

made_by = (f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, "
           f"python {sys.version.split()[0]}, tests/golden/classification.py")
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps({
    "made_by": made_by, "single": singles, "multilabel": multilabels,
    "binary_ranking": binary_rankings, "class_ranking": class_rankings,
    "label_ranking": label_rankings, "top_k": top_ks, "probability": probability,
    "binary_probability": binary_probability}, separators=(",", ":")) + "\n")
