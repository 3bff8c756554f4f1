#pragma once

#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// The part of a graph that some schemes make up: their concepts, the concepts elsewhere that they
/// are composed of, caused by or lead to, and every relation between all of these. Ids are new;
/// keys stay. Throws Error on a scheme that is not of the graph.
[[nodiscard]] ConceptGraph subgraph(const ConceptGraph& graph,
                                    const std::vector<SchemeId>& schemes);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/subgraph_inl.hpp>
#endif
