#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include <tonewheel/graph/components.hpp>

namespace tonewheel {
namespace detail {

inline constexpr std::uint32_t no_number = std::numeric_limits<std::uint32_t>::max();

/// Where relations of chosen types lead, a list for each concept, in the order of stating.
[[nodiscard]] inline std::vector<std::vector<std::uint32_t>> chosen_targets(
    const ConceptGraph& graph, const RelationTypes& types, bool both_ways) {
  std::vector<std::vector<std::uint32_t>> targets(graph.size());
  for (const StatedRelation& each : graph.stated()) {
    if (chosen(types, each.relation.type)) {
      targets[each.from.index()].push_back(each.to.value);
      if (both_ways) {
        targets[each.to.index()].push_back(each.from.value);
      }
    }
  }
  return targets;
}

/// A depth-first walk from every concept in id order, without recursion. Calls enter(concept),
/// meet(concept, target) for every target that was entered before, and leave(concept, parent), the
/// parent no_number for a root.
template <class Enter, class Meet, class Leave>
void walk_depth_first(const std::vector<std::vector<std::uint32_t>>& targets, Enter enter,
                      Meet meet, Leave leave) {
  struct Step {
    std::uint32_t at;
    std::size_t next;
  };
  std::vector<bool> entered(targets.size());
  std::vector<Step> path;
  const auto go_to = [&](std::uint32_t to) {
    entered[to] = true;
    enter(to);
    path.push_back({to, 0});
  };
  for (std::uint32_t root = 0; root < targets.size(); ++root) {
    if (!entered[root]) {
      go_to(root);
    }
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next < targets[step.at].size()) {
        const std::uint32_t to = targets[step.at][step.next++];
        if (entered[to]) {
          meet(step.at, to);
        } else {
          go_to(to);
        }
      } else {
        const std::uint32_t done = step.at;
        path.pop_back();
        leave(done, path.empty() ? no_number : path.back().at);
      }
    }
  }
}

/// Concepts by their set's number, sets of at least so many, in the order of their first concept.
[[nodiscard]] inline std::vector<std::vector<ConceptId>> group_by(
    const std::vector<std::uint32_t>& numbers, std::size_t least) {
  std::vector<std::size_t> place(numbers.size(), numbers.size());
  std::vector<std::vector<ConceptId>> groups;
  for (std::uint32_t i = 0; i < numbers.size(); ++i) {
    std::size_t& at = place[numbers[i]];
    if (at == numbers.size()) {
      at = groups.size();
      groups.emplace_back();
    }
    groups[at].push_back({i});
  }
  std::erase_if(groups, [&](const auto& group) { return group.size() < least; });
  return groups;
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<std::vector<ConceptId>> connected_components(
    const ConceptGraph& graph, const RelationTypes& types) {
  std::vector<std::uint32_t> numbers(graph.size());
  std::uint32_t count = 0;
  detail::walk_depth_first(
      detail::chosen_targets(graph, types, true), [&](std::uint32_t at) { numbers[at] = count; },
      [](std::uint32_t, std::uint32_t) {},
      [&](std::uint32_t, std::uint32_t parent) { count += parent == detail::no_number ? 1U : 0U; });
  return detail::group_by(numbers, 1);
}

/// Tarjan 1972 (SIAM J. Comput. 1, 146).
TONEWHEEL_INLINE std::vector<std::vector<ConceptId>> cycles(const ConceptGraph& graph,
                                                            const RelationTypes& types) {
  std::vector<std::uint32_t> entered(graph.size());  // a running number
  std::vector<std::uint32_t> lowest(graph.size());   // the smallest such number that it can reach
  std::vector<std::uint32_t> numbers(graph.size(), detail::no_number);
  std::vector<std::uint32_t> open;
  std::uint32_t clock = 0;
  std::uint32_t count = 0;
  detail::walk_depth_first(
      detail::chosen_targets(graph, types, false),
      [&](std::uint32_t at) {
        entered[at] = lowest[at] = clock++;
        open.push_back(at);
      },
      [&](std::uint32_t at, std::uint32_t to) {
        if (numbers[to] == detail::no_number) {
          lowest[at] = std::min(lowest[at], entered[to]);
        }
      },
      [&](std::uint32_t at, std::uint32_t parent) {
        if (lowest[at] == entered[at]) {
          while (numbers[at] == detail::no_number) {
            numbers[open.back()] = count;
            open.pop_back();
          }
          ++count;
        }
        if (parent != detail::no_number) {
          lowest[parent] = std::min(lowest[parent], lowest[at]);
        }
      });
  return detail::group_by(numbers, 2);
}

TONEWHEEL_INLINE std::vector<ConceptId> topological_order(const ConceptGraph& graph,
                                                          const RelationTypes& types) {
  std::vector<ConceptId> order;
  std::vector<bool> left(graph.size());
  bool cyclic = false;
  detail::walk_depth_first(
      detail::chosen_targets(graph, types, false), [](std::uint32_t) {},
      [&](std::uint32_t, std::uint32_t to) { cyclic = cyclic || !left[to]; },
      [&](std::uint32_t at, std::uint32_t) {
        left[at] = true;
        order.push_back({at});
      });
  return cyclic ? std::vector<ConceptId>{} : order;
}

}  // namespace tonewheel
