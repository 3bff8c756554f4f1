#pragma once

#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_map>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/shortest_path.hpp>

namespace tonewheel {

TONEWHEEL_INLINE std::optional<ShortestPath> shortest_path(const ConceptGraph& graph,
                                                           ConceptId from, ConceptId to,
                                                           const ShortestPathOptions& options) {
  struct Reached {
    double length;
    ConceptId before;
    bool final;
  };
  using Entry = std::pair<double, ConceptId>;  // equal lengths: the smaller id first
  static_cast<void>(graph.at(from));
  static_cast<void>(graph.at(to));
  std::unordered_map<ConceptId, Reached> reached{{from, {0, from, false}}};
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  open.emplace(0, from);
  while (!open.empty()) {
    const double length = open.top().first;
    const ConceptId here = open.top().second;
    open.pop();
    if (std::exchange(reached.at(here).final, true)) {
      continue;
    }
    if (here == to) {
      break;
    }
    const auto visit = [&](const Relation& relation, ConceptId there) {
      if (!detail::chosen(options.types, relation.type)) {
        return;
      }
      const double cost = options.weighted ? relation.weight : 1;
      if (cost < 0) {
        throw Error("shortest_path: found weight " + number_text(cost) + " at " +
                    shown(graph[here].key) + ", expected weights >= 0");
      }
      const auto [at, is_new] = reached.try_emplace(there, Reached{length + cost, here, false});
      const bool better = !at->second.final && std::pair(length + cost, here) <
                                                   std::pair(at->second.length, at->second.before);
      if (is_new || better) {
        at->second = {length + cost, here, false};
        open.emplace(length + cost, there);
      }
    };
    for (const std::uint32_t position : graph.stated_from(here)) {
      const StatedRelation& each = graph.stated()[position];
      visit(each.relation, each.to);
    }
    if (!options.directed) {
      for (const std::uint32_t position : graph.stated_to(here)) {
        const StatedRelation& each = graph.stated()[position];
        visit(each.relation, each.from);
      }
    }
  }
  const auto end = reached.find(to);
  if (end == reached.end()) {
    return std::nullopt;
  }
  ShortestPath found{{to}, end->second.length};
  while (found.concepts.back() != from) {
    found.concepts.push_back(reached.at(found.concepts.back()).before);
  }
  std::reverse(found.concepts.begin(), found.concepts.end());
  return found;
}

}  // namespace tonewheel
