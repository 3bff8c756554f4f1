#pragma once

#include <cstddef>

namespace tonewheel::kernel {

/// The orthogonal matrix U of the polar decomposition M = U H, n x n, column-major: of all
/// orthogonal matrices the one nearest to M. By singular values, so M may be singular.
void polar_factor(std::size_t n, const double* matrix, double* factor);

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/polar_inl.hpp>
#endif
