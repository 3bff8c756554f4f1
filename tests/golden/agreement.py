"""Agreement of raters by direct definitions in exact fractions, into agreement.json.

No installed library has these, so each is written here from its definition, pair by pair, and not
as the library computes it: Krippendorff's alpha as a sum over all ordered pairs of ratings (ordinal
differences by summing category counts), Fleiss' kappa from shares, the intraclass correlation from
the sums of squares about means. Only sines and square roots are rounded (50 digits for the latter).
The entropies come from scipy.stats.entropy. Published figures stand in the tests.

Run: /usr/bin/python3 tests/golden/agreement.py (Debian 12: python3-numpy 1.24.2,
python3-scipy 1.10.1)
"""
import decimal
import json
import math
import pathlib
import random
import sys
from fractions import Fraction

import numpy as np
import scipy
from scipy.stats import entropy

draw = random.Random(1970)
decimal.getcontext().prec = 60


def number(x):
    return None if x is None else float(x)


def root(x):
    return Fraction((decimal.Decimal(x.numerator) / decimal.Decimal(x.denominator)).sqrt())


# Krippendorff's alpha

def alpha(rows, difference):
    """rows: units; difference(a, b, pooled)."""
    given = [[x for x in row if x is not None] for row in rows]
    units = [row for row in given if len(row) >= 2]
    pooled = [x for row in units for x in row]
    n = len(pooled)
    if n == 0:
        return {"alpha": None, "observed": None, "expected": None,
                "units": 0, "left_out": len(rows), "ratings": 0}
    cache = {}

    def apart(a, b):
        if (a, b) not in cache:
            cache[a, b] = difference(a, b, pooled)
        return cache[a, b]

    observed = sum(sum(apart(a, b) for i, a in enumerate(row) for j, b in enumerate(row) if i != j)
                   / Fraction(len(row) - 1) for row in units) / n
    expected = sum(apart(a, b) for i, a in enumerate(pooled) for j, b in enumerate(pooled)
                   if i != j) / Fraction(n * (n - 1))
    return {"alpha": None if expected == 0 else number(1 - observed / expected),
            "observed": number(observed), "expected": number(expected),
            "units": len(units), "left_out": len(rows) - len(units), "ratings": n}


def nominal(a, b, _):
    return Fraction(a != b)


def ordinal(a, b, pooled):
    low, high = min(a, b), max(a, b)
    between = sum(low <= x <= high for x in pooled)
    return (between - Fraction(pooled.count(low) + pooled.count(high), 2)) ** 2 if a != b else 0


def interval(a, b, _):
    return (Fraction(a) - Fraction(b)) ** 2


def ratio(a, b, _):
    return ((Fraction(a) - Fraction(b)) / (Fraction(a) + Fraction(b))) ** 2 if a != b else 0


def circular(circumference):
    def difference(a, b, _):
        steps = abs(Fraction(a) - Fraction(b)) % Fraction(circumference)
        steps = min(steps, circumference - steps)
        return Fraction(math.sin(math.pi * float(steps / Fraction(circumference)))) ** 2
    return difference


def given(matrix, power):
    return lambda a, b, _: Fraction(matrix[a][b]) ** power


def missing_some(rows, share):
    return [[None if draw.random() < share else x for x in row] for row in rows]


def category_case(units, raters, k, share, noise):
    rows = []
    for _ in range(units):
        truth = draw.randrange(k)
        rows.append([draw.randrange(k) if draw.random() < noise else truth for _ in range(raters)])
    rows = missing_some(rows, share)
    distance = [[0] * k for _ in range(k)]
    for c in range(k):
        for j in range(c):
            distance[c][j] = distance[j][c] = draw.randrange(0, 9) / 4
    return {"rows": rows, "categories": k, "distance": distance,
            "nominal": alpha(rows, nominal), "ordinal": alpha(rows, ordinal),
            "interval": alpha(rows, interval), "ratio": alpha(rows, ratio),
            "circular": alpha(rows, circular(k)),
            "distance_one": alpha(rows, given(distance, 1)),
            "distance_two": alpha(rows, given(distance, 2))}


def number_case(rows, circumference=3):
    # Ratio data are not negative: their sizes.
    sizes = [[None if x is None else abs(x) for x in row] for row in rows]
    return {"rows": rows, "sizes": sizes, "circumference": circumference,
            "nominal": alpha(rows, nominal), "ordinal": alpha(rows, ordinal),
            "interval": alpha(rows, interval), "ratio": alpha(sizes, ratio),
            "circular": alpha(rows, circular(circumference))}


def random_numbers(units, raters, value, share):
    return missing_some([[value() for _ in range(raters)] for _ in range(units)], share)


categories = [category_case(units, raters, k, share, noise)
              for units, raters, k, share, noise in
              [(10, 3, 2, 0, 0.3), (12, 4, 5, 0.3, 0.4), (15, 2, 3, 0.1, 0.5), (8, 6, 4, 0.5, 0.2),
               (20, 5, 8, 0.2, 0.9), (6, 3, 3, 0, 0), (4, 3, 1, 0.2, 0), (5, 4, 3, 1, 0.5),
               (1, 2, 2, 0, 1), (0, 3, 2, 0, 0), (6, 1, 3, 0, 1)]]
numbers = [number_case(rows) for rows in [
    random_numbers(12, 4, lambda: draw.gauss(0, 1), 0.2),
    random_numbers(9, 3, lambda: draw.randrange(-3, 4), 0.3),  # tied
    random_numbers(10, 5, lambda: draw.uniform(0, 1), 0.5),
    random_numbers(8, 3, lambda: 0.1, 0.2),  # constant
    random_numbers(10, 3, lambda: 1e6 + 1e-9 * draw.gauss(0, 1), 0.1),  # tiny range
    random_numbers(8, 4, lambda: draw.choice([-1, 1]) * 10.0 ** draw.randint(-60, 60), 0.1),
    [[1.5, 2.5]], [[1.5]], [[None, None]], []]]


# Fleiss' kappa and its kin

def kappas(counts):
    """counts: units x categories, each unit the same number of ratings."""
    units, k, n = len(counts), len(counts[0]), sum(counts[0])
    shares = [Fraction(sum(row[j] for row in counts), units * n) for j in range(k)]
    agreement = sum(Fraction(sum(c * (c - 1) for c in row), n * (n - 1)) for row in counts) / units
    fleiss = sum(p * p for p in shares)
    free = Fraction(1, k)
    gwet = sum(p * (1 - p) for p in shares) / (k - 1) if k > 1 else Fraction(1)

    def kappa(chance):
        return None if chance == 1 else number((agreement - chance) / (1 - chance))

    of_category = []
    for j, p in enumerate(shares):
        # Of the category against all others.
        pair = sum(Fraction(row[j] * (row[j] - 1), n - 1) for row in counts)
        rate = pair / sum(row[j] for row in counts) if p else None
        of_category.append(None if p in (0, 1) else number((rate - p) / (1 - p)))
    return {"counts": counts, "observed": number(agreement), "expected": number(fleiss),
            "kappa": kappa(fleiss), "free_marginal": kappa(free), "gwet": kappa(gwet),
            "of_category": of_category}


def votes(units, n, k, noise):
    rows = []
    for _ in range(units):
        truth, row = draw.randrange(k), [0] * k
        for _ in range(n):
            row[draw.randrange(k) if draw.random() < noise else truth] += 1
        rows.append(row)
    return rows


fleiss = [kappas(counts) for counts in
          [votes(10, 5, 4, 0.5), votes(30, 3, 2, 0.3), votes(7, 2, 6, 0.8), votes(5, 4, 3, 0),
           votes(1, 3, 3, 1), votes(40, 14, 5, 0.7), [[3, 0, 0]] * 6, [[2]] * 3,
           [[4, 0]] * 500 + [[3, 1]]]]


# Intraclass correlation

def correlations(rows):
    n, k = len(rows), len(rows[0])
    x = [[Fraction(v) for v in row] for row in rows]
    grand = sum(map(sum, x)) / (n * k)
    row_means = [sum(row) / k for row in x]
    column_means = [sum(row[j] for row in x) / n for j in range(k)]
    between = k * sum((m - grand) ** 2 for m in row_means) / (n - 1)
    within = sum((v - m) ** 2 for row, m in zip(x, row_means) for v in row) / (n * (k - 1))
    raters = n * sum((m - grand) ** 2 for m in column_means) / (k - 1)
    error = sum((x[i][j] - row_means[i] - column_means[j] + grand) ** 2
                for i in range(n) for j in range(k)) / ((n - 1) * (k - 1))

    def over(a, b):
        return None if b <= 0 else number(a / b)

    def f(a, b):
        return None if a == b == 0 else "inf" if b == 0 else number(a / b)

    return {"rows": rows, "between": number(between), "within": number(within),
            "raters": number(raters), "error": number(error),
            "icc": [over(between - within, between + (k - 1) * within),
                    over(between - error,
                         between + (k - 1) * error + Fraction(k) * (raters - error) / n),
                    over(between - error, between + (k - 1) * error),
                    over(between - within, between),
                    over(between - error, between + (raters - error) / n),
                    over(between - error, between)],
            "f_one_way": f(between, within), "f_two_way": f(between, error),
            "f_raters": f(raters, error)}


def scored(n, k, bias, noise):
    rows = []
    for _ in range(n):
        truth = draw.gauss(0, 1)
        rows.append([truth + bias * j + noise * draw.gauss(0, 1) for j in range(k)])
    return rows


intraclass = [correlations(rows) for rows in
              [scored(8, 3, 0.4, 0.5), scored(20, 5, 0, 1), scored(2, 2, 1, 1), scored(15, 4, 2, 0),
               [[draw.randrange(1, 6) for _ in range(3)] for _ in range(10)], [[0.1] * 3] * 5,
               [[1e6 + 1e-9 * draw.gauss(0, 1) for _ in range(3)] for _ in range(9)],
               [[1, 2, 3]] * 4, [[1, 3], [2, 2], [3, 1]]]]


# Evaluator-weighted estimator

def pearson(pairs):
    n = len(pairs)
    if n < 2:
        return None
    mx, my = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    xx = sum((x - mx) ** 2 for x, _ in pairs)
    yy = sum((y - my) ** 2 for _, y in pairs)
    xy = sum((x - mx) * (y - my) for x, y in pairs)
    return None if xx == 0 or yy == 0 else xy / (root(xx) * root(yy))


def evaluator(rows, others):
    k = len(rows[0])
    x = [[None if v is None else Fraction(v) for v in row] for row in rows]
    r = []
    for j in range(k):
        pairs = []
        for row in x:
            rated = [i for i in range(k) if row[i] is not None]
            if j in rated and len(rated) > 1:
                chosen = [i for i in rated if i != j or not others]
                pairs.append((row[j], sum(row[i] for i in chosen) / len(chosen)))
        r.append(pearson(pairs))
    weights = [max(w, 0) if w is not None else Fraction(0) for w in r]
    values, plain = [], 0
    for row in x:
        rated = [i for i in range(k) if row[i] is not None]
        total = sum(weights[i] for i in rated)
        if not rated:
            values.append(None)
        elif total == 0:
            plain += 1
            values.append(number(sum(row[i] for i in rated) / len(rated)))
        else:
            values.append(number(sum(weights[i] * row[i] for i in rated) / total))
    return {"correlations": list(map(number, r)), "weights": list(map(number, weights)),
            "values": values, "plain_means": plain}


def evaluator_case(rows):
    return {"rows": rows, "all_raters": evaluator(rows, False),
            "other_raters": evaluator(rows, True)}


contrary = [[row[0], row[1], -row[0]] for row in scored(10, 3, 0, 0.2)]
evaluators = [evaluator_case(rows) for rows in
              [scored(12, 4, 0.5, 0.5), missing_some(scored(15, 5, 0, 1), 0.4), contrary,
               [[row[0], 3.0, row[1]] for row in scored(8, 2, 0, 0.5)],
               [[draw.randrange(1, 6) for _ in range(3)] for _ in range(9)], [[2.0, 3.0]],
               [[1.0, 4.0], [2.0, 3.0], [3.0, 2.0], [None, None]],
               missing_some([[1e6 + 1e-9 * draw.gauss(0, 1) for _ in range(3)] for _ in range(9)],
                            0.1),
               missing_some(scored(4, 4, 0, 1), 0.7)]]


# Soft labels

def soft(codes, k, weights, smoothing):
    mass = [Fraction(smoothing)] * k
    for code, weight in zip(codes, weights):
        if code is not None:
            mass[code] += Fraction(weight)
    shares = [float(m / sum(mass)) for m in mass]
    return {"codes": codes, "categories": k, "weights": weights, "smoothing": smoothing,
            "shares": shares, "entropy": float(entropy(np.array(shares)))}


softs = []
for _ in range(20):
    k, n = draw.randint(1, 6), draw.randint(1, 9)
    codes = [draw.randrange(k)] + [draw.choice([None, draw.randrange(k)]) for _ in range(n - 1)]
    softs.append(soft(codes, k, [draw.randint(1, 8) / 4 for _ in range(n)],
                      draw.choice([0, 0, 0.5, 1])))

made_by = (f"python {sys.version.split()[0]} fractions, numpy {np.__version__}, "
           f"scipy {scipy.__version__}, tests/golden/agreement.py")
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(
    {"made_by": made_by, "categories": categories, "numbers": numbers, "fleiss": fleiss,
     "intraclass": intraclass, "evaluators": evaluators, "softs": softs}) + "\n")
