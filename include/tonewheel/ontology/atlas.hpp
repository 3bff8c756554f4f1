#pragma once

#include <string>
#include <string_view>

#include <tonewheel/affect/norms.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/ontology/vocabulary.hpp>

namespace tonewheel {

/// Which tables the atlas is made of.
struct AtlasOptions {
  Vocabulary vocabulary = shipped_vocabulary();  ///< word forms and synonyms of TONE's names
  std::string_view neutral = default_neutral;  ///< of universal-2602's neutral (affect/spaces.hpp)
  Norms norms = glasgow_norms();               ///< where people place the words
};

/// Everything that ships, as one graph: TONE with its vocabulary and relations, the wheels, the
/// published label sets, the affect spaces universal-2602 and pad151; joined by exact and close
/// matches to TONE, groupings, and Gaussians. A concept's Gaussian is that of its own name in the
/// norms, else of its forms there, else of pad151, else (a blend of Plutchik's) merged from its
/// parts, else merged from its children, else inherited: every emotion of TONE has one. Built in
/// some 15 milliseconds; keep it.
[[nodiscard]] ConceptGraph atlas(const AtlasOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/atlas_inl.hpp>
#endif
