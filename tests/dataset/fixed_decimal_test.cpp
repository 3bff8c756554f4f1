#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>

using tonewheel::max_fixed_width;
using tonewheel::shortest_digits;
using tonewheel::write_fixed;
using tonewheel::write_fixed_cells;

namespace {

template <class T>
std::string fixed(T value, int digits) {
  std::string text(max_fixed_width(digits), '#');
  text.resize(static_cast<std::size_t>(write_fixed(text.data(), value, digits) - text.data()));
  return text;
}

std::string printed(double value, int digits) {
  std::array<char, max_fixed_width(17) + 1> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return {text.data(), static_cast<std::size_t>(size)};
}

/// Counts what differs from printf and shows the first.
class Comparison {
 public:
  void operator()(double value, int digits) {
    const std::string ours = fixed(value, digits);
    if (ours != printed(value, digits)) {
      if (++differing == 1) {
        INFO("value ", value, " digits ", digits);
        CHECK(ours == printed(value, digits));
      }
    }
  }
  int differing = 0;
};

}  // namespace

TEST_CASE("fixed decimals by hand") {
  CHECK(fixed(0.0, 6) == "0.000000");
  CHECK(fixed(-0.0, 6) == "-0.000000");
  CHECK(fixed(1.0, 6) == "1.000000");
  CHECK(fixed(1.0, 0) == "1");
  CHECK(fixed(0.5, 0) == "0");
  CHECK(fixed(1.5, 0) == "2");
  CHECK(fixed(2.5, 0) == "2");
  CHECK(fixed(0.125, 2) == "0.12");
  CHECK(fixed(0.375, 2) == "0.38");
  CHECK(fixed(0.11385, 6) == "0.113850");
  CHECK(fixed(0.9999996, 6) == "1.000000");
  CHECK(fixed(0.0000005, 6) == "0.000000");  // the double lies below the half
  CHECK(fixed(0.0000015, 6) == "0.000002");
  CHECK(fixed(0.123456789, 9) == "0.123456789");
  CHECK(fixed(-0.25, 3) == "-0.250");
  CHECK(fixed(0.1F, 9) == "0.100000001");
  CHECK(fixed(0.1, 16) == "0.1000000000000000");
}

TEST_CASE("special values and digits out of range") {
  const double infinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const int digits : {0, 6, 16, shortest_digits}) {
    CHECK(fixed(infinity, digits) == "inf");
    CHECK(fixed(-infinity, digits) == "-inf");
    CHECK(fixed(nan, digits) == "nan");
    CHECK(fixed(std::copysign(nan, -1.0), digits) == "nan");
    CHECK(fixed(static_cast<float>(nan), digits) == "nan");
    CHECK(fixed(-std::numeric_limits<float>::infinity(), digits) == "-inf");
  }
  std::array<char, 400> room{};
  CHECK_THROWS_AS(write_fixed(room.data(), 0.5, -1), tonewheel::Error);
  CHECK_THROWS_AS(write_fixed(room.data(), 0.5, 18), tonewheel::Error);
  CHECK_THROWS_AS(write_fixed(room.data(), 0.5F, 18), tonewheel::Error);
}

TEST_CASE("the widest numbers fit") {
  const double largest = std::numeric_limits<double>::max();
  CHECK(fixed(-largest, 16).size() == max_fixed_width(16));
  CHECK(fixed(-largest, 16) == printed(-largest, 16));
  CHECK(fixed(-largest, 0) == printed(-largest, 0));
}

TEST_CASE("fixed decimals are the bytes of printf") {
  std::mt19937_64 random(20240607);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  std::uniform_real_distribution<double> logarithm(-20.0, 20.0);
  Comparison compare;
  for (int i = 0; i < 60000; ++i) {
    compare(unit(random), 6);
  }
  for (int i = 0; i < 40000; ++i) {
    compare(unit(random), i % 17);
    compare(i % 2 == 0 ? unit(random) - 1 : std::pow(10.0, logarithm(random)), i % 17);
  }
  // Nearest doubles to k + 0.5 units of the last decimal, and their neighbours.
  for (int i = 0; i < 15000; ++i) {
    const int digits = i % 10;
    const double one = std::pow(10.0, digits);
    const double half = (std::floor(unit(random) * one) + 0.5) / one;
    compare(half, digits);
    compare(std::nextafter(half, 0.0), digits);
    compare(std::nextafter(half, 2.0), digits);
    compare(static_cast<double>(static_cast<float>(half)), digits);
  }
  for (int i = 0; i < 10000; ++i) {
    compare(i * 0.0000005, 6);
    compare(i * 5e-10, 9);
  }
  CHECK(compare.differing == 0);
}

TEST_CASE("exact ties, edges and random bits are the bytes of printf") {
  std::mt19937_64 random(7);
  Comparison compare;
  for (int j = 1; j <= 17; ++j) {  // odd / 2^j has j decimals and ends in 5: a tie at j - 1
    for (int i = 0; i < 200; ++i) {
      const auto odd = static_cast<double>(random() % (std::uint64_t{1} << (j - 1)) * 2 + 1);
      compare(std::ldexp(odd, -j), j - 1);
      compare(-std::ldexp(odd, -j), j - 1);
      compare(std::ldexp(odd, -j) + 3, j - 1);
    }
  }
  for (int digits = 0; digits <= 16; ++digits) {
    for (const double value :
         {1.0, std::nextafter(1.0, 0.0), std::nextafter(1.0, 2.0), 1 - 1e-6, 1 - 5e-7, 1 - 4.9e-7,
          std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::min(), 1e-300,
          1e22, 1e23, 123456789012345680.0, 9007199254740993.0, 1e300}) {
      compare(value, digits);
      compare(-value, digits);
    }
  }
  for (int i = 0; i < 10000; ++i) {
    const auto value = std::bit_cast<double>(random());
    if (std::isfinite(value)) {
      compare(value, i % 17);
    }
  }
  CHECK(compare.differing == 0);
}

TEST_CASE("shortest digits read back to the same number") {
  CHECK(fixed(0.1, shortest_digits) == "0.1");
  CHECK(fixed(0.1F, shortest_digits) == "0.1");
  CHECK(fixed(1.0, shortest_digits) == "1");
  CHECK(fixed(-0.0, shortest_digits) == "-0");
  CHECK(fixed(1.0 / 3, shortest_digits) == "0.3333333333333333");
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  int differing = 0;
  for (int i = 0; i < 10000; ++i) {
    const double value = i % 2 == 0 ? unit(random) : std::bit_cast<double>(random());
    if (!std::isfinite(value)) {
      continue;
    }
    const auto narrow = static_cast<float>(unit(random));
    differing += std::strtod(fixed(value, shortest_digits).c_str(), nullptr) != value ? 1 : 0;
    differing += std::strtof(fixed(narrow, shortest_digits).c_str(), nullptr) != narrow ? 1 : 0;
  }
  CHECK(differing == 0);
}

TEST_CASE("cells are the delimiter and what write_fixed writes, whatever the numbers") {
  std::mt19937_64 random(77);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::array<double, 8> rare{
      0.0, -0.0, 1.0, nan, -0.5, 1234.5, 0.0000005, std::numeric_limits<double>::infinity()};
  for (int round = 0; round < 4000; ++round) {
    const int digits = round % (shortest_digits + 1);
    std::vector<double> values(random() % 20);
    for (double& value : values) {
      // In one row of four every kind of number, in the others probabilities, some at a tie.
      value = round % 4 == 0 && random() % 3 == 0 ? rare[random() % rare.size()]
              : random() % 50 == 0 ? std::floor(unit(random) * 1e6 + 0.5) / 1e6 + 5e-7
                                   : unit(random);
    }
    const std::vector<float> floats(values.begin(), values.end());
    std::string expected;
    std::string expected_float;
    for (std::size_t i = 0; i < values.size(); ++i) {
      expected += "\t" + fixed(values[i], digits);
      expected_float += "\t" + fixed(floats[i], digits);
    }
    std::string room(values.size() * (1 + max_fixed_width(digits)), '#');
    const auto text = [&](const char* end) {
      return room.substr(0, static_cast<std::size_t>(end - room.data()));
    };
    CHECK(text(write_fixed_cells(room.data(), values, '\t', digits)) == expected);
    CHECK(text(write_fixed_cells(room.data(), floats, '\t', digits)) == expected_float);
  }
  std::array<char, 400> room{};
  const std::array<double, 1> one{0.5};
  CHECK_THROWS_AS(write_fixed_cells(room.data(), one, ',', 18), tonewheel::Error);
}
