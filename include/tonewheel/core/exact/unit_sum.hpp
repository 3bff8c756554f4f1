#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/basic_sum.hpp>

namespace tonewheel {

/// The digits of a UnitSum: a whole number and a fraction of 64 bits each.
struct UnitDigits {
  UnitDigits() = default;
  /// whole_part + fraction_part / 2^64.
  UnitDigits(std::uint64_t whole_part, std::uint64_t fraction_part) noexcept
      : whole(whole_part), fraction(fraction_part) {}

  /// What messages call it.
  static constexpr std::string_view noun = "unit sum";
  /// What a state is, for messages.
  static constexpr std::string_view expected = "hexadecimal digits with 16 behind the point";

  std::uint64_t whole = 0;     ///< up to 2^53
  std::uint64_t fraction = 0;  ///< in units of 2^-64

  /// Throws Error on a number outside [0, 1].
  void add(double value);
  /// As if the other's numbers had been added here.
  void merge(UnitDigits other) noexcept;
  /// The sum divided by n, rounded once; 0 for n = 0. n at most 2^53.
  [[nodiscard]] double over(std::uint64_t n) const noexcept;

  /// Whether so many numbers can have that sum.
  [[nodiscard]] bool at_most(std::uint64_t n) const noexcept {
    return whole < n || (whole == n && fraction == 0);
  }
  /// In hexadecimal digits, as in "3.8000000000000000" for 3.5.
  [[nodiscard]] std::string state() const;
  /// The sum of such a text, into one that nothing was added to; false where it is none.
  [[nodiscard]] bool read(std::string_view state) noexcept;

  friend bool operator==(const UnitDigits&, const UnitDigits&) = default;
};

/// A sum of numbers in [0, 1], each rounded down to a multiple of 2^-64 and then added without any
/// error: every order and every way of sharding gives the same bits. The members are the state.
using UnitSum = BasicSum<UnitDigits>;

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/core/exact/impl/unit_sum_inl.hpp>
#endif
