#pragma once

#include <cstddef>

#include <Eigen/Core>

#include <tonewheel/kernel/symmetric_eigen.hpp>

namespace tonewheel {

/// Eigenvalues, ascending, and orthonormal eigenvectors, the columns of `vectors`.
template <int Dim>
struct SymmetricEigen {
  Eigen::Matrix<double, Dim, 1> values;     ///< the eigenvalues, ascending
  Eigen::Matrix<double, Dim, Dim> vectors;  ///< column i is of unit length and belongs to values[i]
};

/// Of a symmetric matrix of finite numbers; errors of a few roundings of the largest eigenvalue.
template <int Dim>
[[nodiscard]] SymmetricEigen<Dim> symmetric_eigen(const Eigen::Matrix<double, Dim, Dim>& matrix) {
  SymmetricEigen<Dim> result;
  result.values.resize(matrix.rows());
  result.vectors.resize(matrix.rows(), matrix.cols());
  kernel::symmetric_eigen(static_cast<std::size_t>(matrix.rows()), matrix.data(),
                          result.values.data(), result.vectors.data());
  return result;
}

}  // namespace tonewheel
