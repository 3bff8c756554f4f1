#include <algorithm>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/graph/components.hpp>

#include "graph/sample_graphs.hpp"

using namespace tonewheel;
using sample::id;

namespace {

using Ids = std::vector<ConceptId>;
using Sets = std::vector<Ids>;

Sets sets_of(const nlohmann::json& lists) {
  Sets sets;
  for (const auto& list : lists) {
    sets.emplace_back();
    for (const auto& each : list) {
      sets.back().push_back(id(each.get<std::size_t>()));
    }
  }
  return sets;
}

bool is_order(const ConceptGraph& graph, const Ids& order, const RelationTypes& types) {
  std::vector<std::size_t> place(graph.size(), graph.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i].index()] = i;
  }
  const auto relations = graph.relations();
  return order.size() == graph.size() &&
         std::find(place.begin(), place.end(), graph.size()) == place.end() &&
         std::all_of(relations.begin(), relations.end(), [&](const RelationEnds& each) {
           return (!types.empty() &&
                   std::find(types.begin(), types.end(), each.type) == types.end()) ||
                  place[each.to.index()] < place[each.from.index()];
         });
}

}  // namespace

TEST_CASE("components, cycles and orders are networkx's") {
  for (const auto& each : sample::golden_graphs()) {
    if (each.at("nodes") == 0) {
      continue;
    }
    CAPTURE(each.at("edges").dump());
    const ConceptGraph graph = sample::golden_graph(each);
    CHECK(connected_components(graph) == sets_of(each.at("components")));
    CHECK(connected_components(graph, {relation::broader}) == sets_of(each.at("components_0")));
    CHECK(cycles(graph, {}) == sets_of(each.at("cycles")));
    CHECK(cycles(graph) == sets_of(each.at("cycles_0")));
    CHECK(topological_order(graph).empty() != each.at("acyclic_0").get<bool>());
    CHECK(topological_order(graph, {}).empty() != each.at("acyclic").get<bool>());
    if (each.at("acyclic_0")) {
      CHECK(is_order(graph, topological_order(graph), {relation::broader}));
    }
    if (each.at("acyclic")) {
      CHECK(is_order(graph, topological_order(graph, {}), {}));
    }
  }
}

TEST_CASE("components: an empty graph has none") {
  const ConceptGraph graph;
  CHECK(connected_components(graph).empty());
  CHECK(cycles(graph).empty());
  CHECK(topological_order(graph).empty());
}

TEST_CASE("components: relations of other types do not count") {
  ConceptGraph graph = sample::points(4);
  graph.relate({0}, relation::broader, {3});
  graph.relate({3}, relation::leads_to, {0});
  graph.relate({1}, relation::related, {2});
  CHECK(connected_components(graph, {relation::related, relation::leads_to}) ==
        Sets{{{0}, {3}}, {{1}, {2}}});
  CHECK(connected_components(graph, {relation::adjacent}).size() == 4);
  CHECK(cycles(graph).empty());
  CHECK(cycles(graph, {relation::broader, relation::leads_to}) == Sets{{{0}, {3}}});
  CHECK(topological_order(graph, {}).empty());
}

TEST_CASE("components: two cycles that share a concept are one set, others their own") {
  const ConceptGraph graph = sample::from_parents({{5}, {2}, {1, 3}, {4}, {2}, {0}, {6 - 1}, {0}});
  CHECK(cycles(graph) == Sets{{{0}, {5}}, {{1}, {2}, {3}, {4}}});
}

TEST_CASE("components: a chain and a ring of 100000 concepts") {
  constexpr std::size_t n = 100'000;
  sample::Parents up(n);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    up[i] = {i + 1};
  }
  ConceptGraph graph = sample::from_parents(up);
  CHECK(connected_components(graph).size() == 1);
  CHECK(cycles(graph).empty());
  const Ids order = topological_order(graph);
  CHECK(order.front() == id(n - 1));
  CHECK(order.back() == id(0));
  graph.relate(id(n - 1), relation::broader, id(0));
  CHECK(topological_order(graph).empty());
  CHECK(cycles(graph).at(0).size() == n);
}
