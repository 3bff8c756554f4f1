#pragma once

#include <optional>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/ontology/tier.hpp>
#include <tonewheel/ontology/vocabulary.hpp>

/// TONE (arXiv 2401.06810): Parrott's three-tier tree of emotions with a vocabulary and relations.
namespace tonewheel {

/// The key of TONE in a graph.
inline constexpr std::string_view tone_key = "tone";

/// Adds the scheme "tone": 6 primary, 25 secondary and 135 tertiary concepts with keys such as
/// "tone/joy/cheerfulness/glee", word forms as hidden and synonyms as alternative labels. Throws
/// Error if the graph has it already or the vocabulary names what TONE does not have.
SchemeId add_tone(ConceptGraph& graph, const Vocabulary& vocabulary);

/// Adds to TONE what Plutchik's opposites and dyads say about its concepts: opposite_of where both
/// ends have a TONE concept; for a dyad whose result has one, composed_of to both parts and a
/// combination that leads to it. A part without a TONE concept is Plutchik's own. Each relation
/// says in its source which words stand for which. Needs the schemes "tone" and "plutchik"; throws
/// Error otherwise.
void add_tone_axioms(ConceptGraph& graph);

/// The highest concept of TONE with this name (folded): "anger" is the primary one, though a
/// tertiary one is called so too. Nothing where there is none, or no TONE.
[[nodiscard]] std::optional<ConceptId> tone_concept(const ConceptGraph& graph,
                                                    std::string_view name);
/// The concept of a path below TONE, "joy/cheerfulness/glee". Throws Error that names the path.
[[nodiscard]] ConceptId tone_path(const ConceptGraph& graph, std::string_view path);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/tone_inl.hpp>
#endif
