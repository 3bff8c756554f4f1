#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/impl/chosen_kernel_inl.hpp>
#include <tonewheel/kernel/impl/posterior_inl.hpp>
#include <tonewheel/kernel/nearest_distance.hpp>

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/nearest_distance_vector_inl.hpp>
#endif

namespace tonewheel::kernel {

TONEWHEEL_INLINE void nearest_squared_distance(const MixtureTable& distances,
                                               Strided<const double> points, std::size_t rows,
                                               double* out) noexcept {
  TONEWHEEL_KERNEL(nearest_squared_distance, nearest_distance_kernel)(
      detail::view(distances), {points, rows, {out, 1, 0}, nullptr, {}});
}

}  // namespace tonewheel::kernel
