#pragma once

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#include <tonewheel/core/exact/exact_sum.hpp>

namespace tonewheel {

namespace detail {

/// A finite double as sign (0 or -1) and mantissa * 2^(exponent - 1075), exponent in 1 .. 2046.
struct ExactParts {
  std::uint64_t mantissa;
  std::size_t exponent;
  std::int64_t sign;
};

[[nodiscard]] inline ExactParts exact_parts(double value) noexcept {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const std::uint64_t fraction = bits & 0xfffffffffffffU;
  const std::uint64_t exponent = (bits >> 52U) & 0x7ffU;
  const std::int64_t sign = -static_cast<std::int64_t>(bits >> 63U);
  if (exponent == 0) {
    return {fraction, 1, sign};
  }
  return {fraction | 0x10000000000000U, static_cast<std::size_t>(exponent), sign};
}

inline constexpr std::string_view exact_hex = "0123456789abcdef";

}  // namespace detail

TONEWHEEL_INLINE bool LongDigits::read(std::string_view state) noexcept {
  if (state == "inf" || state == "-inf" || state == "nan") {
    special_ = state == "inf" ? positive : state == "-inf" ? negative : not_a_number;
    return true;
  }
  if (state == "0") {
    return true;
  }
  const bool below = state.starts_with('-');
  const std::string_view size = state.substr(below ? 1 : 0);
  const std::size_t mark = size.find('p');
  const std::string_view hex = size.substr(0, mark);
  int power = 0;
  const char* const end = state.data() + state.size();
  const char* const number = mark == std::string_view::npos ? end : size.data() + mark + 1;
  const auto [stop, fault] = std::from_chars(number, end, power);
  if (fault != std::errc{} || stop != end || power < least_exponent ||
      power > 32 * static_cast<int>(digit_count) || power % 4 != 0) {
    return false;
  }
  auto place = static_cast<std::size_t>((power - least_exponent) / 4);  // in hexadecimal digits
  for (std::size_t i = hex.size(); i > 0; --i, ++place) {
    const std::size_t digit = detail::exact_hex.find(hex[i - 1]);
    const std::size_t word = std::min(place / 8, digit_count - 1);
    const std::size_t within = place - 8 * word;
    if (digit == std::string_view::npos || within > 15 || (within == 15 && digit > 3)) {
      return false;
    }
    digits_[word] += static_cast<std::int64_t>(digit) << (4 * within);
  }
  if (below) {
    negate();
    settle();
  }
  return true;
}

TONEWHEEL_INLINE void LongDigits::add(double value) noexcept {
  if (!std::isfinite(value)) {
    add_special(value);
    return;
  }
  const detail::ExactParts parts = detail::exact_parts(value);
  add_bits(parts.mantissa, parts.exponent + 1073, parts.sign);
  count_terms();
}

TONEWHEEL_INLINE void LongDigits::add_product(double a, double b) noexcept {
  const double product = a * b;
  if (!std::isfinite(product)) {
    add_special(product);
    return;
  }
  constexpr std::uint64_t low_half = 0xffffffffU;
  const detail::ExactParts left = detail::exact_parts(a);
  const detail::ExactParts right = detail::exact_parts(b);
  const std::uint64_t left_low = left.mantissa & low_half;
  const std::uint64_t left_high = left.mantissa >> 32U;
  const std::uint64_t right_low = right.mantissa & low_half;
  const std::uint64_t right_high = right.mantissa >> 32U;
  const std::uint64_t least = left_low * right_low;
  const std::uint64_t middle = (least >> 32U) + left_low * right_high + left_high * right_low;
  const std::size_t position = left.exponent + right.exponent - 2;
  const std::int64_t sign = left.sign ^ right.sign;
  add_bits((middle << 32U) | (least & low_half), position, sign);
  add_bits((middle >> 32U) + left_high * right_high, position + 64, sign);
  count_terms();
}

TONEWHEEL_INLINE void LongDigits::add_product(const LongDigits& a, const LongDigits& b) noexcept {
  // A sum beyond the range of doubles counts as an infinity.
  if (const double size = a.value() * b.value();
      !std::isfinite(a.value()) || !std::isfinite(b.value())) {
    add_special(size);
    return;
  }
  const LongDigits second = b;  // b may be this sum
  LongDigits left = a.settled();
  double x = left.value();
  while (x != 0) {
    LongDigits right = second;
    double y = right.value();
    while (y != 0) {
      add_product(x, y);
      if (!std::isfinite(x) || !std::isfinite(y)) {
        return;
      }
      right.add(-y);
      y = right.value();
    }
    left.add(-x);
    x = left.value();
  }
}

TONEWHEEL_INLINE void LongDigits::subtract(const LongDigits& other) noexcept {
  LongDigits opposite = other.settled();
  opposite.negate();
  merge(opposite);
}

TONEWHEEL_INLINE void LongDigits::merge(const LongDigits& other) noexcept {
  const LongDigits theirs = other.settled();
  settle();
  for (std::size_t i = 0; i < digit_count; ++i) {
    digits_[i] += theirs.digits_[i];
  }
  special_ |= theirs.special_;
  pending_ = 1;
}

TONEWHEEL_INLINE void LongDigits::multiply(std::uint64_t factor) noexcept {
  if (special_ != none) {
    special_ = factor == 0 ? std::uint8_t{not_a_number} : special_;
    return;
  }
  settle();
  const LongDigits once = *this;
  digits_ = {};
  const bool below = once.digits_.back() < 0;
  LongDigits magnitude = once;
  if (below) {
    magnitude.negate();
    magnitude.settle();
  }
  const std::uint64_t low = factor & 0xffffffffU;
  const std::uint64_t high = factor >> 32U;
  for (std::size_t i = 0; i + 3 < digit_count; ++i) {
    const auto digit = static_cast<std::uint64_t>(magnitude.digits_[i]);
    add_bits(digit * low, 32 * i, 0);
    add_bits(digit * high, 32 * (i + 1), 0);
  }
  pending_ = 1;
  settle();
  if (below) {
    negate();
  }
}

TONEWHEEL_INLINE double LongDigits::value() const noexcept {
  constexpr std::size_t place_of_least_double = 1074;
  const BinaryFraction sum = rounded(place_of_least_double);
  return std::ldexp(sum.fraction, sum.exponent);
}

TONEWHEEL_INLINE double LongDigits::over(std::uint64_t n) const noexcept {
  return value() / static_cast<double>(n);
}

TONEWHEEL_INLINE BinaryFraction LongDigits::fraction() const noexcept {
  return rounded(0);
}

TONEWHEEL_INLINE BinaryFraction LongDigits::rounded(std::size_t least_place) const noexcept {
  if (special_ != none) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const bool one_sign = special_ == positive || special_ == negative;
    return {one_sign ? (special_ == positive ? infinity : -infinity)
                     : std::numeric_limits<double>::quiet_NaN(),
            0};
  }
  LongDigits size = settled();
  const bool below = size.digits_.back() < 0;
  if (below) {
    size.negate();
    size.settle();
  }
  std::size_t top = digit_count;
  while (top > 0 && size.digits_[top - 1] == 0) {
    --top;
  }
  if (top == 0) {
    return {};
  }
  const auto digit = [&size](std::size_t i) {
    return i < digit_count ? static_cast<std::uint64_t>(size.digits_[i]) : 0;
  };
  const std::size_t length =
      32 * (top - 1) + static_cast<std::size_t>(std::bit_width(digit(top - 1)));
  const std::size_t last = std::max(length, least_place + 53) - 53;
  const std::size_t word = last / 32;
  const std::size_t shift = last % 32;
  std::uint64_t mantissa = (digit(word) | (digit(word + 1) << 32U)) >> shift;
  if (shift > 0) {
    mantissa |= digit(word + 2) << (64 - shift);
  }
  const std::size_t half_place = last - (last > 0 ? 1U : 0U);
  const std::uint64_t half_digit = last > 0 ? digit(half_place / 32) : 0;
  const std::uint64_t half_bit = std::uint64_t{1} << (half_place % 32);
  if ((half_digit & half_bit) != 0) {
    bool above_half = (half_digit & (half_bit - 1)) != 0;
    for (std::size_t i = half_place / 32; i > 0 && !above_half; --i) {
      above_half = digit(i - 1) != 0;
    }
    mantissa += above_half || (mantissa & 1U) != 0 ? 1U : 0U;
  }
  BinaryFraction sum;
  sum.fraction = std::frexp(static_cast<double>(mantissa), &sum.exponent);
  sum.exponent += static_cast<int>(last) + least_exponent;
  sum.fraction = below ? -sum.fraction : sum.fraction;
  return sum;
}

TONEWHEEL_INLINE int LongDigits::sign() const noexcept {
  if (special_ != none) {
    return special_ == positive ? 1 : special_ == negative ? -1 : 0;
  }
  const LongDigits sum = settled();
  if (sum.digits_.back() < 0) {
    return -1;
  }
  for (const std::int64_t digit : sum.digits_) {
    if (digit != 0) {
      return 1;
    }
  }
  return 0;
}

TONEWHEEL_INLINE std::string LongDigits::state() const {
  if (special_ != none) {
    return special_ == positive ? "inf" : special_ == negative ? "-inf" : "nan";
  }
  LongDigits size = settled();
  const bool below = size.digits_.back() < 0;
  if (below) {
    size.negate();
    size.settle();
  }
  std::string hex;  // the last digit first
  for (std::size_t i = 0; i < digit_count; ++i) {
    const auto digits = static_cast<std::uint64_t>(size.digits_[i]);
    for (std::size_t place = 0; place < (i + 1 < digit_count ? 8U : 16U); ++place) {
      hex += detail::exact_hex[(digits >> (4 * place)) & 15U];
    }
  }
  const std::size_t first = hex.find_first_not_of('0');
  if (first == std::string::npos) {
    return "0";
  }
  const std::size_t last = hex.find_last_not_of('0');
  std::string text = below ? "-" : "";
  text.append(hex.rbegin() + static_cast<std::ptrdiff_t>(hex.size() - last - 1),
              hex.rend() - static_cast<std::ptrdiff_t>(first));
  return text + "p" + std::to_string(least_exponent + 4 * static_cast<int>(first));
}

TONEWHEEL_INLINE void LongDigits::add_bits(std::uint64_t bits, std::size_t position,
                                           std::int64_t sign) noexcept {
  const std::size_t word = position / 32;
  const std::size_t shift = position % 32;
  const auto low = static_cast<std::int64_t>((bits << shift) & 0xffffffffU);
  const std::uint64_t rest = bits >> (32 - shift);
  const auto middle = static_cast<std::int64_t>(rest & 0xffffffffU);
  const auto high = static_cast<std::int64_t>(rest >> 32U);
  digits_[word] += (low ^ sign) - sign;
  digits_[word + 1] += (middle ^ sign) - sign;
  digits_[word + 2] += (high ^ sign) - sign;
}

TONEWHEEL_INLINE void LongDigits::add_special(double value) noexcept {
  add_special(std::isnan(value) ? std::uint8_t{not_a_number}
                                : (value > 0 ? std::uint8_t{positive} : std::uint8_t{negative}));
}

TONEWHEEL_INLINE void LongDigits::add_special(std::uint8_t special) noexcept {
  special_ |= special;
}

TONEWHEEL_INLINE void LongDigits::count_terms() noexcept {
  if (++pending_ >= most_pending) {
    settle();
  }
}

TONEWHEEL_INLINE void LongDigits::settle() noexcept {
  if (pending_ == 0) {
    return;
  }
  std::int64_t carry = 0;
  for (std::size_t i = 0; i + 1 < digit_count; ++i) {
    const std::int64_t sum = digits_[i] + carry;
    digits_[i] = sum & 0xffffffff;
    carry = sum >> 32;
  }
  digits_.back() += carry;
  pending_ = 0;
}

TONEWHEEL_INLINE void LongDigits::negate() noexcept {
  for (std::int64_t& digit : digits_) {
    digit = -digit;
  }
  pending_ = 1;
  const bool swap = special_ == positive || special_ == negative;
  special_ = swap ? static_cast<std::uint8_t>(special_ ^ 3U) : special_;
}

TONEWHEEL_INLINE LongDigits LongDigits::settled() const noexcept {
  LongDigits copy = *this;
  copy.settle();
  return copy;
}

TONEWHEEL_INLINE bool LongDigits::equal(const LongDigits& other) const noexcept {
  const auto kind = [](std::uint8_t special) {
    return special <= negative ? special : std::uint8_t{not_a_number};
  };
  return kind(special_) == kind(other.special_) && (special_ != none || digits_ == other.digits_);
}

}  // namespace tonewheel
