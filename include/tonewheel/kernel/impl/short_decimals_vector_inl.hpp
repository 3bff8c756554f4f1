#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/kernel/impl/vector_inl.hpp>

namespace tonewheel::kernel::TONEWHEEL_ISA {

/// The number of eight digits, the first in the lowest byte, each 0 to 9: tens of neighbours, then
/// hundreds, then ten thousands.
inline Words eight_digit_number(Words digits) noexcept {
  const auto ones = reinterpret_cast<Quarters>(digits);
  const auto twos = reinterpret_cast<Halves>((ones & 0xff) * 10 + (ones >> 8));
  const auto fours = reinterpret_cast<Words>((twos & 0xffffU) * 100U + (twos >> 16U));
  return multiply_low(fours, broadcast_word(10000)) + (fours >> 32U);
}

/// 10^n, n from 0 to 7; the products are exact.
inline Doubles power_of_ten(Words n) noexcept {
  const auto if_bit = [n](std::uint64_t bit, double power) noexcept {
    return (n & bit) != 0 ? broadcast<Doubles>(power) : broadcast<Doubles>(1.0);
  };
  return if_bit(1, 1e1) * if_bit(2, 1e2) * if_bit(4, 1e4);
}

/// out[i] = the value of the text words[i] (kernel/short_decimals.hpp) with the sign signs[i]; NaN
/// for what is no number. Works on whole vectors: all arrays hold a multiple of their lanes.
inline void short_decimals(const std::uint64_t* words, const std::uint64_t* signs,
                           std::size_t count, double* out) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t highs = ones << 7U;
  const Words zeros = broadcast_word(ones * '0');
  for (std::size_t i = 0; i < count; i += lanes<Doubles>) {
    auto word = load<Words>(words + i);
    // The lowest bit set in `found` belongs to the first point.
    const Words points = word ^ broadcast_word(ones * '.');
    const Words found = (points - ones) & ~points & highs;
    const Words below = ((found & -found) >> 7U) - 1;
    const Words above = found != 0 ? ~below << 8U : Words{};
    const Words without = (word & above) | (word & below) << 8U | std::uint64_t{'0'};
    word = found != 0 ? without : word;
    const Words digits = word ^ zeros;
    const Words wrong = (digits | (digits + ones * 6)) & (ones * 0xf0);

    // An integer below 2^52 in the low bits of 2^52 is that much above it.
    const auto shift = broadcast<Doubles>(0x1p52);
    const Doubles number =
        reinterpret_cast<Doubles>(eight_digit_number(digits) | reinterpret_cast<Words>(shift)) -
        shift;
    const Doubles magnitude = number / power_of_ten(sum_of_bytes(above & ones));
    const Words value = reinterpret_cast<Words>(magnitude) | load<Words>(signs + i);
    constexpr std::uint64_t not_a_number = 0x7ff8000000000000;
    store(out + i, wrong != 0 ? broadcast_word(not_a_number) : value);
  }
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
