"""What scikit-learn makes of OMG-Emotion in five folds by video: the numbers that
tests/evaluate/judge_fit_test.cpp compares with. The data is not in this project (research use):
give the path of omg_TrainVideos.csv.

Seven classes, valence and arousal (arousal from 0..1 mapped to -1..1), videos sorted by name, fold =
position modulo 5; QuadraticDiscriminantAnalysis as it stands (covariance by n - 1, counted priors).

Run: /usr/bin/python3 tests/golden/omg_folds.py omg_TrainVideos.csv
(Debian 12: python3-numpy 1.24.2, python3-pandas 1.5.3, python3-sklearn 1.2.1)
"""
import sys

import numpy as np
import pandas as pd
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.metrics import accuracy_score, balanced_accuracy_score, f1_score, log_loss

table = pd.read_csv(sys.argv[1], dtype={"video": str}).dropna()
x = np.column_stack([table.valence, 2 * table.arousal - 1])
y = table.EmotionMaxVote.to_numpy().astype(int)
videos = {name: i % 5 for i, name in enumerate(sorted(table.video.unique()))}
fold = table.video.map(videos).to_numpy()
p = np.zeros((len(y), 7))
frequencies = np.zeros((len(y), 7))
outside = 0
for f in range(5):
    train, test = fold != f, fold == f
    model = QuadraticDiscriminantAnalysis(store_covariance=True).fit(x[train], y[train])
    p[test] = model.predict_proba(x[test])
    frequencies[test] = np.bincount(y[train], minlength=7) / train.sum()
    d2 = np.array([np.einsum("ij,jk,ik->i", x[test] - m, np.linalg.inv(c), x[test] - m)
                   for m, c in zip(model.means_, model.covariance_)]).min(0)
    outside += int((np.exp(-d2 / 2) < 0.01).sum())
first = p.argmax(1)
labels = list(range(7))
print("rows", len(y), "videos", len(videos))
print("log loss", repr(log_loss(y, p, labels=labels, eps=1e-300)))
print("frequencies", repr(log_loss(y, frequencies, labels=labels)))
print("accuracy", repr(accuracy_score(y, first)), "right", int((first == y).sum()))
print("macro F1", repr(f1_score(y, first, average="macro")))
print("UAR", repr(balanced_accuracy_score(y, first)))
print("Brier", repr(float(((p - np.eye(7)[y]) ** 2).sum(1).mean())))
print("outside", outside)
centroid = np.zeros(len(y), int)
for f in range(5):
    train, test = fold != f, fold == f
    means = np.array([x[train & (y == k)].mean(0) for k in labels])
    centroid[test] = ((x[test][:, None] - means) ** 2).sum(2).argmin(1)
print("centroid right", int((centroid == y).sum()), repr(f1_score(y, centroid, average="macro")))
