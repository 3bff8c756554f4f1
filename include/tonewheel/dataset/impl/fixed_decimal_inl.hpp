#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>
#include <tonewheel/kernel/unit_cells.hpp>

namespace tonewheel {
namespace detail {

/// "00" "01" ... "99".
inline constexpr std::array<char, 200> two_digits = [] {
  std::array<char, 200> table{};
  for (std::size_t i = 0; i < 100; ++i) {
    table[2 * i] = static_cast<char>('0' + i / 10);
    table[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return table;
}();

inline constexpr std::array<std::uint32_t, 10> powers_of_ten = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/// value * 10^digits <= 1e9 is computed to within 2^-24 = 6e-8; this far from a half its rounding
/// is certain.
inline constexpr double half_margin = 1e-6;

/// `value` in [0, 1], 0 <= digits <= 9; nothing is written and null returned near a tie.
inline char* write_unit_fixed(char* out, double value, int digits) noexcept {
  const std::uint32_t one = powers_of_ten[static_cast<std::size_t>(digits)];
  const double scaled = value * one;
  auto units = static_cast<std::uint32_t>(scaled);
  const double rest = scaled - units;
  if (std::abs(rest - 0.5) < half_margin) {
    return nullptr;
  }
  units += rest > 0.5 ? 1U : 0U;
  *out++ = units >= one ? '1' : '0';
  units -= units >= one ? one : 0U;
  if (digits == 0) {
    return out;
  }
  *out++ = '.';
  char* const end = out + digits;
  char* position = end;
  for (; position - out >= 2; units /= 100) {
    position -= 2;
    std::memcpy(position, &two_digits[std::size_t{2} * (units % 100)], 2);
  }
  if (position != out) {
    *out = static_cast<char>('0' + units);
  }
  return end;
}

inline char* write_special(char* out, double value) noexcept {
  const std::string_view text = std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

}  // namespace detail

TONEWHEEL_INLINE char* write_fixed(char* out, double value, int digits) {
  if (digits < 0 || digits > shortest_digits) {
    throw Error("found " + std::to_string(digits) + " decimals, expected 0 to 17");
  }
  // One comparison for +0 <= value <= 1: the bits of such doubles are in numeric order.
  if (digits <= 9 && std::bit_cast<std::uint64_t>(value) <= std::bit_cast<std::uint64_t>(1.0)) {
    if (char* const end = detail::write_unit_fixed(out, value, digits)) {
      return end;
    }
  }
  if (!std::isfinite(value)) {
    return detail::write_special(out, value);
  }
  char* const limit = out + max_fixed_width(digits);
  return digits == shortest_digits
             ? std::to_chars(out, limit, value).ptr
             : std::to_chars(out, limit, value, std::chars_format::fixed, digits).ptr;
}

TONEWHEEL_INLINE char* write_fixed(char* out, float value, int digits) {
  if (digits == shortest_digits && std::isfinite(value)) {
    return std::to_chars(out, out + max_fixed_width(digits), value).ptr;
  }
  return write_fixed(out, static_cast<double>(value), digits);
}

TONEWHEEL_INLINE char* write_fixed_cells(char* out, std::span<const double> values, char delimiter,
                                         int digits) {
  const bool fast = digits >= 1 && digits <= kernel::unit_cell_digits;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (fast) {
      i += kernel::unit_cells(&values[i], values.size() - i, delimiter, digits, out);
    }
    if (i < values.size()) {
      *out++ = delimiter;
      out = write_fixed(out, values[i], digits);
    }
  }
  return out;
}

TONEWHEEL_INLINE char* write_fixed_cells(char* out, std::span<const float> values, char delimiter,
                                         int digits) {
  if (digits == shortest_digits) {
    for (const float value : values) {
      *out++ = delimiter;
      out = write_fixed(out, value, digits);
    }
    return out;
  }
  std::array<double, 64> exact{};  // a float is a double
  for (std::size_t first = 0; first < values.size(); first += exact.size()) {
    const auto some = values.subspan(first, std::min(exact.size(), values.size() - first));
    std::copy(some.begin(), some.end(), exact.begin());
    out = write_fixed_cells(out, std::span<const double>(exact.data(), some.size()), delimiter,
                            digits);
  }
  return out;
}

}  // namespace tonewheel
