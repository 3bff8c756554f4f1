#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/labelled_graph.hpp>

namespace tonewheel {

/// What an edit costs: finite and >= 0. Substitution: of a node or an edge by one of another label;
/// one of the same label costs nothing. A node is deleted together with its edges.
struct GraphEditCosts {
  double node_substitution = 1;  ///< of a node by one of another label
  double node_insertion = 1;     ///< of a new node
  double node_deletion = 1;      ///< of a node
  double edge_substitution = 1;  ///< of an edge by one of another label
  double edge_insertion = 1;     ///< of a new edge
  double edge_deletion = 1;      ///< of an edge, also of one that goes with its node
};

/// Costs, and the most search states to expand: beyond it the best mapping so far is the answer.
struct GraphEditOptions {
  GraphEditCosts costs{};         ///< of each kind of edit
  std::uint64_t limit = 100'000;  ///< the most search states that are expanded
};

/// A graph edit distance. Exact, or (where the limit was reached) an upper bound of it, `distance`,
/// and a lower one. The mapping has it as its cost: for each node of the first graph its partner in
/// the second, nothing if it is deleted; all other nodes of the second are inserted.
struct GraphEditResult {
  double distance = 0;                              ///< the cost of the mapping
  double lower_bound = 0;                           ///< no mapping costs less
  bool exact = false;                               ///< whether no mapping is cheaper than this one
  std::vector<std::optional<std::size_t>> mapping;  ///< node by node of the first graph
  std::uint64_t expanded = 0;                       ///< search states that were expanded
};

/// The least cost of edits that turn the first graph into the second, edges directed (Sanfeliu &
/// Fu 1983), by depth-first branch and bound. Bounds: assignment of nodes with their edges to
/// mapped nodes in full, the others by half (Riesen & Bunke 2009; Blumenthal & Gamper 2018; anchors
/// as in Chang et al. 2020). For small graphs: O(n^2) memory a step. Exact to the rounding of sums
/// of costs. Throws Error where check_graph() does or a cost is not as above.
[[nodiscard]] GraphEditResult graph_edit_distance(const LabelledGraph& first,
                                                  const LabelledGraph& second,
                                                  const GraphEditOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/graph_edit_inl.hpp>
#endif
