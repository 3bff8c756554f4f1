#pragma once

#include <Eigen/Core>

namespace support {

/// Eigenvalues of a symmetric matrix, ascending, by Eigen: an oracle that is slow to compile, hence
/// compiled once.
[[nodiscard]] Eigen::VectorXd eigenvalues(const Eigen::MatrixXd& symmetric);

}  // namespace support
