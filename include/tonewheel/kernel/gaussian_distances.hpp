#pragma once

#include <cstddef>

#include <tonewheel/kernel/gaussian_distance.hpp>
#include <tonewheel/kernel/gaussian_table.hpp>

namespace tonewheel::kernel {

/// out[j] = the distance of p's Gaussian i from q's Gaussian first + j, j < count; both tables of
/// the same dimensions. NaN where numbers overflow and where a matrix is too near to a singular
/// one: the pairwise functions of affect/divergence.hpp decide there. The same bits for a pair
/// whatever others are computed with it, on one instruction set. Error:
/// tolerance::gaussian_distances.
void gaussian_distances(GaussianDistance distance, const GaussianTable& p, std::size_t i,
                        const GaussianTable& q, std::size_t first, std::size_t count,
                        double* out) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/gaussian_distances_inl.hpp>
#endif
