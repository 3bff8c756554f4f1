#pragma once

#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/components.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/graph/labelled_graph.hpp>
#include <tonewheel/graph/motif.hpp>
#include <tonewheel/graph/ordered_tree.hpp>

/// Parts of a concept graph as the plain trees and graphs that edit distances and the motif census
/// work on. Labels are the concepts' names.
namespace tonewheel {

/// A concept and all below it, children in id order; a concept with several parents stands once,
/// under the one that is met first going down. Throws Error on an id that is not of the graph.
[[nodiscard]] OrderedTree ordered_tree(const ConceptGraph& graph, ConceptId root);

/// Concepts of a list and the relations of chosen types between them; edge labels are the types'
/// keys. Nodes in the order of the list. Throws Error on a concept that stands twice.
[[nodiscard]] LabelledGraph labelled_graph(const ConceptGraph& graph,
                                           const std::vector<ConceptId>& concepts,
                                           const RelationTypes& types = {});

/// Relations of chosen types as arcs between concept ids, for triad_census(graph.size(), arcs).
[[nodiscard]] std::vector<Arc> arcs(const ConceptGraph& graph, const RelationTypes& types = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/extract_inl.hpp>
#endif
