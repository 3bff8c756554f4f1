#pragma once

#include <algorithm>
#include <cmath>

#include <Eigen/Core>

#include <tonewheel/affect/divergence.hpp>
#include <tonewheel/affect/symmetric_eigen.hpp>
#include <tonewheel/kernel/polar.hpp>

namespace tonewheel {

namespace detail {

/// Q as seen from P: eigenvalues of W Q W^T, W the whitening factor of P; all 1 where Q = P.
template <int Dim>
SymmetricEigen<Dim> relative_eigen(const Covariance<Dim>& p, const Covariance<Dim>& q) {
  const Eigen::Matrix<double, Dim, Dim> ratio =
      p.whitener() * q.matrix() * p.whitener().transpose();
  return symmetric_eigen<Dim>((ratio + ratio.transpose()) / 2);
}

/// The symmetric square root.
template <int Dim>
Eigen::Matrix<double, Dim, Dim> covariance_root(const Eigen::Matrix<double, Dim, Dim>& covariance) {
  const SymmetricEigen<Dim> eigen = symmetric_eigen<Dim>(covariance);
  return eigen.vectors * eigen.values.cwiseMax(0.0).cwiseSqrt().asDiagonal() *
         eigen.vectors.transpose();
}

/// Alike enough for formulas in the eigenvalues less one: exact near 0, where determinants cancel.
/// Elsewhere determinants are exact and the eigenvalues are not.
template <int Dim>
bool alike(const SymmetricEigen<Dim>& relative) {
  return relative.values.minCoeff() > 0.25 && relative.values.maxCoeff() < 4;
}

}  // namespace detail

template <int Dim>
double bhattacharyya(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  const Matrix middle = (p.covariance().matrix() + q.covariance().matrix()) / 2;
  const Covariance<Dim> mean_covariance(middle);
  const double shift = (mean_covariance.whitener() * (p.mean() - q.mean())).squaredNorm();
  const SymmetricEigen<Dim> relative = detail::relative_eigen(p.covariance(), q.covariance());
  double shape = mean_covariance.log_determinant() -
                 0.5 * (p.covariance().log_determinant() + q.covariance().log_determinant());
  if (detail::alike(relative)) {
    shape = 0;
    for (Eigen::Index i = 0; i < Dim; ++i) {
      const double root = std::sqrt(relative.values[i]);
      shape += std::log1p((root - 1) * (root - 1) / (2 * root));
    }
  }
  return std::max(0.0, shift / 8 + shape / 2);
}

template <int Dim>
double hellinger(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  return std::sqrt(-std::expm1(-bhattacharyya(p, q)));
}

template <int Dim>
double kullback_leibler(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  const SymmetricEigen<Dim> relative = detail::relative_eigen(q.covariance(), p.covariance());
  double shape = relative.values.sum() - Dim + q.covariance().log_determinant() -
                 p.covariance().log_determinant();
  if (detail::alike(relative)) {
    shape = 0;
    for (Eigen::Index i = 0; i < Dim; ++i) {
      const double excess = relative.values[i] - 1;
      shape += excess - std::log1p(excess);
    }
  }
  return std::max(0.0, (q.squared_distance(p.mean()) + shape) / 2);
}

template <int Dim>
double wasserstein(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  const Matrix p_root = detail::covariance_root<Dim>(p.covariance().matrix());
  const Matrix q_root = detail::covariance_root<Dim>(q.covariance().matrix());
  // tr(P + Q - 2 (P^1/2 Q P^1/2)^1/2) is the least |P^1/2 - Q^1/2 U|^2 over orthogonal U, without
  // the cancellation.
  const Matrix product = q_root * p_root;
  Matrix turn;
  kernel::polar_factor(Dim, product.data(), turn.data());
  return std::sqrt((p.mean() - q.mean()).squaredNorm() + (p_root - q_root * turn).squaredNorm());
}

}  // namespace tonewheel
