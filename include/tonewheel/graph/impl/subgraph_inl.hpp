#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/components.hpp>
#include <tonewheel/graph/subgraph.hpp>

namespace tonewheel {

TONEWHEEL_INLINE ConceptGraph subgraph(const ConceptGraph& graph,
                                       const std::vector<SchemeId>& schemes) {
  const RelationTypes parts{relation::composed_of, relation::has_cause, relation::has_result};
  std::vector<bool> kept(graph.size(), false);
  for (const SchemeId scheme : schemes) {
    if (scheme.index() >= graph.schemes().size()) {
      throw Error("subgraph: scheme " + std::to_string(scheme.value) + " is not of this graph");
    }
    for (const ConceptId id : graph.members(scheme)) {
      kept[id.index()] = true;
    }
  }
  const auto relations = graph.relations();
  std::vector<bool> needed = kept;
  for (const RelationEnds& each : relations) {
    if (kept[each.from.index()] && detail::chosen(parts, each.type)) {
      needed[each.to.index()] = true;
    }
  }
  ConceptGraph part;
  for (std::size_t t = built_in_relations.size(); t < graph.relation_types().size(); ++t) {
    part.add_relation_type(graph.relation_types()[t]);
  }
  std::vector<std::optional<SchemeId>> new_scheme(graph.schemes().size());
  std::vector<ConceptId> new_id(graph.size());
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    if (needed[i]) {
      Concept node = graph[{i}];
      if (node.scheme) {
        auto& scheme = new_scheme[node.scheme->index()];
        if (!scheme) {
          scheme = part.add_scheme(graph.scheme(*node.scheme));
        }
        node.scheme = scheme;
      }
      new_id[i] = part.add(std::move(node));
    }
  }
  for (const RelationEnds& each : relations) {
    if (needed[each.from.index()] && needed[each.to.index()]) {
      const Relation& stated = *graph.find_relation(each.from, each.type, each.to);
      part.relate(new_id[each.from.index()], each.type, new_id[each.to.index()],
                  {.weight = stated.weight, .source = stated.source});
    }
  }
  return part;
}

}  // namespace tonewheel
