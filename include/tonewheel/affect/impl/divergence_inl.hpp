#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include <tonewheel/affect/divergence.hpp>
#include <tonewheel/affect/impl/small_matrix_inl.hpp>
#include <tonewheel/kernel/polar.hpp>
#include <tonewheel/kernel/symmetric_eigen.hpp>

namespace tonewheel {

namespace detail {

/// Eigenvalues, ascending, of Q as seen from P: of W Q W^T, W the whitening factor of P; all 1
/// where Q = P. Of n x n, as are all here.
inline std::array<double, 3> relative_eigenvalues(std::size_t n, const double* p_whitener,
                                                  const double* q) {
  const SmallMatrix whitened = product(n, p_whitener, q, n);
  const SmallMatrix ratio = product(n, whitened.data(), transposed(n, p_whitener).data(), n);
  SmallMatrix symmetric{};
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = 0; i < n; ++i) {
      symmetric[j * n + i] = (ratio[j * n + i] + ratio[i * n + j]) / 2;
    }
  }
  std::array<double, 3> values{};
  SmallMatrix vectors{};
  kernel::symmetric_eigen(n, symmetric.data(), values.data(), vectors.data());
  return values;
}

/// The symmetric square root.
inline SmallMatrix covariance_root(std::size_t n, const double* covariance) {
  std::array<double, 3> values{};
  SmallMatrix vectors{};
  kernel::symmetric_eigen(n, covariance, values.data(), vectors.data());
  SmallMatrix scaled{};
  for (std::size_t j = 0; j < n; ++j) {
    const double root = std::sqrt(std::max(values[j], 0.0));
    for (std::size_t i = 0; i < n; ++i) {
      scaled[j * n + i] = vectors[j * n + i] * root;
    }
  }
  return product(n, scaled.data(), transposed(n, vectors.data()).data(), n);
}

/// Alike enough for formulas in the eigenvalues less one: exact near 0, where determinants cancel.
/// Elsewhere determinants are exact and the eigenvalues are not. Values: ascending.
inline bool alike(std::size_t n, const std::array<double, 3>& values) {
  return values[0] > 0.25 && values[n - 1] < 4;
}

/// Of bhattacharyya, twice what the covariances add; `from_determinants` is the same by
/// determinants, which is taken where it is the more exact.
inline double bhattacharyya_shape(std::size_t n, const std::array<double, 3>& relative,
                                  double from_determinants) {
  if (!alike(n, relative)) {
    return from_determinants;
  }
  double shape = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double root = std::sqrt(relative[i]);
    shape += std::log1p((root - 1) * (root - 1) / (2 * root));
  }
  return shape;
}

/// Of kullback_leibler, twice what the covariances add.
inline double kullback_leibler_shape(std::size_t n, const std::array<double, 3>& relative,
                                     double q_log_determinant, double p_log_determinant) {
  if (!alike(n, relative)) {
    const double sum = n == 2 ? relative[0] + relative[1] : relative[0] + relative[1] + relative[2];
    return sum - static_cast<double>(n) + q_log_determinant - p_log_determinant;
  }
  double shape = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double excess = relative[i] - 1;
    shape += excess - std::log1p(excess);
  }
  return shape;
}

/// The square of wasserstein. tr(P + Q - 2 (P^1/2 Q P^1/2)^1/2) is the least |P^1/2 - Q^1/2 U|^2
/// over orthogonal U, without the cancellation.
inline double squared_wasserstein(std::size_t n, const double* p_mean, const double* p,
                                  const double* q_mean, const double* q) {
  const SmallMatrix p_root = covariance_root(n, p);
  const SmallMatrix q_root = covariance_root(n, q);
  const SmallMatrix both = product(n, q_root.data(), p_root.data(), n);
  SmallMatrix turn{};
  kernel::polar_factor(n, both.data(), turn.data());
  const SmallMatrix turned = product(n, q_root.data(), turn.data(), n);
  SmallMatrix apart{};
  for (std::size_t i = 0; i < n * n; ++i) {
    apart[i] = p_root[i] - turned[i];
  }
  std::array<double, 3> shift{};
  for (std::size_t i = 0; i < n; ++i) {
    shift[i] = p_mean[i] - q_mean[i];
  }
  return square_sum(n, shift.data()) + square_sum(n * n, apart.data());
}

}  // namespace detail

template <int Dim>
double bhattacharyya(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  typename Covariance<Dim>::Matrix middle;
  for (Eigen::Index i = 0; i < middle.size(); ++i) {
    middle.data()[i] = (p.covariance().matrix().data()[i] + q.covariance().matrix().data()[i]) / 2;
  }
  const Covariance<Dim> mean_covariance(middle);
  const double shift = detail::whitened_square(Dim, mean_covariance.whitener().data(),
                                               p.mean().data(), q.mean().data());
  const double shape = detail::bhattacharyya_shape(
      Dim,
      detail::relative_eigenvalues(Dim, p.covariance().whitener().data(),
                                   q.covariance().matrix().data()),
      mean_covariance.log_determinant() -
          0.5 * (p.covariance().log_determinant() + q.covariance().log_determinant()));
  return std::max(0.0, shift / 8 + shape / 2);
}

template <int Dim>
double hellinger(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  return std::sqrt(-std::expm1(-bhattacharyya(p, q)));
}

template <int Dim>
double kullback_leibler(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  const double shape = detail::kullback_leibler_shape(
      Dim,
      detail::relative_eigenvalues(Dim, q.covariance().whitener().data(),
                                   p.covariance().matrix().data()),
      q.covariance().log_determinant(), p.covariance().log_determinant());
  return std::max(0.0, (q.squared_distance(p.mean()) + shape) / 2);
}

template <int Dim>
double wasserstein(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q) {
  return std::sqrt(detail::squared_wasserstein(Dim, p.mean().data(), p.covariance().matrix().data(),
                                               q.mean().data(), q.covariance().matrix().data()));
}

}  // namespace tonewheel
