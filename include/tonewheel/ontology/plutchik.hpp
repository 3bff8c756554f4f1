#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>

/// Plutchik 1980: eight sectors of three intensities, dyads, opposites.
namespace tonewheel {

/// The key of Plutchik's wheel in a graph.
inline constexpr std::string_view plutchik_key = "plutchik";

/// Key of one of Plutchik's words: "plutchik/joy".
[[nodiscard]] std::string plutchik_word(std::string_view name);

/// The four opposite pairs of basic emotions.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> plutchik_opposites();

/// Adds the scheme "plutchik": the 24 words with their angles, basic ones in tier 1, mild and
/// intense ones below them in tier 2; adjacent, opposite_of (basic emotions) and more_intense_than;
/// the 24 dyads and the 4 blends of opposites, composed_of their two parts, each with a combination
/// that leads to it. Where the graph has TONE, exact and close matches to it.
SchemeId add_plutchik(ConceptGraph& graph);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/plutchik_inl.hpp>
#endif
