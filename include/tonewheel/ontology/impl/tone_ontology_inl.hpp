#pragma once

#include <optional>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/graph/hierarchy.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/graph/similarity.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/tone.hpp>
#include <tonewheel/ontology/tone_ontology.hpp>

namespace tonewheel {

struct ToneOntology::Parts {
  const ConceptGraph* graph;
  SchemeId scheme;
  Hierarchy hierarchy;

  [[nodiscard]] std::optional<ConceptId> find(std::string_view word) const {
    if (const auto named = tone_concept(*graph, word)) {
      return named;
    }
    const auto others = graph->find_label(word, {.scheme = scheme});
    return others.empty() ? std::nullopt : std::optional(others.front());
  }
};

TONEWHEEL_INLINE const ConceptGraph& shipped_graph() {
  static const ConceptGraph graph = atlas();
  return graph;
}

TONEWHEEL_INLINE const ToneOntology& tone() {
  static const ToneOntology ontology;
  return ontology;
}

TONEWHEEL_INLINE ToneOntology::ToneOntology() {
  const ConceptGraph& graph = shipped_graph();
  const SchemeId scheme = *graph.find_scheme(tone_key);
  parts_ =
      std::make_shared<const Parts>(Parts{&graph, scheme, Hierarchy(graph, {.scheme = scheme})});
}

TONEWHEEL_INLINE const ConceptGraph& ToneOntology::graph() const noexcept {
  return *parts_->graph;
}

TONEWHEEL_INLINE bool ToneOntology::knows(std::string_view word) const {
  return parts_->find(word).has_value();
}

TONEWHEEL_INLINE ConceptId ToneOntology::concept_of(std::string_view word) const {
  const auto found = parts_->find(word);
  if (!found) {
    throw Error("TONE: found the word " + shown(word) +
                ", expected a name of TONE, or a form or synonym of one");
  }
  return *found;
}

TONEWHEEL_INLINE std::string ToneOntology::path(std::string_view word) const {
  return path_text(graph(), concept_of(word));
}

TONEWHEEL_INLINE std::string ToneOntology::at_tier(std::string_view word, int tier) const {
  if (tier < 1 || tier > 3) {
    throw Error("TONE: found tier " + std::to_string(tier) + ", expected 1 to 3");
  }
  const auto ancestor = tier_ancestor(graph(), concept_of(word), tier);
  return ancestor ? std::string(graph()[*ancestor].name()) : std::string();
}

TONEWHEEL_INLINE double ToneOntology::similarity(std::string_view a, std::string_view b) const {
  return wu_palmer(parts_->hierarchy, concept_of(a), concept_of(b));
}

}  // namespace tonewheel
