#pragma once

#include <algorithm>

#include <tonewheel/graph/closure.hpp>
#include <tonewheel/graph/hierarchy.hpp>

namespace tonewheel {

TONEWHEEL_INLINE std::vector<RelationEnds> transitive_closure(const ConceptGraph& graph,
                                                              RelationTypeId type) {
  std::vector<std::vector<ConceptId>> next(graph.size());
  for (const RelationEnds& each : graph.relations()) {
    if (each.type == type) {
      next[each.from.index()].push_back(each.to);
    }
  }
  std::vector<RelationEnds> pairs;
  std::vector<std::uint32_t> met(graph.size(), 0);  // the last concept, from 1, that met this one
  std::vector<ConceptId> open;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    const std::size_t first = pairs.size();
    open = next[i];
    while (!open.empty()) {
      const ConceptId here = open.back();
      open.pop_back();
      if (met[here.index()] == i + 1) {
        continue;
      }
      met[here.index()] = i + 1;
      pairs.push_back({{i}, type, here});
      open.insert(open.end(), next[here.index()].begin(), next[here.index()].end());
    }
    std::sort(pairs.begin() + static_cast<std::ptrdiff_t>(first), pairs.end());
  }
  return pairs;
}

TONEWHEEL_INLINE std::vector<RelationEnds> transitive_reduction(const ConceptGraph& graph,
                                                                RelationTypeId type) {
  const Hierarchy hierarchy(graph, {.type = type});
  std::vector<RelationEnds> needed;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    const auto up = hierarchy.parents({i});
    const std::size_t first = needed.size();
    for (const ConceptId parent : up) {
      const bool implied = std::any_of(up.begin(), up.end(), [&](ConceptId other) {
        return other != parent && hierarchy.is_ancestor(parent, other);
      });
      if (!implied) {
        needed.push_back({{i}, type, parent});
      }
    }
    std::sort(needed.begin() + static_cast<std::ptrdiff_t>(first), needed.end());
  }
  return needed;
}

}  // namespace tonewheel
