#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/kernel/short_decimals.hpp>

#include "kernel/every_isa.hpp"

namespace {

using namespace tonewheel;

/// A minus or none, then digits with a point or none, at most eight characters.
bool is_one(std::string_view text) {
  if (text.starts_with('-')) {
    text.remove_prefix(1);
  }
  const auto digits =
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const auto points = std::count(text.begin(), text.end(), '.');
  return digits + points == static_cast<std::ptrdiff_t>(text.size()) && points <= 1 &&
         digits >= 1 && text.size() <= kernel::short_decimals_size;
}

/// Texts behind one another in one piece of memory.
class Texts {
 public:
  void add(std::string_view text) {
    bytes_ += text;
    sizes_.push_back(text.size());
  }

  /// How many the kernel reads otherwise than std::from_chars, bit for bit.
  [[nodiscard]] int differing() const {
    std::vector<std::string_view> texts;
    std::size_t start = 0;
    for (const std::size_t size : sizes_) {
      texts.push_back(std::string_view(bytes_).substr(start, size));
      start += size;
    }
    std::vector<double> numbers(texts.size() + 1, -7.0);
    kernel::short_decimals(texts, bytes_.data(), numbers.data());
    int differing = numbers.back() == -7.0 ? 0 : 1;  // nothing is written behind the numbers
    for (std::size_t i = 0; i < texts.size(); ++i) {
      double expected = 0;
      std::from_chars(texts[i].data(), texts[i].data() + texts[i].size(), expected);
      const bool same = is_one(texts[i]) ? std::bit_cast<std::uint64_t>(numbers[i]) ==
                                               std::bit_cast<std::uint64_t>(expected)
                                         : std::isnan(numbers[i]);
      if (!same && ++differing == 1) {
        INFO("\"", texts[i], "\", number ", i);
        CHECK(numbers[i] == expected);
        CHECK(is_one(texts[i]) != std::isnan(numbers[i]));
      }
    }
    return differing;
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> sizes_;
};

}  // namespace

TEST_CASE("short decimals kernel: any byte in any place of a text of any length") {
  tests::on_every_isa([] {
    for (std::size_t size = 1; size <= 10; ++size) {
      Texts texts;
      for (std::size_t place = 0; place < size; ++place) {
        for (std::size_t point = 0; point <= size; ++point) {
          std::string text(size, '7');
          if (point < size) {
            text[point] = '.';
          }
          for (int byte = 0; byte < 256; ++byte) {
            text[place] = static_cast<char>(byte);
            texts.add(text);
          }
        }
      }
      CHECK(texts.differing() == 0);
    }
  });
}

TEST_CASE("short decimals kernel: random texts, many and few") {
  tests::on_every_isa([] {
    std::mt19937_64 random(20261129);
    constexpr std::string_view common = "0123456789.-";
    for (std::size_t count = 0; count < 200; ++count) {
      Texts texts;
      for (std::size_t i = 0; i < count; ++i) {
        std::string text(random() % 11, '0');
        for (char& c : text) {
          c = common[random() % common.size()];
        }
        if (i % 2 == 0) {  // a number
          text = std::to_string((random() % 100000000) >> (random() % 27));
          if (text.size() < 8) {
            text.insert(random() % (text.size() + 1), ".");
          }
          text.insert(0, random() % 2, '-');
        }
        texts.add(text);
      }
      CHECK(texts.differing() == 0);
    }
  });
}

TEST_CASE("short decimals kernel: by hand") {
  tests::on_every_isa([] {
    const std::string bytes = "5-.5-0.00.-..1234567812345678.9-1";
    const std::string_view all = bytes;
    const std::vector<std::string_view> texts{
        all.substr(0, 1),   all.substr(1, 3),  all.substr(4, 5),
        all.substr(9, 1),   all.substr(10, 2), all.substr(13, 8),
        all.substr(21, 10), all.substr(31, 2), std::string_view()};
    std::vector<double> numbers(texts.size());
    kernel::short_decimals(texts, bytes.data(), numbers.data());
    CHECK(numbers[0] == 5.0);
    CHECK(numbers[1] == -0.5);
    CHECK(numbers[2] == 0.0);
    CHECK(std::signbit(numbers[2]));
    CHECK(std::isnan(numbers[3]));  // a point
    CHECK(std::isnan(numbers[4]));
    CHECK(numbers[5] == 12345678.0);
    CHECK(std::isnan(numbers[6]));  // too long
    CHECK(numbers[7] == -1.0);
    CHECK(std::isnan(numbers[8]));
  });
}
