#pragma once

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

inline constexpr std::array<std::uint32_t, 10> powers_of_ten = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/// value * 10^digits <= 1e9 is computed to within 2^-24 = 6e-8; this far from a half its rounding
/// is certain.
inline constexpr double half_margin = 1e-6;

/// The eight decimal digits of value < 10^8 as bytes 0 to 9, the first in the lowest byte: halves,
/// quarters and digits are split off in all places at once, by multiplying with rounded inverses.
constexpr std::uint64_t eight_digits(std::uint32_t value) noexcept {
  const std::uint64_t fours = value / 10000U | std::uint64_t{value % 10000U} << 32U;
  const std::uint64_t hundreds = (fours * 10486U >> 20U) & 0x7f0000007fU;
  const std::uint64_t twos = hundreds | (fours - hundreds * 100U) << 16U;
  const std::uint64_t tens = (twos * 103U >> 10U) & 0x000f000f000f000fU;
  return tens | (twos - tens * 10U) << 8U;
}

/// Writes the eight digits of value < 10^8 as text.
inline void put_eight_digits(char* out, std::uint32_t value) noexcept {
  std::uint64_t text = eight_digits(value) | 0x3030303030303030U;
  if constexpr (std::endian::native == std::endian::big) {
    for (int i = 0; i < 8; ++i, text >>= 8U) {
      out[i] = static_cast<char>(text & 0xffU);
    }
  } else {
    std::memcpy(out, &text, 8);
  }
}

/// Whether 0 <= value <= 1, -0 not: the bits of such doubles are in numeric order.
inline bool in_unit(double value) noexcept {
  return std::bit_cast<std::uint64_t>(value) <= std::bit_cast<std::uint64_t>(1.0);
}

/// `value` in [0, 1] as units of the last decimal, 0 <= digits <= 9; negative near a tie.
inline std::int32_t unit_decimals(double value, std::uint32_t one) noexcept {
  const double scaled = value * one;
  const auto units = static_cast<std::int32_t>(scaled);
  const double rest = scaled - units;
  if (std::abs(rest - 0.5) < half_margin) {
    return -1;
  }
  return units + (rest > 0.5 ? 1 : 0);
}

/// Writes units of 10^-digits, at most 1 in all, digits <= 9; up to 8 bytes behind the end too.
inline char* put_unit_fixed(char* out, std::uint32_t units, int digits) noexcept {
  if (digits <= 7) {
    // Eight digits: the one before the point and seven decimals; the point takes its place.
    const std::uint32_t scale = powers_of_ten[static_cast<std::size_t>(7 - digits)];
    put_eight_digits(out + 1, units * scale);
    out[0] = out[1];
  } else {
    const std::uint32_t one = powers_of_ten[static_cast<std::size_t>(digits)];
    const std::uint32_t decimals = units >= one ? units - one : units;
    out[0] = units >= one ? '1' : '0';
    put_eight_digits(out + digits - 6, decimals % 100000000U);
    out[2] = digits == 9 ? static_cast<char>('0' + decimals / 100000000U) : out[2];
  }
  out[1] = '.';
  return out + (digits == 0 ? 1 : 2 + digits);
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
  if (digits <= 9 && detail::in_unit(value)) {
    const std::int32_t units =
        detail::unit_decimals(value, detail::powers_of_ten[static_cast<std::size_t>(digits)]);
    if (units >= 0) {
      return detail::put_unit_fixed(out, static_cast<std::uint32_t>(units), digits);
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
  for (const float value : values) {
    *out++ = delimiter;
    out = write_fixed(out, value, digits);
  }
  return out;
}

}  // namespace tonewheel
