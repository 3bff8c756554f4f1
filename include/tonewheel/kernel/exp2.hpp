#pragma once

#include <cstddef>

namespace tonewheel::kernel {

/// out[i] = 2^x[i] as the kernels compute it; x finite, those outside [-1022, 1023] (float:
/// [-126, 127]) count as the nearest end. Relative error: at most 2 units in the last
/// place (float: 2.5).
void exp2(const double* x, std::size_t count, double* out) noexcept;
void exp2(const float* x, std::size_t count, float* out) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/exp2_inl.hpp>
#endif
