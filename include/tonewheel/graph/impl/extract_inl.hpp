#pragma once

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/extract.hpp>
#include <tonewheel/graph/query.hpp>

namespace tonewheel {

TONEWHEEL_INLINE OrderedTree ordered_tree(const ConceptGraph& graph, ConceptId root) {
  OrderedTree tree;
  std::vector<bool> met(graph.size(), false);
  std::vector<ConceptId> concepts{root};
  tree.nodes.push_back({std::string(graph.at(root).name()), {}});
  met[root.index()] = true;
  for (std::size_t i = 0; i < concepts.size(); ++i) {
    std::vector<ConceptId> below = children(graph, concepts[i]);
    std::sort(below.begin(), below.end());
    for (const ConceptId child : below) {
      if (!met[child.index()]) {
        met[child.index()] = true;
        tree.nodes[i].children.push_back(concepts.size());
        tree.nodes.push_back({std::string(graph[child].name()), {}});
        concepts.push_back(child);
      }
    }
  }
  return tree;
}

TONEWHEEL_INLINE LabelledGraph labelled_graph(const ConceptGraph& graph,
                                              const std::vector<ConceptId>& concepts,
                                              const RelationTypes& types) {
  LabelledGraph plain;
  std::unordered_map<ConceptId, std::size_t> place;
  for (const ConceptId id : concepts) {
    if (!place.emplace(id, plain.nodes.size()).second) {
      throw Error("labelled_graph: " + shown(graph.at(id).key) + " stands twice in the list");
    }
    plain.nodes.emplace_back(graph.at(id).name());
  }
  for (const RelationEnds& each : graph.relations()) {
    const auto from = place.find(each.from);
    const auto to = place.find(each.to);
    if (from != place.end() && to != place.end() && detail::chosen(types, each.type)) {
      plain.edges.push_back({from->second, to->second, graph.relation_type(each.type).key});
    }
  }
  return plain;
}

TONEWHEEL_INLINE std::vector<Arc> arcs(const ConceptGraph& graph, const RelationTypes& types) {
  std::vector<Arc> list;
  for (const RelationEnds& each : graph.relations()) {
    if (detail::chosen(types, each.type)) {
      list.push_back({each.from.index(), each.to.index()});
    }
  }
  return list;
}

}  // namespace tonewheel
