#pragma once

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/affect.hpp>
#include <tonewheel/graph/crosswalk.hpp>
#include <tonewheel/graph/impl/query_inl.hpp>
#include <tonewheel/graph/impl/similarity_inl.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/graph/similarity.hpp>

namespace tonewheel {
namespace detail {

/// What joins a label to the graph.
struct CrosswalkEnd {
  std::string name;  ///< folded
  std::string key;
  std::vector<ConceptId> exact;   ///< itself and what it matches exactly, by any way; sorted
  std::vector<ConceptId> close;   ///< those and their close matches and synonyms; sorted
  std::vector<ConceptId> groups;  ///< broad matches; sorted
  std::optional<ConceptAffect> affect;
};

inline void append_both(const ConceptGraph& graph, ConceptId id, RelationTypeId type,
                        std::vector<ConceptId>& list) {
  for (const ConceptId each : graph.out(id, type)) {
    list.push_back(each);
  }
  for (const ConceptId each : graph.in(id, type)) {
    list.push_back(each);
  }
}

inline CrosswalkEnd crosswalk_end(const ConceptGraph& graph, ConceptId id) {
  CrosswalkEnd end;
  end.name = fold_label(graph.at(id).name());
  end.key = graph[id].key;
  end.exact = reach(id, [&](ConceptId each) {
    std::vector<ConceptId> next;
    append_both(graph, each, relation::exact_match, next);
    return next;
  });
  end.exact.insert(end.exact.begin(), id);
  for (const ConceptId each : end.exact) {
    if (!end.affect) {
      end.affect = graph[each].affect;
    }
    end.close.push_back(each);
    append_both(graph, each, relation::close_match, end.close);
    append_both(graph, each, relation::synonym_of, end.close);
    for (const ConceptId group : graph.out(each, relation::broad_match)) {
      end.groups.push_back(group);
    }
  }
  for (const ConceptId each : end.close) {
    if (!end.affect) {
      end.affect = graph[each].affect;
    }
  }
  sort_unique(end.exact);
  sort_unique(end.close);
  sort_unique(end.groups);
  return end;
}

/// Whether a user's text means this label.
inline bool means(const std::string& text, const CrosswalkEnd& end) {
  return fold_label(text) == end.name || text == end.key;
}

inline bool meet(const std::vector<ConceptId>& a, const std::vector<ConceptId>& b) {
  std::vector<ConceptId> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return !both.empty();
}

/// Keeps the pairs of one label whose evidence is best, and shares the label's mass among them.
class BestPairs {
 public:
  explicit BestPairs(std::size_t from) : from_(from) {}
  void offer(std::size_t to, CrosswalkKind kind, double strength) {
    if (!best_.empty() &&
        std::pair(best_[0].kind, -best_[0].strength) < std::pair(kind, -strength)) {
      return;
    }
    if (!best_.empty() && (best_[0].kind != kind || best_[0].strength != strength)) {
      best_.clear();
    }
    best_.push_back({from_, to, kind, strength, 0});
  }
  [[nodiscard]] bool empty() const noexcept { return best_.empty(); }
  void move_to(std::vector<CrosswalkPair>& pairs) {
    for (CrosswalkPair& each : best_) {
      each.weight = 1 / static_cast<double>(best_.size());
      pairs.push_back(each);
    }
  }

 private:
  std::size_t from_;
  std::vector<CrosswalkPair> best_;
};

/// The user's own lines for one label, weights made to sum to 1.
inline std::vector<CrosswalkPair> stated_pairs(std::size_t from, const CrosswalkEnd& source,
                                               const std::vector<CrosswalkEnd>& targets,
                                               const std::vector<CrosswalkOverride>& overrides) {
  std::map<std::size_t, double> weights;
  double total = 0;
  for (const CrosswalkOverride& line : overrides) {
    if (!means(line.from, source)) {
      continue;
    }
    for (std::size_t to = 0; to < targets.size(); ++to) {
      if (means(line.to, targets[to])) {
        weights[to] += line.weight;
        total += line.weight;
      }
    }
  }
  std::vector<CrosswalkPair> pairs;
  pairs.reserve(weights.size());
  for (const auto& [to, weight] : weights) {
    pairs.push_back({from, to, CrosswalkKind::stated, 1, weight / total});
  }
  return pairs;
}

inline void offer_related(BestPairs& best, const CrosswalkEnd& source,
                          const std::vector<CrosswalkEnd>& targets, const Hierarchy& hierarchy,
                          const CrosswalkOptions& options) {
  for (std::size_t to = 0; to < targets.size(); ++to) {
    const CrosswalkEnd& target = targets[to];
    if (source.name == target.name || meet(source.exact, target.exact)) {
      best.offer(to, CrosswalkKind::exact, 1);
    } else if (meet(source.groups, target.exact)) {
      best.offer(to, CrosswalkKind::grouping, 1);
    } else if (meet(source.close, target.close)) {
      best.offer(to, CrosswalkKind::synonym, 1);
    }
  }
  if (!best.empty() || !options.by_ancestor) {
    return;
  }
  for (std::size_t to = 0; to < targets.size(); ++to) {
    double strength = 0;
    for (const ConceptId a : source.close) {
      for (const ConceptId b : targets[to].close) {
        strength = std::max(strength, wu_palmer(hierarchy, a, b));
      }
    }
    if (strength > 0) {
      best.offer(to, CrosswalkKind::ancestor, strength);
    }
  }
}

inline void require_known(const std::vector<CrosswalkOverride>& overrides,
                          const std::vector<CrosswalkEnd>& from,
                          const std::vector<CrosswalkEnd>& to) {
  const auto knows = [](const std::vector<CrosswalkEnd>& ends, const std::string& label) {
    return std::any_of(ends.begin(), ends.end(),
                       [&](const CrosswalkEnd& end) { return means(label, end); });
  };
  for (const CrosswalkOverride& line : overrides) {
    if (!knows(from, line.from) || !knows(to, line.to)) {
      throw Error("crosswalk: the override " + shown(line.from) + " -> " + shown(line.to) +
                  " names " + shown(knows(from, line.from) ? line.to : line.from) +
                  ", which is not a label of the " + (knows(from, line.from) ? "second" : "first") +
                  " set");
    }
    if (!(line.weight > 0) || !std::isfinite(line.weight)) {
      throw Error("crosswalk: found weight " + number_text(line.weight) + " for " +
                  shown(line.from) + ", expected a finite number > 0");
    }
  }
}

/// The labels of a set as cells; keys where a name stands twice. A leading '#' would make the line
/// a comment, hence the quotes.
inline std::vector<std::string> crosswalk_cells(const ConceptGraph& graph,
                                                const std::vector<ConceptId>& set) {
  std::map<std::string, int> carriers;
  for (const ConceptId id : set) {
    ++carriers[fold_label(graph.at(id).name())];
  }
  std::vector<std::string> cells;
  cells.reserve(set.size());
  for (const ConceptId id : set) {
    const bool unique = carriers[fold_label(graph[id].name())] == 1;
    std::string cell = quote_if_needed(unique ? graph[id].name() : graph[id].key, ',');
    cells.push_back(cell.starts_with('#') ? '"' + cell + '"' : std::move(cell));
  }
  return cells;
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<std::size_t> Crosswalk::unmatched() const {
  std::vector<std::size_t> rows;
  for (const CrosswalkPair& pair : pairs) {
    if (pair.kind == CrosswalkKind::none && (rows.empty() || rows.back() != pair.from)) {
      rows.push_back(pair.from);
    }
  }
  return rows;
}

TONEWHEEL_INLINE Crosswalk crosswalk(const ConceptGraph& graph, const std::vector<ConceptId>& from,
                                     const std::vector<ConceptId>& to,
                                     const CrosswalkOptions& options) {
  if (to.empty()) {
    throw Error("crosswalk: the second set has no labels");
  }
  std::vector<detail::CrosswalkEnd> sources;
  std::vector<detail::CrosswalkEnd> targets;
  sources.reserve(from.size());
  targets.reserve(to.size());
  for (const ConceptId id : from) {
    sources.push_back(detail::crosswalk_end(graph, id));
  }
  for (const ConceptId id : to) {
    targets.push_back(detail::crosswalk_end(graph, id));
  }
  detail::require_known(options.overrides, sources, targets);
  const Hierarchy hierarchy(graph, {.scheme = options.ancestors_in});
  Crosswalk result{from, to, {}};
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto stated = detail::stated_pairs(i, sources[i], targets, options.overrides);
    if (!stated.empty()) {
      result.pairs.insert(result.pairs.end(), stated.begin(), stated.end());
      continue;
    }
    detail::BestPairs best(i);
    detail::offer_related(best, sources[i], targets, hierarchy, options);
    if (best.empty() && options.by_affect && sources[i].affect) {
      for (std::size_t j = 0; j < targets.size(); ++j) {
        const double strength =
            targets[j].affect ? affect_similarity(*sources[i].affect, *targets[j].affect) : 0;
        if (strength > 0 && strength >= options.least_affect) {
          best.offer(j, CrosswalkKind::affect, strength);
        }
      }
    }
    if (best.empty()) {
      for (std::size_t j = 0; j < targets.size(); ++j) {
        best.offer(j, CrosswalkKind::none, 0);
      }
    }
    best.move_to(result.pairs);
  }
  return result;
}

TONEWHEEL_INLINE std::vector<CrosswalkOverride> crosswalk_overrides(const Table& table) {
  std::vector<CrosswalkOverride> lines;
  const std::size_t from = table.column("from");
  const std::size_t to = table.column("to");
  const auto weight = table.find("weight");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto number = weight ? table.optional_number(row, *weight) : std::nullopt;
    if (number && !(*number > 0)) {
      throw Error({table.file(), row + 1, "weight"},
                  "found " + number_text(*number) + ", expected a number > 0");
    }
    lines.push_back({table.cell(row, from), table.cell(row, to), number.value_or(1)});
  }
  return lines;
}

TONEWHEEL_INLINE std::string crosswalk_csv(const ConceptGraph& graph, const Crosswalk& crosswalk) {
  const auto from = detail::crosswalk_cells(graph, crosswalk.from);
  const auto to = detail::crosswalk_cells(graph, crosswalk.to);
  std::string csv = "from,to,kind,strength,weight\n";
  for (const CrosswalkPair& pair : crosswalk.pairs) {
    csv += from[pair.from] + "," + to[pair.to] + "," + std::string(name(pair.kind)) + "," +
           number_text(pair.strength) + "," + number_text(pair.weight) + "\n";
  }
  return csv;
}

}  // namespace tonewheel
