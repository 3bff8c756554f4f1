#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/graph/crosswalk.hpp>
#include <tonewheel/ontology/label_set.hpp>

namespace tonewheel {

/// The labels of one set told in those of another: crosswalk() of graph/crosswalk.hpp between two
/// sets of one graph. Common ancestors are those of TONE where the graph has it, since a neighbour
/// on a wheel says little of another theory. By the names of the sets: label_crosswalk.hpp.
[[nodiscard]] Crosswalk crosswalk(const ConceptGraph& graph, const LabelSet& from,
                                  const LabelSet& to, CrosswalkOptions options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/set_crosswalk_inl.hpp>
#endif
