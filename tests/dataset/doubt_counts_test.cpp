#include <array>
#include <cstdint>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/doubt_counts.hpp>

using namespace tonewheel;

namespace {

struct Row {
  Vad point;
  std::uint32_t likeliest = 0;
  double nearest = 0;
};

std::vector<Row> random_rows(std::size_t count) {
  std::mt19937 random(9);
  std::uniform_real_distribution<double> uniform(-1, 1);
  std::vector<Row> rows(count);
  for (Row& row : rows) {
    row = {{uniform(random), uniform(random), uniform(random)},
           static_cast<std::uint32_t>(random() % 3),
           20 * (uniform(random) + 1)};
  }
  return rows;
}

}  // namespace

TEST_CASE("doubt counts: row by row, many at once, and in shards merged in any order") {
  const std::vector<Row> rows = random_rows(1000);
  std::vector<Vad> points;
  std::vector<std::uint32_t> likeliest;
  std::vector<double> nearest;
  DoubtCounts one(3);
  for (const Row& row : rows) {
    one.add(row.point, row.likeliest, row.nearest > 11);
    points.push_back(row.point);
    likeliest.push_back(row.likeliest);
    nearest.push_back(row.nearest);
  }
  CHECK(one.n() == 1000);
  CHECK(one.state().first[0] + one.state().first[1] + one.state().first[2] == 1000);
  CHECK(one.state().outside > 600);
  CHECK(one.state().least[0] < -.9);
  CHECK(one.state().most[2] > .9);
  DoubtCounts together(3);
  together.add(points, likeliest, nearest, 11);
  CHECK(together == one);
  for (const std::size_t shards : {1U, 2U, 7U, 97U}) {
    std::vector<DoubtCounts> parts(shards, DoubtCounts(3));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      parts[i % shards].add(rows[i].point, rows[i].likeliest, rows[i].nearest > 11);
    }
    DoubtCounts forward(3);
    DoubtCounts backward(3);
    for (std::size_t i = 0; i < shards; ++i) {
      forward.merge(parts[i]);
      backward.merge(DoubtCounts(parts[shards - 1 - i].state()));
    }
    CHECK(forward == one);
    CHECK(backward == one);
  }
  CHECK(DoubtCounts(one.state()) == one);
}

TEST_CASE("doubt counts: none at all, and other classes are refused") {
  DoubtCounts none(2);
  CHECK(none.n() == 0);
  DoubtCounts some(2);
  some.add({.1, .2, .3}, 1, false);
  none.merge(DoubtCounts(2));
  none.merge(some);
  CHECK(none == some);
  CHECK(none.state().least == std::array<double, 3>{.1, .2, .3});
  CHECK_THROWS_WITH_AS(none.merge(DoubtCounts(3)), "doubt: found counts of 3 classes, expected 2",
                       Error);
}
