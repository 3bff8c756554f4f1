"""Relabelling with pandas and numpy: reads a CSV with columns valence, arousal and dominance, adds
the probabilities of the classes with six decimals.

  python3 relabel_pandas.py CLASSES.npy NAMES(a,b,...) IN.csv OUT.csv
"""

import sys

import numpy as np
import pandas as pd

from posterior_numpy import with_monomials

classes, names, source, target = sys.argv[1:]
table = pd.read_csv(source)
points = table[["valence", "arousal", "dominance"]].to_numpy()
probabilities = with_monomials(np.load(classes))(points)
columns = [f"p_{name}" for name in names.split(",")]
table = pd.concat([table, pd.DataFrame(probabilities, columns=columns)], axis=1)
table.to_csv(target, index=False, float_format="%.6f")
