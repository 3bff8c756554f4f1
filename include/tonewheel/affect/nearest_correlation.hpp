#pragma once

#include <algorithm>
#include <cmath>

#include <Eigen/Core>

#include <tonewheel/affect/symmetric_eigen.hpp>

namespace tonewheel {

struct NearestCorrelationOptions {
  /// Least eigenvalue of the result. Higham's matrix itself is singular; a density needs a positive
  /// one, and the default is the number the authors of 2602.06778 use for their floor.
  double smallest_eigenvalue = 1e-6;
  double tolerance = 1e-14;  ///< largest change of an entry that counts as converged
  int max_iterations = 100000;
};

/// A correlation matrix with its eigen-factor: matrix = (S Q) diag(values) (S Q)^T.
template <int Dim>
struct NearestCorrelation {
  Eigen::Matrix<double, Dim, Dim> matrix;
  Eigen::Matrix<double, Dim, Dim> vectors;  ///< Q, orthonormal columns
  Eigen::Matrix<double, Dim, 1> values;     ///< ascending, >= smallest_eigenvalue
  Eigen::Matrix<double, Dim, 1> scaling;    ///< diagonal of S, 1 within the tolerance's reach
  int iterations = 0;
  bool converged = false;
};

/// The symmetric matrix with unit diagonal and eigenvalues >= smallest_eigenvalue that is nearest
/// to `raw` in the Frobenius norm: alternating projections with Dykstra's correction, Higham 2002
/// (IMA J. Numer. Anal. 22, algorithm 3.3). `raw`: symmetric, finite. Not converging is a value.
template <int Dim>
[[nodiscard]] NearestCorrelation<Dim> nearest_correlation(
    const Eigen::Matrix<double, Dim, Dim>& raw, const NearestCorrelationOptions& options = {}) {
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  NearestCorrelation<Dim> result;
  Matrix unit_diagonal = raw;
  Matrix correction = Matrix::Zero(raw.rows(), raw.cols());
  for (result.iterations = 1; result.iterations <= options.max_iterations; ++result.iterations) {
    const Matrix shifted = unit_diagonal - correction;
    const SymmetricEigen<Dim> eigen = symmetric_eigen<Dim>(shifted);
    const Matrix& q = eigen.vectors;
    const Matrix semidefinite =
        q * eigen.values.cwiseMax(options.smallest_eigenvalue).asDiagonal() * q.transpose();
    correction = semidefinite - shifted;
    Matrix next = semidefinite;
    next.diagonal().setOnes();
    const double change = (next - unit_diagonal).cwiseAbs().maxCoeff();
    const double gap = (next - semidefinite).cwiseAbs().maxCoeff();
    unit_diagonal = next;
    if (std::max(change, gap) <= options.tolerance) {
      result.converged = true;
      break;
    }
  }
  result.iterations = std::min(result.iterations, options.max_iterations);
  // The last point of the eigenvalue projection, its diagonal scaled to exactly one.
  const SymmetricEigen<Dim> eigen = symmetric_eigen<Dim>(unit_diagonal);
  result.vectors = eigen.vectors;
  result.values = eigen.values.cwiseMax(options.smallest_eigenvalue);
  const Matrix semidefinite =
      result.vectors * result.values.asDiagonal() * result.vectors.transpose();
  result.scaling = semidefinite.diagonal().cwiseSqrt().cwiseInverse();
  result.matrix = result.scaling.asDiagonal() * semidefinite * result.scaling.asDiagonal();
  result.matrix = ((result.matrix + result.matrix.transpose()) / 2).eval();
  result.matrix.diagonal().setOnes();
  return result;
}

}  // namespace tonewheel
