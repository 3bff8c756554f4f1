#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <tonewheel/wheel/catalogue.hpp>

#include "ontology/session.hpp"

/// What the graph says about a concept, as lines for people.
namespace ontology {

/// The other ends of each type of relation, both directions.
inline std::map<std::string, std::vector<std::string>> relations_of(const ConceptGraph& graph,
                                                                    ConceptId id) {
  std::map<std::string, std::vector<std::string>> lists;
  const auto& types = graph.relation_types();
  for (std::uint32_t t = 0; t < types.size(); ++t) {
    for (const ConceptId other : graph.out(id, {t})) {
      lists[relation_text(types[t], false)].push_back(concept_text(graph, other));
    }
    if (types[t].laws.symmetric) {
      continue;
    }
    for (const ConceptId other : graph.in(id, {t})) {
      lists[relation_text(types[t], true)].push_back(concept_text(graph, other));
    }
  }
  return lists;
}

/// "plutchik: fear, ring 1, 90 degrees" for each wheel that the concept or a match of it is on.
inline std::vector<std::string> wheels_of(const Loaded& loaded, ConceptId id) {
  std::vector<std::string> lines;
  if (!loaded.shipped) {
    return lines;
  }
  const ConceptGraph& graph = loaded.graph;
  std::vector<ConceptId> same{id};
  for (const RelationTypeId type : {relation::exact_match, relation::close_match}) {
    const auto matches = graph.out(id, type);
    same.insert(same.end(), matches.begin(), matches.end());
  }
  for (const std::string& key : wheel_keys()) {
    const Wheel wheel = shipped_wheel(graph, key);
    for (const ConceptId cell : same) {
      if (const auto sector = wheel.sector_of(cell)) {
        lines.push_back(fmt::format("{}: {}, sector {}, ring {}, {:.1f} degrees{}", key,
                                    path_text(graph, cell), graph[wheel.core(*sector)].name(),
                                    *wheel.ring_of(cell), 360 * *wheel.angle_of(cell),
                                    wheel.has_published_angles() ? "" : " by order"));
      }
    }
  }
  return lines;
}

/// How many rated words a Gaussian rests on: "glasgow: reject, rejected" rests on 2; 0: on none.
inline std::size_t word_count(const ConceptAffect& affect) {
  const auto words = affect.source.find(": ");
  return inherited(affect.origin) || words == std::string::npos
             ? 0
             : 1 + static_cast<std::size_t>(
                       std::count(affect.source.begin() + static_cast<std::ptrdiff_t>(words),
                                  affect.source.end(), ','));
}

inline std::string affect_text(const ConceptAffect& affect) {
  const std::size_t words = word_count(affect);
  const auto& c = affect.covariance;
  return fmt::format(
      "valence {:+.3f} (sd {:.3f}), arousal {:+.3f} (sd {:.3f}), dominance {:+.3f} (sd {:.3f}); {} "
      "{}{}",
      affect.mean.valence, std::sqrt(c[0]), affect.mean.arousal, std::sqrt(c[3]),
      affect.mean.dominance, std::sqrt(c[5]),
      inherited(affect.origin) ? "inherited from " + std::string(name(affect.origin)) + ":"
                               : std::string(name(affect.origin)) + ":",
      affect.source,
      words == 0 ? "" : fmt::format(" ({} rated word{})", words, words == 1 ? "" : "s"));
}

}  // namespace ontology
