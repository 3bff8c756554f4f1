#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// The labels of a data set or a theory, in their published order.
struct LabelSet {
  /// The short name: "goemotions".
  std::string key;
  /// The name in pages and reports.
  std::string title;
  /// Whom to cite.
  std::string source;
  /// The labels in the published order.
  std::vector<ConceptId> labels;
  friend bool operator==(const LabelSet&, const LabelSet&) = default;
};

/// Adds the published label sets, a scheme each (src/data/label_sets.csv), with their codes as
/// notation, and the published groupings between them as broad_match.
std::vector<SchemeId> add_label_sets(ConceptGraph& graph);

/// A set by its key: any scheme of the graph ("affectnet8", "pad151"), of one with tiers its
/// concepts without combinations; one tier of TONE: "tone-primary", "tone-secondary",
/// "tone-tertiary"; or one ring of a wheel: "roberts-2". "universal" is universal-2602. Throws
/// Error that lists the keys.
[[nodiscard]] LabelSet label_set(const ConceptGraph& graph, std::string_view key);

/// The keys that label_set knows.
[[nodiscard]] std::vector<std::string> label_set_keys(const ConceptGraph& graph);

/// The label's position by its name (folded) or its published code; nothing where neither is there.
[[nodiscard]] std::optional<std::size_t> find_label(const ConceptGraph& graph, const LabelSet& set,
                                                    std::string_view label);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/label_set_inl.hpp>
#endif
