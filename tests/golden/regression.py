"""Regression and rank metrics, means over sequences and smoothing, into regression.json.

Run: /usr/bin/python3 tests/golden/regression.py
(Debian 12: python3-numpy 1.24.2, python3-scipy 1.10.1, python3-sklearn 1.2.1)

"library" holds what scipy.stats and sklearn.metrics return; null is NaN. "exact" holds what no
library has (concordance, sign agreement) and what libraries lose to rounding on tiny ranges:
the definitions in fractions and 60-digit decimals, rounded once.
"""
import decimal
import json
import math
import pathlib
import random
import sys
import warnings
from fractions import Fraction

import numpy as np
import scipy
import sklearn
from scipy import ndimage, signal, stats
from sklearn import metrics

warnings.simplefilter("ignore")
decimal.getcontext().prec = 60
draw = random.Random(1989)


def number(x):
    return None if x is None or math.isnan(x) else float(x)


def root(fraction):
    return (decimal.Decimal(fraction.numerator) / decimal.Decimal(fraction.denominator)).sqrt()


def exact(x, y):
    n = len(x)
    x, y = [Fraction(v) for v in x], [Fraction(v) for v in y]
    mx, my = sum(x) / n, sum(y) / n
    sxx = sum((v - mx) ** 2 for v in x)
    syy = sum((v - my) ** 2 for v in y)
    sxy = sum((u - mx) * (v - my) for u, v in zip(x, y))

    def concordance(divisor):
        if divisor == 0:
            return None
        below = (sxx + syy) / divisor + (mx - my) ** 2
        return None if below == 0 else float(2 * sxy / divisor / below)

    squares = sum((u - v) ** 2 for u, v in zip(x, y))
    common = decimal.Decimal(sxy.numerator) / decimal.Decimal(sxy.denominator)
    sign = lambda v: (v > 0) - (v < 0)
    agree = [sign(u) == sign(v) for u, v in zip(x, y)]
    left = [a for a, u in zip(agree, x) if u != 0]
    return {
        "ccc": concordance(n), "ccc_n1": concordance(n - 1),
        "pearson": None if sxx * syy == 0 else float(common / root(sxx * syy)),
        "variance": float(sxx / n), "variance_n1": None if n < 2 else float(sxx / (n - 1)),
        "covariance": float(sxy / n), "prediction_mean": float(my),
        "mse": float(squares / n), "rmse": float(root(squares / n)),
        "mae": float(sum(abs(u - v) for u, v in zip(x, y)) / n), "bias": float(my - mx),
        "r2": None if sxx == 0 else float(1 - squares / sxx),
        "explained_variance": None if sxx == 0 else float((2 * sxy - syy) / sxx),
        "sign": sum(agree) / n, "sign_nonzero": sum(left) / len(left) if left else None,
    }


def library(x, y):
    many = len(x) > 1
    call = lambda f, **options: number(f(x, y, **options)[0]) if many else None
    return {
        "pearson": call(stats.pearsonr), "spearman": call(stats.spearmanr),
        "kendall_b": call(stats.kendalltau, variant="b"),
        "kendall_c": call(stats.kendalltau, variant="c"),
        "mse": metrics.mean_squared_error(x, y),
        "rmse": metrics.mean_squared_error(x, y, squared=False),
        "mae": metrics.mean_absolute_error(x, y),
        "r2": finite(metrics.r2_score(x, y, force_finite=False)),
        "explained_variance": finite(metrics.explained_variance_score(x, y, force_finite=False)),
    }


def finite(x):
    """A constant truth: scikit-learn leaves -inf where the quotient has a remainder."""
    return None if not math.isfinite(x) else float(x)


def series(kind, n):
    if kind == "random":
        return [draw.uniform(-1, 1) for _ in range(n)]
    if kind == "tied":
        return [draw.choice([-1.0, -0.5, 0.0, 0.5]) for _ in range(n)]
    if kind == "constant":
        return [0.3] * n
    if kind == "tiny range":
        return [1e6 + draw.randint(-8, 8) * 2.0 ** -30 for _ in range(n)]
    return [draw.uniform(-1, 1) * 2.0 ** draw.randint(-300, -290) for _ in range(n)]


pairs = []
for kinds in [("random", "random"), ("tied", "tied"), ("tied", "random"), ("constant", "random"),
              ("random", "constant"), ("tiny range", "tiny range"), ("minute", "minute")]:
    for n in [2, 3, 7, 40, 200]:
        x, y = series(kinds[0], n), series(kinds[1], n)
        if n == 40 and "constant" not in kinds:  # correlated
            y = [0.75 * u + 0.25 * v for u, v in zip(x, y)]
        pairs.append({"kind": kinds[0] + ", " + kinds[1], "truth": x, "prediction": y})
for x, y in [([0, 1, 2], [0, 1, 1]), ([2.5, 0, 2, 8], [3, -0.5, 2, 7]), ([1, 1, 1], [1, 1, 1]),
             ([1, 1, 1], [2, 2, 2]), ([0.25], [0.25]), ([0.25], [0.5])]:
    pairs.append({"kind": "by hand", "truth": x, "prediction": y})
for pair in pairs:
    pair["exact"] = exact(pair["truth"], pair["prediction"])
    pair["library"] = library(pair["truth"], pair["prediction"])

# Sequences of subjects and stories; numpy's formula of the OMG challenge, NaN for r being 0.
def omg(x, y):
    r = stats.pearsonr(x, y)[0]
    r = 0 if math.isnan(r) else r
    return 2 * r * np.std(x) * np.std(y) / (np.var(x) + np.var(y) + (np.mean(x) - np.mean(y)) ** 2)


stories = []
for subject in range(4):
    for story in range(3):
        if subject == 3 and story == 1:
            continue  # uneven: the two averages differ
        n = draw.randint(5, 30)
        x = series("random", n)
        y = [0.5 * v + draw.uniform(-0.4, 0.4) for v in x]
        if subject == 1 and story == 2:
            y = [0.1] * n
        stories.append({"subject": f"subject {subject}", "story": f"story {story}", "truth": x,
                        "prediction": y, "ccc": omg(x, y)})


def average(outer, inner):
    groups = {}
    for s in stories:
        groups.setdefault(s[outer], []).append(s["ccc"])
    return float(np.mean([np.mean(g) for g in groups.values()]))


sequences = {"stories": stories, "personalised": average("subject", "story"),
             "generalised": average("story", "subject"),
             "per_sequence": float(np.mean([s["ccc"] for s in stories])),
             "concatenated": omg(np.concatenate([s["truth"] for s in stories]),
                                 np.concatenate([s["prediction"] for s in stories]))}

smoothed = []
for n, window in [(1, 3), (2, 5), (9, 3), (30, 7), (30, 1), (6, 11), (12, 11)]:
    x = series("random" if n != 30 else "tied", n)
    a = np.array(x)
    half = window // 2
    slices = [a[max(0, i - half):i + half + 1] for i in range(n)]
    case = {"values": x, "window": window, "alpha": 0.3,
            "exponential": signal.lfilter([0.3], [1, -0.7], a, zi=[0.7 * a[0]])[0].tolist(),
            "mean": {"shrink": [float(np.mean(s)) for s in slices]},
            "median": {"shrink": [float(np.median(s)) for s in slices]}, "savitzky_golay": []}
    for mode in ["nearest", "mirror", "reflect"]:
        case["mean"][mode] = ndimage.uniform_filter1d(a, window, mode=mode).tolist()
        case["median"][mode] = ndimage.median_filter(a, window, mode=mode).tolist()
    for degree in [0, 1, 2, 3, 4]:
        for mode, edge in [("interp", "shrink"), ("nearest", "nearest"), ("mirror", "mirror")]:
            if degree < window <= n and (mode != "mirror" or half < n):
                case["savitzky_golay"].append(
                    {"degree": degree, "edge": edge,
                     "values": signal.savgol_filter(a, window, degree, mode=mode).tolist()})
    smoothed.append(case)

made_by = (f"numpy {np.__version__}, scipy {scipy.__version__}, "
           f"scikit-learn {sklearn.__version__}, "
           f"python {sys.version.split()[0]}, tests/golden/regression.py")
pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps({"made_by": made_by, "pairs": pairs, "sequences": sequences,
                "smoothed": smoothed}, allow_nan=False) + "\n")
