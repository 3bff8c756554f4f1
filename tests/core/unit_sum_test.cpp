#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/exact/unit_sum.hpp>

#include "metric/merging.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

TEST_CASE("unit sum: exact on multiples of 2^-64, close on any numbers") {
  UnitSum sum;
  for (int i = 0; i < 4; ++i) {
    sum.add(0.75);
  }
  sum.add(1);
  sum.add(0);
  CHECK(sum == UnitSum{4, 0});
  CHECK(sum.over(6) == 4.0 / 6);
  CHECK(UnitSum().over(0) == 0);
  sum.add(0x1p-64);
  CHECK(sum == UnitSum{4, 1});
  sum.add(0x1.fffffffffffffp-65);  // below the grid
  CHECK(sum == UnitSum{4, 1});
  std::mt19937_64 engine(46);
  for (int round = 0; round < 50; ++round) {
    UnitSum values;
    long double exact = 0;
    const std::uint64_t n = 1 + engine() % 300;
    for (std::uint64_t i = 0; i < n; ++i) {
      const double value = static_cast<double>(engine() >> 11U) * 0x1p-53;
      values.add(value);
      exact += value;
    }
    CHECK(std::abs(values.over(n) - static_cast<double>(exact / static_cast<long double>(n))) <=
          0x1p-53);
  }
}

TEST_CASE("unit sum: every order and every sharding gives the same bits") {
  std::mt19937_64 engine(47);
  std::vector<double> values;
  values.reserve(60);
  for (int i = 0; i < 60; ++i) {
    values.push_back(i % 7 == 0 ? 1 : 1 / static_cast<double>(1 + engine() % 1000));
  }
  CHECK(
      support::merges<UnitSum>(values, [](UnitSum& sum, double value) { sum.add(value); }, engine));
}

TEST_CASE("unit sum: numbers outside the unit interval are refused") {
  UnitSum sum;
  for (const double value : {-0x1p-60, 1 + 0x1p-52, std::numeric_limits<double>::quiet_NaN(),
                             std::numeric_limits<double>::infinity()}) {
    CHECK(contains(message_of([&] { sum.add(value); }), "expected a number in [0, 1]"));
  }
  CHECK(sum == UnitSum());
}

TEST_CASE("unit sum: a state is one text, and the sum again") {
  UnitSum sum;
  sum.add(0.75);
  sum.add(0.75);
  CHECK(sum.state() == "1.8000000000000000");
  CHECK(UnitSum("1.8000000000000000") == sum);
  CHECK(UnitSum(UnitSum(255, 1).state()) == UnitSum(255, 1));
  CHECK(UnitSum(255, 1).state() == "ff.0000000000000001");
  for (const char* bad : {"", ".", "1", "1.", "1.8", "1.80000000000000000", "01.8000000000000000",
                          "-1.8000000000000000", "1.800000000000000g", "1.8000000000000000 "}) {
    CHECK(contains(message_of([&] { (void)UnitSum(bad); }), "hexadecimal digits"));
  }
  sum.merge(sum);
  CHECK(sum == UnitSum(3, 0));
}
