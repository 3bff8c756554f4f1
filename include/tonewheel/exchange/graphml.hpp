#pragma once

#include <string>

#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// The graph as GraphML for networkx, Gephi, yEd and igraph, in id order. Nodes n0, n1, ... with
/// key, label, kind, scheme, tier, notation, angle, valence, arousal, dominance, affect_origin;
/// edges with type, weight, source. What an attribute has no value for is left out. Characters that
/// XML cannot hold become U+FFFD. Throws Error that names the element on text that is not UTF-8.
[[nodiscard]] std::string to_graphml(const ConceptGraph& graph);

}  // namespace tonewheel
