#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <tonewheel/kernel/impl/vector_inl.hpp>

// Plain arrays and numbers: functions of std::array and the like would be shared symbols here.
// NOLINTBEGIN(modernize-avoid-c-arrays,modernize-use-std-numbers)
namespace tonewheel::kernel::TONEWHEEL_ISA {

/// slope x x + constant.
inline Doubles linear(Doubles x, double slope, double constant) noexcept {
  return multiply_add(x, broadcast<Doubles>(slope), broadcast<Doubles>(constant));
}
inline Floats linear(Floats x, float slope, float constant) noexcept {
  return multiply_add(x, broadcast<Floats>(slope), broadcast<Floats>(constant));
}

/// (2^f - 1) / f, f in [-1/2, 1/2]: such that 1 + f times it is 2^f, a polynomial of degree 11
/// (minimax: 3.1e-18 relative).
inline Doubles exp2_slope(Doubles f) noexcept {
  const Doubles f2 = f * f;
  const Doubles f4 = f2 * f2;
  const Doubles a0 = linear(f, 0.24022650695910155, 0.6931471805599453);
  const Doubles a1 = linear(f, 0.009618129107588335, 0.05550410866481992);
  const Doubles a2 = linear(f, 0.0001540353046251367, 0.0013333558146790007);
  const Doubles a3 = linear(f, 1.3215433089953907e-06, 1.5252733489912685e-05);
  const Doubles a4 = linear(f, 7.074105578073897e-09, 1.017819805162569e-07);
  const auto a5 = broadcast<Doubles>(4.4352784043382424e-10);
  const Doubles low = multiply_add(multiply_add(a3, f2, a2), f4, multiply_add(a1, f2, a0));
  const Doubles high = multiply_add(a5, f2, a4);
  return multiply_add(high, f4 * f4, low);
}

/// 2^x, x in [-1022, 1023]: relative error at most 2 units in the last place. x is split into the
/// nearest integer, found by adding 1.5 x 2^52, and a rest in [-1/2, 1/2].
inline Doubles exp2(Doubles x) noexcept {
  const auto shift = broadcast<Doubles>(0x1.8p52);
  const Doubles rounded = x + shift;
  const Doubles f = x - (rounded - shift);
  const Doubles power = multiply_add(f, exp2_slope(f), broadcast<Doubles>(1.0));
  return reinterpret_cast<Doubles>(reinterpret_cast<Longs>(power) +
                                   (reinterpret_cast<Longs>(rounded) << 52));
}

/// 2^x, x in [-126, 127]: relative error at most 2.5 units in the last place; degree 5 (minimax:
/// 9.1e-8 relative).
inline Floats exp2(Floats x) noexcept {
  const auto shift = broadcast<Floats>(0x1.8p23F);
  const Floats rounded = x + shift;
  const Floats f = x - (rounded - shift);
  const Floats f2 = f * f;
  const Floats a0 = linear(f, 0.24022242426872253F, 0.6931470036506653F);
  const Floats a1 = linear(f, 0.009671512991189957F, 0.05550733581185341F);
  const auto a2 = broadcast<Floats>(0.001326473313383758F);
  const Floats low = multiply_add(a1, f2, a0);
  const Floats power = multiply_add(f, multiply_add(a2, f2 * f2, low), broadcast<Floats>(1.0F));
  return reinterpret_cast<Floats>(reinterpret_cast<Ints>(power) +
                                  (reinterpret_cast<Ints>(rounded) << 23));
}

/// out[i] = 2^x[i]; x outside the domain of exp2 counts as its nearest end.
template <class Vector, class Real>
void exp2_all(const Real* x, std::size_t count, Real* out) noexcept {
  constexpr std::size_t n = lanes<Vector>;
  constexpr Real least = sizeof(Real) == 8 ? Real{-1022} : Real{-126};
  constexpr Real most = sizeof(Real) == 8 ? Real{1023} : Real{127};
  const auto power = [](Vector v) noexcept {
    return exp2(-larger(-larger(v, broadcast<Vector>(least)), broadcast<Vector>(-most)));
  };
  std::size_t first = 0;
#pragma GCC unroll 4
  for (; first + n <= count; first += n) {
    store(out + first, power(load<Vector>(x + first)));
  }
  if (first < count) {
    Vector lane = {};
    std::memcpy(&lane, x + first, (count - first) * sizeof(Real));
    lane = power(lane);
    std::memcpy(out + first, &lane, (count - first) * sizeof(Real));
  }
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
// NOLINTEND(modernize-avoid-c-arrays,modernize-use-std-numbers)
