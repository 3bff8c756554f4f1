#pragma once

#include <cmath>

#include <tonewheel/core/exact/basic_sum.hpp>

namespace tonewheel {

/// The digits of a RatioSum: pairs of doubles by error-free transformations (Dekker 1971; Ogita,
/// Rump & Oishi 2005).
class RatioDigits {
 public:
  /// Adds count * numerator / denominator: whole numbers of at most 2^53, the last one above 0.
  void add(double count, double numerator, double denominator) noexcept;
  /// As if the other's fractions had been added here, but for the last bits of the 100.
  void merge(const RatioDigits& other) noexcept;

  /// The sum divided by `divisor`, a whole number above 0 of at most 2^53.
  [[nodiscard]] double over(double divisor) const noexcept;

 private:
  void add_pair(double high, double low) noexcept;
  double high_ = 0;
  double low_ = 0;
};

inline void RatioDigits::add(double count, double numerator, double denominator) noexcept {
  const double product = count * numerator;
  const double product_rest = std::fma(count, numerator, -product);
  const double quotient = product / denominator;
  const double remainder = std::fma(-quotient, denominator, product) + product_rest;
  add_pair(quotient, remainder / denominator);
}

inline void RatioDigits::merge(const RatioDigits& other) noexcept {
  add_pair(other.high_, other.low_);
}

inline double RatioDigits::over(double divisor) const noexcept {
  const double quotient = high_ / divisor;
  const double remainder = std::fma(-quotient, divisor, high_) + low_;
  return quotient + remainder / divisor;
}

inline void RatioDigits::add_pair(double high, double low) noexcept {
  const double sum = high_ + high;
  const double part = sum - high_;
  const double rest = (high_ - (sum - part)) + (high - part) + (low_ + low);
  high_ = sum + rest;
  low_ = rest - (high_ - sum);
}

/// A sum of many fractions with some 100 bits, rounded to a double once, at the end: the same terms
/// in the same order give the same bits, and another order differs only where the true sum is
/// within 2^-90 of half-way between two doubles.
using RatioSum = BasicSum<RatioDigits>;

}  // namespace tonewheel
