#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/distance.hpp>
#include <tonewheel/metric/distribution/earth_movers.hpp>
#include <tonewheel/metric/distribution/ground_distance.hpp>
#include <tonewheel/wheel/circular.hpp>

#include "metric/distribution/random_distribution.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::Values;
using support::contains;
using support::message_of;

namespace {

/// Per unit of the largest ground distance: costs in steps of 2^-50, sums of some hundred terms.
constexpr double rounding = 1e-13;

struct Tree {
  std::vector<std::size_t> parents;
  Values lengths;
  [[nodiscard]] EdgeTree view() const { return {parents, lengths}; }
};

/// Any tree: each node hangs from one that came before it in a random order.
Tree random_tree(std::mt19937_64& engine, std::size_t n) {
  std::vector<std::size_t> order(n);
  for (std::size_t i = 0; i < n; ++i) {
    order[i] = i;
  }
  std::shuffle(order.begin(), order.end(), engine);
  Tree tree{std::vector<std::size_t>(n), Values(n)};
  for (std::size_t i = 0; i < n; ++i) {
    tree.parents[order[i]] = order[i == 0 ? 0 : engine() % i];
    tree.lengths[order[i]] = engine() % 5 == 0 ? 0 : sample::uniform(engine);
  }
  return tree;
}

}  // namespace

TEST_CASE("earth movers: known distances") {
  CHECK(line_emd(Values{1, 0, 0}, Values{0, 0, 1}) == 2);
  CHECK(line_emd(Values{2, 2, 2}, Values{6, 0, 0}) == Approx(1));
  CHECK(line_emd(Values{1, 1}, Values{2, 0}, Values{-1, 3}) == 2);
  CHECK(line_emd(Values{1, 0, 1}, Values{0, 2, 0}, Values{5, 4, 3}) == 1);
  CHECK(line_emd(Values{4}, Values{4}) == 0);
  // A root with two branches of lengths 1 and 2, the second with two leaves 3 away.
  const std::vector<std::size_t> parents{0, 0, 0, 2, 2};
  const Values lengths{0, 1, 2, 3, 3};
  CHECK(tree_emd(Values{0, 1, 0, 0, 0}, Values{0, 0, 0, 1, 0}, {parents, lengths}) == 6);
  CHECK(tree_emd(Values{0, 0, 0, 1, 0}, Values{0, 0, 0, 0, 1}, {parents, lengths}) == 6);
  CHECK(tree_emd(Values{1, 0, 0, 0, 0}, Values{0, 0.5, 0, 0.5, 0}, {parents, {}}) == 1.5);
  CHECK(tree_emd(Values{2}, Values{2}, {std::vector<std::size_t>{0}, {}}) == 0);
}

TEST_CASE("earth movers: places on a line as SciPy has it") {
  const nlohmann::json reference = sample::distribution_reference();
  for (const nlohmann::json& item : reference["lines"]) {
    const Values p = item["p"];
    const Values q = item["q"];
    const Values places = item["places"];
    const double expected = item["emd"];
    CHECK(std::abs(line_emd(p, q, places) - expected) <= rounding);
    const GroundDistance ground = point_distance({places, places.size(), 1});
    CHECK(std::abs(earth_movers_distance(p, q, ground.view()) - expected) <= rounding);
  }
  CHECK(reference["lines"].size() == 40);
}

TEST_CASE("earth movers: the network simplex finds what the closed forms do") {
  std::mt19937_64 engine(121);
  for (int round = 0; round < 200; ++round) {
    const std::size_t k = 1 + engine() % 24;
    const auto drawn = [&] {
      return round % 2 == 0 ? sample::distribution(engine, k, round % 4 == 0)
                            : sample::exact_distribution(engine, k, 64);
    };
    const Values p = drawn();
    const Values q = drawn();
    const double margin = rounding * static_cast<double>(k);
    const auto emd = [&](const GroundDistance& ground) {
      return earth_movers_distance(p, q, ground.view());
    };
    CHECK(std::abs(emd(discrete_distance(k)) - distribution::sorensen(p, q)) <= margin);
    CHECK(std::abs(emd(line_distance(k)) - line_emd(p, q)) <= margin);
    CHECK(std::abs(emd(ring_distance(k)) - sector_emd(p, q)) <= margin);
    const Tree tree = random_tree(engine, k);
    CHECK(std::abs(emd(tree_distance(tree.view())) - tree_emd(p, q, tree.view())) <= margin);
    CHECK(std::abs(emd(tree_distance({tree.parents, {}})) - tree_emd(p, q, {tree.parents, {}})) <=
          margin);
    Values angles(k);
    Values gaps(k * k);
    for (double& angle : angles) {
      angle = sample::uniform(engine);
    }
    for (std::size_t i = 0; i < k * k; ++i) {
      gaps[i] = circular_distance(angles[i / k], angles[i % k]);
    }
    CHECK(std::abs(earth_movers_distance(p, q, {gaps, k, k}) -
                   circular_emd({angles, p}, {angles, q})) <= margin);
  }
}

TEST_CASE("earth movers: several hundred classes") {
  std::mt19937_64 engine(122);
  for (const std::size_t k : {std::size_t{100}, std::size_t{300}}) {
    for (const bool sparse : {false, true}) {
      const Values p = sample::distribution(engine, k, sparse);
      const Values q = sample::distribution(engine, k, sparse);
      const double margin = rounding * static_cast<double>(k);
      CHECK(std::abs(earth_movers_distance(p, q, line_distance(k).view()) - line_emd(p, q)) <=
            margin);
      CHECK(std::abs(earth_movers_distance(p, q, ring_distance(k).view()) - sector_emd(p, q)) <=
            margin);
      const Tree tree = random_tree(engine, k);
      CHECK(std::abs(earth_movers_distance(p, q, tree_distance(tree.view()).view()) -
                     tree_emd(p, q, tree.view())) <= margin);
    }
  }
}

TEST_CASE("earth movers: a metric, and classes in any order") {
  std::mt19937_64 engine(123);
  for (int round = 0; round < 100; ++round) {
    const std::size_t k = 2 + engine() % 14;
    const Values p = sample::distribution(engine, k, true);
    const Values q = sample::distribution(engine, k, true);
    const Values r = sample::distribution(engine, k);
    Values points(3 * k);
    for (double& each : points) {
      each = 2 * sample::uniform(engine) - 1;
    }
    const GroundDistance ground = point_distance({points, k, 3});
    const auto emd = [&](const Values& x, const Values& y) {
      return earth_movers_distance(x, y, ground.view());
    };
    CHECK(emd(p, p) <= rounding);
    CHECK(std::abs(emd(p, q) - emd(q, p)) <= rounding);
    CHECK(emd(p, r) <= emd(p, q) + emd(q, r) + rounding);
    CHECK(emd(p, q) <= *std::max_element(ground.values.begin(), ground.values.end()));
    // The means are no farther apart than the masses are moved.
    double squares = 0;
    for (std::size_t d = 0; d < 3; ++d) {
      double shift = 0;
      for (std::size_t i = 0; i < k; ++i) {
        shift += (p[i] - q[i]) * points[3 * i + d];
      }
      squares += shift * shift;
    }
    CHECK(std::sqrt(squares) <= emd(p, q) + rounding);
    std::vector<std::size_t> order(k);
    for (std::size_t i = 0; i < k; ++i) {
      order[i] = i;
    }
    std::shuffle(order.begin(), order.end(), engine);
    Values turned_p;
    Values turned_q;
    for (const std::size_t each : order) {
      turned_p.push_back(p[each]);
      turned_q.push_back(q[each]);
    }
    const GroundDistance turned = select_classes(ground, order);
    CHECK(std::abs(earth_movers_distance(turned_p, turned_q, turned.view()) - emd(p, q)) <=
          rounding);
  }
}

TEST_CASE("earth movers: places, trees and sizes that cannot be") {
  const Values p{0.5, 0.5};
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(contains(message_of([&] { (void)line_emd(p, Values{1}); }), "masses of 2 and 1 classes"));
  CHECK(contains(message_of([&] { (void)line_emd(p, p, Values{1}); }), "expected 1 (places)"));
  CHECK(
      contains(message_of([&] { (void)line_emd(p, p, Values{1, nan}); }), "place nan of class 1"));
  CHECK(contains(message_of([&] { (void)line_emd(p, Values{1, 1}); }), "masses of 1 and 2"));
  CHECK(contains(message_of([] { (void)line_emd({}, {}); }), "masses of 0 and 0"));
  CHECK(contains(message_of([&] { (void)earth_movers_distance(p, p, {Values{0}, 1, 1}); }),
                 "expected 1 (rows of distances)"));
  using Parents = std::vector<std::size_t>;
  const auto fault = [](const Parents& parents, const Values& lengths) {
    const Values masses(parents.size(), 1);
    const std::string message =
        message_of([&] { (void)tree_emd(masses, masses, {parents, lengths}); });
    CHECK(message_of([&] { (void)tree_distance({parents, lengths}); }) == message);
    return message;
  };
  CHECK(contains(fault({0, 1}, {}), "2 roots"));
  CHECK(contains(fault({1, 0}, {}), "0 roots"));
  CHECK(contains(fault({}, {}), "0 roots"));
  CHECK(contains(fault({0, 2, 1}, {}), "a cycle among 2 nodes"));
  CHECK(contains(fault({0, 2}, {}), "parent 2 of node 1, expected a number below 2"));
  CHECK(contains(fault({0, 0}, {1}), "1 lengths of 2 nodes"));
  CHECK(contains(fault({0, 0}, {1, nan}), "length nan of node 1"));
  CHECK(contains(fault({0, 0}, {1, -1}), "length -1 of node 1"));
  CHECK(fault({0, 0}, {nan, 1}) == "no Error");
  CHECK(
      contains(message_of([&] { (void)tree_emd(p, p, {Parents{0}, {}}); }), "expected 1 (nodes)"));
}
