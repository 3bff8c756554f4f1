#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <tonewheel/wheel/catalogue.hpp>

#include "ontology/session.hpp"

/// tonewheel-ontology find: everything that the graph says about a word.
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
