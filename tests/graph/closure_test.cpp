#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/closure.hpp>

#include "graph/sample_graphs.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using sample::id;

namespace {

using Pairs = std::vector<RelationEnds>;

Pairs pairs_of(const nlohmann::json& list) {
  Pairs pairs;
  for (const auto& each : list) {
    pairs.push_back(
        {id(each[0].get<std::size_t>()), relation::broader, id(each[1].get<std::size_t>())});
  }
  return pairs;
}

ConceptGraph of_pairs(std::size_t n, const Pairs& pairs) {
  ConceptGraph graph = sample::points(n);
  for (const RelationEnds& each : pairs) {
    graph.relate(each.from, each.type, each.to);
  }
  return graph;
}

}  // namespace

TEST_CASE("closure and reduction are networkx's") {
  for (const auto& each : sample::golden_graphs()) {
    if (each.at("nodes") == 0) {
      continue;
    }
    CAPTURE(each.at("edges").dump());
    const ConceptGraph graph = sample::golden_graph(each);
    CHECK(transitive_closure(graph) == pairs_of(each.at("closure_0")));
    if (each.at("acyclic_0")) {
      CHECK(transitive_reduction(graph) == pairs_of(each.at("reduction_0")));
    } else {
      CHECK_THROWS_AS((void)transitive_reduction(graph), Error);
    }
  }
}

TEST_CASE("closure: that of the reduction and of itself is the same") {
  std::mt19937_64 engine(41);
  for (int round = 0; round < 40; ++round) {
    const std::size_t n = 1 + engine() % 30;
    const auto up = sample::random_dag(n, 4, engine);
    const ConceptGraph graph = sample::from_parents(up);
    const Pairs closure = transitive_closure(graph);
    const Pairs reduction = transitive_reduction(graph);
    CHECK(std::is_sorted(closure.begin(), closure.end()));
    CHECK(std::is_sorted(reduction.begin(), reduction.end()));
    const auto steps = sample::steps_up(up);
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        pairs += i != j && steps[i][j] != sample::far ? 1U : 0U;
      }
    }
    CHECK(closure.size() == pairs);
    CHECK(transitive_closure(of_pairs(n, reduction)) == closure);
    CHECK(transitive_closure(of_pairs(n, closure)) == closure);
    CHECK(transitive_reduction(of_pairs(n, closure)) == reduction);
    // Without any one of its relations less is implied.
    for (std::size_t k = 0; k < reduction.size(); ++k) {
      Pairs fewer = reduction;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(k));
      CHECK(transitive_closure(of_pairs(n, fewer)).size() < closure.size());
    }
  }
}

TEST_CASE("closure: concepts of a cycle reach themselves, other types do not count") {
  ConceptGraph graph = sample::from_parents({{1}, {0}, {0}});
  graph.relate({0}, relation::related, {2});
  constexpr auto b = relation::broader;
  CHECK(transitive_closure(graph) == Pairs{{{0}, b, {0}},
                                           {{0}, b, {1}},
                                           {{1}, b, {0}},
                                           {{1}, b, {1}},
                                           {{2}, b, {0}},
                                           {{2}, b, {1}}});
  CHECK(transitive_closure(graph, relation::related) == Pairs{{{0}, relation::related, {2}}});
  CHECK(transitive_reduction(graph, relation::related) == Pairs{{{0}, relation::related, {2}}});
  CHECK(transitive_closure(ConceptGraph{}).empty());
  CHECK(transitive_reduction(ConceptGraph{}).empty());
}
