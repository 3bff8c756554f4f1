#pragma once

#include <cstddef>

#include <tonewheel/kernel/impl/vector_inl.hpp>
#include <tonewheel/kernel/strided.hpp>

// Plain arrays: functions of std::array would be shared symbols here.
// NOLINTBEGIN(modernize-avoid-c-arrays)
namespace tonewheel::kernel::TONEWHEEL_ISA {

/// Turns as many rows as a vector has lanes, whose columns are dense, into columns `step` apart.
inline void load_dense_columns(const double* from, std::ptrdiff_t row_stride, std::size_t last,
                               std::size_t columns, double* to, std::size_t step) noexcept {
  constexpr std::size_t n = lanes<Doubles>;
  for (std::size_t first = 0; first < columns; first += n) {
    const std::size_t size = columns - first < n ? columns - first : n;
    Doubles block[n];
    const double* row = from + first;
#pragma GCC unroll 8
    for (std::size_t i = 0; i < n; ++i) {
      block[i] = size == n ? load<Doubles>(row) : load_first(row, size);
      row += i < last ? row_stride : 0;
    }
    transpose<n>(block);
#pragma GCC unroll 8
    for (std::size_t k = 0; k < n; ++k) {
      if (k < size) {
        store(to + (first + k) * step, block[k]);
      }
    }
  }
}

/// Rows [row, row + lanes) and columns [column, column + columns) of a matrix, column by column,
/// each a vector, `step` apart; `last` + 1 of the rows exist, the last of them is repeated.
inline void load_columns(const Strided<const double>& matrix, std::size_t row, std::size_t last,
                         std::size_t column, std::size_t columns, double* to,
                         std::size_t step) noexcept {
  constexpr std::size_t n = lanes<Doubles>;
  const double* from = matrix.data + static_cast<std::ptrdiff_t>(row) * matrix.row_stride +
                       static_cast<std::ptrdiff_t>(column) * matrix.column_stride;
  if (matrix.column_stride == 1) {
    load_dense_columns(from, matrix.row_stride, last, columns, to, step);
    return;
  }
  for (std::size_t k = 0; k < columns; ++k, from += matrix.column_stride, to += step) {
    if (matrix.row_stride == 1 && last + 1 >= n) {
      store(to, load<Doubles>(from));
      continue;
    }
    for (std::size_t i = 0; i < n; ++i) {
      to[i] = from[static_cast<std::ptrdiff_t>(i < last ? i : last) * matrix.row_stride];
    }
  }
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
// NOLINTEND(modernize-avoid-c-arrays)
