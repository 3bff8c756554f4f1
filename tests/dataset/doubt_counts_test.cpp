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

TEST_CASE("doubt counts: row by row and many at once") {
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
  CHECK(one.counts().first[0] + one.counts().first[1] + one.counts().first[2] == 1000);
  CHECK(one.counts().outside > 600);
  CHECK(one.counts().least[0] < -.9);
  CHECK(one.counts().most[2] > .9);
  DoubtCounts together(3);
  together.add(points, likeliest, nearest, 11);
  CHECK(together == one);
}

TEST_CASE("doubt counts: none at all, and other classes are refused") {
  DoubtCounts none(2);
  CHECK(none.n() == 0);
  DoubtCounts some(2);
  some.add({.1, .2, .3}, 1, false);
  none.merge(DoubtCounts(2));
  none.merge(some);
  CHECK(none == some);
  CHECK(none.counts().least == std::array<double, 3>{.1, .2, .3});
  CHECK_THROWS_WITH_AS(none.merge(DoubtCounts(3)), "doubt: found counts of 3 classes, expected 2",
                       Error);
}

TEST_CASE("doubt counts: counts that no rows have are refused") {
  const DoubtCounts::Counts good{
      .rows = 3, .outside = 3, .first = {1, 2}, .least = {0, 0, 0}, .most = {1, 0, 0}};
  CHECK(DoubtCounts::from_counts(good).n() == 3);
  DoubtCounts::Counts bad = good;
  bad.outside = 4;
  CHECK_THROWS_AS((void)DoubtCounts::from_counts(bad), Error);
  bad = good;
  bad.first = {1, 1};
  CHECK_THROWS_AS((void)DoubtCounts::from_counts(bad), Error);
  bad = good;
  bad.most[2] = -1;
  CHECK_THROWS_AS((void)DoubtCounts::from_counts(bad), Error);
}
