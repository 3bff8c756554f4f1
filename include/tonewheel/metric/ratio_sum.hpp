#pragma once

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// A sum of many fractions with some 100 bits, rounded to a double once, at the end: the same terms
/// in the same order give the same bits, and another order differs only where the true sum is
/// within 2^-90 of half-way between two doubles. Pairs of doubles by error-free transformations
/// (Dekker 1971; Ogita, Rump & Oishi 2005).
class RatioSum {
 public:
  /// Adds count * numerator / denominator: whole numbers of at most 2^53, the last one above 0.
  void add(double count, double numerator, double denominator) noexcept;
  /// Adds another such sum.
  void add(const RatioSum& other) noexcept;

  /// The sum divided by `divisor`, a whole number above 0 of at most 2^53.
  [[nodiscard]] double over(double divisor) const noexcept;

 private:
  void add_pair(double high, double low) noexcept;
  double high_ = 0;
  double low_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/impl/ratio_sum_inl.hpp>
#endif
