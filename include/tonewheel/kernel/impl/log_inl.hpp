#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/isa.hpp>
#include <tonewheel/kernel/log.hpp>

namespace tonewheel::kernel {

TONEWHEEL_INLINE void log(const double* x, std::size_t count, double* out) noexcept {
  detail::kernels().log(x, count, out);
}

}  // namespace tonewheel::kernel
