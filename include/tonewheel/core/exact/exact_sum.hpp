#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/basic_sum.hpp>

namespace tonewheel {

/// fraction * 2^exponent; the fraction is 0, or in [0.5, 1) in size.
struct BinaryFraction {
  double fraction = 0;  ///< the factor in front, with the sign
  int exponent = 0;     ///< of the power of 2
};

/// The digits of an ExactSum: a long fixed-point number (Kulisch 1971; Neal 2015) of some 900
/// bytes.
class LongDigits {
 public:
  /// What messages call it.
  static constexpr std::string_view noun = "exact sum";
  /// What a state is, for messages.
  static constexpr std::string_view expected = "what state() writes, such as -1a3p-16";

  /// Any double. Infinities and NaN make value() what their plain sum would be.
  void add(double value) noexcept;
  /// a * b as if added without rounding; an overflow of the product counts as an infinity.
  void add_product(double a, double b) noexcept;
  /// The product of two sums, parts of either below 2^-1074 dropped: exact where both are sums of
  /// doubles. With multiply(), n * sum of squares - (sum)^2 is exact.
  void add_product(const LongDigits& a, const LongDigits& b) noexcept;
  /// As if the other's terms had been added here with the opposite sign.
  void subtract(const LongDigits& other) noexcept;
  /// As if the other's terms had been added here.
  void merge(const LongDigits& other) noexcept;
  /// Times a whole number, exactly; at most 2^150 times the largest double fits.
  void multiply(std::uint64_t factor) noexcept;

  /// The sum rounded to the nearest double, ties to even; 0 for no terms.
  [[nodiscard]] double value() const noexcept;
  /// value() divided by n, which is above 0: rounded twice (exact_mean() keeps more).
  [[nodiscard]] double over(std::uint64_t n) const noexcept;
  /// The same without the limits of a double's exponent, for ratios of sums; infinities and NaN are
  /// the fraction.
  [[nodiscard]] BinaryFraction fraction() const noexcept;
  /// Below 0, 0 or above 0 as the exact sum is; 0 where it is NaN.
  [[nodiscard]] int sign() const noexcept;

  /// The whole sum in one line, the same for equal sums: hexadecimal digits times a power of 2, as
  /// in "-1a3p-16" for -419 / 65536; the power is a multiple of 4 and the last digit not 0. "0",
  /// "inf", "-inf" and "nan" are the rest. At most some 870 bytes; about 20 for a few doubles.
  [[nodiscard]] std::string state() const;
  /// The sum of such a text, into one that nothing was added to; false where it is none.
  [[nodiscard]] bool read(std::string_view state) noexcept;

  /// Equal sums, however they came about; NaN equals NaN.
  friend bool operator==(const LongDigits& a, const LongDigits& b) noexcept {
    return a.settled().equal(b.settled());
  }

 private:
  /// Digit i counts 2^(32 i - 2148): the least is the product of the two least doubles.
  static constexpr std::size_t digit_count = 106;
  static constexpr int least_exponent = -2148;
  static constexpr std::uint32_t most_pending = std::uint32_t{1} << 28U;
  enum Special : std::uint8_t { none = 0, positive = 1, negative = 2, not_a_number = 4 };

  void add_bits(std::uint64_t bits, std::size_t position, std::int64_t sign) noexcept;
  /// Rounded to 53 bits, or to fewer so that no bit is below 2^(least_place - 2148).
  [[nodiscard]] BinaryFraction rounded(std::size_t least_place) const noexcept;
  void add_special(double value) noexcept;
  void add_special(std::uint8_t special) noexcept;
  void count_terms() noexcept;
  /// Brings all digits but the last into [0, 2^32), which makes them unique.
  void settle() noexcept;
  void negate() noexcept;
  [[nodiscard]] LongDigits settled() const noexcept;
  [[nodiscard]] bool equal(const LongDigits& other) const noexcept;

  std::array<std::int64_t, digit_count> digits_{};
  std::uint32_t pending_ = 0;  ///< additions since the digits were settled
  std::uint8_t special_ = none;
};

/// A sum of doubles, and of products of two, without any rounding but the one that makes value():
/// every order, every chunking and every way of sharding gives the same bits.
using ExactSum = BasicSum<LongDigits>;

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/core/exact/impl/exact_sum_inl.hpp>
#endif
