#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/kernel/exp2.hpp>

#include "kernel/every_isa.hpp"

using namespace tonewheel;

namespace {

/// Distance of `value` from 2^x in units in the last place of the exact result.
template <class Real>
double error_in_ulp(Real x, Real value) {
  const long double exact = std::exp2(static_cast<long double>(x));
  const auto nearest = static_cast<Real>(exact);
  const int exponent = std::ilogb(nearest);
  const long double ulp = std::ldexp(1.0L, exponent + 1 - std::numeric_limits<Real>::digits);
  return static_cast<double>(std::abs(static_cast<long double>(value) - exact) / ulp);
}

template <class Real>
double worst_error(const std::vector<Real>& x) {
  std::vector<Real> out(x.size());
  kernel::exp2(x.data(), x.size(), out.data());
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    worst = std::max(worst, error_in_ulp(x[i], out[i]));
  }
  return worst;
}

/// The whole domain evenly, its middle densely, and the neighbours of halves, where the split into
/// integer and rest turns.
template <class Real>
std::vector<Real> arguments(double least, double most) {
  std::vector<Real> x{Real{0}, -Real{0}, static_cast<Real>(least), static_cast<Real>(most)};
  std::mt19937_64 engine(11);
  std::uniform_real_distribution<double> wide(least, most);
  std::uniform_real_distribution<double> narrow(-1, 1);
  for (int i = 0; i < 200000; ++i) {
    x.push_back(static_cast<Real>(wide(engine)));
    x.push_back(static_cast<Real>(narrow(engine)));
  }
  for (double half = least + 0.5; half < most; half += 1) {
    const auto exact = static_cast<Real>(half);
    x.push_back(exact);
    x.push_back(std::nextafter(exact, Real{-2000}));
    x.push_back(std::nextafter(exact, Real{2000}));
  }
  return x;
}

}  // namespace

TEST_CASE("exp2 kernel: at most 2 (float: 2.5) units in the last place over the whole domain") {
  const std::vector<double> doubles = arguments<double>(-1022, 1023);
  const std::vector<float> floats = arguments<float>(-126, 127);
  tests::on_every_isa([&] {
    CHECK(worst_error(doubles) <= 2.0);
    CHECK(worst_error(floats) <= 2.5);
  });
}

TEST_CASE("exp2 kernel: powers of integers are exact in double, for any length of input") {
  tests::on_every_isa([] {
    for (std::size_t count = 0; count <= 40; ++count) {
      std::vector<double> x(count);
      for (std::size_t i = 0; i < count; ++i) {
        x[i] = static_cast<double>(i) * 50 - 1000;
      }
      std::vector<double> out(count + 1, -7);
      kernel::exp2(x.data(), count, out.data());
      for (std::size_t i = 0; i < count; ++i) {
        CHECK(out[i] == std::ldexp(1.0, static_cast<int>(i) * 50 - 1000));
      }
      CHECK(out[count] == -7);
    }
  });
}

TEST_CASE("exp2 kernel: arguments outside the domain count as its ends") {
  tests::on_every_isa([] {
    const std::vector<double> x{-1e300, -1022.5, 1023.5, 1e300};
    std::vector<double> out(4);
    kernel::exp2(x.data(), 4, out.data());
    CHECK(out == std::vector<double>{0x1p-1022, 0x1p-1022, 0x1p1023, 0x1p1023});
  });
}
