#pragma once

#include <array>
#include <bit>
#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>

namespace tonewheel {

/// Digits that short_decimal reads at most: 10^15 < 2^53, so their integer is an exact double.
inline constexpr std::size_t short_decimal_digits = 15;

namespace detail {

inline constexpr std::array<double, short_decimal_digits + 1> exact_powers_of_ten{
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/// A decimal without its sign: digits x 10^-decimals. count 0: not one, or too long.
struct PlainDecimal {
  std::uint64_t digits = 0;
  std::size_t count = 0;  ///< of digits
  std::size_t decimals = 0;
};

/// One character at a time; `digits` wraps where count > short_decimal_digits.
[[nodiscard]] inline PlainDecimal plain_decimal(std::string_view text) noexcept {
  PlainDecimal out;
  std::size_t point = text.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned digit = static_cast<unsigned char>(text[i]) - unsigned{'0'};
    if (digit <= 9) {
      out.digits = out.digits * 10 + digit;
    } else if (text[i] == '.' && point == text.size()) {
      point = i;
    } else {
      return {};
    }
  }
  out.decimals = point == text.size() ? 0 : text.size() - point - 1;
  out.count = text.size() - (point == text.size() ? 0 : 1);
  return out;
}

/// The same for 4 to 8 characters, all at once in a word: its highest byte is the last character.
[[nodiscard]] inline PlainDecimal plain_decimal_word(std::string_view text) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t zeros = ones * '0';
  std::uint32_t head;  // NOLINT: written before read
  std::uint32_t tail;  // NOLINT: written before read
  std::memcpy(&head, text.data(), 4);
  std::memcpy(&tail, text.data() + text.size() - 4, 4);
  // '0' in the bytes before the text; the first four characters, as far as the last do not cover
  // them, in those that follow.
  const std::size_t pad = 8 * (8 - text.size());
  const std::uint64_t before = (std::uint64_t{1} << pad) - 1;
  std::uint64_t word =
      std::uint64_t{tail} << 32U | ((std::uint64_t{head} << pad) & 0xffffffffU) | (zeros & before);
  PlainDecimal out{0, text.size(), 0};

  const std::uint64_t points = word ^ ones * '.';
  const std::uint64_t found = (points - ones) & ~points & ones << 7U;
  if (found != 0) {  // the lowest bit set belongs to the first point
    const auto bits = static_cast<std::size_t>(std::countr_zero(found)) - 7;
    const std::uint64_t below = (std::uint64_t{1} << bits) - 1;
    const std::uint64_t above = ~below << 8U;
    word = (word & above) | ((word & below) << 8U) | '0';
    out.decimals = 7 - bits / 8;
    --out.count;
  }
  const std::uint64_t digits = word ^ zeros;
  if (((digits | (digits + ones * 6)) & ones * 0xf0) != 0) {
    return {};
  }
  // Tens of neighbours, then hundreds, then ten thousands; the first character is in the low byte.
  const std::uint64_t twos = (digits * 10 + (digits >> 8U)) & 0x00ff00ff00ff00ffU;
  const std::uint64_t fours = (twos * 100 + (twos >> 16U)) & 0x0000ffff0000ffffU;
  out.digits = (fours * 10000 + (fours >> 32U)) & 0xffffffffU;
  return out;
}

}  // namespace detail

/// The value of a plain decimal, "-12.5": a minus or none, digits, a point or none; correctly
/// rounded, as std::from_chars gives it (benchmarks/text_bench). NaN for any other text and for
/// more than 15 digits (leading zeros count), which may still be a number. The digits and the power
/// of ten are exact doubles, so their quotient is rounded once (Clinger 1990).
[[nodiscard]] inline double short_decimal(std::string_view text) noexcept {
  static_assert(FLT_EVAL_METHOD == 0, "a quotient of doubles is rounded once");
  if (text.empty()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  // Signs of annotations are a coin's: no branch foresees them, so none is taken.
  const std::size_t minus = text.front() == '-' ? 1 : 0;
  text = {text.data() + minus, text.size() - minus};
  const bool word = std::endian::native == std::endian::little && text.size() - 4 <= 4;
  const detail::PlainDecimal decimal =
      word ? detail::plain_decimal_word(text) : detail::plain_decimal(text);
  if (decimal.count - 1 >= short_decimal_digits) {  // 0 wraps
    return std::numeric_limits<double>::quiet_NaN();
  }
  const double magnitude =
      static_cast<double>(decimal.digits) / detail::exact_powers_of_ten[decimal.decimals];
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(magnitude) | std::uint64_t{minus}
                                                                             << 63U);
}

}  // namespace tonewheel
