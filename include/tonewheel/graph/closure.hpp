#pragma once

#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// All pairs that the relation implies if it is transitive, stated ones included, in id order; of a
/// cycle's concepts each reaches itself too. Time and memory grow with the number of pairs.
[[nodiscard]] std::vector<RelationEnds> transitive_closure(const ConceptGraph& graph,
                                                           RelationTypeId type = relation::broader);

/// The stated relations that no other ones imply, in id order: the smallest set with the same
/// closure (Aho, Garey and Ullman 1972). Throws Error where the relation has a cycle.
[[nodiscard]] std::vector<RelationEnds> transitive_reduction(
    const ConceptGraph& graph, RelationTypeId type = relation::broader);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/closure_inl.hpp>
#endif
