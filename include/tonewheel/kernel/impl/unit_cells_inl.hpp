#pragma once

#include <bit>

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/impl/chosen_kernel_inl.hpp>
#include <tonewheel/kernel/unit_cells.hpp>

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/unit_cells_vector_inl.hpp>
#endif

namespace tonewheel::kernel {

TONEWHEEL_INLINE std::size_t unit_cells(const double* values, std::size_t count, char delimiter,
                                        int digits, char*& out) noexcept {
  if constexpr (std::endian::native != std::endian::little) {
    return 0;
  }
  constexpr double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};  // NOLINT
  return TONEWHEEL_KERNEL(unit_cells, unit_cells)(
      values, count,
      {.one = powers[digits],
       .to_seven = powers[unit_cell_digits - digits],
       .certain = 0.5 - 1e-6,
       .delimiter = static_cast<unsigned char>(delimiter),
       .width = static_cast<std::size_t>(digits) + 3},
      &out);
}

}  // namespace tonewheel::kernel
