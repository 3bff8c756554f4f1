"""Earth mover's distances on the circle as transport problems, solved by SciPy, into circular.json.

Run: /usr/bin/python3 tests/golden/circular.py (Debian 12: python3-scipy 1.10.1)
"""
import json
import pathlib
import random
import sys

import numpy as np
import scipy
from scipy.optimize import linprog

draw = random.Random(2011)


def transport(a, b, cost):
    rows, columns = len(a), len(b)
    constraints = np.zeros((rows + columns, rows * columns))
    for i in range(rows):
        constraints[i, i * columns:(i + 1) * columns] = 1
    for j in range(columns):
        constraints[rows + j, j::columns] = 1
    solved = linprog(np.array(cost).ravel(), A_eq=constraints, b_eq=np.array(a + b),
                     bounds=(0, None), method="highs")
    assert solved.status == 0, solved.message
    return solved.fun


def round_distance(x, y, whole):
    apart = abs(x - y) % whole
    return min(apart, whole - apart)


def weights(n, total):
    """n multiples of 1/64 that sum to total / 64, zeros among them."""
    cuts = sorted(draw.randint(0, total) for _ in range(n - 1))
    return [(y - x) / 64 for x, y in zip([0] + cuts, cuts + [total])]


angles, sectors = [], []
for number in range(40):
    total = draw.choice([64, 96])
    n, m = draw.randint(1, 8), draw.randint(1, 8)
    a = [draw.uniform(-2, 2) if number % 2 else draw.randint(0, 16) / 16 for _ in range(n)]
    b = [draw.uniform(-2, 2) if number % 2 else draw.randint(0, 16) / 16 for _ in range(m)]
    p, q = weights(n, total), weights(m, total)
    cost = [[round_distance(x, y, 1) for y in b] for x in a]
    angles.append({"a": a, "b": b, "p": p, "q": q,
                   "emd": transport(p, q, cost) / (total / 64)})
    k = draw.randint(1, 12)
    p, q = weights(k, total), weights(k, total)
    cost = [[round_distance(i, j, k) for j in range(k)] for i in range(k)]
    sectors.append({"p": p, "q": q, "emd": transport(p, q, cost) / (total / 64)})
made_by = (f"scipy {scipy.__version__} linprog (HiGHS), python {sys.version.split()[0]}, "
           "tests/golden/circular.py")
pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps({"made_by": made_by, "angles": angles, "sectors": sectors}) + "\n")
