#pragma once

#include <cstdint>

#include <tonewheel/core/exact/exact_sum.hpp>

namespace tonewheel {

/// A mean as the sum of two doubles, so that deviations of numbers close together about a large
/// mean keep their digits.
struct ExactMean {
  double high = 0;  ///< the mean, rounded
  double low = 0;   ///< what that leaves

  /// value - mean.
  [[nodiscard]] double deviation(double value) const noexcept { return (value - high) - low; }
};

/// The mean of n numbers with that sum; n from 1 to 2^53.
[[nodiscard]] inline ExactMean exact_mean(ExactSum sum, std::uint64_t n) noexcept {
  const auto count = static_cast<double>(n);
  const double high = sum.value() / count;
  sum.add_product(-count, high);
  return {high, sum.value() / count};
}

}  // namespace tonewheel
