#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <tonewheel/affect/covariance.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/kernel/nearest_correlation.hpp>
#include <tonewheel/kernel/symmetric_eigen.hpp>

// Plain loops on column-major n x n memory: matrices of 2 or 3 rows need no more, and every file
// that includes the header would pay for expression templates.
namespace tonewheel::detail {

/// Finite, symmetric to 12 digits of its norm, variances >= 0.
inline bool is_covariance(std::size_t n, const double* raw) {
  double norm = 0;
  double skew = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (raw[i * n + i] < 0) {
      return false;
    }
    for (std::size_t j = 0; j < n; ++j) {
      if (!std::isfinite(raw[i * n + j])) {
        return false;
      }
      norm = std::hypot(norm, raw[i * n + j]);
      skew = std::hypot(skew, raw[i * n + j] - raw[j * n + i]);
    }
  }
  return skew <= 1e-12 * norm;
}

/// Positive beyond the rounding of an eigenvalue computation. Values: ascending.
inline bool is_definite(const std::vector<double>& values) {
  return values.front() > 4 * std::numeric_limits<double>::epsilon() * std::abs(values.back());
}

/// W = diag(1 / sqrt(values)) Q^T diag(1 / scale); returns the log-determinant of W^-1 W^-T.
inline double set_whitener(const std::vector<double>& values, const std::vector<double>& vectors,
                           const std::vector<double>& scale, double* whitener) {
  const std::size_t n = values.size();
  double log_determinant = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      whitener[j * n + i] = vectors[i * n + j] / (std::sqrt(values[i]) * scale[j]);
    }
    log_determinant += std::log(values[i]) + 2 * std::log(scale[i]);
  }
  return log_determinant;
}

/// Q diag(values) Q^T.
inline void compose(const std::vector<double>& values, const std::vector<double>& vectors,
                    double* matrix) {
  const std::size_t n = values.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < n; ++k) {
        sum += vectors[k * n + i] * values[k] * vectors[k * n + j];
      }
      matrix[i * n + j] = matrix[j * n + i] = sum;
    }
  }
}

/// The nearest correlation matrix between the standard deviations of `raw`.
inline void set_nearest(std::size_t n, const double* raw, double* matrix, double* whitener,
                        CovarianceFacts& facts) {
  std::vector<double> deviations(n);
  for (std::size_t i = 0; i < n; ++i) {
    deviations[i] = std::sqrt(std::max(raw[i * n + i], eigenvalue_floor));
  }
  std::vector<double> correlation(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      correlation[i * n + j] = i == j ? 1 : raw[i * n + j] / deviations[i] / deviations[j];
    }
  }
  constexpr NearestCorrelationOptions options;
  std::vector<double> nearest(n * n);
  std::vector<double> vectors(n * n);
  std::vector<double> values(n);
  std::vector<double> scale(n);
  facts.converged = kernel::nearest_correlation(
                        n, correlation.data(),
                        {options.smallest_eigenvalue, options.tolerance, options.max_iterations},
                        nearest.data(), vectors.data(), values.data(), scale.data())
                        .converged;
  for (std::size_t i = 0; i < n; ++i) {
    scale[i] *= deviations[i];
    for (std::size_t j = 0; j < n; ++j) {
      matrix[i * n + j] = nearest[i * n + j] * (deviations[i] * deviations[j]);
    }
  }
  facts.log_determinant = set_whitener(values, vectors, scale, whitener);
  facts.positive_definite = facts.repaired = true;
}

TONEWHEEL_INLINE CovarianceFacts factor_covariance(std::size_t n, const double* raw, Repair repair,
                                                   double* matrix, double* whitener) {
  if (!is_covariance(n, raw)) {
    throw Error("covariance: expected finite, symmetric, with variances >= 0");
  }
  std::fill(whitener, whitener + n * n, 0.0);
  std::vector<double> values(n);
  std::vector<double> vectors(n * n);
  const std::vector<double> no_scale(n, 1.0);
  kernel::symmetric_eigen(n, raw, values.data(), vectors.data());
  CovarianceFacts facts{.smallest_eigenvalue = values.front()};
  if (repair == Repair::nearest && !is_definite(values)) {
    set_nearest(n, raw, matrix, whitener, facts);
    return facts;
  }
  facts.repaired = repair == Repair::floor && values.front() < eigenvalue_floor;
  if (facts.repaired) {
    for (double& value : values) {
      value = std::max(value, eigenvalue_floor);
    }
    compose(values, vectors, matrix);
  } else {
    std::copy(raw, raw + n * n, matrix);
  }
  facts.positive_definite = facts.repaired || is_definite(values);
  if (facts.positive_definite) {
    facts.log_determinant = set_whitener(values, vectors, no_scale, whitener);
  }
  return facts;
}

TONEWHEEL_INLINE std::array<double, 9> covariance_entries(const Vad& sd, const Correlations& rho) {
  for (const Axis axis : all_axes) {
    if (!(sd[axis] >= 0) || !std::isfinite(sd[axis])) {
      throw Error("standard deviation of " + std::string(name(axis)) + ": found " +
                  number_text(sd[axis]) + ", expected a finite number >= 0");
    }
  }
  for (const double r : {rho.va, rho.vd, rho.ad}) {
    if (!(std::abs(r) <= 1)) {
      throw Error("correlation: found " + number_text(r) + ", expected a number in [-1, 1]");
    }
  }
  const double va = rho.va * sd.valence * sd.arousal;
  const double vd = rho.vd * sd.valence * sd.dominance;
  const double ad = rho.ad * sd.arousal * sd.dominance;
  return {sd.valence * sd.valence,
          va,
          vd,  //
          va,
          sd.arousal * sd.arousal,
          ad,  //
          vd,
          ad,
          sd.dominance * sd.dominance};
}

}  // namespace tonewheel::detail
