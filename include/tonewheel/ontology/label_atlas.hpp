#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>
#include <tonewheel/ontology/vocabulary.hpp>

namespace tonewheel {

/// All names that ship and how they are related, without places in the affect space: atlas() with
/// the same concepts, ids and relations, but no Gaussians. Enough for words and labels, and a
/// header-only program that takes it compiles no linear algebra. Built in some 5 milliseconds.
[[nodiscard]] ConceptGraph label_atlas(const Vocabulary& vocabulary = shipped_vocabulary());

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/label_atlas_inl.hpp>
#endif
