#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/graph/labelled_graph.hpp>

namespace tonewheel::detail {

/// Labels of some edges, ascending, as numbers.
using EdgeLabels = std::vector<std::size_t>;

/// A graph as the search reads it: labels as numbers, the labels of the edges between any two
/// nodes.
struct EdgeTable {
  std::vector<std::size_t> labels;  ///< of the nodes
  std::vector<EdgeLabels> between;  ///< from * nodes + to

  [[nodiscard]] std::size_t size() const noexcept { return labels.size(); }
  [[nodiscard]] const EdgeLabels& edges(std::size_t from, std::size_t to) const {
    return between[from * labels.size() + to];
  }
};

using LabelNumbers = std::map<std::string_view, std::size_t>;

inline EdgeTable edge_table(const LabelledGraph& graph, LabelNumbers& numbers) {
  const auto number = [&](std::string_view label) {
    return numbers.emplace(label, numbers.size()).first->second;
  };
  EdgeTable table;
  for (const std::string& label : graph.nodes) {
    table.labels.push_back(number(label));
  }
  table.between.resize(graph.nodes.size() * graph.nodes.size());
  for (const LabelledEdge& edge : graph.edges) {
    table.between[edge.from * graph.nodes.size() + edge.to].push_back(number(edge.label));
  }
  for (EdgeLabels& labels : table.between) {
    std::sort(labels.begin(), labels.end());
  }
  return table;
}

}  // namespace tonewheel::detail
