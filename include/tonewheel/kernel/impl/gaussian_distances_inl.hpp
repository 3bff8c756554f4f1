#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/gaussian_distances.hpp>
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/isa.hpp>

namespace tonewheel::kernel {

TONEWHEEL_INLINE void gaussian_distances(GaussianDistance distance, const GaussianTable& p,
                                         std::size_t i, const GaussianTable& q, std::size_t first,
                                         std::size_t count, double* out) noexcept {
  detail::kernels().gaussian_distances(distance, {.p = p.values() + i,
                                                  .p_stride = p.stride(),
                                                  .q = q.values() + first,
                                                  .q_stride = q.stride(),
                                                  .dimensions = p.dimensions(),
                                                  .count = count,
                                                  .out = out});
}

}  // namespace tonewheel::kernel
