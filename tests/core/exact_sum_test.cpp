#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/exact/exact_sum.hpp>

#include "metric/merging.hpp"
#include "support/errors.hpp"

using namespace tonewheel;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double least = std::numeric_limits<double>::denorm_min();
constexpr double greatest = std::numeric_limits<double>::max();

/// A whole number of units of 2^-2148, sign and bits apart, added bit by bit: slow and plain.
class Bits {
 public:
  void add(double value) { add_product(value, 1); }
  void add_product(double a, double b) {
    int a_exponent = 0;
    int b_exponent = 0;
    // Both mantissas are whole numbers below 2^53, exponents of their last bits at least -1074.
    const auto a_bits = mantissa(a, a_exponent);
    const auto b_bits = mantissa(b, b_exponent);
    const bool below = std::signbit(a) != std::signbit(b);
    for (int i = 0; i < 53; ++i) {
      if (((a_bits >> static_cast<unsigned>(i)) & 1U) != 0) {
        for (int j = 0; j < 53; ++j) {
          if (((b_bits >> static_cast<unsigned>(j)) & 1U) != 0) {
            flip(static_cast<std::size_t>(a_exponent + b_exponent + i + j + 2148), below);
          }
        }
      }
    }
  }
  /// Rounded to nearest, ties to even, from the definition.
  [[nodiscard]] double value() const {
    std::vector<bool> bits = bits_;
    const bool below = bits.back();
    if (below) {  // two's complement
      bool carry = true;
      for (auto&& bit : bits) {
        const bool inverted = !bit;
        bit = inverted != carry;
        carry = inverted && carry;
      }
    }
    std::size_t top = bits.size();
    while (top > 0 && !bits[top - 1]) {
      --top;
    }
    const std::size_t last = top > 1074 + 53 ? top - 53 : 1074;
    double result = 0;
    for (std::size_t i = top; i > last; --i) {
      result = 2 * result + (bits[i - 1] ? 1 : 0);
    }
    const bool half = bits[last - 1];
    bool rest = false;
    for (std::size_t i = 0; i + 1 < last; ++i) {
      rest = rest || bits[i];
    }
    if (half && (rest || std::fmod(result, 2) == 1)) {
      result += 1;
    }
    result = std::ldexp(result, static_cast<int>(last) - 2148);
    return below ? -result : result;
  }

 private:
  static std::uint64_t mantissa(double value, int& exponent) {
    if (value == 0) {
      exponent = 0;
      return 0;
    }
    const double size = std::frexp(std::abs(value), &exponent);
    exponent -= 53;
    auto whole = static_cast<std::uint64_t>(std::ldexp(size, 53));
    for (; exponent < -1074; ++exponent) {
      whole >>= 1U;  // zeros of a subnormal
    }
    return whole;
  }
  /// Adds or takes away one bit, the carry running on.
  void flip(std::size_t place, bool below) {
    for (; place < bits_.size(); ++place) {
      const bool was = bits_[place];
      bits_[place] = !was;
      if (was == below) {
        return;
      }
    }
  }
  std::vector<bool> bits_ = std::vector<bool>(3400);
};

/// Any finite double, all exponents alike, or one within some binary orders of 1.
double any_double(std::mt19937_64& engine, int within) {
  if (within == 0) {
    const auto value = std::bit_cast<double>(engine());
    return std::isfinite(value) ? value : 0;
  }
  const double size = static_cast<double>(engine() >> 11U) * 0x1p-52 - 1;
  return std::ldexp(size, static_cast<int>(engine() % static_cast<unsigned>(2 * within)) - within);
}

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

double sum_of(const std::vector<double>& values) {
  ExactSum sum;
  for (const double value : values) {
    sum.add(value);
  }
  return sum.value();
}

}  // namespace

TEST_CASE("exact sum: sums and products against bitwise addition") {
  std::mt19937_64 engine(501);
  for (int round = 0; round < 300; ++round) {
    const int within = std::vector<int>{0, 3, 60, 500}[static_cast<std::size_t>(round % 4)];
    ExactSum sum;
    Bits bits;
    const std::size_t n = engine() % 20;
    for (std::size_t i = 0; i < n; ++i) {
      const double a = any_double(engine, within);
      const double b = any_double(engine, within);
      sum.add(a);
      bits.add(a);
      if (std::isfinite(a * b)) {
        sum.add_product(a, b);
        bits.add_product(a, b);
      }
    }
    CHECK(same_bits(sum.value(), bits.value()));
    const BinaryFraction fraction = sum.fraction();
    CHECK(std::ldexp(fraction.fraction, fraction.exponent) == sum.value());
    CHECK(sum.sign() == (sum.value() > 0 ? 1 : sum.value() < 0 ? -1 : 0));
  }
}

TEST_CASE("exact sum: products of subnormals keep their low part") {
  std::mt19937_64 engine(502);
  for (int round = 0; round < 200; ++round) {
    ExactSum sum;
    Bits bits;
    for (int i = 0; i < 10; ++i) {
      // The plain products lie about the least double, or far below it.
      const double a = std::ldexp(any_double(engine, 40), -540);
      const double b = std::ldexp(any_double(engine, 40), -540 - 10 * (round % 3));
      sum.add_product(a, b);
      bits.add_product(a, b);
    }
    CHECK(same_bits(sum.value(), bits.value()));
  }
  ExactSum tiny;
  tiny.add_product(least, least);
  CHECK(tiny.value() == 0);
  CHECK(tiny.sign() == 1);
  CHECK(tiny.fraction().fraction == 0.5);
  CHECK(tiny.fraction().exponent == -2147);
  for (int i = 0; i < 9; ++i) {  // 2^-2148 times 2^1074 is the least double
    tiny.multiply(std::uint64_t{1} << 63U);
    tiny.multiply(std::uint64_t{1} << 56U);
  }
  tiny.multiply(std::uint64_t{8});
  CHECK(tiny.value() == least);
  tiny.subtract(tiny);
  CHECK(tiny == ExactSum());
}

TEST_CASE("exact sum: cancellation, ties and the ends of the range") {
  CHECK(same_bits(ExactSum().value(), 0.0));
  CHECK(sum_of({1e308, 1, 1e-300, -1e308, -1}) == 1e-300);
  CHECK(sum_of({0.1, 0.2, 0.3, -0.6}) == 0x1p-55);  // the three are 3/10 + 3/5 * 2^-54 and so on
  CHECK(sum_of({1, 0x1p-53}) == 1);                 // tie: to the even 1
  CHECK(sum_of({1 + 0x1p-52, 0x1p-53}) == 1 + 0x1p-51);
  CHECK(sum_of({1, 0x1p-53, least}) == 1 + 0x1p-52);
  CHECK(sum_of({1, 0x1p-53, -least}) == 1);
  CHECK(sum_of({-1, -0x1p-53, -least}) == -1 - 0x1p-52);
  CHECK(sum_of({greatest, greatest, -greatest}) == greatest);
  CHECK(sum_of({greatest, greatest}) == infinity);
  CHECK(sum_of({-greatest, -greatest}) == -infinity);
  CHECK(sum_of({greatest, 0x1p969}) == greatest);
  CHECK(sum_of({greatest, 0x1p970}) == infinity);  // half a unit: to the even 2^1024
  CHECK(sum_of({least, least, -least}) == least);
  CHECK(sum_of({0x1p-1022, -least}) == 0x1p-1022 - least);
}

TEST_CASE("exact sum: infinities and NaN act as in a plain sum") {
  CHECK(ExactSum().fraction().fraction == 0);
  CHECK(sum_of({1, infinity, -greatest}) == infinity);
  CHECK(sum_of({1, -infinity}) == -infinity);
  CHECK(std::isnan(sum_of({infinity, 1, -infinity})));
  CHECK(std::isnan(sum_of({not_a_number, 1})));
  ExactSum sum;
  sum.add_product(1e200, -1e200);
  CHECK(sum.value() == -infinity);
  CHECK(sum.sign() == -1);
  ExactSum other;
  other.add(-infinity);
  ExactSum difference = sum;
  difference.subtract(other);
  CHECK(std::isnan(difference.value()));
  other.merge(sum);
  CHECK(other.value() == -infinity);
  ExactSum zero;
  zero.subtract(other);
  CHECK(zero.value() == infinity);
  zero.add_product(infinity, 0);
  CHECK(std::isnan(zero.value()));
  ExactSum product;
  product.add_product(other, sum);
  CHECK(product.value() == infinity);
}

TEST_CASE("exact sum: merge, any order and any split give the same sum") {
  std::mt19937_64 engine(503);
  for (const int within : {0, 2, 300}) {
    std::vector<double> values(40);
    for (double& value : values) {
      value = any_double(engine, within);
    }
    CHECK(support::merges<ExactSum>(
        values,
        [](ExactSum& sum, double value) {
          sum.add(value);
          sum.add_product(value, 1e-3);
        },
        engine));
  }
  ExactSum twice;
  twice.add(0.1);
  twice.merge(twice);
  CHECK(twice.value() == 0.2);
  ExactSum other;
  other.add(0.1);
  CHECK_FALSE(twice == other);
}

TEST_CASE("exact sum: whole multiples and products of sums") {
  std::mt19937_64 engine(504);
  for (int round = 0; round < 200; ++round) {
    const int within = round % 2 == 0 ? 2 : 200;
    std::vector<double> a(1 + engine() % 6);
    std::vector<double> b(1 + engine() % 6);
    ExactSum a_sum;
    ExactSum b_sum;
    for (double& value : a) {
      value = any_double(engine, within);
      a_sum.add(value);
    }
    for (double& value : b) {
      value = any_double(engine, within);
      b_sum.add(value);
    }
    ExactSum product;
    product.add_product(a_sum, b_sum);
    ExactSum terms;
    for (const double x : a) {
      for (const double y : b) {
        terms.add_product(x, y);
      }
    }
    CHECK(product == terms);
    const std::uint64_t factor = engine() >> (engine() % 64);
    ExactSum multiple = a_sum;
    multiple.multiply(factor);
    ExactSum parts;  // the factor as two doubles, each exact
    for (const double x : a) {
      parts.add_product(x, static_cast<double>(factor >> 32U) * 0x1p32);
      parts.add_product(x, static_cast<double>(factor & 0xffffffffU));
    }
    CHECK(multiple == parts);
  }
  ExactSum square;
  square.add(1.0 / 3);
  square.add(1e-30);
  ExactSum same = square;
  square.add_product(square, square);
  same.add_product(1.0 / 3, 1.0 / 3);
  same.add_product(2.0 / 3, 1e-30);
  same.add_product(1e-30, 1e-30);
  CHECK(square == same);
}

TEST_CASE("exact sum: a million terms that cancel") {
  std::mt19937_64 engine(505);
  std::vector<double> values;
  for (int i = 0; i < 500'000; ++i) {
    values.push_back(any_double(engine, 30));
    values.push_back(-values.back());
  }
  values.push_back(1e-12);
  std::shuffle(values.begin(), values.end(), engine);
  CHECK(sum_of(values) == 1e-12);
}

TEST_CASE("exact sum: state is one text a sum, and reads back to it") {
  const auto state_of = [](const std::vector<double>& values) {
    ExactSum sum;
    for (const double value : values) {
      sum.add(value);
    }
    return sum.state();
  };
  CHECK(state_of({}) == "0");
  CHECK(state_of({0.5, -0.5}) == "0");
  CHECK(state_of({1}) == "1p0");
  CHECK(state_of({-419.0 / 65536}) == "-1a3p-16");
  CHECK(state_of({256, 3}) == "103p0");
  CHECK(state_of({32}) == "2p4");
  CHECK(state_of({0.1, 0.2}) == "4ccccccccccccep-56");  // the two doubles, added by hand
  CHECK(state_of({least}) == "4p-1076");
  CHECK(state_of({infinity, 1}) == "inf");
  CHECK(state_of({-infinity}) == "-inf");
  CHECK(state_of({-infinity, infinity}) == "nan");
  CHECK(state_of({not_a_number}) == "nan");
  std::mt19937_64 engine(506);
  for (int round = 0; round < 400; ++round) {
    const int within = std::vector<int>{0, 3, 60, 500}[static_cast<std::size_t>(round % 4)];
    ExactSum sum;
    for (std::size_t i = engine() % 12; i > 0; --i) {
      sum.add(any_double(engine, within));
      const double a = any_double(engine, within);
      const double b = any_double(engine, within);
      if (std::isfinite(a * b)) {
        sum.add_product(a, b);
      }
    }
    if (round % 5 == 0) {
      for (int i = 0; i < 2; ++i) {
        sum.multiply(engine());
      }
    }
    const ExactSum again(sum.state());
    CHECK(again == sum);
    CHECK(again.state() == sum.state());
    CHECK(same_bits(again.value(), sum.value()));
  }
  for (const double special : {infinity, -infinity, not_a_number}) {
    ExactSum sum;
    sum.add(special);
    CHECK(ExactSum(sum.state()) == sum);
  }
  ExactSum opposite_infinities;
  opposite_infinities.add(infinity);
  opposite_infinities.add(-infinity);
  CHECK(ExactSum(opposite_infinities.state()) == opposite_infinities);
}

TEST_CASE("exact sum: any other text for a state is an error") {
  const std::string long_one(1000, '1');
  for (const std::string& text :
       {std::string(),        std::string("-"),       std::string("-0"),
        std::string("00"),    std::string("p0"),      std::string("1"),
        std::string("1p"),    std::string("1p1"),     std::string("1p-2152"),
        std::string("10p0"),  std::string("01p0"),    std::string("1Ap0"),
        std::string("1p+4"),  std::string("1p0 "),    std::string("+1p0"),
        std::string("0p0"),   std::string("1p99999"), std::string("1p99999999999"),
        std::string("1.5"),   std::string("-nan"),    long_one + "p0",
        std::string("--1p0"), std::string("1p4p4")}) {
    INFO(text);
    const std::string message = support::message_of([&] { (void)ExactSum(text); });
    CHECK(support::contains(message, "exact sum: found \""));
    CHECK(support::contains(message, "expected what state() writes"));
  }
}

TEST_CASE("exact sum: products of sums beyond the doubles end, and are no number") {
  ExactSum large;
  large.add(1.7e308);
  large.add(1.7e308);
  for (const double other : {0.0, 1.0, -2.5}) {
    ExactSum factor;
    factor.add(other);
    ExactSum product;
    product.add_product(large, factor);
    CHECK(!std::isfinite(product.value()));
    ExactSum turned;
    turned.add_product(factor, large);
    CHECK(!std::isfinite(turned.value()));
  }
}

TEST_CASE("exact sum: states of numbers that no sum reaches are refused") {
  for (const char* state : {"1p2147483644", "1p-2147483644", "-7fffffffffffffff8p1208",
                            "7fffffffffffffffp1212", "1p4000"}) {
    INFO(state);
    CHECK_THROWS_AS(ExactSum{std::string_view(state)}, Error);
  }
  ExactSum most;
  most.add(1.7e308);
  most.multiply(std::uint64_t{1} << 60U);
  CHECK(ExactSum(std::string_view(most.state())) == most);
}
