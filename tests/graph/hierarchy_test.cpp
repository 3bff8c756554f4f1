#include <algorithm>
#include <cmath>
#include <queue>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/hierarchy.hpp>

#include "graph/sample_graphs.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using sample::far;
using sample::id;
using sample::Parents;
using support::contains;
using support::message_of;

namespace {

using Ids = std::vector<ConceptId>;
using Meetings = std::vector<CommonAncestor>;

/// Checks every query of a hierarchy against the table of steps up.
void check_against_brute_force(const Parents& up) {
  const std::size_t n = up.size();
  const Hierarchy hierarchy(sample::from_parents(up));
  const auto steps = sample::steps_up(up);
  const auto depth = sample::depths(up);
  REQUIRE(hierarchy.size() == n);
  CHECK(hierarchy.is_forest() ==
        std::all_of(up.begin(), up.end(), [](const auto& each) { return each.size() <= 1; }));
  std::vector<std::uint32_t> longest(n, 0);
  std::vector<std::size_t> place(n, n);
  CHECK(hierarchy.order().size() == n);
  for (std::size_t k = 0; k < hierarchy.order().size(); ++k) {
    const std::size_t i = hierarchy.order()[k].index();
    place[i] = k;
    longest[i] = 1;
    for (const std::size_t parent : up[i]) {
      CHECK(place[parent] < k);
      longest[i] = std::max(longest[i], longest[parent] + 1);
    }
  }
  CHECK(hierarchy.height() == (n == 0 ? 0 : *std::max_element(longest.begin(), longest.end())));
  // The smallest id of those whose parents are all there comes next.
  std::set<std::size_t> done;
  for (const ConceptId next : hierarchy.order()) {
    for (std::size_t i = 0; i < next.index(); ++i) {
      const bool ready = std::all_of(up[i].begin(), up[i].end(),
                                     [&](std::size_t each) { return done.contains(each); });
      REQUIRE((done.contains(i) || !ready));
    }
    done.insert(next.index());
  }
  std::size_t connected = 0;
  for (std::size_t i = 0; i < n; ++i) {
    CHECK(hierarchy.depth(id(i)) == depth[i]);
    Ids children;
    for (std::size_t j = 0; j < n; ++j) {
      if (std::find(up[j].begin(), up[j].end(), i) != up[j].end()) {
        children.push_back(id(j));
      }
    }
    const auto got_children = hierarchy.children(id(i));
    CHECK(Ids(got_children.begin(), got_children.end()) == children);
    Ids parents;
    for (const std::size_t each : up[i]) {
      parents.push_back(id(each));
    }
    const auto got_parents = hierarchy.parents(id(i));
    CHECK(Ids(got_parents.begin(), got_parents.end()) == parents);
    connected += parents.empty() && children.empty() ? 0U : 1U;
    std::vector<std::pair<std::uint32_t, ConceptId>> above;
    for (std::size_t j = 0; j < n; ++j) {
      CHECK(hierarchy.is_ancestor(id(j), id(i)) == (steps[i][j] != far));
      if (steps[i][j] != far) {
        above.emplace_back(steps[i][j], id(j));
      }
    }
    std::sort(above.begin(), above.end());
    std::vector<std::pair<ConceptId, std::uint32_t>> expected;
    for (const auto& [distance, at] : above) {
      expected.emplace_back(at, distance);
    }
    CHECK(hierarchy.ancestors(id(i)) == expected);
  }
  CHECK(hierarchy.connected() == connected);
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < n; ++b) {
      Meetings common;
      for (std::size_t c = 0; c < n; ++c) {
        if (steps[a][c] != far && steps[b][c] != far) {
          common.push_back({id(c), steps[a][c], steps[b][c]});
        }
      }
      Meetings lowest;
      for (const CommonAncestor& each : common) {
        const bool has_lower = std::any_of(common.begin(), common.end(), [&](const auto& other) {
          return other.concept_id != each.concept_id &&
                 steps[other.concept_id.index()][each.concept_id.index()] != far;
        });
        if (!has_lower) {
          lowest.push_back(each);
        }
      }
      if (hierarchy.is_forest()) {  // from the lowest up
        std::sort(common.begin(), common.end(),
                  [](const auto& p, const auto& q) { return p.from_first < q.from_first; });
        CHECK(lowest.size() <= 1);
      }
      REQUIRE(hierarchy.common_ancestors(id(a), id(b)) == common);
      REQUIRE(hierarchy.lowest_common_ancestors(id(a), id(b)) == lowest);
    }
  }
}

}  // namespace

TEST_CASE("hierarchy: nothing and one concept") {
  const Hierarchy empty{ConceptGraph{}};
  CHECK(empty.size() == 0);
  CHECK(empty.height() == 0);
  CHECK(empty.is_forest());
  CHECK(empty.order().empty());
  CHECK(empty.connected() == 0);
  CHECK_THROWS_AS((void)empty.ancestors({0}), Error);
  CHECK_THROWS_AS((void)empty.lowest_common_ancestors({0}, {0}), Error);
  const Hierarchy one(sample::points(1));
  CHECK(one.height() == 1);
  CHECK(one.depth({0}) == 1);
  CHECK(one.connected() == 0);
  CHECK(one.lowest_common_ancestors({0}, {0}) == Meetings{{{0}, 0, 0}});
}

TEST_CASE("hierarchy: forests are what brute force finds") {
  std::mt19937_64 engine(31);
  for (int round = 0; round < 40; ++round) {
    const std::size_t n = 1 + engine() % 30;
    for (const std::size_t reach : {std::size_t{1}, std::size_t{3}, n}) {
      CAPTURE(round);
      check_against_brute_force(sample::random_forest(n, reach, 2 + engine() % 20, engine));
    }
  }
}

TEST_CASE("hierarchy: graphs with several parents are what brute force finds") {
  std::mt19937_64 engine(32);
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    check_against_brute_force(sample::random_dag(1 + engine() % 24, 1 + engine() % 4, engine));
  }
}

TEST_CASE("hierarchy: two lowest common ancestors") {
  // 2 and 3 stand under both 0 and 1.
  const Hierarchy hierarchy(sample::from_parents({{}, {}, {0, 1}, {1, 0}}));
  CHECK_FALSE(hierarchy.is_forest());
  CHECK(hierarchy.lowest_common_ancestors({2}, {3}) == Meetings{{{0}, 1, 1}, {{1}, 1, 1}});
  CHECK(hierarchy.lowest_common_ancestors({0}, {1}).empty());
  CHECK(hierarchy.lowest_common_ancestors({0}, {3}) == Meetings{{{0}, 0, 1}});
}

TEST_CASE("hierarchy: more ancestors than a short list holds") {
  // Layers of three, each under all of the layer above: 3 ancestors a layer.
  constexpr std::size_t layers = 120;
  Parents up(3 * layers);
  for (std::size_t i = 3; i < up.size(); ++i) {
    const std::size_t above = i / 3 * 3 - 3;
    up[i] = {above + 2, above, above + 1};
  }
  const Hierarchy hierarchy(sample::from_parents(up));
  CHECK(hierarchy.height() == layers);
  const auto all = hierarchy.ancestors(id(up.size() - 1));
  CHECK(all.size() == 1 + 3 * (layers - 1));
  std::set<ConceptId> distinct;
  for (const auto& [at, distance] : all) {
    distinct.insert(at);
    CHECK(distance == layers - 1 - at.index() / 3);
  }
  CHECK(distinct.size() == all.size());
  CHECK(hierarchy.lowest_common_ancestors(id(358), id(359)).size() == 3);
  CHECK(hierarchy.common_ancestors(id(358), id(359)).size() == 357);
}

TEST_CASE("hierarchy: thousands of concepts against the walk up") {
  std::mt19937_64 engine(33);
  for (const std::size_t reach : {std::size_t{2}, std::size_t{50}, std::size_t{5000}}) {
    const Parents up = sample::random_forest(5000, reach, 1000, engine);
    const Hierarchy hierarchy(sample::from_parents(up));
    for (int round = 0; round < 2000; ++round) {
      const std::size_t a = engine() % up.size();
      const std::size_t b = engine() % up.size();
      std::vector<std::uint32_t> steps(up.size(), far);
      std::uint32_t from_a = 0;
      for (std::size_t at = a;; at = up[at][0]) {
        steps[at] = from_a++;
        if (up[at].empty()) {
          break;
        }
      }
      Meetings expected;
      std::uint32_t from_b = 0;
      for (std::size_t at = b;; at = up[at][0]) {
        if (steps[at] != far) {
          expected.push_back({id(at), steps[at], from_b});
          break;
        }
        ++from_b;
        if (up[at].empty()) {
          break;
        }
      }
      REQUIRE(hierarchy.lowest_common_ancestors(id(a), id(b)) == expected);
    }
  }
}

TEST_CASE("hierarchy: a chain of 100000 concepts") {
  constexpr std::size_t n = 100'000;
  Parents up(n);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    up[i] = {i + 1};  // the root has the greatest id
  }
  const Hierarchy hierarchy(sample::from_parents(up));
  CHECK(hierarchy.height() == n);
  CHECK(hierarchy.depth({0}) == n);
  CHECK(hierarchy.order().front() == id(n - 1));
  CHECK(hierarchy.ancestors({0}).size() == n);
  for (std::size_t i = 0; i < n; ++i) {
    REQUIRE(hierarchy.lowest_common_ancestors({0}, id(i)) ==
            Meetings{{id(i), static_cast<std::uint32_t>(i), 0}});
  }
}

TEST_CASE("hierarchy: a star of 50000 concepts") {
  constexpr std::size_t n = 50'000;
  Parents up(n, {n - 1});
  up[n - 1].clear();
  const Hierarchy hierarchy(sample::from_parents(up));
  CHECK(hierarchy.height() == 2);
  CHECK(hierarchy.children(id(n - 1)).size() == n - 1);
  for (std::size_t i = 1; i + 1 < n; ++i) {
    REQUIRE(hierarchy.lowest_common_ancestors({0}, id(i)) == Meetings{{id(n - 1), 1, 1}});
  }
}

TEST_CASE("hierarchy: a cycle is an error that names its concepts") {
  // 3 stands below the cycle 0 -> 1 -> 2 -> 0, 4 above nothing of it.
  const ConceptGraph graph = sample::from_parents({{1}, {2}, {4, 0}, {0}, {}});
  const std::string message = message_of([&] { const Hierarchy hierarchy(graph); });
  for (const char* key : {"c0", "c1", "c2"}) {
    CHECK(contains(message, key));
  }
  CHECK_FALSE(contains(message, "c3"));
  CHECK_FALSE(contains(message, "c4"));
  const ConceptGraph pair = sample::from_parents({{}, {0, 2}, {1}, {}});
  CHECK(contains(message_of([&] { const Hierarchy hierarchy(pair); }), "c2"));
}

TEST_CASE("hierarchy: one relation, or one scheme of it") {
  ConceptGraph graph;
  const SchemeId s = graph.add_scheme({.key = "s"});
  const SchemeId t = graph.add_scheme({.key = "t"});
  graph.add({.key = "a", .scheme = s});
  graph.add({.key = "b", .scheme = s});
  graph.add({.key = "c", .scheme = t});
  graph.add({.key = "d", .scheme = t});
  graph.add({.key = "e"});
  graph.relate({1}, relation::broader, {0});
  graph.relate({2}, relation::broader, {1});  // from one scheme to the other
  graph.relate({3}, relation::broader, {2});
  graph.relate({4}, relation::broader, {0});
  graph.relate({0}, relation::more_intense_than, {3});
  const Hierarchy all(graph);
  CHECK(all.height() == 4);
  CHECK(all.connected() == 5);
  const Hierarchy of_s(graph, {.scheme = s});
  CHECK(of_s.size() == 5);
  CHECK(of_s.height() == 2);
  CHECK(of_s.connected() == 2);
  CHECK(of_s.depth({3}) == 1);
  const Hierarchy of_t(graph, {.scheme = t});
  CHECK(of_t.lowest_common_ancestors({3}, {2}) == Meetings{{{2}, 1, 0}});
  CHECK(of_t.lowest_common_ancestors({3}, {0}).empty());
  const Hierarchy intense(graph, {.type = relation::more_intense_than});
  CHECK(intense.is_ancestor({3}, {0}));
  CHECK_FALSE(intense.is_ancestor({0}, {1}));
  CHECK(intense.connected() == 2);
}

TEST_CASE("hierarchy: an id that is not of it is an error") {
  for (const Parents& up : {Parents{{}, {0}}, Parents{{}, {}, {0, 1}}}) {
    const Hierarchy hierarchy(sample::from_parents(up));
    const ConceptId foreign = id(up.size());
    CHECK_THROWS_AS((void)hierarchy.ancestors(foreign), Error);
    CHECK_THROWS_AS((void)hierarchy.common_ancestors({0}, foreign), Error);
    CHECK_THROWS_AS((void)hierarchy.common_ancestors(foreign, {0}), Error);
    CHECK_THROWS_AS((void)hierarchy.lowest_common_ancestors(foreign, {0}), Error);
    CHECK_THROWS_AS((void)hierarchy.is_ancestor(foreign, {0}), Error);
    CHECK_THROWS_AS((void)hierarchy.is_ancestor({0}, foreign), Error);
  }
}
