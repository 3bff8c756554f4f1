#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// Adds the other wheels, a scheme each. With rings (cores in tier 1, then 2 and 3): willcox-a and
/// willcox-b (the two circulating variants of Willcox 1982), roberts, junto. Of one ring: geneva,
/// mikels, russell; angles where they are published. Neighbours of the first ring are adjacent.
/// Names may stand twice on a wheel; keys are paths: "roberts/sad/hurt/embarrassed".
std::vector<SchemeId> add_wheel_schemes(ConceptGraph& graph);

/// A label as the last part of a key: folded, with '-' for spaces and slashes.
[[nodiscard]] std::string key_part(std::string_view label);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/wheel_schemes_inl.hpp>
#endif
