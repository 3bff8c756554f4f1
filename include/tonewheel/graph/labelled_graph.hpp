#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// An edge between two nodes, by their numbers.
struct LabelledEdge {
  /// The number of the node it is from.
  std::size_t from = 0;
  /// The number of the node it leads to.
  std::size_t to = 0;
  /// What it says.
  std::string label{};
  friend bool operator==(const LabelledEdge&, const LabelledEdge&) = default;
};

/// A small directed graph: node i is labelled nodes[i]. Labels may repeat; an edge may lead from a
/// node to itself, and several may join the same two nodes, even with one label: each counts.
struct LabelledGraph {
  /// The labels of the nodes, by their numbers.
  std::vector<std::string> nodes;
  /// The edges, any number between two nodes.
  std::vector<LabelledEdge> edges;
  friend bool operator==(const LabelledGraph&, const LabelledGraph&) = default;
};

/// Throws Error unless every edge joins nodes of the graph.
void check_graph(const LabelledGraph& graph);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/labelled_graph_inl.hpp>
#endif
