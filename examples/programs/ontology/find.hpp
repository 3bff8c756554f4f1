#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "ontology/concept_facts.hpp"
#include "ontology/session.hpp"

/// tonewheel-ontology find: everything that the graph says about a word.
namespace ontology {

inline Json concept_json(const Loaded& loaded, ConceptId id) {
  const ConceptGraph& graph = loaded.graph;
  const Concept& node = graph[id];
  Json labels = Json::array();
  for (const Label& label : node.labels) {
    static constexpr std::array<const char*, 3> kinds{"preferred", "alternative", "hidden"};
    labels.push_back({{"text", label.text},
                      {"language", label.language},
                      {"kind", kinds[static_cast<std::size_t>(label.kind)]}});
  }
  Json json{{"key", node.key},
            {"iri", node.iri},
            {"scheme", node.scheme ? graph.scheme(*node.scheme).key : ""},
            {"kind", name(node.kind)},
            {"path", path_text(graph, id)},
            {"tier", node.tier ? Json(*node.tier) : Json()},
            {"notation", node.notation},
            {"labels", std::move(labels)},
            {"relations", relations_of(graph, id)},
            {"wheels", wheels_of(loaded, id)},
            {"source", node.source}};
  if (node.affect) {
    const Vad& mean = node.affect->mean;
    json["gaussian"] = {{"mean", {mean.valence, mean.arousal, mean.dominance}},
                        {"covariance", node.affect->covariance},
                        {"origin", name(node.affect->origin)},
                        {"words", word_count(*node.affect)},
                        {"source", node.affect->source}};
  }
  return json;
}

inline void print_list(std::string_view title, const std::vector<std::string>& items) {
  constexpr std::size_t most = 12;
  std::string line;
  for (std::size_t i = 0; i < std::min(items.size(), most); ++i) {
    line += (i == 0 ? "" : ", ") + items[i];
  }
  if (items.size() > most) {
    line += fmt::format(", ... ({} in all)", items.size());
  }
  fmt::print("  {:17} {}\n", title, line);
}

inline void print_concept(const Loaded& loaded, ConceptId id, const std::string& asked) {
  const ConceptGraph& graph = loaded.graph;
  const Concept& node = graph[id];
  std::string how;
  for (const Label& label : node.labels) {
    if (fold_label(label.text) == fold_label(asked) && label.kind != LabelKind::preferred) {
      how = label.kind == LabelKind::hidden ? "  (a word form)" : "  (a synonym)";
    }
  }
  fmt::print("{}  [{}]{}\n", node.name(), node.key, how);
  print_list("path", {path_text(graph, id)});
  if (node.scheme) {
    print_list("scheme",
               {graph.scheme(*node.scheme).key + ", " + graph.scheme(*node.scheme).title});
  }
  if (node.tier) {
    const bool tone = node.scheme && graph.scheme(*node.scheme).key == tone_key && *node.tier <= 3;
    print_list("tier", {std::to_string(*node.tier) +
                        (tone ? " " + std::string(name(static_cast<Tier>(*node.tier))) : "")});
  }
  if (!node.notation.empty()) {
    print_list("code", {node.notation});
  }
  std::vector<std::string> words;
  for (const Label& label : node.labels) {
    if (label.kind != LabelKind::preferred || label.text != node.name()) {
      words.push_back(label.text + (label.language.empty() || label.language == "en"
                                        ? ""
                                        : "@" + label.language));
    }
  }
  if (!words.empty()) {
    print_list("words", words);
  }
  for (const LanguageText& definition : node.definitions) {
    print_list("definition", {std::string(trim(definition.text))});
  }
  for (const auto& [type, others] : relations_of(graph, id)) {
    print_list(type, others);
  }
  if (node.affect) {
    print_list("Gaussian", {affect_text(*node.affect)});
  }
  for (const std::string& wheel : wheels_of(loaded, id)) {
    print_list("wheel", {wheel});
  }
  if (!node.source.empty()) {
    print_list("source", {node.source});
  }
}

inline int find(const Common& common, const std::vector<std::string>& words) {
  const Loaded loaded = load(common);
  Json list = Json::array();
  for (const std::string& word : words) {
    const auto all = require(loaded, word, common);
    // TONE speaks first; the same name in label sets and on wheels is in its matches.
    std::vector<ConceptId> shown_ones;
    const auto tone = loaded.graph.find_scheme(tone_key);
    for (const ConceptId id : all) {
      if (common.scheme.empty() && tone && loaded.graph[id].scheme == tone) {
        shown_ones.push_back(id);
      }
    }
    for (const ConceptId id : shown_ones.empty() ? all : shown_ones) {
      if (!common.quiet) {
        print_concept(loaded, id, word);
      }
      list.push_back(concept_json(loaded, id));
    }
  }
  write_report(common, loaded, {{"concepts", std::move(list)}}, "find", {{"words", words}});
  return program::done;
}

}  // namespace ontology
