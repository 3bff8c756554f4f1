#pragma once

#include <cstddef>

namespace tonewheel::kernel {

/// out[i] = natural logarithm of x[i] as the kernels compute it, for every double: -inf of 0, NaN
/// below it and of NaN. Error: at most 2 units in the last place.
void log(const double* x, std::size_t count, double* out) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/log_inl.hpp>
#endif
