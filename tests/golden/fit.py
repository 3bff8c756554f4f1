"""Learned spaces: moments, discriminants, temperatures and prior shift, into fit.json.

Run: /usr/bin/python3 tests/golden/fit.py
(Debian 12: python3-numpy 1.24.2, python3-scipy 1.10.1, python3-sklearn 1.2.1)

Data are drawn here; every result is what numpy, scipy.optimize and sklearn return.
"""
import json
import pathlib
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy import optimize, special
from sklearn.discriminant_analysis import (LinearDiscriminantAnalysis,
                                           QuadraticDiscriminantAnalysis)
from sklearn.mixture import GaussianMixture
from sklearn.naive_bayes import GaussianNB

warnings.simplefilter("ignore")
draw = np.random.default_rng(20260715)


def sample(axes, counts):
    """Points in [-1, 1], rounded so that the file stays small, and their classes."""
    points, labels = [], []
    for k, n in enumerate(counts):
        root = draw.normal(size=(axes, axes)) * 0.15 + np.eye(axes) * 0.2
        centre = draw.uniform(-0.4, 0.4, size=axes)
        points.append(np.round(np.clip(centre + draw.normal(size=(n, axes)) @ root.T, -1, 1), 4))
        labels += [k] * n
    return np.concatenate(points), np.array(labels)


moments = []
for axes in [2, 3]:
    for kind in ["rows", "weights"]:
        x, _ = sample(axes, [60])
        w = np.ones(60) if kind == "rows" else np.round(draw.uniform(0.1, 3, 60), 3)
        total = w.sum()
        by_n = np.cov(x.T, aweights=w, ddof=0)
        moments.append({"kind": f"{kind}, {axes} axes", "axes": axes, "points": x.tolist(),
                        "weights": w.tolist(), "weight": total,
                        "mean": np.average(x, axis=0, weights=w).tolist(),
                        "by_n": by_n.tolist(),
                        "by_n_minus_1": (by_n * total / (total - 1)).tolist()})

fits = []
for axes in [2, 3]:
    x, y = sample(axes, [60, 35, 20])
    # Balanced class frequencies and by-hand covariances have no estimator: the formula of both
    # discriminants with a covariance from numpy.
    test, _ = sample(axes, [10, 10, 10])

    def posterior(means, covariances, priors):
        joint = np.stack([np.log(p) - 0.5 * np.linalg.slogdet(c)[1]
                          - 0.5 * np.einsum("ni,ij,nj->n", test - m, np.linalg.inv(c), test - m)
                          for m, c, p in zip(means, covariances, priors)], axis=1)
        return special.softmax(joint, axis=1).tolist()

    quadratic = QuadraticDiscriminantAnalysis().fit(x, y)
    uniform = QuadraticDiscriminantAnalysis(priors=[1 / 3] * 3).fit(x, y)
    given = QuadraticDiscriminantAnalysis(priors=[0.5, 0.2, 0.3]).fit(x, y)
    naive = GaussianNB(var_smoothing=0).fit(x, y)
    svd = LinearDiscriminantAnalysis(solver="svd", tol=1e-12).fit(x, y)
    lsqr = LinearDiscriminantAnalysis(solver="lsqr").fit(x, y)
    means = [x[y == k].mean(axis=0) for k in range(3)]
    covariances = [np.cov(x[y == k].T) for k in range(3)]
    pooled = sum((np.sum(y == k) - 1) * covariances[k] for k in range(3)) / (len(y) - 3)
    counts = [int(np.sum(y == k)) for k in range(3)]
    priors = np.array(counts) / len(y)
    shrunk = [(n * c + 15 * pooled) / (n + 15) for n, c in zip(counts, covariances)]
    # 25 rows more of a Gaussian of given mean and covariance, as the moments of a union: the
    # rows' moments are the base's, drawn towards by repeating a sample that has them exactly.
    base_means = [[0.1, -0.2, 0.3][:axes], [-0.3, 0.2, 0.0][:axes], [0.0, 0.4, -0.4][:axes]]
    base_sd = [[0.3, 0.25, 0.4][:axes], [0.2, 0.2, 0.2][:axes], [0.35, 0.3, 0.3][:axes]]
    drawn_means, drawn = [], []
    for k in range(3):
        signs = np.array(np.meshgrid(*[[-1, 1]] * axes)).reshape(axes, -1).T  # covariance I by n
        pseudo = np.array(base_means[k]) + signs * np.array(base_sd[k])
        rows = np.concatenate([x[y == k], pseudo])
        own = np.full(counts[k], 1.0)
        weights = np.concatenate([own, np.full(len(pseudo), 25 / len(pseudo))])
        drawn_means.append(np.average(rows, axis=0, weights=weights))
        drawn.append(np.cov(rows.T, aweights=weights, ddof=0))
    fits.append({
        "axes": axes, "points": x.tolist(), "labels": y.tolist(), "test": test.tolist(),
        "full": quadratic.predict_proba(test).tolist(),
        "full_uniform": uniform.predict_proba(test).tolist(),
        "full_given": given.predict_proba(test).tolist(),
        "diagonal_by_n": naive.predict_proba(test).tolist(),
        "pooled": svd.predict_proba(test).tolist(),
        "pooled_by_n": lsqr.predict_proba(test).tolist(),
        "pooled_balanced": posterior(means, [sum(covariances) / 3] * 3, [1 / 3] * 3),
        "shrunk_pooled": posterior(means, shrunk, priors),
        "base": {"means": base_means, "sd": base_sd, "rows": 25},
        "shrunk_base_by_n": posterior(drawn_means, drawn, priors)})

# EM without labels: scikit-learn's after 7 steps from a start of our own.
mixtures = []
for axes, shape in [(2, "full"), (3, "full"), (3, "diag"), (3, "tied")]:
    x, _ = sample(axes, [50, 40, 30])
    means = np.array([[-0.3, 0.2, 0.1], [0.3, 0.1, -0.2], [0.0, -0.3, 0.2]])[:, :axes]
    sd, weights = 0.4, np.array([0.2, 0.3, 0.5])
    precisions = {"full": np.array([np.eye(axes) / sd ** 2] * 3),
                  "diag": np.full((3, axes), 1 / sd ** 2), "tied": np.eye(axes) / sd ** 2}[shape]
    model = GaussianMixture(3, covariance_type=shape, tol=0, reg_covar=0, max_iter=7,
                            weights_init=weights, means_init=means, precisions_init=precisions)
    model.fit(x)
    covariances = {"full": lambda c: c, "diag": lambda c: np.array([np.diag(v) for v in c]),
                   "tied": lambda c: np.array([c] * 3)}[shape](model.covariances_)
    mixtures.append({"axes": axes, "shape": shape, "points": x.tolist(),
                     "start": {"means": means.tolist(), "sd": sd, "weights": weights.tolist()},
                     "steps": 7, "means": model.means_.tolist(),
                     "covariances": covariances.tolist(), "weights": model.weights_.tolist(),
                     "log_likelihood": model.score(x) * len(x)})

# Temperatures: the mean log loss of softmax(log prior + beta log density), least over beta.
temperatures = []
for spread, shared_votes in [(1.0, False), (3.0, False), (0.4, True)]:
    n, k = 200, 3
    densities = np.round(draw.normal(size=(n, k)) * 2 * spread - 1, 3)
    log_priors = np.log([0.5, 0.3, 0.2])
    p = special.softmax(log_priors + densities / spread * [1.0, 0.8, 1.2], axis=1)
    labels = np.array([draw.choice(k, p=row) for row in p])
    shares = np.eye(k)[labels]
    if shared_votes:
        shares = np.array([draw.multinomial(10, row) for row in p]) / 10
    weights = np.round(draw.uniform(0.5, 2, n), 2) if shared_votes else np.ones(n)

    def loss(beta):
        logs = special.log_softmax(log_priors + np.asarray(beta) * densities, axis=1)
        return -np.sum(weights[:, None] * shares * logs) / weights.sum()

    one = optimize.minimize_scalar(loss, bounds=(1e-3, 50), method="bounded",
                                   options={"xatol": 1e-12})
    each = optimize.minimize(loss, np.ones(k), method="BFGS", options={"gtol": 1e-10})
    each = optimize.minimize(loss, each.x, method="Nelder-Mead",
                             options={"xatol": 1e-12, "fatol": 1e-15, "maxiter": 20000})
    temperatures.append({"log_priors": log_priors.tolist(), "log_densities": densities.tolist(),
                         "shares": shares.tolist(), "weights": weights.tolist(),
                         "loss_at_1": loss(1.0), "one": {"beta": one.x, "loss": one.fun},
                         "each": {"beta": each.x.tolist(), "loss": each.fun}})

# Prior shift (Saerens, Latinne & Decaestecker 2002): the likeliest priors by scipy, over softmax.
shifts = []
for true in [[0.2, 0.3, 0.5], [0.85, 0.1, 0.05]]:
    training = np.array([0.5, 0.3, 0.2])
    places = np.array([-0.5, 0.1, 0.6])
    x = places[draw.choice(3, size=150, p=true)] + 0.35 * draw.normal(size=150)
    density = np.exp(-0.5 * ((x[:, None] - places) / 0.35) ** 2)
    posteriors = training * density
    posteriors /= posteriors.sum(axis=1, keepdims=True)
    weights = np.round(draw.uniform(0.5, 2, 150), 2)

    def unlikely(z):
        return -np.sum(weights * np.log(posteriors @ (special.softmax(z) / training)))

    found = optimize.minimize(unlikely, np.zeros(3), method="BFGS", options={"gtol": 1e-9})
    found = optimize.minimize(unlikely, found.x, method="Nelder-Mead",
                              options={"xatol": 1e-11, "fatol": 1e-13, "maxiter": 20000})
    priors, steps = training.copy(), []
    for _ in range(5):
        step = posteriors * (priors / training)
        step /= step.sum(axis=1, keepdims=True)
        priors = np.average(step, axis=0, weights=weights)
        steps.append(priors.tolist())
    shifts.append({"training": training.tolist(), "posteriors": posteriors.tolist(),
                   "weights": weights.tolist(), "steps": steps,
                   "priors": special.softmax(found.x).tolist(),
                   "log_likelihood": -found.fun})

made_by = (f"numpy {np.__version__}, scipy {scipy.__version__}, "
           f"scikit-learn {sklearn.__version__}, "
           f"python {sys.version.split()[0]}, tests/golden/fit.py")
pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps({"made_by": made_by, "moments": moments, "fits": fits,
                "mixtures": mixtures,
                "temperatures": temperatures, "shifts": shifts}, allow_nan=False) + "\n")
