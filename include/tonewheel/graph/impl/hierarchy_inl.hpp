#pragma once

#include <algorithm>
#include <functional>
#include <queue>
#include <string>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/hierarchy.hpp>

namespace tonewheel {
namespace detail {

inline void require_index(std::size_t size, ConceptId id) {
  if (id.index() >= size) {
    throw Error("concept " + std::to_string(id.value) + " is not of this hierarchy, which has " +
                std::to_string(size));
  }
}

}  // namespace detail

TONEWHEEL_INLINE Hierarchy::Hierarchy(const ConceptGraph& graph, const HierarchyOptions& options) {
  index_rows(graph, options);
  index_order(graph);
  if (forest_) {
    index_chains();
  }
}

TONEWHEEL_INLINE void Hierarchy::index_rows(const ConceptGraph& graph,
                                            const HierarchyOptions& options) {
  const auto n = graph.size();
  std::vector<std::pair<ConceptId, ConceptId>> edges;  // child, parent
  for (const RelationEnds& each : graph.relations()) {
    if (each.type == options.type &&
        (!options.scheme ||
         (graph[each.from].scheme == options.scheme && graph[each.to].scheme == options.scheme))) {
      edges.emplace_back(each.from, each.to);
    }
  }
  parent_start_.assign(n + 1, 0);
  child_start_.assign(n + 1, 0);
  for (const auto& [child, parent] : edges) {
    ++parent_start_[child.index() + 1];
    ++child_start_[parent.index() + 1];
  }
  for (std::size_t i = 0; i < n; ++i) {
    forest_ = forest_ && parent_start_[i + 1] <= 1;
    roots_ += parent_start_[i + 1] == 0 ? 1U : 0U;
    connected_ += parent_start_[i + 1] + child_start_[i + 1] > 0 ? 1U : 0U;
    parent_start_[i + 1] += parent_start_[i];
    child_start_[i + 1] += child_start_[i];
  }
  parents_.resize(edges.size());
  children_.resize(edges.size());
  std::vector<std::uint32_t> next_parent(parent_start_.begin(), parent_start_.end() - 1);
  std::vector<std::uint32_t> next_child(child_start_.begin(), child_start_.end() - 1);
  for (const auto& [child, parent] : edges) {  // edges come by child id: children stay in id order
    parents_[next_parent[child.index()]++] = parent;
    children_[next_child[parent.index()]++] = child;
  }
}

TONEWHEEL_INLINE void Hierarchy::index_order(const ConceptGraph& graph) {
  const std::size_t n = graph.size();
  std::vector<std::size_t> missing(n);
  std::vector<std::uint32_t> longest(n, 1);
  std::priority_queue<ConceptId, std::vector<ConceptId>, std::greater<>> ready;
  depth_.assign(n, 1);
  order_.reserve(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    missing[i] = parents({i}).size();
    if (missing[i] == 0) {
      ready.push({i});
    }
  }
  while (!ready.empty()) {
    const ConceptId id = ready.top();
    ready.pop();
    order_.push_back(id);
    for (const ConceptId parent : parents(id)) {
      const std::uint32_t candidate = depth_[parent.index()] + 1;
      depth_[id.index()] =
          depth_[id.index()] == 1 ? candidate : std::min(depth_[id.index()], candidate);
      longest[id.index()] = std::max(longest[id.index()], longest[parent.index()] + 1);
    }
    height_ = std::max(height_, longest[id.index()]);
    for (const ConceptId child : children(id)) {
      if (--missing[child.index()] == 0) {
        ready.push(child);
      }
    }
  }
  if (order_.size() != n) {
    std::vector<ConceptId> rest;
    for (std::uint32_t i = 0; i < n; ++i) {
      if (missing[i] != 0) {
        rest.push_back({i});
      }
    }
    // Walking up from a concept that is left over, one comes round.
    std::vector<ConceptId> walk{rest.front()};
    std::vector<bool> seen(n, false);
    while (!seen[walk.back().index()]) {
      seen[walk.back().index()] = true;
      const auto up = parents(walk.back());
      walk.push_back(*std::find_if(up.begin(), up.end(),
                                   [&](ConceptId id) { return missing[id.index()] != 0; }));
    }
    const auto start = std::find(walk.begin(), walk.end(), walk.back());
    std::string names;
    for (auto each = start; each != walk.end(); ++each) {
      names += (names.empty() ? "" : " -> ") + shown(graph[*each].key, 80);
    }
    throw Error("hierarchy: expected no cycle, found " + names);
  }
}

TONEWHEEL_INLINE void Hierarchy::index_chains() {
  const std::size_t n = order_.size();
  std::vector<std::uint32_t> weight(n, 1);
  std::vector<ConceptId> heavy(n);
  std::vector<std::uint32_t> heaviest(n, 0);
  for (std::size_t i = n; i-- > 0;) {
    const ConceptId id = order_[i];
    for (const ConceptId parent : parents(id)) {
      weight[parent.index()] += weight[id.index()];
      if (weight[id.index()] > heaviest[parent.index()]) {
        heaviest[parent.index()] = weight[id.index()];
        heavy[parent.index()] = id;
      }
    }
  }
  chain_.resize(n);
  for (const ConceptId id : order_) {
    const auto up = parents(id);
    const bool continues = !up.empty() && heavy[up[0].index()] == id;
    chain_[id.index()] = continues ? chain_[up[0].index()] : id;
  }
}

TONEWHEEL_INLINE std::optional<ConceptId> Hierarchy::forest_meeting(ConceptId a,
                                                                    ConceptId b) const {
  while (chain_[a.index()] != chain_[b.index()]) {
    ConceptId& lower = depth(chain_[a.index()]) >= depth(chain_[b.index()]) ? a : b;
    const auto up = parents(chain_[lower.index()]);
    if (up.empty()) {
      return std::nullopt;
    }
    lower = up[0];
  }
  return depth(a) <= depth(b) ? a : b;
}

TONEWHEEL_INLINE std::vector<std::pair<ConceptId, std::uint32_t>> Hierarchy::ancestors(
    ConceptId id) const {
  detail::require_index(size(), id);
  std::vector<std::pair<ConceptId, std::uint32_t>> found{{id, 0}};
  if (forest_) {
    for (auto up = parents(id); !up.empty(); up = parents(up[0])) {
      found.emplace_back(up[0], found.back().second + 1);
    }
    return found;
  }
  // Breadth first; a concept's own distance is final when it is first met. Few ancestors are kept
  // in a plain list, many (a deep mesh) are marked.
  std::vector<bool> marked;
  const auto known = [&](ConceptId each) {
    if (!marked.empty()) {
      return static_cast<bool>(marked[each.index()]);
    }
    return std::any_of(found.begin(), found.end(),
                       [&](const auto& entry) { return entry.first == each; });
  };
  constexpr std::size_t many = 128;
  for (std::size_t next = 0; next < found.size(); ++next) {
    const auto [from, distance] = found[next];
    for (const ConceptId parent : parents(from)) {
      if (known(parent)) {
        continue;
      }
      found.emplace_back(parent, distance + 1);
      if (!marked.empty()) {
        marked[parent.index()] = true;
      } else if (found.size() == many) {
        marked.assign(size(), false);
        for (const auto& entry : found) {
          marked[entry.first.index()] = true;
        }
      }
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& p, const auto& q) {
    return std::pair(p.second, p.first) < std::pair(q.second, q.first);
  });
  return found;
}

TONEWHEEL_INLINE std::vector<CommonAncestor> Hierarchy::common_ancestors(ConceptId a,
                                                                         ConceptId b) const {
  std::vector<CommonAncestor> common;
  if (forest_) {
    detail::require_index(size(), a);
    detail::require_index(size(), b);
    auto meeting = forest_meeting(a, b);
    while (meeting) {
      common.push_back({*meeting, depth(a) - depth(*meeting), depth(b) - depth(*meeting)});
      const auto up = parents(*meeting);
      meeting = up.empty() ? std::nullopt : std::optional(up[0]);
    }
    return common;
  }
  auto first = ancestors(a);
  auto second = ancestors(b);
  std::sort(first.begin(), first.end());
  std::sort(second.begin(), second.end());
  auto p = first.begin();
  auto q = second.begin();
  while (p != first.end() && q != second.end()) {
    if (p->first == q->first) {
      common.push_back({p->first, p->second, q->second});
      ++p;
      ++q;
    } else {
      p->first < q->first ? ++p : ++q;
    }
  }
  return common;
}

TONEWHEEL_INLINE std::vector<CommonAncestor> Hierarchy::lowest_common_ancestors(ConceptId a,
                                                                                ConceptId b) const {
  if (forest_) {
    detail::require_index(size(), a);
    detail::require_index(size(), b);
    const auto meeting = forest_meeting(a, b);
    return meeting ? std::vector<CommonAncestor>{{*meeting, depth(a) - depth(*meeting),
                                                  depth(b) - depth(*meeting)}}
                   : std::vector<CommonAncestor>{};
  }
  std::vector<CommonAncestor> common = common_ancestors(a, b);
  // Every ancestor of a common ancestor is common: one is lowest if no child of it is among them.
  std::vector<bool> above(common.size(), false);
  for (const CommonAncestor& each : common) {
    for (const ConceptId parent : parents(each.concept_id)) {
      const auto at = std::lower_bound(
          common.begin(), common.end(), parent,
          [](const CommonAncestor& entry, ConceptId id) { return entry.concept_id < id; });
      above[static_cast<std::size_t>(at - common.begin())] = true;
    }
  }
  std::vector<CommonAncestor> lowest;
  for (std::size_t i = 0; i < common.size(); ++i) {
    if (!above[i]) {
      lowest.push_back(common[i]);
    }
  }
  return lowest;
}

TONEWHEEL_INLINE bool Hierarchy::is_ancestor(ConceptId ancestor, ConceptId id) const {
  detail::require_index(size(), ancestor);
  if (forest_) {
    detail::require_index(size(), id);
    return depth(ancestor) <= depth(id) && forest_meeting(ancestor, id) == ancestor;
  }
  const auto all = ancestors(id);
  return std::any_of(all.begin(), all.end(),
                     [&](const auto& entry) { return entry.first == ancestor; });
}

}  // namespace tonewheel
