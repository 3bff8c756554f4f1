#pragma once

#include <tonewheel/ontology/set_crosswalk.hpp>
#include <tonewheel/ontology/tone.hpp>

namespace tonewheel {

TONEWHEEL_INLINE Crosswalk crosswalk(const ConceptGraph& graph, const LabelSet& from,
                                     const LabelSet& to, CrosswalkOptions options) {
  if (!options.ancestors_in) {
    options.ancestors_in = graph.find_scheme(tone_key);
  }
  return crosswalk(graph, from.labels, to.labels, options);
}

}  // namespace tonewheel
