#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/ground_distance.hpp>

#include "metric/distribution/random_distribution.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using sample::Values;
using support::contains;
using support::message_of;

TEST_CASE("ground distance: by hand") {
  CHECK(discrete_distance(2).values == Values{0, 1, 1, 0});
  CHECK(line_distance(3).values == Values{0, 1, 2, 1, 0, 1, 2, 1, 0});
  CHECK(ring_distance(4).values == Values{0, 1, 2, 1, 1, 0, 1, 2, 2, 1, 0, 1, 1, 2, 1, 0});
  CHECK(ring_distance(5).view().at(0, 3) == 2);
  const Values points{0, 0, 3, 4, 0, 4};
  CHECK(point_distance({points, 3, 2}).values == Values{0, 5, 4, 5, 0, 3, 4, 3, 0});
  const std::vector<std::size_t> parents{0, 0, 0, 2, 2};
  const Values lengths{9, 1, 2, 3, 4};
  const GroundDistance tree = tree_distance({parents, lengths});
  CHECK(tree.values == Values{0, 1, 2, 5, 6,  //
                              1, 0, 3, 6, 7,  //
                              2, 3, 0, 3, 4,  //
                              5, 6, 3, 0, 7,  //
                              6, 7, 4, 7, 0});
  const std::vector<std::size_t> leaves{4, 1};
  CHECK(select_classes(tree, leaves).values == Values{0, 7, 7, 0});
  CHECK(select_classes(tree, leaves).view().rows == 2);
  CHECK(discrete_distance(0).values.empty());
  CHECK(point_distance({{}, 0, 3}).classes == 0);
  CHECK(point_distance({{}, 2, 0}).values == Values{0, 0, 0, 0});
}

TEST_CASE("ground distance: a tree's lengths are those of walks from node to node") {
  std::mt19937_64 engine(131);
  for (int round = 0; round < 50; ++round) {
    const std::size_t n = 1 + engine() % 12;
    std::vector<std::size_t> parents(n);
    Values lengths(n);
    // Numbers that fall toward the root, so that parents are not all smaller.
    for (std::size_t i = 0; i < n; ++i) {
      parents[n - 1 - i] = n - 1 - (i == 0 ? 0 : engine() % i);
      lengths[i] = static_cast<double>(engine() % 8);
    }
    const GroundDistance found = tree_distance({parents, lengths});
    // Floyd and Warshall, on the edges alone.
    Values walks(n * n, std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < n; ++i) {
      walks[i * n + i] = 0;
      if (parents[i] != i) {
        walks[i * n + parents[i]] = walks[parents[i] * n + i] = lengths[i];
      }
    }
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
          walks[i * n + j] = std::min(walks[i * n + j], walks[i * n + k] + walks[k * n + j]);
        }
      }
    }
    CHECK(found.values == walks);
    CHECK(found.classes == n);
  }
}

TEST_CASE("ground distance: points and classes that cannot be") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Values bad{0, 1, nan, 2};
  CHECK(contains(message_of([&] { (void)point_distance({bad, 2, 2}); }),
                 "found nan as coordinate 0 of point 1"));
  CHECK(contains(message_of([&] { (void)point_distance({bad, 2, 3}); }),
                 "4 coordinates of 2 points in 3 dimensions"));
  const std::vector<std::size_t> chosen{0, 3};
  CHECK(contains(message_of([&] { (void)select_classes(line_distance(3), chosen); }),
                 "class 3, expected a number below 3"));
}
