#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <tonewheel/core/exact/unit_sum.hpp>

namespace tonewheel::detail {

/// A block's sum of each class's probabilities, each rounded to a multiple of 2^-62 and then added
/// without error, so that cuts between blocks and shards do not show. At most 2^20 rows.
class ClassMasses {
 public:
  void clear(std::size_t classes) {
    high_.assign(classes, 0.0);
    low_.assign(classes, 0.0);
  }

  /// Rows of as many probabilities as there are classes; one may be above 1 by a rounding.
  template <class Real>
  void add(const std::vector<Real>& rows) noexcept {
    const std::size_t classes = high_.size();
    double* const high = high_.data();
    double* const low = low_.data();
    for (std::size_t first = 0; first < rows.size(); first += classes) {
      const Real* const row = rows.data() + first;
      for (std::size_t k = 0; k < classes; ++k) {
        const double probability = std::min(static_cast<double>(row[k]), 1.0);
        const double part = (probability + to_30_bits) - to_30_bits;
        high[k] += part;
        low[k] += ((probability - part) + to_62_bits) - to_62_bits;
      }
    }
  }

  /// Adds each class's sum to its own.
  void merge_into(std::vector<UnitSum>& sums) const noexcept {
    for (std::size_t k = 0; k < high_.size(); ++k) {
      const auto high = static_cast<std::uint64_t>(high_[k] * 0x1p30);
      const auto low = static_cast<std::int64_t>(low_[k] * 0x1p62);
      UnitSum sum(high >> 30U, high << 34U);
      if (low < 0) {  // what is rounded up above
        const std::uint64_t less = static_cast<std::uint64_t>(-low) << 2U;
        sum.whole -= sum.fraction < less ? 1U : 0U;
        sum.fraction -= less;
      } else {
        sum.merge({0, static_cast<std::uint64_t>(low) << 2U});
      }
      sums[k].merge(sum);
    }
  }

 private:
  // Numbers so large that a sum with them keeps multiples of 2^-30, and of 2^-62.
  static constexpr double to_30_bits = 0x1.8p22;
  static constexpr double to_62_bits = 0x1.8p-10;

  std::vector<double> high_;
  std::vector<double> low_;
};

}  // namespace tonewheel::detail
