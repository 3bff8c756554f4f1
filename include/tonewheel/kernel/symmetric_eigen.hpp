#pragma once

#include <cstddef>

namespace tonewheel::kernel {

/// Eigenvalues (ascending, n) and orthonormal eigenvectors (n x n, column-major) of a symmetric
/// n x n matrix of finite numbers, column-major. Backward stable: errors of a few units of rounding
/// of the largest eigenvalue. Eigen's QR iteration behind raw pointers, so that its templates are
/// compiled once.
void symmetric_eigen(std::size_t n, const double* matrix, double* values, double* vectors);

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/symmetric_eigen_inl.hpp>
#endif
