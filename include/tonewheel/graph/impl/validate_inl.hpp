#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/impl/query_inl.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/graph/validate.hpp>

namespace tonewheel {
namespace detail {

/// Collects faults; each check below adds its own.
struct FaultList {
  const ConceptGraph& graph;
  std::vector<BrokenLaw> faults{};

  [[nodiscard]] std::string key(ConceptId id) const { return shown(graph[id].key, 120); }
  void add(Law law, std::vector<ConceptId> concepts, std::string message) {
    faults.push_back({law, std::move(concepts), std::move(message)});
  }
};

inline void check_cycles(FaultList& list) {
  const auto& types = list.graph.relation_types();
  for (std::uint32_t t = 0; t < types.size(); ++t) {
    if (!types[t].laws.transitive || !types[t].laws.asymmetric) {
      continue;
    }
    for (const auto& cycle : cycles(list.graph, {{t}})) {
      std::string message = types[t].key + " leads in a circle through " +
                            std::to_string(cycle.size()) + " concepts:";
      for (std::size_t i = 0; i < std::min<std::size_t>(cycle.size(), 8); ++i) {
        message += " " + list.key(cycle[i]);
      }
      list.add(Law::acyclic, cycle, message + (cycle.size() > 8 ? " ..." : ""));
    }
  }
}

inline void check_sides(FaultList& list, const ValidateOptions& options) {
  for (const RelationEnds& each : list.graph.relations()) {
    const RelationType& type = list.graph.relation_type(each.type);
    const bool back = list.graph.find_relation(each.to, each.type, each.from) != nullptr;
    if (type.laws.asymmetric && !type.laws.transitive && back && each.from < each.to) {
      list.add(Law::asymmetric, {each.from, each.to},
               type.key + " holds both ways between " + list.key(each.from) + " and " +
                   list.key(each.to));
    }
    const bool wanted = std::find(options.both_sided.begin(), options.both_sided.end(),
                                  each.type) != options.both_sided.end();
    if (wanted && !back) {
      list.add(Law::both_sided, {each.from, each.to},
               list.key(each.from) + " " + type.key + " " + list.key(each.to) +
                   ", but not the other way round");
    }
  }
}

inline void check_opposites(FaultList& list) {
  std::set<std::pair<ConceptId, ConceptId>> seen;
  for (const RelationEnds& each : list.graph.relations()) {
    if (each.type != relation::opposite_of && each.type != relation::related) {
      continue;
    }
    for (const auto& [low, high] : {std::pair(each.from, each.to), std::pair(each.to, each.from)}) {
      const auto above = ancestors(list.graph, low);
      if (std::find(above.begin(), above.end(), high) != above.end() &&
          seen.insert({low, high}).second) {
        list.add(Law::opposite_apart, {low, high},
                 list.key(low) + " is " + list.graph.relation_type(each.type).key +
                     " its ancestor " + list.key(high));
      }
    }
  }
}

inline void check_tiers(FaultList& list) {
  for (std::uint32_t i = 0; i < list.graph.size(); ++i) {
    const Concept& each = list.graph[{i}];
    if (!each.tier) {
      continue;
    }
    const auto up = parents(list.graph, {i});
    if (up.empty() && *each.tier > 1) {
      list.add(Law::tier_parent, {{i}},
               list.key({i}) + " of tier " + std::to_string(*each.tier) + " has no parent");
    }
    for (const ConceptId parent : up) {
      const auto& tier = list.graph[parent].tier;
      if (tier && *tier != *each.tier - 1) {
        list.add(Law::tier_step, {{i}, parent},
                 list.key({i}) + " of tier " + std::to_string(*each.tier) + " stands under " +
                     list.key(parent) + " of tier " + std::to_string(*tier));
      }
    }
  }
}

inline void check_orphans(FaultList& list) {
  std::set<std::optional<SchemeId>> with_hierarchy;
  std::vector<bool> joined(list.graph.size(), false);
  for (const RelationEnds& each : list.graph.relations()) {
    const auto& scheme = list.graph[each.from].scheme;
    if (scheme == list.graph[each.to].scheme) {
      joined[each.from.index()] = joined[each.to.index()] = true;
      if (each.type == relation::broader) {
        with_hierarchy.insert(scheme);
      }
    }
  }
  for (std::uint32_t i = 0; i < list.graph.size(); ++i) {
    if (!joined[i] && with_hierarchy.contains(list.graph[{i}].scheme)) {
      list.add(Law::connected, {{i}}, list.key({i}) + " has no relation to its own scheme");
    }
  }
}

inline void check_labels(FaultList& list) {
  using Name = std::pair<std::optional<SchemeId>, LanguageText>;
  std::map<Name, std::vector<ConceptId>> carriers;
  for (std::uint32_t i = 0; i < list.graph.size(); ++i) {
    const Concept& each = list.graph[{i}];
    std::set<std::string> languages;
    for (const Label& label : each.labels) {
      if (label.kind == LabelKind::preferred) {
        carriers[{each.scheme, {fold_label(label.text), label.language}}].push_back({i});
        if (!languages.insert(label.language).second) {
          list.add(Law::one_preferred, {{i}},
                   list.key({i}) + " has a second preferred label, " + shown(label.text));
        }
      }
    }
  }
  // Each concept is held against those before it; the first clash is enough.
  for (auto& [name, ids] : carriers) {
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::vector<std::vector<ConceptId>> above;
    for (std::size_t second = 0; ids.size() > 1 && second < ids.size(); ++second) {
      above.push_back(ancestors(list.graph, ids[second]));
      std::sort(above.back().begin(), above.back().end());
      for (std::size_t first = 0; first < second; ++first) {
        const auto stands_over = [&](std::size_t high, std::size_t low) {
          return std::binary_search(above[low].begin(), above[low].end(), ids[high]);
        };
        if (!stands_over(first, second) && !stands_over(second, first)) {
          list.add(Law::unique_label, {ids[first], ids[second]},
                   shown(name.second.text) + " names both " + list.key(ids[first]) + " and " +
                       list.key(ids[second]));
          break;
        }
      }
    }
  }
}

inline void check_parts(FaultList& list) {
  for (std::uint32_t i = 0; i < list.graph.size(); ++i) {
    const auto parts = list.graph.out({i}, relation::composed_of);
    if (parts.size() == 1) {
      list.add(Law::complete_parts, {{i}, parts[0]},
               list.key({i}) + " is composed of " + list.key(parts[0]) + " alone");
    }
    const auto causes = list.graph.out({i}, relation::has_cause).size();
    const auto results = list.graph.out({i}, relation::has_result).size();
    if (list.graph[{i}].kind == ConceptKind::combination && (causes < 2 || results == 0)) {
      list.add(Law::complete_causes, {{i}},
               list.key({i}) + " has " + std::to_string(causes) + " causes and " +
                   std::to_string(results) + " results, expected at least 2 and 1");
    }
  }
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<BrokenLaw> validate(const ConceptGraph& graph,
                                                 const ValidateOptions& options) {
  detail::FaultList list{graph};
  detail::check_cycles(list);
  detail::check_sides(list, options);
  detail::check_opposites(list);
  detail::check_tiers(list);
  detail::check_orphans(list);
  detail::check_labels(list);
  detail::check_parts(list);
  std::sort(list.faults.begin(), list.faults.end(), [](const BrokenLaw& p, const BrokenLaw& q) {
    return std::tie(p.law, p.concepts, p.message) < std::tie(q.law, q.concepts, q.message);
  });
  return std::move(list.faults);
}

}  // namespace tonewheel
