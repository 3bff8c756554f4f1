"""Bootstrap intervals and permutation tests of SciPy for concordance, into resampling.json.

Run: /usr/bin/python3 tests/golden/resampling.py (Debian 12: python3-numpy 1.24.2,
python3-scipy 1.10.1)
"""
import json
import pathlib
import random
import sys

import numpy as np
import scipy
from scipy import stats

draw = random.Random(1993)


def concordance(x, y, axis=-1):
    mx, my = x.mean(axis=axis, keepdims=True), y.mean(axis=axis, keepdims=True)
    return (2 * ((x - mx) * (y - my)).mean(axis=axis)
            / (x.var(axis=axis) + y.var(axis=axis) + ((mx - my) ** 2).squeeze(axis)))


def predicted(truth, noise, bias):
    return [t + bias + draw.gauss(0, noise) for t in truth]


bootstraps = []
for noise, bias, level in [(0.5, 0, 0.95), (1, 0.3, 0.9), (0.2, 0.1, 0.5)]:
    truth = [draw.gauss(0, 1) for _ in range(40)]
    prediction = predicted(truth, noise, bias)
    found = stats.bootstrap((truth, prediction), concordance, paired=True, n_resamples=99999,
                            confidence_level=level, method="percentile", random_state=1)
    bootstraps.append({"truth": truth, "prediction": prediction, "level": level,
                       "estimate": float(concordance(np.array(truth), np.array(prediction))),
                       "low": float(found.confidence_interval.low),
                       "high": float(found.confidence_interval.high),
                       "standard_error": float(found.standard_error)})

permutations = []
for n in (5, 8, 10):
    truth = [draw.gauss(0, 1) for _ in range(n)]
    a, b = predicted(truth, 0.5, 0), predicted(truth, 1, 0.2)

    def difference(x, y, axis=-1):
        gold = np.broadcast_to(np.array(truth), x.shape)
        return concordance(gold, x, axis) - concordance(gold, y, axis)

    found = stats.permutation_test((a, b), difference, permutation_type="samples",
                                   vectorized=True, n_resamples=2 ** n)
    assert len(found.null_distribution) == 2 ** n
    permutations.append({"truth": truth, "a": a, "b": b, "difference": float(found.statistic),
                         "p_value": float(found.pvalue)})

made_by = (f"scipy {scipy.__version__} stats.bootstrap and stats.permutation_test, "
           f"numpy {np.__version__}, python {sys.version.split()[0]}, tests/golden/resampling.py")
pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps({"made_by": made_by, "bootstraps": bootstraps, "permutations": permutations}) + "\n")
