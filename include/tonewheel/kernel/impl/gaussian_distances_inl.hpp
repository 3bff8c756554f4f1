#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/gaussian_distances.hpp>
#include <tonewheel/kernel/impl/chosen_kernel_inl.hpp>

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/gaussian_distances_vector_inl.hpp>
#endif

namespace tonewheel::kernel {

TONEWHEEL_INLINE void gaussian_distances(GaussianDistance distance, const GaussianTable& p,
                                         std::size_t i, const GaussianTable& q, std::size_t first,
                                         std::size_t count, double* out) noexcept {
  TONEWHEEL_KERNEL(gaussian_distances, gaussian_distances_kernel)(distance,
                                                                  {.p = p.values() + i,
                                                                   .p_stride = p.stride(),
                                                                   .q = q.values() + first,
                                                                   .q_stride = q.stride(),
                                                                   .dimensions = p.dimensions(),
                                                                   .count = count,
                                                                   .out = out});
}

}  // namespace tonewheel::kernel
