#pragma once

#include <vector>

#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/impl/label_atlas_inl.hpp>
#include <tonewheel/ontology/impl/space_scheme_inl.hpp>
#include <tonewheel/ontology/plutchik.hpp>
#include <tonewheel/ontology/space_scheme.hpp>
#include <tonewheel/ontology/word_forms.hpp>

namespace tonewheel {

TONEWHEEL_INLINE ConceptGraph atlas(const AtlasOptions& options) {
  ConceptGraph graph;
  const std::vector<SchemeId> matched = detail::add_atlas_labels(graph, options.vocabulary);
  const std::vector<Space> spaces{pad151()};
  for (const Space& space : {universal(options.neutral), spaces.front()}) {
    detail::place_classes(graph, space);
  }
  const WordForms forms(options.vocabulary);
  for (const SchemeId scheme : matched) {
    attach_norms(graph, scheme, options.norms, forms);
    attach_affect(graph, scheme, spaces, options.vocabulary);
  }
  compose_affect(graph, graph.find_scheme(plutchik_key).value());
  for (const SchemeId scheme : matched) {
    inherit_affect(graph, scheme);
  }
  return graph;
}

}  // namespace tonewheel
