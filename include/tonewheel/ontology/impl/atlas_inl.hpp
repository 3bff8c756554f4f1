#pragma once

#include <vector>

#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/label_set.hpp>
#include <tonewheel/ontology/matches.hpp>
#include <tonewheel/ontology/plutchik.hpp>
#include <tonewheel/ontology/space_scheme.hpp>
#include <tonewheel/ontology/tone.hpp>
#include <tonewheel/ontology/wheel_schemes.hpp>

namespace tonewheel {

TONEWHEEL_INLINE ConceptGraph atlas(const AtlasOptions& options) {
  const std::vector<Space> spaces{universal(options.neutral), pad151()};
  ConceptGraph graph;
  const SchemeId tone = add_tone(graph, options.vocabulary);
  const SchemeId plutchik = add_plutchik(graph);
  add_tone_axioms(graph);
  std::vector<SchemeId> matched = add_wheel_schemes(graph);
  const std::vector<SchemeId> sets = add_label_sets(graph);
  matched.insert(matched.end(), sets.begin(), sets.end());
  for (const Space& space : spaces) {
    matched.push_back(add_space(graph, space));
  }
  for (const SchemeId scheme : matched) {
    match_to_tone(graph, scheme, options.vocabulary);
    attach_affect(graph, scheme, spaces, options.vocabulary);
  }
  attach_affect(graph, plutchik, spaces, options.vocabulary);
  attach_affect(graph, tone, spaces, options.vocabulary);
  inherit_affect(graph, tone);
  return graph;
}

}  // namespace tonewheel
