#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
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

  /// A measure, and what its numbers are.
  struct Fact {
    const char* name;
    const char* what;
  };
  static constexpr std::array<Fact, 8> facts{
      {{"path", "0 to 1: 1 / (1 + steps from one to the other)"},
       {"wup", "0 to 1: Wu and Palmer, how deep in the tree they meet"},
       {"lch", "0 up: Leacock and Chodorow, -log((1 + steps) / (2 height)), nats"},
       {"resnik", "0 to 1: Resnik, information content (Seco) of where they meet"},
       {"lin", "0 to 1: Lin, the same beside their own"},
       {"jc", "0 to 1: Jiang and Conrath, 1 / (1 + distance)"},
       {"affect", "0 to 1: overlap of their Gaussians (Bhattacharyya)"},
       {"blend", "0 to 1: mean of lin and affect"}}};

  static std::vector<std::string> names() {
    std::vector<std::string> all;
    all.reserve(facts.size());
    for (const Fact& each : facts) {
      all.emplace_back(each.name);
    }
    return all;
  }
  static std::string what(const std::string& name) {
    return std::find_if(facts.begin(), facts.end(),
                        [&](const Fact& each) { return each.name == name; })
        ->what;
  }
  /// All of them, for --help.
  static std::string help() {
    std::string text;
    for (const Fact& each : facts) {
      text += (text.empty() ? "" : "; ") + std::string(each.name) + ", " + each.what;
    }
    return text;
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

/// Two concepts by every measure, or by the one that is asked for.
inline void similar_pair(const Common& common, const ConceptGraph& graph, const Measures& measures,
                         ConceptId a, ConceptId b, const std::string& measure, Json& json) {
  json["to"] = graph[b].key;
  if (!common.quiet) {
    fmt::print("{}\n{}\n  {:8} {:12} {}\n", path_text(graph, a), path_text(graph, b), "measure",
               "similarity", "what");
  }
  for (const std::string& name : measure.empty() ? Measures::names() : std::vector{measure}) {
    const auto value = measures(name, a, b);
    json["similarity"][name] = value ? Json(*value) : Json();
    if (!common.quiet) {
      const std::string by = name == "affect" || name == "blend" ? inherited_text(graph, a, b) : "";
      print_row(fmt::format("  {:8} {:12} {}{}", name,
                            value ? fmt::format("{:.6f}", *value) : "no Gaussian",
                            Measures::what(name), by.empty() ? "" : "; " + by));
    }
  }
  json["inherited"] = inherited_text(graph, a, b);
}

/// The nearest of the concept's own scheme, or of the one that is asked for. What has similarity 0
/// is near to nothing; equal values share a rank.
inline void similar_nearest(const Common& common, const Loaded& loaded, const Measures& measures,
                            ConceptId a, const std::string& measure, std::size_t count,
                            Json& json) {
  const ConceptGraph& graph = loaded.graph;
  const auto scheme = common.scheme.empty() ? graph[a].scheme : chosen_scheme(loaded, common);
  std::vector<std::pair<double, ConceptId>> all;
  std::size_t unlike = 0;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    const bool candidate = ConceptId{i} != a && graph[{i}].scheme == scheme &&
                           graph[{i}].kind != ConceptKind::combination;
    const auto value = candidate ? measures(measure, a, {i}) : std::nullopt;
    if (value && *value > 0) {
      all.emplace_back(-*value, ConceptId{i});
    } else if (value) {
      ++unlike;
    }
  }
  std::sort(all.begin(), all.end());
  const std::string where = scheme ? graph.scheme(*scheme).key : "concepts without a scheme";
  const bool by_affect = measure == "affect" || measure == "blend";
  json["measure"] = measure;
  json["scheme"] = scheme ? Json(where) : Json();
  json["unlike"] = unlike;
  json["nearest"] = Json::array();
  if (!common.quiet) {
    fmt::print("nearest to {} of {}, by {} ({})\n", path_text(graph, a), where, measure,
               Measures::what(measure));
    print_row(fmt::format("{:5} {:12} {:40} {}", "rank", "similarity", "concept", "inherited"));
  }
  const std::size_t shown_count = std::min(all.size(), count);
  for (std::size_t i = 0; i < shown_count; ++i) {
    const auto& [value, id] = all[i];
    std::size_t first = i;
    while (first > 0 && all[first - 1].first == value) {
      --first;
    }
    const bool equal = first < i || (i + 1 < all.size() && all[i + 1].first == value);
    const std::string by = by_affect ? inherited_text(graph, a, id) : "";
    const bool tie = by_affect && tied(graph, all, i);
    json["nearest"].push_back({{"key", graph[id].key},
                               {"rank", first + 1},
                               {"similarity", -value},
                               {"inherited", by},
                               {"tied", tie}});
    if (!common.quiet) {
      print_row(fmt::format("{:5} {:12} {:40} {}", std::to_string(first + 1) + (equal ? "=" : ""),
                            fmt::format("{:.6f}", -value), path_text(graph, id),
                            by + (!tie         ? ""
                                  : by.empty() ? "tied by inheritance"
                                               : ", tied by inheritance")));
    }
  }
  if (common.quiet) {
    return;
  }
  std::size_t more = 0;
  while (shown_count > 0 && shown_count + more < all.size() &&
         all[shown_count + more].first == all[shown_count - 1].first) {
    ++more;
  }
  if (more > 0) {
    fmt::print("{} more {} as like as the last (-k {})\n", more, more == 1 ? "is" : "are",
               shown_count + more);
  }
  if (unlike > 0) {
    fmt::print("{} other{} of {} {} similarity 0: nothing joins them by this measure\n", unlike,
               unlike == 1 ? "" : "s", where, unlike == 1 ? "has" : "have");
  }
}

/// `measure` empty: all for two concepts, blend for the nearest.
inline int similar(const Common& common, const std::string& from, const std::string& to,
                   const std::string& measure, const std::optional<std::size_t>& count) {
  if (!to.empty() && count) {
    throw program::WrongUse("-k: found " + std::to_string(*count) +
                            " with two concepts, expected it with one, whose nearest it counts");
  }
  const Loaded loaded = load(common);
  const ConceptGraph& graph = loaded.graph;
  const Measures measures(graph);
  const ConceptId a = require_one(loaded, from, common);
  Json json{{"from", graph[a].key}};
  if (!to.empty()) {
    similar_pair(common, graph, measures, a, require_one(loaded, to, common), measure, json);
  } else {
    similar_nearest(common, loaded, measures, a, measure.empty() ? "blend" : measure,
                    count.value_or(10), json);
  }
  write_report(common, loaded, std::move(json), "similar",
               {{"measure", measure.empty() ? (to.empty() ? "blend" : "all") : measure},
                {"information_content", "seco"}});
  return program::done;
}

}  // namespace ontology
