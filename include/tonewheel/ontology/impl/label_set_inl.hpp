#pragma once

#include <cstdint>
#include <set>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/groupings.hpp>
#include <tonewheel/data/label_set_sources.hpp>
#include <tonewheel/data/label_sets.hpp>
#include <tonewheel/ontology/label_set.hpp>
#include <tonewheel/ontology/tone.hpp>
#include <tonewheel/ontology/wheel_schemes.hpp>

namespace tonewheel {
namespace detail {

inline ConceptKind kind_of_set(const std::string& set) {
  return set == "facs"                   ? ConceptKind::action_unit
         : set.starts_with("redsm5")     ? ConceptKind::symptom
         : set == "goemotions-sentiment" ? ConceptKind::sentiment
                                         : ConceptKind::emotion;
}

/// The tiers that a scheme has, ascending.
inline std::set<int> tiers_of(const ConceptGraph& graph, SchemeId scheme) {
  std::set<int> tiers;
  for (const ConceptId id : graph.members(scheme)) {
    if (graph[id].tier && graph[id].kind != ConceptKind::combination) {
      tiers.insert(*graph[id].tier);
    }
  }
  return tiers;
}

/// What a tier of a scheme is called: "tone-primary", "roberts-2".
inline std::string tier_key(const Scheme& scheme, int tier) {
  return scheme.key + "-" +
         (scheme.key == tone_key ? std::string(name(static_cast<Tier>(tier)))
                                 : std::to_string(tier));
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<SchemeId> add_label_sets(ConceptGraph& graph) {
  std::vector<SchemeId> schemes;
  const Table sources = Table::parse(data::label_set_sources);
  for (std::size_t row = 0; row < sources.rows(); ++row) {
    std::string source = sources.cell(row, sources.column("source"));
    const std::string& year = sources.cell(row, sources.column("year"));
    source += year.empty() ? "" : " (" + year + ")";
    schemes.push_back(graph.add_scheme({.key = sources.cell(row, sources.column("set")),
                                        .title = sources.cell(row, sources.column("title")),
                                        .source = std::move(source)}));
  }
  const Table table = Table::parse(data::label_sets);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& set = table.cell(row, table.column("set"));
    const std::string& label = table.cell(row, table.column("label"));
    const auto scheme = graph.find_scheme(set);
    if (!scheme) {
      throw Error({table.file(), row + 1, "set"}, "found " + shown(set) + ", which has no source");
    }
    graph.add({.key = set + "/" + key_part(label),
               .scheme = scheme,
               .kind = detail::kind_of_set(set),
               .notation = table.cell(row, table.column("code")),
               .labels = {{{label, "en"}, LabelKind::preferred}},
               .source = graph.scheme(*scheme).source});
  }
  const Table groups = Table::parse(data::groupings);
  for (std::size_t row = 0; row < groups.rows(); ++row) {
    const auto cell = [&](const char* column) { return groups.cell(row, groups.column(column)); };
    graph.relate(graph.get(cell("set") + "/" + key_part(cell("label"))), relation::broad_match,
                 graph.get(cell("group set") + "/" + key_part(cell("group"))),
                 {.source = cell("source")});
  }
  return schemes;
}

TONEWHEEL_INLINE std::vector<std::string> label_set_keys(const ConceptGraph& graph) {
  std::vector<std::string> keys;
  for (std::uint32_t i = 0; i < graph.schemes().size(); ++i) {
    keys.push_back(graph.schemes()[i].key);
    const std::set<int> tiers = detail::tiers_of(graph, SchemeId{i});
    for (const int tier : tiers.size() > 1 ? tiers : std::set<int>{}) {
      keys.push_back(detail::tier_key(graph.schemes()[i], tier));
    }
  }
  return keys;
}

TONEWHEEL_INLINE LabelSet label_set(const ConceptGraph& graph, std::string_view key) {
  std::optional<int> tier;
  auto scheme = graph.find_scheme(key == "universal" ? "universal-2602" : key);
  for (std::uint32_t i = 0; !scheme && i < graph.schemes().size(); ++i) {
    for (const int each : detail::tiers_of(graph, SchemeId{i})) {
      if (key == detail::tier_key(graph.schemes()[i], each)) {
        scheme = SchemeId{i};
        tier = each;
      }
    }
  }
  if (!scheme) {
    std::string known;
    for (const std::string& each : label_set_keys(graph)) {
      known += (known.empty() ? "" : ", ") + each;
    }
    throw Error("label set " + shown(key) + ": expected one of " + known);
  }
  LabelSet set{std::string(key), graph.scheme(*scheme).title, graph.scheme(*scheme).source, {}};
  for (const ConceptId id : graph.members(*scheme)) {
    if (graph[id].kind != ConceptKind::combination && (!tier || graph[id].tier == tier)) {
      set.labels.push_back(id);
    }
  }
  return set;
}

TONEWHEEL_INLINE std::optional<std::size_t> find_label(const ConceptGraph& graph,
                                                       const LabelSet& set,
                                                       std::string_view label) {
  for (std::size_t i = 0; i < set.labels.size(); ++i) {
    if (fold_label(graph[set.labels[i]].name()) == fold_label(label)) {
      return i;
    }
  }
  for (std::size_t i = 0; i < set.labels.size(); ++i) {
    if (!trim(label).empty() && graph[set.labels[i]].notation == trim(label)) {
      return i;
    }
  }
  return std::nullopt;
}

}  // namespace tonewheel
