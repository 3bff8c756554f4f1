#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <random>
#include <vector>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/topological_sort.hpp>
#include <doctest/doctest.h>

#include <tonewheel/graph/boost.hpp>
#include <tonewheel/graph/shortest_path.hpp>

#include "graph/sample_graphs.hpp"

using namespace tonewheel;
using sample::id;

TEST_CASE("boost graph: models the concepts of Boost.Graph") {
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<BoostGraph>));
  BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<BoostGraph>));
  BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<BoostGraph>));
}

TEST_CASE("boost graph: vertices are concepts, edges relations") {
  ConceptGraph graph = sample::points(3);
  graph.relate(id(2), relation::broader, id(0), {.weight = 0.25, .source = "table"});
  graph.relate(id(1), relation::broader, id(0));
  graph.relate(id(2), relation::opposite_of, id(0));
  const BoostGraph view(graph);
  CHECK(num_vertices(view) == 3);
  CHECK(num_edges(view) == 3);
  CHECK(view[std::size_t{1}].key == "c1");
  CHECK(out_degree(2, view) == 2);
  CHECK(in_degree(0, view) == 3);
  CHECK(degree(0, view) == 3);
  std::vector<std::size_t> sources;
  std::vector<RelationTypeId> types;
  for (auto [edge, end] = edges(view); edge != end; ++edge) {
    sources.push_back(source(*edge, view));
    types.push_back(view[*edge].type);
    CHECK(target(*edge, view) == 0);
  }
  CHECK(sources == std::vector<std::size_t>{2, 1, 2});
  CHECK(types == std::vector{relation::broader, relation::broader, relation::opposite_of});
  const BoostEdge first = *edges(view).first;
  CHECK(get(boost::edge_weight, view, first) == 0.25);
  CHECK(get(boost::edge_index, view, first) == 0);
  CHECK(view[first].source == "table");
  std::vector<std::size_t> into;
  for (auto [edge, end] = in_edges(0, view); edge != end; ++edge) {
    into.push_back(source(*edge, view));
  }
  CHECK(into == sources);
}

TEST_CASE("boost graph: Dijkstra's distances are those of shortest_path") {
  std::mt19937_64 engine(7);
  std::uniform_real_distribution<double> weight(0.1, 2);
  ConceptGraph graph = sample::points(40);
  for (int i = 0; i < 160; ++i) {
    const std::size_t from = engine() % 40;
    const std::size_t to = engine() % 40;
    if (from != to) {
      graph.relate(id(from), relation::broader, id(to), {.weight = weight(engine), .source = {}});
    }
  }
  const BoostGraph view(graph);
  std::vector<double> distances(graph.size());
  boost::dijkstra_shortest_paths(view, 0,
                                 boost::distance_map(boost::make_iterator_property_map(
                                     distances.begin(), get(boost::vertex_index, view))));
  std::size_t reached = 0;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const auto path = shortest_path(graph, id(0), id(i), {.directed = true, .weighted = true});
    if (path) {
      ++reached;
      CHECK(distances[i] == doctest::Approx(path->length).epsilon(1e-12));
    } else {
      CHECK(distances[i] == std::numeric_limits<double>::max());
    }
  }
  CHECK(reached > 20);
}

TEST_CASE("boost graph: a breadth-first search upwards meets every concept above") {
  struct Count : boost::default_bfs_visitor {
    std::size_t* met;
    void discover_vertex(std::size_t, const BoostGraph&) const { ++*met; }
  };
  std::mt19937_64 engine(5);
  const ConceptGraph graph = sample::from_parents(sample::random_forest(60, 10, 8, engine));
  const BoostGraph view(graph);
  for (std::size_t i = 0; i < graph.size(); ++i) {
    std::size_t met = 0;
    Count count;
    count.met = &met;
    boost::breadth_first_search(view, i, boost::visitor(count));
    std::size_t above = 1;
    for (auto up = graph.out(id(i), relation::broader); !up.empty();
         up = graph.out(up.front(), relation::broader)) {
      ++above;
    }
    CHECK(met == above);
  }
}

TEST_CASE("boost graph: a topological sort has what is broader first") {
  std::mt19937_64 engine(9);
  const ConceptGraph graph = sample::from_parents(sample::random_forest(60, 10, 8, engine));
  std::vector<std::size_t> order;
  const BoostGraph view(graph);
  boost::topological_sort(view, std::back_inserter(order));
  REQUIRE(order.size() == graph.size());
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
  }
  for (const StatedRelation& each : graph.stated()) {
    CHECK(place[each.to.index()] < place[each.from.index()]);
  }
}
