#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/exp2.hpp>
#include <tonewheel/kernel/impl/chosen_kernel_inl.hpp>

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/exp2_vector_inl.hpp>
#endif

namespace tonewheel::kernel {

TONEWHEEL_INLINE void exp2(const double* x, std::size_t count, double* out) noexcept {
  TONEWHEEL_KERNEL(exp2, exp2_all<TONEWHEEL_ISA::Doubles, double>)(x, count, out);
}

TONEWHEEL_INLINE void exp2(const float* x, std::size_t count, float* out) noexcept {
  TONEWHEEL_KERNEL(exp2_float, exp2_all<TONEWHEEL_ISA::Floats, float>)(x, count, out);
}

}  // namespace tonewheel::kernel
