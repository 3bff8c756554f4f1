#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/ids.hpp>

namespace tonewheel {

class ConceptGraph;

/// TONE, the ontology of 166 emotions in three tiers (after Parrott), asked by words.
///
///     const auto& tone = tonewheel::tone();
///     fmt::print("{}\n", tone.path("panicked"));                      // fear / horror / panic
///     fmt::print("{:.3f}\n", tone.similarity("terror", "panic"));     // 0.667
///
/// A word is a name of TONE ("anger": of several concepts with one name the highest), or a word
/// form or synonym of one ("panicked": of several the first). Functions throw Error on a word that
/// TONE does not know; knows() asks before.
class ToneOntology {
 public:
  ToneOntology();

  /// Whether the word, or a form of it, is an emotion of TONE.
  [[nodiscard]] bool knows(std::string_view word) const;
  /// From the primary emotion down: "fear / horror / panic".
  [[nodiscard]] std::string path(std::string_view word) const;
  /// The emotion of a tier that the word belongs to, 1 (primary) to 3 (tertiary): "fear" at tier 1
  /// for "panic"; empty where the word itself stands higher. Throws Error on another tier.
  [[nodiscard]] std::string at_tier(std::string_view word, int tier) const;
  /// How close two words stand in the tree: wu_palmer() (graph/similarity.hpp), in [0, 1], 1 for
  /// the same emotion, 0 below different primary ones, symmetric. Wu & Palmer 1994.
  [[nodiscard]] double similarity(std::string_view a, std::string_view b) const;

  /// For graph/query.hpp and all else that asks a graph: everything that ships (atlas()).
  [[nodiscard]] const ConceptGraph& graph() const noexcept;
  /// The concept of a word; throws Error that names the word if there is none.
  [[nodiscard]] ConceptId concept_of(std::string_view word) const;

 private:
  struct Parts;
  std::shared_ptr<const Parts> parts_;
};

/// TONE as it ships, built at the first call (some 15 milliseconds) and kept.
[[nodiscard]] const ToneOntology& tone();

/// The graph of all that ships (atlas()), built at the first call and kept.
[[nodiscard]] const ConceptGraph& shipped_graph();

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/tone_ontology_inl.hpp>
#endif
