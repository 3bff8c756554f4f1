#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/kernel/log.hpp>

#include "kernel/every_isa.hpp"

using namespace tonewheel;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Distance of `value` from log x in units in the last place of the exact result.
double error_in_ulp(double x, double value) {
  const long double exact = std::log(static_cast<long double>(x));
  if (exact == 0) {
    return value == 0 ? 0 : infinity;
  }
  const int exponent = std::ilogb(static_cast<double>(exact));
  const long double ulp = std::ldexp(1.0L, exponent + 1 - std::numeric_limits<double>::digits);
  return static_cast<double>(std::abs(static_cast<long double>(value) - exact) / ulp);
}

std::vector<double> logs(const std::vector<double>& x) {
  std::vector<double> out(x.size());
  kernel::log(x.data(), x.size(), out.data());
  return out;
}

/// All exponents, denormal ones too; near 1 at all distances; where the split into a power of two
/// and a rest turns.
std::vector<double> arguments() {
  std::vector<double> x{
      1, std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::min(),
      std::nextafter(std::numeric_limits<double>::min(), 0.0), std::numeric_limits<double>::max()};
  std::mt19937_64 engine(12);
  std::uniform_real_distribution<double> unit(0, 1);
  const auto largest = std::bit_cast<std::uint64_t>(std::numeric_limits<double>::max());
  for (int i = 0; i < 200000; ++i) {
    x.push_back(std::bit_cast<double>(1 + engine() % largest));
    x.push_back(0.25 + 2 * unit(engine));
    x.push_back(1 + std::ldexp(unit(engine) - 0.5, -static_cast<int>(engine() % 53)));
    x.push_back(std::ldexp(unit(engine), -static_cast<int>(engine() % 1074)));
  }
  for (int exponent = -1022; exponent < 1023; ++exponent) {
    for (const double turn : {1.0, 1.5, std::numbers::sqrt2}) {
      const double exact = std::ldexp(turn, exponent);
      x.insert(x.end(), {exact, std::nextafter(exact, 0.0), std::nextafter(exact, infinity)});
    }
  }
  std::erase(x, 0.0);
  return x;
}

}  // namespace

TEST_CASE("log kernel: at most 2 units in the last place for every positive number") {
  const std::vector<double> x = arguments();
  tests::on_every_isa([&] {
    const std::vector<double> found = logs(x);
    double worst = 0;
    double where = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double error = error_in_ulp(x[i], found[i]);
      where = error > worst ? x[i] : where;
      worst = std::max(worst, error);
    }
    INFO("at " << where);
    CHECK(worst <= 2.0);
  });
}

TEST_CASE("log kernel: the ends, and what has no logarithm") {
  tests::on_every_isa([] {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> found =
        logs({1, 0, -0.0, infinity, -infinity, -1, -5e-324, nan, -nan, 2, -1e300});
    CHECK(found[0] == 0);
    CHECK(!std::signbit(found[0]));
    CHECK(found[1] == -infinity);
    CHECK(found[2] == -infinity);
    CHECK(found[3] == infinity);
    for (const std::size_t i : {4U, 5U, 6U, 7U, 8U, 10U}) {
      CHECK(std::isnan(found[i]));
    }
    CHECK(found[9] == std::log(2.0));
  });
}

TEST_CASE("log kernel: any length of input, and a number's bits do not depend on its place") {
  tests::on_every_isa([] {
    std::vector<double> x(41);
    for (std::size_t i = 0; i < x.size(); ++i) {
      x[i] = 0.1 + static_cast<double>(i) / 7;
    }
    const std::vector<double> whole = logs(x);
    for (std::size_t count = 0; count <= x.size(); ++count) {
      std::vector<double> out(count + 1, -7);
      kernel::log(x.data() + (x.size() - count), count, out.data());
      CHECK(std::equal(whole.end() - static_cast<std::ptrdiff_t>(count), whole.end(), out.begin()));
      CHECK(out[count] == -7);
    }
  });
}
