#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include <tonewheel/core/exact/exact_sum.hpp>

/// What a metric says where there is nothing to say. One rule for all of them:
///   no datum           a metric of no samples, a correlation with a constant: undefined_value
///                      (NaN; null in a report, "undefined" in a text, never 0)
///   0 / 0 with a rule  precision of a class that is never predicted and its like: what the field
///                      agreed on, which ZeroDivision (classification/label_score.hpp) names
///   missing data       NanPolicy (nan_policy.hpp): refused, left out and counted, or handed on
///   means              over the values that are defined; the others are counted: DefinedMean
namespace tonewheel {

/// Quiet NaN: the value of a metric that has none.
inline constexpr double undefined_value = std::numeric_limits<double>::quiet_NaN();

/// Whether a metric has no value. An infinite one is a value.
[[nodiscard]] inline bool is_undefined(double value) noexcept {
  return std::isnan(value);
}

/// The plain mean of several values of a metric, of columns, wheels or speakers, say. Undefined
/// values are left out and counted. Its sum is exact, so no order changes a bit.
class DefinedMean {
 public:
  /// Takes a value in: any number, infinite ones too; NaN counts as undefined.
  void add(double value) {
    if (is_undefined(value)) {
      ++undefined_;
    } else {
      ++n_;
      infinite_ += std::isinf(value) ? value : 0;
      sum_.add(std::isinf(value) ? 0 : value);
    }
  }

  /// How many values count.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// How many values were undefined and left out.
  [[nodiscard]] std::uint64_t undefined() const noexcept { return undefined_; }
  /// The mean of the values that count; undefined_value where nothing counts, and where infinities
  /// of both signs do.
  [[nodiscard]] double mean() const {
    return n_ == 0 ? undefined_value : (sum_.value() + infinite_) / static_cast<double>(n_);
  }

 private:
  std::uint64_t n_ = 0;
  std::uint64_t undefined_ = 0;
  double infinite_ = 0;  ///< sum of the infinite ones
  ExactSum sum_;
};

}  // namespace tonewheel
