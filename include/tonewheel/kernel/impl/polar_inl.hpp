#pragma once

#include <Eigen/Core>
#include <Eigen/SVD>

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/polar.hpp>

namespace tonewheel::kernel {

TONEWHEEL_INLINE void polar_factor(std::size_t n, const double* matrix, double* factor) {
  const auto size = static_cast<Eigen::Index>(n);
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(Eigen::Map<const Eigen::MatrixXd>(matrix, size, size),
                                              Eigen::ComputeFullU | Eigen::ComputeFullV);
  Eigen::Map<Eigen::MatrixXd>(factor, size, size) = svd.matrixU() * svd.matrixV().transpose();
}

}  // namespace tonewheel::kernel
