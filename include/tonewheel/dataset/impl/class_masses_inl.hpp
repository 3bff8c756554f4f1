#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <Eigen/Core>

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
    std::size_t first = 0;
    for (; first + 8 <= classes; first += 8) {
      add_columns<8>(rows, first);
    }
    for (; first < classes; ++first) {
      add_columns<1>(rows, first);
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
  /// Some columns of all rows, whose sums stay in registers meanwhile.
  template <int Columns, class Real>
  void add_columns(const std::vector<Real>& rows, std::size_t first) noexcept {
    const std::size_t classes = high_.size();
    using Sums = Eigen::Array<double, Columns, 1>;
    Sums high = Sums::Zero();
    Sums low = Sums::Zero();
    for (std::size_t at = first; at < rows.size(); at += classes) {
      const Eigen::Map<const Eigen::Array<Real, Columns, 1>> row(rows.data() + at);
      const Sums probabilities = row.template cast<double>().min(1.0);
      const Sums parts = (probabilities + to_30_bits) - to_30_bits;
      high += parts;
      low += ((probabilities - parts) + to_62_bits) - to_62_bits;
    }
    Eigen::Map<Sums>(high_.data() + first) += high;
    Eigen::Map<Sums>(low_.data() + first) += low;
  }

  // Numbers so large that a sum with them keeps multiples of 2^-30, and of 2^-62.
  static constexpr double to_30_bits = 0x1.8p22;
  static constexpr double to_62_bits = 0x1.8p-10;

  std::vector<double> high_;
  std::vector<double> low_;
};

}  // namespace tonewheel::detail
