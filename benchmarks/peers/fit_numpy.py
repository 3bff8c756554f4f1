"""Means and standard deviations of classes with pandas and numpy: reads a CSV with columns label,
valence, arousal and dominance.

  python3 fit_numpy.py IN.csv OUT.csv
"""

import sys

import numpy as np
import pandas as pd

AXES = ["valence", "arousal", "dominance"]
source, target = sys.argv[1:]
table = pd.read_csv(source)
points = table[AXES].to_numpy()
names, labels = np.unique(table["label"].to_numpy().astype(str), return_inverse=True)
rows = []
for k, name in enumerate(names):
    own = points[labels == k]
    covariance = np.cov(own.T)
    rows.append([name, *own.mean(axis=0), *np.sqrt(np.diag(covariance))])
columns = ["class", *(f"{axis} mean" for axis in AXES), *(f"{axis} std" for axis in AXES)]
pd.DataFrame(rows, columns=columns).to_csv(target, index=False)
