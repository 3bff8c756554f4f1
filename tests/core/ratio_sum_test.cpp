#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>

#include <doctest/doctest.h>

#include <tonewheel/core/exact/ratio_sum.hpp>

using namespace tonewheel;

TEST_CASE("ratio sum: fractions over a common denominator, against whole numbers") {
  std::mt19937_64 engine(45);
  for (int round = 0; round < 200; ++round) {
    // All denominators divide 27720, so the true sum is a whole number of its parts.
    constexpr std::uint64_t common = 27720;
    RatioSum sum;
    std::uint64_t parts = 0;
    const std::uint64_t terms = 1 + engine() % 200;
    for (std::uint64_t i = 0; i < terms; ++i) {
      const std::uint64_t denominator = 1 + engine() % 12;
      const std::uint64_t numerator = engine() % (denominator + 1);
      const std::uint64_t count = engine() % 1000;
      sum.add(static_cast<double>(count), static_cast<double>(numerator),
              static_cast<double>(denominator));
      parts += count * numerator * (common / denominator);
    }
    // One division of two exact doubles is correctly rounded.
    CHECK(sum.over(1) == static_cast<double>(parts) / static_cast<double>(common));
    CHECK(sum.over(static_cast<double>(terms)) ==
          static_cast<double>(parts) / static_cast<double>(common * terms));
  }
}

TEST_CASE("ratio sum: products above 2^53 are kept") {
  RatioSum sum;
  const double count = 0x1p53 - 1;
  sum.add(count, 4294967295.0, 1);
  sum.add(1, 1, 1);
  // (2^53 - 1)(2^32 - 1) + 1, divided by 2^32 - 1, is 2^53 - 1 and a bit that rounds away.
  CHECK(sum.over(4294967295.0) == count);
  // 9 (2^53 - 1) + 2 = 9 2^53 - 7 is nearest to 9 2^53; 9 (2^53 - 1) rounded first is 16 below it.
  RatioSum rest;
  rest.add(count, 9, 1);
  rest.add(2, 1, 1);
  CHECK(rest.over(1) == 9 * 0x1p53);
  RatioSum other;
  other.add(3, 1, 7);
  RatioSum both;
  both.merge(other);
  both.merge(other);
  CHECK(both.over(1) == 6.0 / 7);
  CHECK(RatioSum().over(5) == 0);
}
