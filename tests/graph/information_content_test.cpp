#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/information_content.hpp>

#include "graph/sample_graphs.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::far;
using sample::Parents;

namespace {

const double infinity = std::numeric_limits<double>::infinity();

/// 0 > {1, 2}, 1 > {3, 4}: leaves 2, 3, 4.
const Parents tree{{}, {0}, {0}, {1}, {1}};
/// 0 > {1, 2} > 3 > 4: 3 has two parents; one leaf.
const Parents diamond{{}, {0}, {0}, {1, 2}, {3}};

Hierarchy of(const Parents& parents) {
  return Hierarchy(sample::from_parents(parents));
}

void check_equal(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CAPTURE(i);
    CHECK(found[i] >= 0);
    if (std::isinf(expected[i])) {
      CHECK(found[i] == expected[i]);
    } else {
      CHECK(std::abs(found[i] - expected[i]) < 1e-14);
    }
  }
}

/// No concept says less than what stands above it.
void check_monotone(const Parents& parents, const InformationContent& content) {
  for (std::size_t i = 0; i < parents.size(); ++i) {
    for (const std::size_t parent : parents[i]) {
      CHECK(content[parent] <= content[i]);
    }
  }
}

}  // namespace

TEST_CASE("descendant counts: each descendant once, by whatever ways") {
  CHECK(descendant_counts(of(tree)) == std::vector<double>{4, 2, 0, 0, 0});
  CHECK(descendant_counts(of(diamond)) == std::vector<double>{4, 2, 2, 1, 0});
  CHECK(descendant_counts(of({{}, {}})) == std::vector<double>{0, 0});
  CHECK(descendant_counts(Hierarchy(ConceptGraph{})).empty());
  std::mt19937_64 engine(51);
  for (int round = 0; round < 40; ++round) {
    const Parents up = sample::random_dag(1 + engine() % 25, 1 + engine() % 3, engine);
    const auto steps = sample::steps_up(up);
    std::vector<double> expected(up.size(), -1);
    for (std::size_t i = 0; i < up.size(); ++i) {
      for (std::size_t j = 0; j < up.size(); ++j) {
        expected[j] += steps[i][j] != far ? 1 : 0;
      }
    }
    CHECK(descendant_counts(of(up)) == expected);
  }
}

TEST_CASE("information content: shares of a tree and of a diamond") {
  const std::vector<double> counts{0, 1, 2, 3, 4};
  check_equal(
      information_content(of(tree), counts, 0),
      {0, -std::log(8.0 / 10), -std::log(2.0 / 10), -std::log(3.0 / 10), -std::log(4.0 / 10)});
  check_equal(
      information_content(of(tree), counts),  // each count one more
      {0, -std::log(11.0 / 15), -std::log(3.0 / 15), -std::log(4.0 / 15), -std::log(5.0 / 15)});
  // The counts of 3 and 4 reach 0 once though two ways lead there.
  check_equal(
      information_content(of(diamond), counts, 0),
      {0, -std::log(8.0 / 10), -std::log(9.0 / 10), -std::log(7.0 / 10), -std::log(4.0 / 10)});
}

TEST_CASE("information content: words never seen") {
  const std::vector<double> counts{0, 0, 4, 0, 0};
  check_equal(information_content(of(tree), counts, 0), {0, infinity, 0, infinity, infinity});
  const auto smooth = information_content(of(tree), counts, 0.5);
  check_equal(smooth, {0, -std::log(1.5 / 6.5), -std::log(4.5 / 6.5), -std::log(0.5 / 6.5),
                       -std::log(0.5 / 6.5)});
}

TEST_CASE("information content: counts that are none") {
  const Hierarchy hierarchy = of(tree);
  const std::vector<double> good{1, 1, 1, 1, 1};
  CHECK_THROWS_AS((void)information_content(hierarchy, std::vector<double>(4, 1)), Error);
  CHECK_THROWS_AS((void)information_content(hierarchy, std::vector<double>(6, 1)), Error);
  CHECK_THROWS_AS((void)information_content(hierarchy, std::vector<double>(5, 0), 0), Error);
  for (const double bad : {-1.0, std::nan(""), infinity}) {
    auto counts = good;
    counts[3] = bad;
    CHECK_THROWS_AS((void)information_content(hierarchy, counts), Error);
    CHECK_THROWS_AS((void)information_content(hierarchy, good, bad), Error);
  }
}

TEST_CASE("seco content: closed forms") {
  const double n = std::log(5);
  check_equal(seco_content(of(tree)), {0, 1 - std::log(3) / n, 1, 1, 1});
  check_equal(seco_content(of(diamond)),
              {0, 1 - std::log(3) / n, 1 - std::log(3) / n, 1 - std::log(2) / n, 1});
  // Two that stand alone are not counted.
  Parents more = tree;
  more.push_back({});
  more.push_back({});
  check_equal(seco_content(of(more)), {0, 1 - std::log(3) / n, 1, 1, 1, 1, 1});
  check_equal(seco_content(of({{}, {}})), {1, 1});
  check_equal(seco_content(of({{}})), {1});
  check_equal(seco_content(of({{}, {0}})), {0, 1});
  // Two roots, {0 > 1} and {2 > 3}: n = 4.
  check_equal(seco_content(of({{}, {0}, {}, {2}})), {0.5, 1, 0.5, 1});
}

TEST_CASE("sanchez content: closed forms") {
  // tree: 3 leaves; 1 has 2 of them and 2 ancestors with itself.
  check_equal(sanchez_content(of(tree)),
              {0, -std::log((2.0 / 2 + 1) / 4), std::log(4), std::log(4), std::log(4)});
  // diamond: 1 leaf; 3 has the ancestors 0, 1, 2, 3.
  check_equal(sanchez_content(of(diamond)),
              {0, -std::log((1.0 / 2 + 1) / 2), -std::log((1.0 / 2 + 1) / 2),
               -std::log((1.0 / 4 + 1) / 2), std::log(2)});
  check_equal(sanchez_content(of({{}})), {0});  // all there is
}

TEST_CASE("sanchez content: a leaf under two parents is one leaf") {
  // 0 > {1, 2}, 3 under both 1 and 2, 4 under 2: leaves 3 and 4.
  check_equal(
      sanchez_content(of({{}, {0}, {0}, {1, 2}, {2}})),
      {0, -std::log((1.0 / 2 + 1) / 3), -std::log((2.0 / 2 + 1) / 3), std::log(3), std::log(3)});
}

TEST_CASE("content: an ancestor never says more than a descendant") {
  std::mt19937_64 engine(52);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 1 + engine() % 40;
    const Parents up = round % 2 == 0 ? sample::random_dag(n, 1 + engine() % 4, engine)
                                      : sample::random_forest(n, n, 10, engine);
    const Hierarchy hierarchy = of(up);
    check_monotone(up, seco_content(hierarchy));
    check_monotone(up, sanchez_content(hierarchy));
    std::vector<double> counts(n);
    for (double& each : counts) {
      each = static_cast<double>(engine() % 1000) / 7;
    }
    counts[0] += 1;
    check_monotone(up, information_content(hierarchy, counts, 0.1));
    for (const double each : seco_content(hierarchy)) {
      CHECK(each >= 0);
      CHECK(each <= 1);
    }
    for (const double each : sanchez_content(hierarchy)) {
      CHECK(each >= 0);
    }
  }
}

TEST_CASE("content: concepts of other schemes change nothing about one scheme's hierarchy") {
  ConceptGraph alone;
  const SchemeId s = alone.add_scheme({.key = "s"});
  for (const char* key : {"root", "left", "right"}) {
    alone.add({.key = key, .scheme = s});
  }
  alone.relate({1}, relation::broader, {0});
  alone.relate({2}, relation::broader, {0});
  ConceptGraph among = alone;
  const SchemeId other = among.add_scheme({.key = "labels"});
  for (int i = 0; i < 10; ++i) {
    among.add({.key = "label " + std::to_string(i), .scheme = other});
  }
  const Hierarchy one(alone, {.scheme = s});
  const Hierarchy two(among, {.scheme = s});
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    CHECK(seco_content(two)[i] == Approx(seco_content(one)[i]));
    CHECK(sanchez_content(two)[i] == Approx(sanchez_content(one)[i]));
  }
}
