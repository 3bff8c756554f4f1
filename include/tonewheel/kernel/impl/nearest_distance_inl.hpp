#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/impl/posterior_inl.hpp>
#include <tonewheel/kernel/isa.hpp>
#include <tonewheel/kernel/nearest_distance.hpp>

namespace tonewheel::kernel {

TONEWHEEL_INLINE void nearest_squared_distance(const MixtureTable& distances,
                                               Strided<const double> points, std::size_t rows,
                                               double* out) noexcept {
  detail::kernels().nearest_squared_distance(detail::view(distances),
                                             {points, rows, {out, 1, 0}, nullptr, {}});
}

}  // namespace tonewheel::kernel
