#pragma once

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/symmetric_eigen.hpp>

namespace tonewheel::kernel {

TONEWHEEL_INLINE void symmetric_eigen(std::size_t n, const double* matrix, double* values,
                                      double* vectors) {
  const auto size = static_cast<Eigen::Index>(n);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(
      Eigen::Map<const Eigen::MatrixXd>(matrix, size, size));
  Eigen::Map<Eigen::VectorXd>(values, size) = solver.eigenvalues();
  Eigen::Map<Eigen::MatrixXd>(vectors, size, size) = solver.eigenvectors();
}

}  // namespace tonewheel::kernel
