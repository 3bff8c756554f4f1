#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <tonewheel/core/short_decimal.hpp>

namespace {

using namespace tonewheel;

/// A minus or none, then digits with a point or none, 1 to 15 digits in all.
bool is_short_decimal(std::string_view text) {
  if (text.starts_with('-')) {
    text.remove_prefix(1);
  }
  const auto digits =
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const auto points = std::count(text.begin(), text.end(), '.');
  return digits + points == static_cast<std::ptrdiff_t>(text.size()) && points <= 1 &&
         digits >= 1 && digits <= 15;
}

/// Compares with std::from_chars, bit for bit; counts what differs and shows the first.
class Comparison {
 public:
  void operator()(const std::string& text) {
    double expected = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), expected);
    const double value = short_decimal(text);
    const bool same =
        is_short_decimal(text)
            ? status == std::errc{} && end == text.data() + text.size() &&
                  std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(expected)
            : std::isnan(value);
    accepted += std::isnan(value) ? 0 : 1;
    if (!same && ++differing == 1) {
      INFO("\"", text, "\"");
      CHECK(value == expected);
      CHECK(is_short_decimal(text) != std::isnan(value));
    }
  }
  int accepted = 0;
  int differing = 0;
};

}  // namespace

TEST_CASE("short decimals by hand") {
  CHECK(short_decimal("0") == 0.0);
  CHECK(std::signbit(short_decimal("-0")));
  CHECK(std::signbit(short_decimal("-.000")));
  CHECK(short_decimal("-12.5") == -12.5);
  CHECK(short_decimal("0.1") == 0.1);
  CHECK(short_decimal("7.") == 7.0);
  CHECK(short_decimal(".5") == 0.5);
  CHECK(short_decimal("999999999999999") == 999999999999999.0);
  CHECK(short_decimal("0.23643900000000") == 0.236439);
  for (const std::string_view other :
       {"", "-", ".", "-.", "--1", "+1", " 1", "1 ", "1e2", "1.2.3", "1,5", "0x10", "nan", "inf",
        "0.236439000000000", "1234567890123456"}) {
    INFO(other);
    CHECK(std::isnan(short_decimal(other)));
  }
}

TEST_CASE("short decimals are the bits of std::from_chars, other texts are refused") {
  Comparison compare;
  std::mt19937_64 random(20241103);
  constexpr std::string_view common = "0123456789.-";
  constexpr std::string_view rare = "0123456789.-+eE naif/:,";
  for (int i = 0; i < 400000; ++i) {
    std::string text(random() % 19, '0');
    const std::string_view letters = i % 2 == 0 ? common : rare;
    for (char& c : text) {
      c = letters[random() % letters.size()];
    }
    compare(text);
    // A number of any length, with the point anywhere.
    text = std::to_string((random() % 1000000000000000U) >> (random() % 50));
    if (i % 3 != 0) {
      text.insert(random() % (text.size() + 1), ".");
    }
    compare(i % 2 == 0 ? text : "-" + text);
  }
  CHECK(compare.accepted > 300000);
  CHECK(compare.differing == 0);
}

TEST_CASE("short decimals: any byte in any place of a number of any length") {
  Comparison compare;
  for (std::size_t size = 1; size <= 16; ++size) {
    for (std::size_t place = 0; place < size; ++place) {
      for (std::size_t point = 0; point <= size; ++point) {
        std::string text(size, '7');
        if (point < size) {
          text[point] = '.';
        }
        for (int byte = 0; byte < 256; ++byte) {
          text[place] = static_cast<char>(byte);
          compare(text);
        }
      }
    }
  }
  CHECK(compare.differing == 0);
}
