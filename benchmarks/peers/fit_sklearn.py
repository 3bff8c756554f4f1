"""Means and standard deviations of classes by scikit-learn's quadratic discriminant analysis: reads
a CSV with columns label, valence, arousal and dominance.

  python3 fit_sklearn.py IN.csv OUT.csv
"""

import sys

import numpy as np
import pandas as pd
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis

AXES = ["valence", "arousal", "dominance"]
source, target = sys.argv[1:]
table = pd.read_csv(source)
model = QuadraticDiscriminantAnalysis(store_covariance=True)
model.fit(table[AXES].to_numpy(), table["label"].to_numpy().astype(str))
rows = [[name, *mean, *np.sqrt(np.diag(covariance))]
        for name, mean, covariance in zip(model.classes_, model.means_, model.covariance_)]
columns = ["class", *(f"{axis} mean" for axis in AXES), *(f"{axis} std" for axis in AXES)]
pd.DataFrame(rows, columns=columns).to_csv(target, index=False)
