#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <tonewheel/core/table.hpp>
#include <tonewheel/data/pad151.hpp>
#include <tonewheel/data/universal.hpp>
#include <tonewheel/ontology/impl/space_names_inl.hpp>
#include <tonewheel/ontology/label_atlas.hpp>
#include <tonewheel/ontology/label_set.hpp>
#include <tonewheel/ontology/matches.hpp>
#include <tonewheel/ontology/plutchik.hpp>
#include <tonewheel/ontology/tone.hpp>
#include <tonewheel/ontology/wheel_schemes.hpp>

namespace tonewheel {
namespace detail {

/// The names of a space's classes, without the places that affect/spaces.hpp reads.
inline std::vector<std::string> class_names(const EmbeddedTable& space) {
  const Table table = Table::parse(space);
  const std::size_t column = table.column("class");
  std::vector<std::string> names;
  names.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    names.push_back(table.cell(row, column));
  }
  return names;
}

/// What the atlas is made of, and the schemes that get places: in the order in which they do.
inline std::vector<SchemeId> add_atlas_labels(ConceptGraph& graph, const Vocabulary& vocabulary) {
  const SchemeId tone = add_tone(graph, vocabulary);
  const SchemeId plutchik = add_plutchik(graph);
  add_tone_axioms(graph);
  std::vector<SchemeId> matched = add_wheel_schemes(graph);
  const std::vector<SchemeId> sets = add_label_sets(graph);
  matched.insert(matched.end(), sets.begin(), sets.end());
  for (const SchemeId scheme : matched) {
    match_to_tone(graph, scheme, vocabulary);
  }
  match_to_tone(graph, add_space_names(graph, "universal-2602", class_names(data::universal)),
                vocabulary);
  match_to_tone(graph, add_space_names(graph, "pad151", class_names(data::pad151)), vocabulary);
  matched.push_back(plutchik);
  matched.push_back(tone);
  return matched;
}

}  // namespace detail

TONEWHEEL_INLINE ConceptGraph label_atlas(const Vocabulary& vocabulary) {
  ConceptGraph graph;
  detail::add_atlas_labels(graph, vocabulary);
  return graph;
}

}  // namespace tonewheel
