"""Metrics between distributions by SciPy and scikit-learn, into distribution.json.

Run: /usr/bin/python3 tests/golden/distribution.py
(Debian 12: python3-numpy 1.24.2, python3-scipy 1.10.1, python3-sklearn 1.2.1)

Clark, chi-squared, fidelity, Bhattacharyya, intersection and the ranked probability score have no
function there: they are their definitions, summed with math.fsum. SciPy's entropy and jensenshannon
lose what is left of a difference between near distributions (the latter returns NaN for some), and
pearsonr that of values in a tiny range, so these are their definitions in 50 decimal digits, and
the script checks that SciPy agrees as far as it can. An infinite value is written as the text
"inf", an undefined one as "nan".
"""
import json
import math
import pathlib
import random
import sys
from decimal import Decimal, getcontext

import numpy as np
import scipy
import scipy.special
import sklearn
from scipy.optimize import linprog
from scipy.spatial import distance
from scipy.stats import entropy, pearsonr, wasserstein_distance
from sklearn.metrics import ndcg_score

draw = random.Random(1907)
getcontext().prec = 50


def drawn(k, kind):
    if kind == "random":
        x = [draw.expovariate(1) for _ in range(k)]
    elif kind == "peaked":
        x = [draw.expovariate(1) ** 8 for _ in range(k)]
    elif kind == "zeros":
        x = [draw.choice([0, 0, draw.random()]) for _ in range(k)]
        x[draw.randrange(k)] += 1
    elif kind == "tied":
        x = [draw.choice([1, 2, 4]) for _ in range(k)]
    elif kind == "uniform":
        x = [1] * k
    elif kind == "tiny_range":
        x = [1 + 1e-9 * draw.random() for _ in range(k)]
    else:
        x = [0] * k
        x[draw.randrange(k)] = 1
    total = math.fsum(x)
    return [value / total for value in x]


def divergence(p, q):
    """Kullback-Leibler, in 50 digits."""
    if any(x > 0 and y == 0 for x, y in zip(p, q)):
        return Decimal("inf")
    return sum((x * (x / y).ln() for x, y in zip(p, q) if x > 0), Decimal(0))


def divergences(p, q):
    a, b = [Decimal(x) for x in p], [Decimal(y) for y in q]
    middle = [(x + y) / 2 for x, y in zip(a, b)]
    js = max(Decimal(0), (divergence(a, middle) + divergence(b, middle)) / 2)
    bit = Decimal(2).ln()
    assert math.isclose(divergence(a, b), entropy(p, q), rel_tol=1e-12, abs_tol=1e-14)
    assert math.isclose(js, scipy_js(p, q), rel_tol=1e-12, abs_tol=1e-14)
    return {"kl": float(divergence(a, b)), "kl_bits": float(divergence(a, b) / bit),
            "kl_symmetric": float(divergence(a, b) + divergence(b, a)),
            "js_divergence": float(js), "js_distance": float(js.sqrt()),
            "js_distance_bits": float((js / bit).sqrt())}


def scipy_js(p, q):
    with np.errstate(invalid="ignore"):
        root = float(distance.jensenshannon(p, q))
    return 0 if math.isnan(root) else root ** 2


def correlation(p, q):
    if len(set(p)) == 1 or len(set(q)) == 1:
        return math.nan
    a, b = [Decimal(x) for x in p], [Decimal(y) for y in q]
    a, b = [x - sum(a) / len(a) for x in a], [y - sum(b) / len(b) for y in b]
    exact = sum(x * y for x, y in zip(a, b)) / (
        sum(x * x for x in a) * sum(y * y for y in b)).sqrt()
    assert math.isclose(exact, pearsonr(p, q)[0], abs_tol=1e-6)
    return float(exact)


def metrics(p, q):
    k = len(p)
    a, b = np.array(p), np.array(q)
    pairs = list(zip(p, q))
    ahead, ranked = [], []
    for x, y in pairs:
        ahead += [x, -y]
        ranked.append(math.fsum(ahead) ** 2)
    coefficient = math.fsum(math.sqrt(x * y) for x, y in pairs)
    with np.errstate(divide="ignore"):
        cross = float(np.sum(scipy.special.rel_entr(a, b) + scipy.special.entr(a)))
    return {
        **divergences(p, q),
        "cross_entropy": cross,
        "chi_squared": math.fsum((x - y) ** 2 / (x + y) for x, y in pairs if x + y > 0),
        "chi_squared_pearson": math.fsum(
            math.inf if y == 0 else (x - y) ** 2 / y for x, y in pairs if x != y),
        "hellinger": float(distance.euclidean(np.sqrt(a), np.sqrt(b))) / math.sqrt(2),
        "fidelity": coefficient,
        "bhattacharyya": -math.log(coefficient) if coefficient > 0 else math.inf,
        "chebyshev": float(distance.chebyshev(a, b)),
        "clark": math.sqrt(math.fsum(((x - y) / (x + y)) ** 2 for x, y in pairs if x + y > 0)),
        "canberra": float(distance.canberra(a, b)),
        "euclidean": float(distance.euclidean(a, b)),
        "sorensen": float(distance.braycurtis(a, b)),
        "brier": float(distance.sqeuclidean(a, b)),
        "cosine": 1 - float(distance.cosine(a, b)),
        "intersection": math.fsum(min(x, y) for x, y in pairs),
        "pearson": correlation(p, q),
        "ndcg": float(ndcg_score([p], [q])) if k > 1 else 1.0,
        "ndcg_at_3": float(ndcg_score([p], [q], k=3)) if k > 1 else 1.0,
        "rps": math.fsum(ranked) / (k - 1) if k > 1 else math.nan,
        "line_emd": float(wasserstein_distance(range(k), range(k), a, b)),
    }


def transport(p, q, cost):
    n, m = len(p), len(q)
    constraints = np.zeros((n + m, n * m))
    for i in range(n):
        constraints[i, i * m:(i + 1) * m] = 1
    for j in range(m):
        constraints[n + j, j::m] = 1
    solved = linprog(np.array(cost).ravel(), A_eq=constraints, b_eq=np.array(p + q),
                     bounds=(0, None), method="highs")
    assert solved.status == 0, solved.message
    return solved.fun


def shares(n):
    """n multiples of 1/256 that sum to 1, zeros among them."""
    cuts = sorted(draw.randint(0, 256) for _ in range(n - 1))
    return [(y - x) / 256 for x, y in zip([0] + cuts, cuts + [256])]


def plain(value):
    return value if math.isfinite(value) else str(value)


kinds = ["random", "peaked", "zeros", "tied", "uniform", "tiny_range", "one_class"]
rows = []
for number in range(98):
    k = [1, 2, 3, 8, 14, 30][number % 6]
    p, q = drawn(k, kinds[number % 7]), drawn(k, kinds[(number // 7) % 7])
    rows.append({"p": p, "q": q,
                 "metrics": {key: plain(value) for key, value in metrics(p, q).items()}})

transports, lines = [], []
for number in range(40):
    n, m = draw.randint(1, 12), draw.randint(1, 12)
    cost = [[draw.random() if number % 2 else draw.randint(0, 5) for _ in range(m)]
            for _ in range(n)]
    p, q = shares(n), shares(m)
    transports.append({"p": p, "q": q, "cost": cost, "emd": transport(p, q, cost)})
    places = [draw.choice([-1, 0, 2]) if number % 3 == 0 else draw.uniform(-1, 1)
              for _ in range(n)]
    p, q = shares(n), shares(n)
    lines.append({"p": p, "q": q, "places": places,
                  "emd": float(wasserstein_distance(places, places, p, q))})
made_by = (f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn "
           f"{sklearn.__version__}, python {sys.version.split()[0]}, tests/golden/distribution.py")
pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps({"made_by": made_by, "rows": rows, "transports": transports, "lines": lines},
               allow_nan=False) + "\n")
