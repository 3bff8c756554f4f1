#pragma once

#include <cmath>

#include <tonewheel/metric/ratio_sum.hpp>

namespace tonewheel {

TONEWHEEL_INLINE void RatioSum::add(double count, double numerator, double denominator) noexcept {
  const double product = count * numerator;
  const double product_rest = std::fma(count, numerator, -product);
  const double quotient = product / denominator;
  const double remainder = std::fma(-quotient, denominator, product) + product_rest;
  add_pair(quotient, remainder / denominator);
}

TONEWHEEL_INLINE void RatioSum::add(const RatioSum& other) noexcept {
  add_pair(other.high_, other.low_);
}

TONEWHEEL_INLINE double RatioSum::over(double divisor) const noexcept {
  const double quotient = high_ / divisor;
  const double remainder = std::fma(-quotient, divisor, high_) + low_;
  return quotient + remainder / divisor;
}

TONEWHEEL_INLINE void RatioSum::add_pair(double high, double low) noexcept {
  const double sum = high_ + high;
  const double part = sum - high_;
  const double rest = (high_ - (sum - part)) + (high - part) + (low_ + low);
  high_ = sum + rest;
  low_ = rest - (high_ - sum);
}

}  // namespace tonewheel
