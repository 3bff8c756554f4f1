#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <tonewheel/kernel/impl/exp2_vector_inl.hpp>
#include <tonewheel/kernel/impl/vector_inl.hpp>

// Numbers: those of the standard library would be shared symbols here.
// NOLINTBEGIN(modernize-use-std-numbers)
namespace tonewheel::kernel::TONEWHEEL_ISA {

inline constexpr double log_of_2 = 0.693147180559945309417232121458;

/// n log 2 + 2 artanh(f), |f| <= 0.2007, n an integer of at most 12 bits: artanh f = f + f^3 P(f^2)
/// with P of degree 7 (minimax: 1.5e-19 of f). The first part of log 2 has 32 bits, so that its
/// multiples are exact.
inline Doubles log_of_parts(Doubles n, Doubles f) noexcept {
  const Doubles f2 = f * f;
  const Doubles f4 = f2 * f2;
  const Doubles a0 = linear(f2, 0.2000000000002951, 0.333333333333333);
  const Doubles a1 = linear(f2, 0.11111112178523211, 0.14285714277639652);
  const Doubles a2 = linear(f2, 0.07695613085788404, 0.09090831159469269);
  const Doubles a3 = linear(f2, 0.06927847699098437, 0.06585853191214378);
  const Doubles series = multiply_add(multiply_add(a3, f4, a2), f4 * f4, multiply_add(a1, f4, a0));
  const Doubles twice = f + f;
  const Doubles rest = multiply_add(twice * f2, series, n * 1.90821492927058770002e-10);
  return multiply_add(n, broadcast<Doubles>(6.93147180369123816490e-01), twice + rest);
}

/// log(p / q) for normal p and q: exact to rounding (2 units in the last place) however near they
/// are. p is brought within 2^0.586 of q by a power of two, since the bits of a number are within
/// 0.086 of its binary logarithm; then p - q is exact.
inline Doubles log_ratio(Doubles p, Doubles q) noexcept {
  constexpr std::uint64_t half = std::uint64_t{1} << 51U;
  constexpr std::uint64_t bias = std::uint64_t{1} << 63U;  // 2^11, so that no exponent is negative
  const auto bits = reinterpret_cast<Words>(p);
  const Words apart = bits - reinterpret_cast<Words>(q) + (half + bias);
  const Words exponent = apart >> 52U;
  const auto near_q = reinterpret_cast<Doubles>(bits - (exponent << 52U) + bias);
  const auto magic = reinterpret_cast<Words>(broadcast<Doubles>(0x1p52));
  const Doubles n = reinterpret_cast<Doubles>(exponent | magic) - (0x1p52 + 0x1p11);
  return log_of_parts(n, (near_q - q) / (near_q + q));
}

/// The natural logarithm of every double: at most 2 units in the last place; -inf of 0, NaN below
/// it and of NaN.
inline Doubles log(Doubles x) noexcept {
  const auto one = broadcast<Doubles>(1.0);
  const auto small = x < 0x1p-1022;
  const Doubles scaled = small ? x * 0x1p54 : x;
  const Doubles unit = small ? broadcast<Doubles>(0x1p54) : one;
  const Doubles value = log_ratio(scaled > 0 ? scaled : one, unit);
  const auto infinity = broadcast<Doubles>(__builtin_inf());
  const Doubles edge =
      x == 0 ? -infinity : (x == infinity ? x : broadcast<Doubles>(__builtin_nan("")));
  return ((x > 0) & (x < infinity)) ? value : edge;
}

/// out[i] = log(x[i]).
inline void log_all(const double* x, std::size_t count, double* out) noexcept {
  constexpr std::size_t n = lanes<Doubles>;
  std::size_t first = 0;
#pragma GCC unroll 4
  for (; first + n <= count; first += n) {
    store(out + first, log(load<Doubles>(x + first)));
  }
  if (first < count) {
    auto lane = broadcast<Doubles>(1.0);
    std::memcpy(&lane, x + first, (count - first) * sizeof(double));
    lane = log(lane);
    std::memcpy(out + first, &lane, (count - first) * sizeof(double));
  }
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
// NOLINTEND(modernize-use-std-numbers)
