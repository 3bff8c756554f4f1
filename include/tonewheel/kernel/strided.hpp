#pragma once

#include <cstddef>

namespace tonewheel::kernel {

/// A matrix in the caller's memory; strides count elements, so any storage order fits.
template <class Real>
struct Strided {
  /// The first number of the first row.
  Real* data = nullptr;
  /// Numbers from a row to the next one.
  std::ptrdiff_t row_stride = 0;
  /// Numbers from a column to the next one.
  std::ptrdiff_t column_stride = 0;

  /// Row `row` and what follows.
  [[nodiscard]] Strided from(std::size_t row) const noexcept {
    return {data + static_cast<std::ptrdiff_t>(row) * row_stride, row_stride, column_stride};
  }
  /// The number in a row and column.
  [[nodiscard]] Real& at(std::size_t row, std::size_t column) const noexcept {
    return data[static_cast<std::ptrdiff_t>(row) * row_stride +
                static_cast<std::ptrdiff_t>(column) * column_stride];
  }
};

}  // namespace tonewheel::kernel
