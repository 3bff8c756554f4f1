#pragma once

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/ratio_sum.hpp>
#include <tonewheel/core/exact/unit_sum.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

TONEWHEEL_INLINE void UnitSum::add(double value) {
  if (!(value >= 0 && value <= 1)) {
    throw Error("unit sum: found " + number_text(value) + ", expected a number in [0, 1]");
  }
  if (value == 1) {
    ++whole;
    return;
  }
  merge({0, static_cast<std::uint64_t>(value * 0x1p64)});
}

TONEWHEEL_INLINE void UnitSum::merge(const UnitSum& other) noexcept {
  fraction += other.fraction;
  whole += other.whole + (fraction < other.fraction ? 1 : 0);
}

TONEWHEEL_INLINE double UnitSum::over(std::uint64_t n) const noexcept {
  if (n == 0) {
    return 0;
  }
  RatioSum sum;
  sum.add(1, static_cast<double>(whole), 1);
  sum.add(1, static_cast<double>(fraction >> 32U), 0x1p32);
  sum.add(1, static_cast<double>(fraction & 0xffffffffU), 0x1p64);
  return sum.over(static_cast<double>(n));
}

}  // namespace tonewheel
