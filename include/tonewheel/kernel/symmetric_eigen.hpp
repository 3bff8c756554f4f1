#pragma once

#include <cstddef>

namespace tonewheel::kernel {

/// Eigenvalues (ascending, n) and orthonormal eigenvectors (n x n, column-major) of a symmetric
/// n x n matrix of finite numbers, column-major. Backward stable: errors of a few units of rounding
/// of the largest eigenvalue, of a diagonal matrix none. Jacobi rotations, for small n: each sweep
/// costs n^3.
void symmetric_eigen(std::size_t n, const double* matrix, double* values, double* vectors);

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/symmetric_eigen_inl.hpp>
#endif
