#pragma once

#include <string>
#include <string_view>

#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/ontology/vocabulary.hpp>

namespace tonewheel {

struct AtlasOptions {
  Vocabulary vocabulary = shipped_vocabulary();
  std::string_view neutral =
      default_neutral;  ///< variant of neutral's Gaussian (affect/spaces.hpp)
};

/// Everything that ships, as one graph: TONE with its vocabulary and relations, the wheels, the
/// published label sets, the affect spaces universal and pad151; joined by exact and close matches
/// to TONE, groupings, and Gaussians. Every emotion of TONE has a Gaussian. Built in some
/// milliseconds; keep it.
[[nodiscard]] ConceptGraph atlas(const AtlasOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/atlas_inl.hpp>
#endif
