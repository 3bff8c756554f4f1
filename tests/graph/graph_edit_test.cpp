#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <limits>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/graph_edit.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Mapping = std::vector<std::optional<std::size_t>>;

std::vector<std::string> labels_between(const LabelledGraph& graph, std::size_t from,
                                        std::size_t to) {
  std::vector<std::string> labels;
  for (const LabelledEdge& edge : graph.edges) {
    if (edge.from == from && edge.to == to) {
      labels.push_back(edge.label);
    }
  }
  return labels;
}

/// Least cost of turning some parallel edges into others, by trying every way.
double edges_by_trying(std::vector<std::string> a, const std::vector<std::string>& b,
                       const GraphEditCosts& costs) {
  if (a.empty()) {
    return costs.edge_insertion * static_cast<double>(b.size());
  }
  const std::string label = a.back();
  a.pop_back();
  double least = costs.edge_deletion + edges_by_trying(a, b, costs);
  for (std::size_t j = 0; j < b.size(); ++j) {
    std::vector<std::string> others = b;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(j));
    least = std::min(
        least, (label == b[j] ? 0 : costs.edge_substitution) + edges_by_trying(a, others, costs));
  }
  return least;
}

double cost_of(const LabelledGraph& a, const LabelledGraph& b, const Mapping& mapping,
               const GraphEditCosts& costs) {
  double cost = 0;
  std::vector<bool> used(b.nodes.size(), false);
  for (std::size_t i = 0; i < a.nodes.size(); ++i) {
    if (!mapping[i]) {
      cost += costs.node_deletion;
      continue;
    }
    if (used[*mapping[i]]) {
      return std::numeric_limits<double>::quiet_NaN();
    }
    used[*mapping[i]] = true;
    cost += a.nodes[i] == b.nodes[*mapping[i]] ? 0 : costs.node_substitution;
  }
  cost += costs.node_insertion * static_cast<double>(std::count(used.begin(), used.end(), false));
  for (std::size_t i = 0; i < a.nodes.size(); ++i) {
    for (std::size_t j = 0; j < a.nodes.size(); ++j) {
      const bool both = mapping[i] && mapping[j];
      cost += edges_by_trying(
          labels_between(a, i, j),
          both ? labels_between(b, *mapping[i], *mapping[j]) : std::vector<std::string>{}, costs);
    }
  }
  for (const LabelledEdge& edge : b.edges) {
    cost += used[edge.from] && used[edge.to] ? 0 : costs.edge_insertion;
  }
  return cost;
}

/// The least cost over all mappings.
double by_trying(const LabelledGraph& a, const LabelledGraph& b, const GraphEditCosts& costs,
                 Mapping mapping = {}) {
  if (mapping.size() == a.nodes.size()) {
    return cost_of(a, b, mapping, costs);
  }
  mapping.emplace_back();
  double least = by_trying(a, b, costs, mapping);
  for (std::size_t j = 0; j < b.nodes.size(); ++j) {
    if (std::find(mapping.begin(), mapping.end(), std::optional(j)) == mapping.end()) {
      mapping.back() = j;
      least = std::min(least, by_trying(a, b, costs, mapping));
      mapping.back() = std::nullopt;
    }
  }
  return least;
}

LabelledGraph random_graph(std::size_t nodes, std::size_t edges, unsigned labels,
                           std::mt19937_64& engine) {
  LabelledGraph graph;
  for (std::size_t i = 0; i < nodes; ++i) {
    graph.nodes.emplace_back(1, static_cast<char>('a' + engine() % labels));
  }
  for (std::size_t i = 0; nodes != 0 && i < edges; ++i) {
    graph.edges.push_back({engine() % nodes, engine() % nodes,
                           std::string(1, static_cast<char>('x' + engine() % 2))});
  }
  return graph;
}

LabelledGraph random_edge_tree(std::size_t nodes, unsigned labels, unsigned edge_labels,
                               std::mt19937_64& engine) {
  LabelledGraph graph;
  for (std::size_t i = 0; i < nodes; ++i) {
    graph.nodes.push_back(std::to_string(engine() % labels));
    if (i > 0) {
      graph.edges.push_back({engine() % i, i, std::to_string(engine() % edge_labels)});
    }
  }
  return graph;
}

double distance(const LabelledGraph& a, const LabelledGraph& b) {
  return graph_edit_distance(a, b).distance;
}

}  // namespace

TEST_CASE(
    "graph edit: graph edit distances are NetworkX's, or less where it misses the cheapest "
    "mapping") {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) /
                       "tests/golden/graph_edit.json");
  const nlohmann::json golden = nlohmann::json::parse(stream);
  const auto graph_of = [](const nlohmann::json& json) {
    LabelledGraph graph{json["nodes"], {}};
    for (const nlohmann::json& edge : json["edges"]) {
      graph.edges.push_back({edge[0], edge[1], edge[2]});
    }
    return graph;
  };
  CHECK(golden["cases"].size() == 80);
  for (const nlohmann::json& item : golden["cases"]) {
    CAPTURE(item.dump());
    const nlohmann::json& c = item["costs"];
    const GraphEditResult found =
        graph_edit_distance(graph_of(item["first"]), graph_of(item["second"]),
                            {.costs = {.node_substitution = c[0],
                                       .node_insertion = c[1],
                                       .node_deletion = c[2],
                                       .edge_substitution = c[3],
                                       .edge_insertion = c[4],
                                       .edge_deletion = c[5]}});
    CHECK(found.exact);
    CHECK(found.distance == item["distance"].get<double>());
  }
}

TEST_CASE("graph edit: graph edit distances are the least over all mappings") {
  std::mt19937_64 engine(17);
  for (int round = 0; round < 300; ++round) {
    const LabelledGraph a = random_graph(engine() % 5, engine() % 7, 2, engine);
    const LabelledGraph b = random_graph(engine() % 6, engine() % 7, 2, engine);
    GraphEditOptions options;
    if (round % 2 == 1) {
      const auto cost = [&] { return static_cast<double>(engine() % 8) / 4; };
      options.costs = {cost(), cost(), cost(), cost(), cost(), cost()};
    }
    const GraphEditResult found = graph_edit_distance(a, b, options);
    CHECK(found.exact);
    CHECK(found.lower_bound == found.distance);
    CHECK(found.distance == by_trying(a, b, options.costs));
    CHECK(found.distance == cost_of(a, b, found.mapping, options.costs));
  }
}

TEST_CASE("graph edit: costs that are no binary fractions are exact to rounding") {
  std::mt19937_64 engine(18);
  const GraphEditCosts costs{0.7, 0.3, 0.1, 0.9, 1.1, 0.2};
  for (int round = 0; round < 60; ++round) {
    const LabelledGraph a = random_graph(engine() % 5, engine() % 7, 2, engine);
    const LabelledGraph b = random_graph(engine() % 5, engine() % 7, 2, engine);
    CHECK(graph_edit_distance(a, b, {.costs = costs}).distance ==
          doctest::Approx(by_trying(a, b, costs)).epsilon(1e-11));
  }
}

TEST_CASE("graph edit: the graph edit distance is a metric, up to node numbers") {
  std::mt19937_64 engine(19);
  for (int round = 0; round < 100; ++round) {
    const LabelledGraph a = random_graph(engine() % 7, engine() % 8, 3, engine);
    const LabelledGraph b = random_graph(engine() % 7, engine() % 8, 3, engine);
    const LabelledGraph c = random_graph(engine() % 7, engine() % 8, 3, engine);
    std::vector<std::size_t> order(a.nodes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), engine);
    LabelledGraph renumbered = a;
    for (std::size_t i = 0; i < order.size(); ++i) {
      renumbered.nodes[order[i]] = a.nodes[i];
    }
    for (LabelledEdge& edge : renumbered.edges) {
      edge = {order[edge.from], order[edge.to], edge.label};
    }
    CHECK(distance(a, renumbered) == 0);
    CHECK(distance(a, b) == distance(b, a));
    CHECK(distance(renumbered, b) == distance(a, b));
    CHECK(distance(a, c) <= distance(a, b) + distance(b, c));
    const std::size_t most = a.nodes.size() + a.edges.size() + b.nodes.size() + b.edges.size();
    CHECK(distance(a, b) <= static_cast<double>(most));
  }
  const LabelledGraph empty;
  CHECK(distance(empty, empty) == 0);
  CHECK(distance(empty, {{"a", "b"}, {{0, 1, "x"}}}) == 3);
  CHECK(distance({{"a", "b"}, {{0, 1, "x"}}}, {{"a", "b"}, {{1, 0, "x"}}}) == 2);
  CHECK(distance({{"a", "b"}, {{0, 1, "x"}}}, {{"a", "b"}, {{0, 1, "y"}}}) == 1);
  CHECK(distance({{"a"}, {{0, 0, "x"}, {0, 0, "x"}}}, {{"a"}, {{0, 0, "x"}}}) == 1);
}

TEST_CASE("graph edit: nine nodes and eight edges on either side are within the default limit") {
  std::mt19937_64 engine(20);
  for (const unsigned labels : {1U, 2U, 4U, 12U}) {
    for (const unsigned edge_labels : {1U, 3U, 28U}) {
      for (int round = 0; round < 5; ++round) {
        const LabelledGraph a = random_edge_tree(9, labels, edge_labels, engine);
        const LabelledGraph b = random_edge_tree(9, labels, edge_labels, engine);
        const GraphEditResult found = graph_edit_distance(a, b);
        CAPTURE(found.expanded);
        CHECK(found.exact);
        CHECK(found.distance == cost_of(a, b, found.mapping, {}));
        CHECK(distance(b, a) == found.distance);
      }
    }
  }
}

TEST_CASE("graph edit: past the limit the answer is two bounds") {
  std::mt19937_64 engine(21);
  bool inexact = false;
  for (int round = 0; round < 20; ++round) {
    const LabelledGraph a = random_edge_tree(8, 1, 1, engine);
    const LabelledGraph b = random_edge_tree(9, 1, 1, engine);
    const double exact = distance(a, b);
    for (const std::uint64_t limit : {0U, 1U, 3U}) {
      const GraphEditResult found = graph_edit_distance(a, b, {.limit = limit});
      CHECK(found.expanded <= limit);
      CHECK(found.lower_bound <= exact);
      CHECK(found.distance >= exact);
      CHECK(found.distance == cost_of(a, b, found.mapping, {}));
      CHECK((!found.exact || found.distance == exact));
      inexact = inexact || !found.exact;
    }
  }
  CHECK(inexact);
}

TEST_CASE("graph edit: costs and edges that cannot be are refused") {
  const LabelledGraph graph{{"a"}, {}};
  CHECK(message_of([&] {
          (void)graph_edit_distance(graph, graph, {.costs = {.edge_deletion = -0.5}});
        }) == "graph edit distance: edge_deletion is -0.5, expected a finite number >= 0");
  CHECK(contains(message_of([&] {
                   (void)graph_edit_distance(graph, graph,
                                             {.costs = {.node_insertion = std::nan("")}});
                 }),
                 "node_insertion is nan"));
  CHECK(contains(message_of([&] { (void)graph_edit_distance(graph, {{"a"}, {{0, 1, "x"}}}); }),
                 "edge 0"));
}
