#pragma once

#include <array>
#include <charconv>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/ratio_sum.hpp>
#include <tonewheel/core/exact/unit_sum.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

TONEWHEEL_INLINE bool UnitDigits::read(std::string_view state) noexcept {
  const char* const first = state.data();
  const char* const last = first + state.size();
  const auto [point, status] = std::from_chars(first, last, whole, 16);
  const bool split = status == std::errc{} && point != last && *point == '.';
  if (split) {
    (void)std::from_chars(point + 1, last, fraction, 16);
  }
  return split;
}

TONEWHEEL_INLINE std::string UnitDigits::state() const {
  std::array<char, 16> digits{};
  const auto hexadecimal = [&digits](std::uint64_t part) {
    return std::string(digits.data(),
                       std::to_chars(digits.data(), digits.data() + digits.size(), part, 16).ptr);
  };
  const std::string behind = hexadecimal(fraction);
  return hexadecimal(whole) + "." + std::string(digits.size() - behind.size(), '0') + behind;
}

TONEWHEEL_INLINE void UnitDigits::add(double value) {
  if (!(value >= 0 && value <= 1)) {
    throw Error("unit sum: found " + number_text(value) + ", expected a number in [0, 1]");
  }
  if (value == 1) {
    ++whole;
    return;
  }
  merge({0, static_cast<std::uint64_t>(value * 0x1p64)});
}

TONEWHEEL_INLINE void UnitDigits::merge(UnitDigits other) noexcept {
  fraction += other.fraction;
  whole += other.whole + (fraction < other.fraction ? 1 : 0);
}

TONEWHEEL_INLINE double UnitDigits::over(std::uint64_t n) const noexcept {
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
