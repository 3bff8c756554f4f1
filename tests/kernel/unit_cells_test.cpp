#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/kernel/unit_cells.hpp>

#include "kernel/every_isa.hpp"

using namespace tonewheel;

namespace {

struct Written {
  std::size_t count = 0;
  std::string text;
};

Written write(const std::vector<double>& values, int digits, char delimiter = ',') {
  std::string room(values.size() * kernel::unit_cell_room, '#');
  char* end = room.data();
  const std::size_t count =
      kernel::unit_cells(values.data(), values.size(), delimiter, digits, end);
  return {count, room.substr(0, static_cast<std::size_t>(end - room.data()))};
}

std::string printed(const std::vector<double>& values, std::size_t count, int digits,
                    char delimiter = ',') {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    std::array<char, 32> cell{};
    text += delimiter;
    text.append(cell.data(), static_cast<std::size_t>(std::snprintf(cell.data(), cell.size(),
                                                                    "%.*f", digits, values[i])));
  }
  return text;
}

}  // namespace

TEST_CASE("unit cells: the bytes of printf, all decimals, any length of row") {
  tests::on_every_isa([] {
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> unit(0, 1);
    std::uniform_real_distribution<double> exponent(-9, 0);
    int stopped = 0;
    int wrong = 0;
    for (int round = 0; round < 4000; ++round) {
      const int digits = 1 + round % kernel::unit_cell_digits;
      std::vector<double> values(static_cast<std::size_t>(round) % 41);
      for (double& value : values) {
        value = random() % 2 == 0 ? unit(random) : std::pow(10.0, exponent(random));
      }
      const Written written = write(values, digits, round % 2 == 0 ? ',' : '\t');
      stopped += written.count != values.size() ? 1 : 0;
      wrong += written.text != printed(values, written.count, digits, round % 2 == 0 ? ',' : '\t');
    }
    CHECK(wrong == 0);
    CHECK(stopped < 40);
  });
}

TEST_CASE("unit cells: every number of six decimals") {
  tests::on_every_isa([] {
    std::vector<double> values(1000001);
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = static_cast<double>(i) / 1e6;
    }
    const Written written = write(values, 6);
    CHECK(written.count == values.size());
    CHECK((written.text == printed(values, values.size(), 6)));
  });
}

TEST_CASE("unit cells stop where the text is not certain, and write none of it") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  tests::on_every_isa([&] {
    CHECK(write({0.0, 1.0, 0.0, 1.0, 0.0}, 6).text ==
          ",0.000000,1.000000,0.000000,1.000000,0.000000");
    CHECK(write({0.9999996}, 6).text == ",1.000000");
    for (const double other :
         {-0.0, nan, -nan, infinity, -infinity, -0.25, std::nextafter(1.0, 2.0), 1e300, -1e-300,
          0.0000005, 0.1234565, 0.5000005}) {
      for (std::size_t place = 0; place < 19; ++place) {
        std::vector<double> values(19, 0.25);
        values[place] = other;
        const Written written = write(values, 6);
        INFO(other, " at ", place);
        CHECK(written.count <= place);
        CHECK(written.count + 8 > place);
        CHECK(written.text == printed(values, written.count, 6));
      }
    }
    CHECK(write({}, 6).count == 0);
  });
}
