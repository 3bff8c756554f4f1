#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/exact/unit_products.hpp>

using namespace tonewheel;

namespace {

using Point = std::array<double, 3>;

/// Number by number, as the definition has it; the product of three as that of two and its rest.
void add_plainly(UnitProducts::Sums& sums, const Point& x, double weight) {
  sums.weight.add(weight);
  std::size_t pair = 0;
  for (std::size_t a = 0; a < 3; ++a) {
    sums.first[a].add_product(weight, x[a]);
    const double high = weight * x[a];
    const double low = std::fma(weight, x[a], -high);
    for (std::size_t b = a; b < 3; ++b, ++pair) {
      sums.second[pair].add_product(high, x[b]);
      sums.second[pair].add_product(low, x[b]);
    }
  }
}

double random_in(std::mt19937_64& engine, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(engine);
}

}  // namespace

TEST_CASE("unit products: the sums of ExactSum, bit for bit") {
  std::mt19937_64 engine(701);
  for (int round = 0; round < 40; ++round) {
    UnitProducts waiting;
    UnitProducts::Sums fast;
    UnitProducts::Sums plain;
    std::size_t refused = 0;
    for (int i = 0; i < 200; ++i) {
      Point x{};
      for (double& each : x) {
        each = round % 2 == 0 ? random_in(engine, -1, 1)
                              : static_cast<double>(static_cast<int>(engine() % 9) - 4) / 4;
      }
      const double weight = i % 2 == 0 ? 1.0 : random_in(engine, 0, 1);
      if (i % 2 == 0 ? waiting.add(x) : waiting.add(x, weight)) {
        add_plainly(plain, x, weight);
      } else {
        ++refused;  // a coordinate below 2^-10
      }
      if (i % 70 == 0) {
        waiting.drain(fast);
      }
    }
    waiting.drain(fast);
    CHECK(fast == plain);
    CHECK(refused < 20);
    const UnitProducts::Sums before = fast;
    waiting.drain(fast);
    CHECK(fast == before);
  }
}

TEST_CASE("unit products: the ends of the range, many times") {
  UnitProducts waiting;
  UnitProducts::Sums fast;
  UnitProducts::Sums plain;
  for (int i = 0; i < 100; ++i) {
    for (const Point& x : {Point{1, -1, 1}, Point{-1, -1, -1}, Point{-1, 0x1p-62, 1}}) {
      CHECK(waiting.add(x));
      add_plainly(plain, x, 1);
      for (const double weight : {1.0, 0x1p-62, 0.0}) {
        CHECK(waiting.add(x, weight));
        add_plainly(plain, x, weight);
      }
    }
  }
  waiting.drain(fast);
  CHECK(fast == plain);
}

TEST_CASE("unit products: what does not fit is refused, and adds nothing") {
  const double not_a_number = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  UnitProducts waiting;
  for (const double bad : {1 + 0x1p-52, -1.5, 0x1p-63, 1e-5, not_a_number, infinity, -infinity}) {
    for (std::size_t a = 0; a < 3; ++a) {
      Point x{0.5, 0.5, 0.5};
      x[a] = bad;
      CHECK_FALSE(waiting.add(x));
      CHECK_FALSE(waiting.add(x, 0.5));
    }
    CHECK_FALSE(waiting.add({0.5, 0.5, 0.5}, bad));
  }
  CHECK_FALSE(waiting.add({0.5, 0.5, 0.5}, -0.5));
  UnitProducts::Sums sums;
  waiting.drain(sums);
  CHECK(sums == UnitProducts::Sums{});
}
