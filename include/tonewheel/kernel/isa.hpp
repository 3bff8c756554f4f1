#pragma once

#include <string_view>

namespace tonewheel {

/// The instruction set the kernels of this program were compiled for, for stamps and reports.
[[nodiscard]] constexpr std::string_view kernel_isa() noexcept {
#if defined(TONEWHEEL_COMPILED)
  return "baseline";
#elif defined(__AVX512F__)
  return "header-only avx512";
#elif defined(__AVX2__)
  return "header-only avx2";
#else
  return "header-only baseline";
#endif
}

}  // namespace tonewheel
