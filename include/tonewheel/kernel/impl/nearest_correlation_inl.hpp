#pragma once

#include <algorithm>

#include <Eigen/Core>

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/nearest_correlation.hpp>
#include <tonewheel/kernel/symmetric_eigen.hpp>

namespace tonewheel::kernel {

TONEWHEEL_INLINE ProjectionOutcome nearest_correlation(std::size_t n, const double* raw,
                                                       const ProjectionLimits& limits,
                                                       double* matrix, double* vectors,
                                                       double* values, double* scaling) {
  using Matrix = Eigen::MatrixXd;
  const auto size = static_cast<Eigen::Index>(n);
  Eigen::Map<Matrix> out(matrix, size, size);
  Eigen::Map<Matrix> q(vectors, size, size);
  Eigen::Map<Eigen::VectorXd> lambda(values, size);
  Eigen::Map<Eigen::VectorXd> scale(scaling, size);
  // Into q and lambda the eigenvalues of a matrix, no less than the limit; what they compose.
  const auto project = [&](const Matrix& symmetric) -> Matrix {
    symmetric_eigen(n, symmetric.data(), values, vectors);
    lambda = lambda.cwiseMax(limits.smallest_eigenvalue);
    const Matrix scaled = q * lambda.asDiagonal();
    return scaled.lazyProduct(q.transpose());
  };
  Matrix unit_diagonal = Eigen::Map<const Matrix>(raw, size, size);
  Matrix correction = Matrix::Zero(size, size);
  ProjectionOutcome outcome;
  while (!outcome.converged && outcome.iterations < limits.max_iterations) {
    ++outcome.iterations;
    const Matrix shifted = unit_diagonal - correction;
    const Matrix semidefinite = project(shifted);
    correction = semidefinite - shifted;
    Matrix next = semidefinite;
    next.diagonal().setOnes();
    const double change = (next - unit_diagonal).cwiseAbs().maxCoeff();
    const double gap = (next - semidefinite).cwiseAbs().maxCoeff();
    unit_diagonal = next;
    outcome.converged = std::max(change, gap) <= limits.tolerance;
  }
  // The last point of the eigenvalue projection, its diagonal scaled to exactly one.
  const Matrix semidefinite = project(unit_diagonal);
  scale = semidefinite.diagonal().cwiseSqrt().cwiseInverse();
  const Matrix scaled = scale.asDiagonal() * semidefinite * scale.asDiagonal();
  out = (scaled + scaled.transpose()) / 2;
  out.diagonal().setOnes();
  return outcome;
}

}  // namespace tonewheel::kernel
