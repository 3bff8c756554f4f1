#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/ontology/vocabulary.hpp>

namespace tonewheel {

/// Joins the concepts of a scheme to TONE: exact_match to the highest concept of the same name;
/// close_match where the label is a word form or a synonym of a name, or where the editors' table
/// src/data/label_matches.csv says so. A name that TONE does not have is matched exactly to the
/// first concept of another scheme that carries it. Throws Error if the graph has no TONE.
void match_to_tone(ConceptGraph& graph, SchemeId scheme, const Vocabulary& vocabulary);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/matches_inl.hpp>
#endif
