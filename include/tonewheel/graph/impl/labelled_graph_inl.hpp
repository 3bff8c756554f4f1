#pragma once

#include <algorithm>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/labelled_graph.hpp>

namespace tonewheel {

TONEWHEEL_INLINE void check_graph(const LabelledGraph& graph) {
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    const LabelledEdge& edge = graph.edges[i];
    if (std::max(edge.from, edge.to) >= graph.nodes.size()) {
      throw Error("labelled graph: edge " + std::to_string(i) + " (" + shown(edge.label) +
                  ") joins the nodes " + std::to_string(edge.from) + " and " +
                  std::to_string(edge.to) + ", expected two of " +
                  std::to_string(graph.nodes.size()) + " nodes, counted from 0");
    }
  }
}

}  // namespace tonewheel
