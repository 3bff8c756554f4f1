#pragma once

#include <optional>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/components.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// Which relations may be walked, and what a step costs.
struct ShortestPathOptions {
  RelationTypes types{};  ///< none: all
  bool directed = false;  ///< only from a relation's first concept to its second
  bool weighted = false;  ///< a relation costs its weight, which must be >= 0; else 1
};

/// The way from one concept to another.
struct ShortestPath {
  std::vector<ConceptId> concepts;  ///< from the start to the end, both included
  double length = 0;                ///< the sum of what its steps cost
};

/// Dijkstra 1959. Nothing where there is no way. Among equally short ways always the same one.
/// Throws Error on a negative weight that is met.
[[nodiscard]] std::optional<ShortestPath> shortest_path(const ConceptGraph& graph, ConceptId from,
                                                        ConceptId to,
                                                        const ShortestPathOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/shortest_path_inl.hpp>
#endif
