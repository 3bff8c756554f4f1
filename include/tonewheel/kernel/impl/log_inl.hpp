#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/impl/chosen_kernel_inl.hpp>
#include <tonewheel/kernel/log.hpp>

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/log_vector_inl.hpp>
#endif

namespace tonewheel::kernel {

TONEWHEEL_INLINE void log(const double* x, std::size_t count, double* out) noexcept {
  TONEWHEEL_KERNEL(log, log_all)(x, count, out);
}

}  // namespace tonewheel::kernel
