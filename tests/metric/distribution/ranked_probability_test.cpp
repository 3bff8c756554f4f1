#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/distance.hpp>
#include <tonewheel/metric/distribution/ranked_probability.hpp>

#include "metric/distribution/random_distribution.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::Values;
using support::contains;
using support::message_of;

TEST_CASE("ranked probability: by hand, and it depends on the order") {
  const Values sunny{1, 0, 0};
  const Values near{0, 1, 0};
  const Values far{0, 0, 1};
  CHECK(distribution::rps(sunny, sunny) == 0);
  CHECK(distribution::rps(sunny, near) == 0.5);
  CHECK(distribution::rps(sunny, far) == 1);
  CHECK(distribution::rps(sunny, far, {.order = {0, 2, 1}}) == 0.5);
  CHECK(distribution::brier(sunny, far) == distribution::brier(sunny, near));
  CHECK(std::isnan(distribution::rps(Values{1}, Values{1})));
}

TEST_CASE("ranked probability: an order is a permutation of the columns") {
  std::mt19937_64 engine(91);
  for (int round = 0; round < 100; ++round) {
    const std::size_t k = 2 + engine() % 12;
    const Values p = sample::distribution(engine, k);
    const Values q = sample::distribution(engine, k, true);
    std::vector<std::size_t> order(k);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), engine);
    Values turned_p;
    Values turned_q;
    for (const std::size_t each : order) {
      turned_p.push_back(p[each]);
      turned_q.push_back(q[each]);
    }
    const double value = distribution::rps(p, q, {.order = order});
    CHECK(value == distribution::rps(turned_p, turned_q));
    std::reverse(order.begin(), order.end());
    CHECK(distribution::rps(p, q, {.order = order}) == Approx(value));
    CHECK(distribution::rps(q, p, {.order = order}) == Approx(value));
    CHECK(value >= 0);
    CHECK(value <= 1);
    // Two classes: half the Brier score.
    if (k == 2) {
      CHECK(value == Approx(distribution::brier(p, q) / 2));
    }
  }
}

TEST_CASE("ranked probability: orders that are none") {
  const Values p{0.5, 0.25, 0.25};
  const auto fault = [&](std::vector<std::size_t> order) {
    return message_of([&] { (void)distribution::rps(p, p, {.order = std::move(order)}); });
  };
  CHECK(contains(fault({0, 1}), "an order of 2 classes, expected 3"));
  CHECK(contains(fault({0, 1, 1}), "class 1 twice"));
  CHECK(contains(fault({0, 1, 3}), "class 3 in the order, expected each of 0 to 2 once"));
}
