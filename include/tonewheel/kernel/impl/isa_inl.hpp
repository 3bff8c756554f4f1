#pragma once

// Header-only: the one instruction set that the program is compiled for.

#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/kernel/impl/vector_inl.hpp>
#include <tonewheel/kernel/isa.hpp>

namespace tonewheel {

inline std::string_view kernel_isa() noexcept {
  switch (kernel::TONEWHEEL_ISA::vector_bytes) {
    case 64:
      return "header-only avx512";
    case 32:
      return "header-only avx2";
    default:
      return "header-only baseline";
  }
}

inline std::vector<std::string_view> available_isas() {
  return {kernel_isa()};
}

inline void set_isa(std::string_view name) {
  if (name != kernel_isa()) {
    throw Error("instruction set: found " + shown(name) + ", expected \"" +
                std::string(kernel_isa()) + "\", the one this program is compiled for");
  }
}

}  // namespace tonewheel
