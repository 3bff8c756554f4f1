#pragma once

#include <algorithm>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>

/// How a graph hangs together by chosen relations; an empty list of types means all of them.
namespace tonewheel {

/// Types of relations, such as relation::broader.
using RelationTypes = std::vector<RelationTypeId>;

namespace detail {
[[nodiscard]] inline bool chosen(const RelationTypes& types, RelationTypeId type) {
  return types.empty() || std::find(types.begin(), types.end(), type) != types.end();
}
}  // namespace detail

/// Sets of concepts joined by relations in either direction; each set and the list of sets in id
/// order. Concepts without relations are sets of one.
[[nodiscard]] std::vector<std::vector<ConceptId>> connected_components(
    const ConceptGraph& graph, const RelationTypes& types = {});

/// Sets of two or more concepts each of which can be reached from each other one along the
/// relations' direction: every cycle lies in one of them. In id order.
[[nodiscard]] std::vector<std::vector<ConceptId>> cycles(const ConceptGraph& graph,
                                                         const RelationTypes& types = {
                                                             relation::broader});

/// Every concept after all that it has relations to (its broader ones); empty where a cycle leaves
/// no such order.
[[nodiscard]] std::vector<ConceptId> topological_order(const ConceptGraph& graph,
                                                       const RelationTypes& types = {
                                                           relation::broader});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/components_inl.hpp>
#endif
