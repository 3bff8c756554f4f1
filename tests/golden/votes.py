"""People's votes as truth, into votes.json.

Divergences and entropies by scipy, likeliest classes by numpy; the expected distance of two halves
of the people by enumerating every way of choosing half of the single votes.

Run: /usr/bin/python3 tests/golden/votes.py (Debian 12: python3-numpy 1.24.2, python3-scipy 1.10.1)
"""
import itertools
import json
import math
import pathlib
import random
import sys

import numpy as np
import scipy
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy

draw = random.Random(2602)


def votes(k, n):
    counts = [0] * k
    for _ in range(n):
        counts[min(int(draw.random() ** 2 * k), k - 1)] += 1
    draw.shuffle(counts)
    return counts


def prediction(k):
    raw = [draw.random() ** 3 + 1e-6 for _ in range(k)]
    return [x / sum(raw) for x in raw]


def tally(rows):
    if not rows:
        return None
    weight = np.array([row["weight"] for row in rows])
    shares = [np.array(row["votes"]) / sum(row["votes"]) for row in rows]
    p = [np.array(row["prediction"]) for row in rows]

    def mean(values):
        return float(np.average(values, weights=weight))

    return {"rows": len(rows),
            "js": mean([jensenshannon(a, b) ** 2 for a, b in zip(shares, p)]),
            "kl": mean([entropy(a, b) for a, b in zip(shares, p)]),
            "log_loss": mean([-np.sum(a * np.log(b)) for a, b in zip(shares, p)]),
            "first_right": sum(bool(a[np.argmax(b)] == a.max()) for a, b in zip(shares, p)),
            "truth_entropy": mean([entropy(a) for a in shares]),
            "prediction_entropy": mean([entropy(b) for b in p])}


def score_case(k, n, edges):
    rows = [{"votes": votes(k, draw.randint(1, 25)), "prediction": prediction(k),
             "weight": draw.choice([1, 1, 0.5, 2])} for _ in range(n)]
    places = [sum(entropy(np.array(row["votes"]) / sum(row["votes"])) > (e + 1e-9) * math.log(k)
                  for e in edges) for row in rows]
    share = np.average([np.array(row["votes"]) / sum(row["votes"]) for row in rows], axis=0,
                       weights=[row["weight"] for row in rows])
    return {"classes": k, "edges": edges, "rows": rows, "all": tally(rows), "mean": list(share),
            "strata": [tally([row for row, place in zip(rows, places) if place == s])
                       for s in range(len(edges) + 1)]}


def halves(counts):
    single = [c for c, count in enumerate(counts) for _ in range(count)]
    n, k = len(single), len(counts)
    js = []
    for chosen in itertools.combinations(range(n), n // 2):
        first = np.bincount([single[i] for i in chosen], minlength=k)
        second = np.array(counts) - first
        js.append(jensenshannon(first / first.sum(), second / second.sum()) ** 2)
    return float(np.mean(js))


items = [[3, 2], [1, 1, 1], [4, 0, 1], [2, 2, 2, 1], [5, 3, 0, 0, 2], [6, 5], [1, 2, 3, 4, 0, 1]]
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(
    {"made_by": f"python {sys.version.split()[0]}, numpy {np.__version__}, scipy "
                f"{scipy.__version__}, tests/golden/votes.py",
     "scores": [score_case(8, 40, [1 / 3, 2 / 3]), score_case(3, 25, [0.5]),
                score_case(7, 30, [0.25, 0.5, 0.75])],
     "halves": [{"counts": counts, "js": halves(counts)} for counts in items]}) + "\n")
