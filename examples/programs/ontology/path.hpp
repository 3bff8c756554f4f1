#pragma once

#include <string>

#include <tonewheel/graph/hierarchy.hpp>
#include <tonewheel/graph/shortest_path.hpp>

#include "ontology/session.hpp"

/// tonewheel-ontology path: how two concepts hang together.
namespace ontology {

/// The relation that joins two neighbours of a way, as words.
inline std::string join_word(const ConceptGraph& graph, ConceptId from, ConceptId to,
                             const RelationTypes& types) {
  const auto& all = graph.relation_types();
  for (std::uint32_t t = 0; t < all.size(); ++t) {
    if (!types.empty() && std::find(types.begin(), types.end(), RelationTypeId{t}) == types.end()) {
      continue;
    }
    if (graph.find_relation(from, {t}, to) != nullptr) {
      return relation_text(all[t], false);
    }
    if (graph.find_relation(to, {t}, from) != nullptr) {
      return relation_text(all[t], true);
    }
  }
  return "?";
}

inline int path(const Common& common, const std::string& from, const std::string& to,
                const std::vector<std::string>& relations) {
  const Loaded loaded = load(common);
  const ConceptGraph& graph = loaded.graph;
  ShortestPathOptions options;
  for (const std::string& key : relations) {
    const auto type = graph.find_relation_type(key);
    if (!type) {
      std::string known;
      for (const RelationType& each : graph.relation_types()) {
        known += (known.empty() ? "" : ", ") + each.key;
      }
      throw program::WrongUse("relation " + shown(key) + ": expected one of " + known);
    }
    options.types.push_back(*type);
  }
  const ConceptId a = require_one(loaded, from, common);
  const ConceptId b = require_one(loaded, to, common);
  const auto way = shortest_path(graph, a, b, options);
  Json steps = Json::array();
  if (!common.quiet) {
    fmt::print("{}\n{}\n", path_text(graph, a), path_text(graph, b));
  }
  if (way) {
    std::string text = concept_text(graph, a);
    for (std::size_t i = 1; i < way->concepts.size(); ++i) {
      const std::string word =
          join_word(graph, way->concepts[i - 1], way->concepts[i], options.types);
      text += "\n  " + word + " " + concept_text(graph, way->concepts[i]);
      steps.push_back({{"relation", word}, {"to", graph[way->concepts[i]].key}});
    }
    if (!common.quiet) {
      fmt::print("shortest way, {:g} steps:\n  {}\n", way->length, text);
    }
  } else if (!common.quiet) {
    fmt::print("no way leads from one to the other by these relations\n");
  }
  Json lowest = Json::array();
  for (const CommonAncestor& each : Hierarchy(graph).lowest_common_ancestors(a, b)) {
    lowest.push_back(graph[each.concept_id].key);
    if (!common.quiet) {
      fmt::print("lowest common ancestor: {}\n", concept_text(graph, each.concept_id));
    }
  }
  write_report(common, loaded,
               {{"from", graph[a].key},
                {"to", graph[b].key},
                {"length", way ? Json(way->length) : Json()},
                {"steps", std::move(steps)},
                {"lowest_common_ancestors", std::move(lowest)}},
               "path", {{"relations", relations}});
  return way ? program::done : program::faulty;
}

}  // namespace ontology
