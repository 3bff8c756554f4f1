"""The posterior of a mixture of Gaussians by scipy and by scikit-learn, see posterior_numpy.py."""

import numpy as np
from scipy.stats import multivariate_normal
from sklearn.mixture import GaussianMixture

from posterior_numpy import split


def with_scipy(classes):
    """The authors' formula: densities by scipy, times the prior, divided by their sum."""
    priors, means, covariances = split(classes)

    def posterior(points):
        densities = np.stack(
            [
                prior * multivariate_normal(mean, covariance).pdf(points)
                for prior, mean, covariance in zip(priors, means, covariances)
            ],
            axis=1,
        )
        return densities / densities.sum(axis=1, keepdims=True)

    return posterior


def with_sklearn(classes):
    """predict_proba of a GaussianMixture that was given its parameters."""
    priors, means, covariances = split(classes)
    model = GaussianMixture(len(classes))
    model.weights_, model.means_, model.covariances_ = priors, means, covariances
    lower = np.linalg.cholesky(covariances)
    model.precisions_cholesky_ = np.linalg.inv(lower).transpose(0, 2, 1)
    return model.predict_proba
