#pragma once

#include <cstddef>

#include <Eigen/Core>

#include <tonewheel/kernel/nearest_correlation.hpp>

namespace tonewheel {

/// When the alternating projections stop.
struct NearestCorrelationOptions {
  /// Least eigenvalue of the result. Higham's matrix itself is singular; a density needs a positive
  /// one, and the default is the number the authors of 2602.06778 use for their floor.
  double smallest_eigenvalue = 1e-6;
  double tolerance = 1e-14;     ///< largest change of an entry that counts as converged
  int max_iterations = 100000;  ///< stops after so many projections
};

/// A correlation matrix with its eigen-factor: matrix = (S Q) diag(values) (S Q)^T.
template <int Dim>
struct NearestCorrelation {
  Eigen::Matrix<double, Dim, Dim> matrix;   ///< the correlations, 1 on the diagonal
  Eigen::Matrix<double, Dim, Dim> vectors;  ///< Q, orthonormal columns
  Eigen::Matrix<double, Dim, 1> values;     ///< ascending, >= smallest_eigenvalue
  Eigen::Matrix<double, Dim, 1> scaling;    ///< diagonal of S, 1 within the tolerance's reach
  int iterations = 0;                       ///< projections that were made
  bool converged = false;                   ///< false: stopped at max_iterations
};

/// The symmetric matrix with unit diagonal and eigenvalues >= smallest_eigenvalue that is nearest
/// to `raw` in the Frobenius norm: alternating projections with Dykstra's correction, Higham 2002
/// (IMA J. Numer. Anal. 22, algorithm 3.3). `raw`: symmetric, finite. Not converging is a value.
template <int Dim>
[[nodiscard]] NearestCorrelation<Dim> nearest_correlation(
    const Eigen::Matrix<double, Dim, Dim>& raw, const NearestCorrelationOptions& options = {}) {
  const Eigen::Index n = raw.rows();
  NearestCorrelation<Dim> result;
  result.matrix.resize(n, n);
  result.vectors.resize(n, n);
  result.values.resize(n);
  result.scaling.resize(n);
  const kernel::ProjectionOutcome outcome = kernel::nearest_correlation(
      static_cast<std::size_t>(n), raw.data(),
      {options.smallest_eigenvalue, options.tolerance, options.max_iterations},
      result.matrix.data(), result.vectors.data(), result.values.data(), result.scaling.data());
  result.iterations = outcome.iterations;
  result.converged = outcome.converged;
  return result;
}

}  // namespace tonewheel
