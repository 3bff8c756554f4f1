#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "ontology/session.hpp"

/// tonewheel-ontology show: the schemes of a graph, or one of them.
namespace ontology {

inline std::string describe_concept(const ConceptGraph& graph, ConceptId id) {
  const Concept& node = graph[id];
  std::string text(node.name());
  if (!node.notation.empty()) {
    text = node.notation + "  " + text;
  }
  if (node.angle) {
    text += fmt::format("  {:g} degrees", 360 * *node.angle);
  }
  for (const auto& [type, word] :
       {std::pair(relation::exact_match, "= "), std::pair(relation::close_match, "~ ")}) {
    for (const ConceptId match : graph.out(id, type)) {
      if (graph[match].scheme && graph.scheme(*graph[match].scheme).key == tone_key) {
        text += std::string("  ") + word + graph[match].key;
      }
    }
  }
  return text;
}

/// Roots of a scheme with all below them, indented; what has no tree is a flat list.
inline void print_scheme(const ConceptGraph& graph, SchemeId scheme) {
  std::vector<std::pair<ConceptId, int>> open;
  std::vector<bool> seen(graph.size(), false);
  const auto members = graph.members(scheme);
  for (auto id = members.rbegin(); id != members.rend(); ++id) {
    const auto up = parents(graph, *id);
    if (graph[*id].kind != ConceptKind::combination &&
        std::none_of(up.begin(), up.end(),
                     [&](ConceptId parent) { return graph[parent].scheme == scheme; })) {
      open.emplace_back(*id, 0);
    }
  }
  while (!open.empty()) {
    const auto [id, depth] = open.back();
    open.pop_back();
    if (seen[id.index()]) {
      continue;
    }
    seen[id.index()] = true;
    fmt::print("{:{}}{}\n", "", 2 * depth, describe_concept(graph, id));
    const auto below = children(graph, id);
    for (auto child = below.rbegin(); child != below.rend(); ++child) {
      open.emplace_back(*child, depth + 1);
    }
  }
  for (const ConceptId id : members) {
    if (graph[id].kind == ConceptKind::combination) {
      std::string text;
      for (const ConceptId cause : graph.out(id, relation::has_cause)) {
        text += (text.empty() ? "" : " + ") + std::string(graph[cause].name());
      }
      for (const ConceptId result : graph.out(id, relation::has_result)) {
        text += " -> " + std::string(graph[result].name());
      }
      fmt::print("{}\n", text);
    }
  }
}

inline int show(const Common& common, const std::string& what) {
  Common asked = common;
  if (!what.empty() && std::filesystem::exists(what)) {
    asked.graph = what;
  } else if (!what.empty()) {
    asked.scheme = what;
  }
  const Loaded loaded = load(asked);
  const ConceptGraph& graph = loaded.graph;
  const auto scheme = chosen_scheme(loaded, asked);
  std::map<std::uint32_t, std::size_t> counts;
  std::size_t unplaced = 0;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    graph[{i}].scheme ? ++counts[graph[{i}].scheme->value] : ++unplaced;
  }
  Json list = Json::array();
  for (std::uint32_t i = 0; i < graph.schemes().size(); ++i) {
    const Scheme& each = graph.schemes()[i];
    list.push_back({{"key", each.key},
                    {"title", each.title},
                    {"source", each.source},
                    {"concepts", counts[i]}});
    if (!scheme && !asked.quiet) {
      fmt::print("{:22} {:5}  {}\n", each.key, counts[i], each.title);
    }
  }
  if (scheme && !asked.quiet) {
    const Scheme& each = graph.scheme(*scheme);
    fmt::print("{}: {}\n{}\n\n", each.key, each.title, each.source);
    print_scheme(graph, *scheme);
  } else if (!asked.quiet) {
    fmt::print("{} concepts, {} without a scheme; {} relations\n", graph.size(), unplaced,
               graph.relation_count());
  }
  write_report(asked, loaded,
               {{"concepts", graph.size()},
                {"relations", graph.relation_count()},
                {"schemes", std::move(list)}},
               "show", {{"scheme", asked.scheme}});
  return program::done;
}

}  // namespace ontology
