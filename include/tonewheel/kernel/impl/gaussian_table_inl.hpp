#pragma once

#include <string>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/kernel/gaussian_table.hpp>

namespace tonewheel::kernel {
namespace detail {

/// Doubles of the widest vectors.
inline constexpr std::size_t widest_vector = 8;

}  // namespace detail

TONEWHEEL_INLINE GaussianTable::GaussianTable(std::size_t dimensions, std::size_t size)
    : dimensions_(dimensions), size_(size), stride_(size + detail::widest_vector) {
  if (dimensions != 2 && dimensions != 3) {
    throw Error("table of Gaussians: found " + std::to_string(dimensions) +
                " dimensions, expected 2 or 3");
  }
  values_.assign((dimensions + 3 * dimensions * dimensions + 1) * stride_, 0.0);
}

TONEWHEEL_INLINE void GaussianTable::set(std::size_t i, const GaussianNumbers& gaussian) noexcept {
  double* column = values_.data() + i;
  const auto put = [&](const double* numbers, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k, column += stride_) {
      *column = numbers != nullptr ? numbers[k] : 0;
    }
  };
  put(gaussian.mean, dimensions_);
  put(gaussian.covariance, dimensions_ * dimensions_);
  put(gaussian.whitener, dimensions_ * dimensions_);
  put(gaussian.root, dimensions_ * dimensions_);
  put(&gaussian.log_determinant, 1);
}

}  // namespace tonewheel::kernel
