#pragma once

#include <vector>

#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/label_set.hpp>
#include <tonewheel/ontology/matches.hpp>
#include <tonewheel/ontology/plutchik.hpp>
#include <tonewheel/ontology/space_scheme.hpp>
#include <tonewheel/ontology/tone.hpp>
#include <tonewheel/ontology/wheel_schemes.hpp>
#include <tonewheel/ontology/word_forms.hpp>

namespace tonewheel {

TONEWHEEL_INLINE ConceptGraph atlas(const AtlasOptions& options) {
  const std::vector<Space> spaces{pad151()};
  ConceptGraph graph;
  const SchemeId tone = add_tone(graph, options.vocabulary);
  const SchemeId plutchik = add_plutchik(graph);
  add_tone_axioms(graph);
  std::vector<SchemeId> matched = add_wheel_schemes(graph);
  const std::vector<SchemeId> sets = add_label_sets(graph);
  matched.insert(matched.end(), sets.begin(), sets.end());
  for (const SchemeId scheme : matched) {
    match_to_tone(graph, scheme, options.vocabulary);
  }
  for (const Space& space : {universal(options.neutral), spaces.front()}) {
    match_to_tone(graph, add_space(graph, space), options.vocabulary);
  }
  matched.push_back(plutchik);
  matched.push_back(tone);
  const WordForms forms(options.vocabulary);
  for (const SchemeId scheme : matched) {
    attach_norms(graph, scheme, options.norms, forms);
    attach_affect(graph, scheme, spaces, options.vocabulary);
  }
  compose_affect(graph, plutchik);
  for (const SchemeId scheme : matched) {
    inherit_affect(graph, scheme);
  }
  return graph;
}

}  // namespace tonewheel
