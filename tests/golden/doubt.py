"""Doubt of points under mixtures by SciPy, into doubt.json.

Run: /usr/bin/python3 tests/golden/doubt.py
(Debian 12: python3-numpy 1.24.2, python3-scipy 1.10.1)

Levels are quantiles of the p-values of points drawn at random (seeded): their own error is below
1 % of the level. Everything else is a closed form.
"""
import csv
import json
import pathlib

import numpy as np
from scipy.stats import chi2, entropy, multivariate_normal

here = pathlib.Path(__file__).parent
axes = ("valence", "arousal", "dominance")


def table(name):
    with open(here.parents[1] / "src" / "data" / f"{name}.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    means = np.array([[float(row[f"{a} mean"]) for a in axes] for row in rows])
    covariances = np.array([np.diag([float(row[f"{a} std"]) ** 2 for a in axes]) for row in rows])
    return means, covariances, np.full(len(rows), 1 / len(rows))


def invented():
    """Three classes with correlations and unequal priors, two of them near each other."""
    means = np.array([[.2, .1, 0], [.3, -.1, .2], [-.8, .6, -.5]])
    deviations = np.array([[.3, .2, .4], [.25, .35, .3], [.2, .3, .25]])
    correlations = np.array([[.3, -.2, .1], [-.4, .1, .2], [.5, .3, .25]])  # va, vd, ad
    covariances = []
    for sd, (va, vd, ad) in zip(deviations, correlations):
        rho = np.array([[1, va, vd], [va, 1, ad], [vd, ad, 1]])
        covariances.append(np.outer(sd, sd) * rho)
    return means, np.array(covariances), np.array([.6, .1, .3])


def squared_distances(points, means, covariances):
    out = []
    for mean, covariance in zip(means, covariances):
        z = points - mean
        out.append(np.einsum("ij,jk,ik->i", z, np.linalg.inv(covariance), z))
    return np.array(out).T


def level(means, covariances, priors, share, count):
    draw = np.random.default_rng(1977)
    classes = draw.choice(len(priors), size=count, p=priors)
    points = np.empty((count, means.shape[1]))
    for k in range(len(priors)):
        mine = classes == k
        points[mine] = draw.multivariate_normal(means[k], covariances[k], size=mine.sum())
    nearest = squared_distances(points, means, covariances).min(axis=1)
    return chi2.sf(np.quantile(nearest, 1 - share), means.shape[1])


def case(name, mixture, dimensions, count):
    means, covariances, priors = mixture
    means, covariances = means[:, :dimensions], covariances[:, :dimensions, :dimensions]
    points = np.array([[.45, -.5, .4], [.5, -.7, .375], [0, 0, 0], [-.9, .9, .9], [.8, .5, .4],
                       [.3, -.95, -.2], [-.3, .3, .2]])[:, :dimensions]
    nearest = squared_distances(points, means, covariances).min(axis=1)
    joint = np.array([priors[k] * multivariate_normal(means[k], covariances[k]).pdf(points)
                      for k in range(len(priors))]).T
    p = joint / joint.sum(axis=1, keepdims=True)
    best = -np.sort(-p, axis=1)
    return {"name": name, "means": means.tolist(), "covariances": covariances.tolist(),
            "priors": priors.tolist(), "points": points.tolist(),
            "p_value": chi2.sf(nearest, dimensions).tolist(),
            "entropy": entropy(p, axis=1).tolist(), "margin": (best[:, 0] - best[:, 1]).tolist(),
            "levels": {str(share): level(means, covariances, priors, share, count)
                       for share in (.01, .05, .2)}}


def main():
    cases = [case("universal", table("universal"), 3, 4_000_000),
             case("universal without dominance", table("universal"), 2, 4_000_000),
             case("invented", invented(), 3, 4_000_000),
             case("invented without dominance", invented(), 2, 4_000_000)]
    (here / "doubt.json").write_text(json.dumps({"cases": cases}, indent=1) + "\n")


main()
