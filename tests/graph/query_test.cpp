#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/query.hpp>

#include "graph/sample_graphs.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using sample::id;

namespace {

using Ids = std::vector<ConceptId>;

ConceptId add(ConceptGraph& graph, const std::string& key, const std::string& label, int tier,
              const Ids& up = {}) {
  const ConceptId node =
      graph.add({.key = key, .tier = tier, .labels = {{{label, "en"}, LabelKind::preferred}}});
  for (const ConceptId parent : up) {
    graph.relate(node, relation::broader, parent);
  }
  return node;
}

/// joy > cheerfulness > {joy, glee}; joy > zest; anger > rage > anger. Ids 0 to 6.
ConceptGraph homonyms() {
  ConceptGraph graph;
  const auto joy = add(graph, "joy", "joy", 1);
  const auto cheer = add(graph, "joy/cheerfulness", "cheerfulness", 2, {joy});
  add(graph, "joy/cheerfulness/joy", "Joy", 3, {cheer});
  add(graph, "joy/cheerfulness/glee", "glee", 3, {cheer});
  add(graph, "joy/zest", "zest", 2, {joy});
  const auto anger = add(graph, "anger", "anger", 1);
  const auto rage = add(graph, "anger/rage", "rage", 2, {anger});
  add(graph, "anger/rage/anger", "anger", 3, {rage});
  graph.add_label({3}, {{"gleeful", "en"}, LabelKind::hidden});
  return graph;
}

}  // namespace

TEST_CASE("query: parents, children and siblings") {
  ConceptGraph graph = sample::from_parents({{}, {}, {1, 0}, {0}, {1}, {0}, {}});
  CHECK(parents(graph, {2}) == Ids{{1}, {0}});  // as stated
  CHECK(parents(graph, {0}).empty());
  CHECK(children(graph, {0}) == Ids{{2}, {3}, {5}});
  CHECK(siblings(graph, {2}) == Ids{{3}, {4}, {5}});
  CHECK(siblings(graph, {4}) == Ids{{2}});
  CHECK(siblings(graph, {0}).empty());
  CHECK(siblings(graph, {6}).empty());
  CHECK_THROWS_AS((void)parents(graph, {7}), Error);
  CHECK_THROWS_AS((void)children(graph, {7}), Error);
  CHECK_THROWS_AS((void)siblings(graph, {7}), Error);
  CHECK_THROWS_AS((void)ancestors(graph, {7}), Error);
  CHECK_THROWS_AS((void)descendants(graph, {7}), Error);
  CHECK_THROWS_AS((void)path(graph, {7}), Error);
  CHECK_THROWS_AS((void)path_text(graph, {7}), Error);
  CHECK_THROWS_AS((void)tier_ancestor(graph, {7}, 1), Error);
  CHECK_THROWS_AS((void)combine(graph, {7}, {0}), Error);
}

TEST_CASE("query: two parents of the same child count a sibling once") {
  const ConceptGraph graph = sample::from_parents({{}, {}, {0, 1}, {0, 1}});
  CHECK(siblings(graph, {2}) == Ids{{3}});
}

TEST_CASE("query: ancestors and descendants nearest first, as stated among equals") {
  //     0   1
  //     |  /|
  //  6  3 4 |
  //   \ |/  |
  //     5---+   5 states 4, 3, 6, then 1
  const ConceptGraph graph = sample::from_parents({{}, {}, {}, {0}, {1}, {4, 3, 6, 1}, {}});
  CHECK(ancestors(graph, {5}) == Ids{{4}, {3}, {6}, {1}, {0}});
  CHECK(descendants(graph, {1}) == Ids{{4}, {5}});
  CHECK(descendants(graph, {0}) == Ids{{3}, {5}});
  CHECK(ancestors(graph, {2}).empty());
}

TEST_CASE("query: ancestors and descendants are what brute force finds") {
  std::mt19937_64 engine(21);
  for (int round = 0; round < 30; ++round) {
    const auto parents = sample::random_dag(1 + engine() % 25, 3, engine);
    const ConceptGraph graph = sample::from_parents(parents);
    const auto steps = sample::steps_up(parents);
    for (std::size_t i = 0; i < parents.size(); ++i) {
      const Ids up = ancestors(graph, id(i));
      std::size_t count = 0;
      for (std::size_t j = 0; j < parents.size(); ++j) {
        count += j != i && steps[i][j] != sample::far ? 1U : 0U;
      }
      CHECK(up.size() == count);
      for (std::size_t k = 0; k < up.size(); ++k) {
        CHECK(steps[i][up[k].index()] != sample::far);
        CHECK((k == 0 || steps[i][up[k - 1].index()] <= steps[i][up[k].index()]));
      }
      const Ids down = descendants(graph, id(i));
      for (std::size_t k = 0; k < down.size(); ++k) {
        CHECK(steps[down[k].index()][i] != sample::far);
        CHECK((k == 0 || steps[down[k - 1].index()][i] <= steps[down[k].index()][i]));
      }
    }
  }
}

TEST_CASE("query: a cycle ends every walk") {
  const ConceptGraph graph = sample::from_parents({{1}, {2}, {0}, {0}});
  CHECK(ancestors(graph, {0}) == Ids{{1}, {2}});
  CHECK(ancestors(graph, {3}) == Ids{{0}, {1}, {2}});
  CHECK(descendants(graph, {1}) == Ids{{0}, {2}, {3}});
  CHECK(path(graph, {3}) == Ids{{2}, {1}, {0}, {3}});
  CHECK(path_text(graph, {3}) == "c2 / c1 / c0 / c3");
  CHECK_FALSE(tier_ancestor(graph, {3}, 1).has_value());
  CHECK(find_path(graph, "c2/c1").empty());
  const ConceptGraph pair = sample::from_parents({{1}, {0}});
  CHECK(path(pair, {0}) == Ids{{1}, {0}});
  CHECK(siblings(pair, {0}).empty());
}

TEST_CASE("query: tier_ancestor is the concept itself or the nearest above") {
  const ConceptGraph graph = homonyms();
  CHECK(tier_ancestor(graph, {3}, 3) == ConceptId{3});
  CHECK(tier_ancestor(graph, {3}, 2) == ConceptId{1});
  CHECK(tier_ancestor(graph, {3}, 1) == ConceptId{0});
  CHECK_FALSE(tier_ancestor(graph, {0}, 2).has_value());
  CHECK_FALSE(tier_ancestor(graph, {3}, 4).has_value());
  CHECK_FALSE(tier_ancestor(graph, {3}, 0).has_value());
}

TEST_CASE("query: path goes up by first parents") {
  const ConceptGraph graph = sample::from_parents({{}, {}, {1, 0}, {2, 0}});
  CHECK(path(graph, {3}) == Ids{{1}, {2}, {3}});
  CHECK(path(graph, {0}) == Ids{{0}});
  CHECK(path_text(homonyms(), {2}) == "joy / cheerfulness / Joy");
}

TEST_CASE("query: find_path tells homonyms apart") {
  const ConceptGraph graph = homonyms();
  CHECK(find_path(graph, "joy") == Ids{{0}});
  CHECK(find_path(graph, "joy/cheerfulness/joy") == Ids{{2}});
  CHECK(find_path(graph, " JOY / Cheerfulness /joy ") == Ids{{2}});
  CHECK(find_path(graph, "anger/rage/anger") == Ids{{7}});
  CHECK(find_path(graph, "joy/cheerfulness/gleeful") == Ids{{3}});
  CHECK(find_path(graph, "joy/cheerfulness/gleeful", {.preferred_only = true}).empty());
  CHECK(find_path(graph, "cheerfulness/joy").empty());  // does not start at a root
  CHECK(find_path(graph, "joy/joy").empty());
  CHECK(find_path(graph, "anger/cheerfulness").empty());
  CHECK(find_path(graph, "").empty());
  CHECK(find_path(graph, "/joy").empty());
  CHECK(find_path(graph, "joy/").empty());
  CHECK(find_path(graph, "joy//joy").empty());
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    CHECK(find_path(graph, path_text(graph, {i})) == Ids{{i}});
  }
}

TEST_CASE("query: resolve takes the key, then the IRI, then the path, then the label") {
  ConceptGraph graph = homonyms();
  const SchemeId other = graph.add_scheme({.key = "other"});
  const ConceptId named = graph.add({.key = "x",
                                     .iri = "https://example.org/e#joy",
                                     .scheme = other,
                                     .labels = {{{"joy", "en"}, LabelKind::preferred}}});
  const ConceptId twin = graph.add({.key = "y", .iri = "https://example.org/e#joy"});
  const ConceptId slash =
      graph.add({.key = "emotic-3", .labels = {{{"Doubt/Confusion", "en"}, LabelKind::preferred}}});
  CHECK(resolve(graph, "joy") == Ids{{0}});  // a key, though others are called so too
  CHECK(resolve(graph, "Joy") == Ids{{0}, {2}, named});
  CHECK(resolve(graph, "JOY/cheerfulness/JOY") == Ids{{2}});
  CHECK(resolve(graph, "https://example.org/e#joy") == Ids{named, twin});
  CHECK(resolve(graph, "https://example.org/e#Joy").empty());
  CHECK(resolve(graph, "doubt/confusion") == Ids{slash});
  CHECK(resolve(graph, "glee") == Ids{{3}});
  CHECK(resolve(graph, "nothing").empty());
  CHECK(resolve(graph, "").empty());
  CHECK(resolve(graph, "joy", {.scheme = other}) == Ids{named});
  CHECK(resolve(graph, "https://example.org/e#joy", {.scheme = other}) == Ids{named});
  CHECK(resolve(graph, "anger/rage", {.scheme = other}).empty());
}

TEST_CASE("query: combine wants exactly the two causes") {
  ConceptGraph graph = sample::points(6);
  const auto node = [&](const std::string& key, const Ids& causes, const Ids& results) {
    const ConceptId at = graph.add({.key = key, .kind = ConceptKind::combination});
    for (const ConceptId each : causes) {
      graph.relate(at, relation::has_cause, each);
    }
    for (const ConceptId each : results) {
      graph.relate(at, relation::has_result, each);
    }
  };
  node("p", {{0}, {1}}, {{5}, {4}});
  node("q", {{1}, {0}}, {{3}, {5}});
  node("three", {{0}, {1}, {2}}, {{2}});
  node("one", {{0}}, {{2}});
  node("empty", {{0}, {3}}, {});
  CHECK(combine(graph, {0}, {1}) == Ids{{3}, {4}, {5}});
  CHECK(combine(graph, {1}, {0}) == Ids{{3}, {4}, {5}});
  CHECK(combine(graph, {0}, {2}).empty());
  CHECK(combine(graph, {0}, {3}).empty());
  CHECK(combine(graph, {0}, {0}).empty());
  CHECK(combine(graph, {4}, {5}).empty());
}
