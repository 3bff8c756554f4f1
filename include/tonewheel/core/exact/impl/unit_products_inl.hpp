#pragma once

#include <cmath>

#include <tonewheel/core/exact/unit_products.hpp>

namespace tonewheel {

TONEWHEEL_INLINE void UnitProducts::add_count(ExactSum& sum, WideCount value, int exponent,
                                              bool below) noexcept {
  for (; value != 0; value >>= 32U, exponent += 32) {
    const double piece = std::ldexp(static_cast<double>(value & 0xffffffffU), exponent);
    sum.add(below ? -piece : piece);
  }
}

TONEWHEEL_INLINE void UnitProducts::add_whole(ExactSum& sum, Wide value, int exponent) noexcept {
  const auto bits = static_cast<WideCount>(value);
  add_count(sum, value < 0 ? -bits : bits, exponent, value < 0);
}

TONEWHEEL_INLINE void UnitProducts::add_pile(ExactSum& sum, const Pile& pile,
                                             int exponent) noexcept {
  add_count(sum, pile.low, exponent, false);
  add_whole(sum, pile.high, exponent + 64);
}

TONEWHEEL_INLINE void UnitProducts::drain(Sums& sums) noexcept {
  if (rows_ != 0) {
    add_whole(sums.weight, rows_, 0);
    for (std::size_t a = 0; a < axes; ++a) {
      add_whole(sums.first[a], first_[a], -62);
    }
    for (std::size_t pair = 0; pair < pairs; ++pair) {
      add_pile(sums.second[pair], second_[pair], -124);
    }
  }
  if (weight_ != 0) {
    add_whole(sums.weight, weight_, -62);
    for (std::size_t a = 0; a < axes; ++a) {
      add_pile(sums.first[a], weighted_first_[a], -124);
    }
    for (std::size_t pair = 0; pair < pairs; ++pair) {
      add_count(sums.second[pair], weighted_second_[pair].low, -186, false);
      add_pile(sums.second[pair], weighted_second_[pair].high, -122);
    }
  }
  *this = {};
}

}  // namespace tonewheel
