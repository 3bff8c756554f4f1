#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/exp2.hpp>
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/isa.hpp>

namespace tonewheel::kernel {

TONEWHEEL_INLINE void exp2(const double* x, std::size_t count, double* out) noexcept {
  detail::kernels().exp2(x, count, out);
}

TONEWHEEL_INLINE void exp2(const float* x, std::size_t count, float* out) noexcept {
  detail::kernels().exp2_float(x, count, out);
}

}  // namespace tonewheel::kernel
