#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/graph/affect.hpp>
#include <tonewheel/graph/near_point.hpp>
#include <tonewheel/graph/similarity.hpp>

#include "ontology/session.hpp"

/// tonewheel-ontology similar: two concepts by every measure, or the nearest ones by one measure.
namespace ontology {

/// The measures by name; each takes two concepts. Nothing: it cannot be said.
class Measures {
 public:
  explicit Measures(const ConceptGraph& graph)
      : graph_(graph), hierarchy_(graph), content_(seco_content(hierarchy_)) {}

  static std::vector<std::string> names() {
    return {"path", "wup", "lch", "resnik", "lin", "jc", "affect", "blend"};
  }
  [[nodiscard]] std::optional<double> operator()(const std::string& name, ConceptId a,
                                                 ConceptId b) const {
    if (name == "affect") {
      const auto& first = graph_[a].affect;
      const auto& second = graph_[b].affect;
      return first && second ? std::optional(affect_similarity(*first, *second)) : std::nullopt;
    }
    if (name == "blend") {  // place in the tree and place in the affect space, half and half
      const auto affect = (*this)("affect", a, b);
      std::vector<WeightedSimilarity> parts{{lin(hierarchy_, content_, a, b), 1}};
      if (affect) {
        parts.push_back({*affect, 1});
      }
      return blend(parts);
    }
    return name == "path"     ? path_similarity(hierarchy_, a, b)
           : name == "wup"    ? wu_palmer(hierarchy_, a, b)
           : name == "lch"    ? leacock_chodorow(hierarchy_, a, b)
           : name == "resnik" ? resnik(hierarchy_, content_, a, b)
           : name == "lin"    ? lin(hierarchy_, content_, a, b)
                              : jiang_conrath(hierarchy_, content_, a, b);
  }

 private:
  const ConceptGraph& graph_;
  Hierarchy hierarchy_;
  InformationContent content_;
};

/// What a similarity by affect rests on where a Gaussian is inherited; empty: on their own.
inline std::string inherited_text(const ConceptGraph& graph, ConceptId from, ConceptId id) {
  const auto& mine = graph[from].affect;
  const auto& other = graph[id].affect;
  if (!mine || !other) {
    return "";
  }
  if (share_inherited(*mine, *other)) {
    return "one inherited Gaussian for both: a tie";
  }
  return inherited(other->origin) ? "inherited from " + std::string(name(other->origin))
         : inherited(mine->origin)
             ? "compared by a Gaussian inherited from " + std::string(name(mine->origin))
             : "";
}

/// Whether another candidate has the same, inherited Gaussian and the same value.
inline bool tied(const ConceptGraph& graph,
                 const std::vector<std::pair<double, ConceptId>>& candidates, std::size_t i) {
  const auto& [value, id] = candidates[i];
  for (std::size_t j = 0; j < candidates.size(); ++j) {
    if (j != i && candidates[j].first == value && graph[id].affect &&
        graph[candidates[j].second].affect &&
        share_inherited(*graph[id].affect, *graph[candidates[j].second].affect)) {
      return true;
    }
  }
  return false;
}

/// A row of a table, without the blanks of empty cells at its end.
inline void print_row(std::string row) {
  row.erase(row.find_last_not_of(' ') + 1);
  fmt::print("{}\n", row);
}

inline int similar(const Common& common, const std::string& from, const std::string& to,
                   const std::string& measure, std::size_t count) {
  const Loaded loaded = load(common);
  const ConceptGraph& graph = loaded.graph;
  const Measures measures(graph);
  const ConceptId a = require_one(loaded, from, common);
  Json json{{"from", graph[a].key}};
  if (!to.empty()) {
    const ConceptId b = require_one(loaded, to, common);
    json["to"] = graph[b].key;
    if (!common.quiet) {
      fmt::print("{}\n{}\n  {:8} similarity   inherited\n", path_text(graph, a),
                 path_text(graph, b), "measure");
    }
    for (const std::string& name : Measures::names()) {
      const auto value = measures(name, a, b);
      json["similarity"][name] = value ? Json(*value) : Json();
      if (!common.quiet) {
        const std::string by = name == "affect" ? inherited_text(graph, a, b) : "";
        print_row(fmt::format("  {:8} {:12} {}", name,
                              value ? fmt::format("{:.6f}", *value) : "no Gaussian", by));
      }
    }
    json["inherited"] = inherited_text(graph, a, b);
  } else {
    const auto scheme = common.scheme.empty() ? graph[a].scheme : chosen_scheme(loaded, common);
    std::vector<std::pair<double, ConceptId>> all;
    for (std::uint32_t i = 0; i < graph.size(); ++i) {
      const bool candidate = ConceptId{i} != a && graph[{i}].scheme == scheme &&
                             graph[{i}].kind != ConceptKind::combination;
      const auto value = candidate ? measures(measure, a, {i}) : std::nullopt;
      if (value) {
        all.emplace_back(-*value, ConceptId{i});
      }
    }
    std::sort(all.begin(), all.end());
    const bool by_affect = measure == "affect" || measure == "blend";
    json["nearest"] = Json::array();
    const auto print_columns = [&](const std::string& first, const std::string& value,
                                   const std::string& node, const std::string& by) {
      if (!common.quiet) {
        print_row(fmt::format("{:8} {:12} {:40} {}", first, value, node, by));
      }
    };
    print_columns("measure", "similarity", "concept", "inherited");
    for (std::size_t i = 0; i < std::min(all.size(), count); ++i) {
      const auto& [value, id] = all[i];
      const std::string by = by_affect ? inherited_text(graph, a, id) : "";
      const bool tie = by_affect && tied(graph, all, i);
      json["nearest"].push_back(
          {{"key", graph[id].key}, {"similarity", -value}, {"inherited", by}, {"tied", tie}});
      print_columns(measure, fmt::format("{:.6f}", -value), path_text(graph, id),
                    by + (!tie         ? ""
                          : by.empty() ? "tied by inheritance"
                                       : ", tied by inheritance"));
    }
  }
  write_report(common, loaded, std::move(json), "similar",
               {{"measure", measure}, {"information_content", "seco"}});
  return program::done;
}

}  // namespace ontology
