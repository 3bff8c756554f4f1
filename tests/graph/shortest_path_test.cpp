#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/shortest_path.hpp>

#include "graph/sample_graphs.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using sample::id;
using support::contains;
using support::message_of;

namespace {

using Ids = std::vector<ConceptId>;

/// What the steps of a way cost by the cheapest relation of each.
double cost_of(const ConceptGraph& graph, const Ids& way, const ShortestPathOptions& options) {
  double cost = 0;
  for (std::size_t i = 1; i < way.size(); ++i) {
    double least = std::numeric_limits<double>::infinity();
    for (std::uint32_t t = 0; t < graph.relation_types().size(); ++t) {
      if (!options.types.empty() && options.types[0] != RelationTypeId{t}) {
        continue;
      }
      for (const Relation* each :
           {graph.find_relation(way[i - 1], {t}, way[i]),
            options.directed ? nullptr : graph.find_relation(way[i], {t}, way[i - 1])}) {
        if (each != nullptr) {
          least = std::min(least, options.weighted ? each->weight : 1);
        }
      }
    }
    cost += least;
  }
  return cost;
}

}  // namespace

TEST_CASE("shortest path: lengths are networkx's, ways are as long as they say") {
  const std::vector<std::pair<std::string, ShortestPathOptions>> modes{
      {"directed", {.directed = true}},
      {"undirected", {}},
      {"directed_weighted", {.directed = true, .weighted = true}},
      {"undirected_weighted", {.weighted = true}},
      {"directed_0", {.types = {relation::broader}, .directed = true}},
      {"undirected_weighted_0", {.types = {relation::broader}, .weighted = true}}};
  for (const auto& each : sample::golden_graphs()) {
    const ConceptGraph graph = sample::golden_graph(each);
    for (const auto& [mode, options] : modes) {
      for (std::size_t i = 0; i < graph.size(); ++i) {
        for (std::size_t j = 0; j < graph.size(); ++j) {
          CAPTURE(mode);
          const double expected = each.at("lengths").at(mode)[i][j].get<double>();
          const auto found = shortest_path(graph, id(i), id(j), options);
          REQUIRE(found.has_value() == (expected >= 0));
          if (found) {
            CHECK(found->length == doctest::Approx(expected).epsilon(1e-14));
            CHECK(found->concepts.front() == id(i));
            CHECK(found->concepts.back() == id(j));
            CHECK(cost_of(graph, found->concepts, options) ==
                  doctest::Approx(expected).epsilon(1e-14));
          }
        }
      }
    }
  }
}

TEST_CASE("shortest path: to itself, to nowhere, to what is not there") {
  ConceptGraph graph = sample::points(3);
  graph.relate({0}, relation::related, {1});
  CHECK(shortest_path(graph, {2}, {2})->concepts == Ids{{2}});
  CHECK(shortest_path(graph, {2}, {2})->length == 0);
  CHECK_FALSE(shortest_path(graph, {0}, {2}).has_value());
  CHECK_FALSE(shortest_path(graph, {1}, {0}, {.directed = true}).has_value());
  CHECK(shortest_path(graph, {1}, {0})->concepts == Ids{{1}, {0}});
  CHECK_THROWS_AS((void)shortest_path(graph, {0}, {3}), Error);
  CHECK_THROWS_AS((void)shortest_path(graph, {3}, {0}), Error);
}

TEST_CASE("shortest path: the same way every time, however the relations were stated") {
  ConceptGraph one = sample::points(6);
  ConceptGraph other = sample::points(6);
  const std::vector<std::pair<std::size_t, std::size_t>> edges{{0, 1}, {0, 2}, {0, 3}, {1, 4},
                                                               {2, 4}, {3, 4}, {4, 5}};
  for (std::size_t k = 0; k < edges.size(); ++k) {
    one.relate(id(edges[k].first), relation::related, id(edges[k].second));
    const auto& back = edges[edges.size() - 1 - k];
    other.relate(id(back.first), relation::related, id(back.second));
  }
  const auto way = shortest_path(one, {0}, {5});
  CHECK(way->concepts.size() == 4);
  CHECK(way->length == 3);
  CHECK(shortest_path(other, {0}, {5})->concepts == way->concepts);
}

TEST_CASE("shortest path: relations of weight 0 lead somewhere and end") {
  ConceptGraph graph = sample::points(5);
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = 0; j < 5; ++j) {
      if (i != j) {
        graph.relate(id(i), relation::related, id(j), {.weight = 0});
      }
    }
  }
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = 0; j < 5; ++j) {
      const auto way = shortest_path(graph, id(i), id(j), {.weighted = true});
      REQUIRE(way.has_value());
      CHECK(way->length == 0);
      CHECK(way->concepts.front() == id(i));
      CHECK(way->concepts.back() == id(j));
    }
  }
}

TEST_CASE("shortest path: a negative weight that is met is an error") {
  ConceptGraph graph = sample::points(4);
  graph.relate({0}, relation::related, {1}, {.weight = -1});
  graph.relate({2}, relation::related, {3});
  CHECK(contains(message_of([&] { (void)shortest_path(graph, {0}, {1}, {.weighted = true}); }),
                 "-1"));
  CHECK(shortest_path(graph, {2}, {3}, {.weighted = true})->length == 1);
  CHECK(shortest_path(graph, {0}, {1})->length == 1);
  CHECK_FALSE(shortest_path(graph, {1}, {0}, {.directed = true, .weighted = true}).has_value());
  CHECK_FALSE(
      shortest_path(graph, {0}, {1}, {.types = {relation::broader}, .weighted = true}).has_value());
}
