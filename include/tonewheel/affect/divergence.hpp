#pragma once

#include <algorithm>
#include <cmath>

#include <Eigen/Core>

#include <tonewheel/affect/gaussian.hpp>
#include <tonewheel/affect/symmetric_eigen.hpp>

/// Closed-form distances between two Gaussians of the same dimension. All are >= 0 and 0 for equal
/// arguments; all but kullback_leibler are symmetric; hellinger and wasserstein are metrics.
namespace tonewheel {

/// -log of the integral of sqrt(p q), in nats. Bhattacharyya 1943.
template <int Dim>
[[nodiscard]] double bhattacharyya(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  const Matrix middle = (p.covariance().matrix() + q.covariance().matrix()) / 2;
  const Covariance<Dim> mean_covariance(middle);
  const double shift = (mean_covariance.whitener() * (p.mean() - q.mean())).squaredNorm();
  const double shape = mean_covariance.log_determinant() -
                       0.5 * (p.covariance().log_determinant() + q.covariance().log_determinant());
  return std::max(0.0, shift / 8 + shape / 2);
}

/// sqrt(1 - exp(-bhattacharyya)), in [0, 1]. Hellinger 1909.
template <int Dim>
[[nodiscard]] double hellinger(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  return std::sqrt(-std::expm1(-bhattacharyya(p, q)));
}

/// Integral of p log(p / q), in nats. Kullback and Leibler 1951.
template <int Dim>
[[nodiscard]] double kullback_leibler(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  const Matrix whitened =
      q.covariance().whitener() * p.covariance().matrix() * q.covariance().whitener().transpose();
  const double shift = q.squared_distance(p.mean());
  const double log_ratio = q.covariance().log_determinant() - p.covariance().log_determinant();
  return std::max(0.0, 0.5 * (whitened.trace() - Dim + shift + log_ratio));
}

/// 2-Wasserstein distance with Euclidean ground distance, in units of the scale.
/// Dowson and Landau 1982; Olkin and Pukelsheim 1982.
template <int Dim>
[[nodiscard]] double wasserstein(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  const SymmetricEigen<Dim> first = symmetric_eigen<Dim>(p.covariance().matrix());
  const Matrix root = first.vectors * first.values.cwiseMax(0.0).cwiseSqrt().asDiagonal() *
                      first.vectors.transpose();
  const Matrix product = root * q.covariance().matrix() * root;
  const SymmetricEigen<Dim> second =
      symmetric_eigen<Dim>(Matrix((product + product.transpose()) / 2));
  const double overlap = second.values.cwiseMax(0.0).cwiseSqrt().sum();
  const double spread =
      p.covariance().matrix().trace() + q.covariance().matrix().trace() - 2 * overlap;
  return std::sqrt((p.mean() - q.mean()).squaredNorm() + std::max(0.0, spread));
}

}  // namespace tonewheel
