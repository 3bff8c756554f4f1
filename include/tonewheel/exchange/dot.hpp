#pragma once

#include <optional>
#include <string>
#include <vector>

#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// What the colours of concepts show.
enum class DotColours : unsigned char { none, scheme, tier };

/// Which concepts and relations are drawn, and how.
struct DotOptions {
  std::vector<RelationTypeId> types{};    ///< which relations; empty: all
  std::optional<SchemeId> scheme{};       ///< concepts of this scheme only
  bool isolated = true;                   ///< also concepts without a relation in the picture
  DotColours colours = DotColours::none;  ///< what the colour of a concept shows
};

/// A picture for Graphviz, in id order: concepts by name, the hierarchy without words and drawn
/// upwards, other relations with their type; two that state a symmetric one are one line. Throws
/// Error on ids that are not of the graph and on text that is not UTF-8.
[[nodiscard]] std::string to_dot(const ConceptGraph& graph, const DotOptions& options = {});

}  // namespace tonewheel
