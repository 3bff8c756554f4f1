#pragma once

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/query.hpp>

namespace tonewheel {
namespace detail {

/// Breadth first from `id` by `next`, without `id` itself.
template <class Next>
std::vector<ConceptId> reach(ConceptId id, Next next) {
  std::vector<ConceptId> found{id};
  std::unordered_set<ConceptId> seen{id};
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const ConceptId each : next(found[i])) {
      if (seen.insert(each).second) {
        found.push_back(each);
      }
    }
  }
  found.erase(found.begin());
  return found;
}

inline void sort_unique(std::vector<ConceptId>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<ConceptId> parents(const ConceptGraph& graph, ConceptId id) {
  return graph.out(id, relation::broader);
}

TONEWHEEL_INLINE std::vector<ConceptId> children(const ConceptGraph& graph, ConceptId id) {
  return graph.in(id, relation::broader);
}

TONEWHEEL_INLINE std::vector<ConceptId> siblings(const ConceptGraph& graph, ConceptId id) {
  std::vector<ConceptId> found;
  for (const ConceptId parent : parents(graph, id)) {
    for (const ConceptId child : children(graph, parent)) {
      if (child != id) {
        found.push_back(child);
      }
    }
  }
  detail::sort_unique(found);
  return found;
}

TONEWHEEL_INLINE std::vector<ConceptId> ancestors(const ConceptGraph& graph, ConceptId id) {
  return detail::reach(id, [&](ConceptId each) { return parents(graph, each); });
}

TONEWHEEL_INLINE std::vector<ConceptId> descendants(const ConceptGraph& graph, ConceptId id) {
  return detail::reach(id, [&](ConceptId each) { return children(graph, each); });
}

TONEWHEEL_INLINE std::optional<ConceptId> tier_ancestor(const ConceptGraph& graph, ConceptId id,
                                                        int tier) {
  if (graph.at(id).tier == tier) {
    return id;
  }
  for (const ConceptId each : ancestors(graph, id)) {
    if (graph[each].tier == tier) {
      return each;
    }
  }
  return std::nullopt;
}

TONEWHEEL_INLINE std::vector<ConceptId> path(const ConceptGraph& graph, ConceptId id) {
  std::vector<ConceptId> up{id};
  std::unordered_set<ConceptId> seen{id};
  for (auto next = parents(graph, id); !next.empty() && seen.insert(next[0]).second;
       next = parents(graph, next[0])) {
    up.push_back(next[0]);
  }
  std::reverse(up.begin(), up.end());
  return up;
}

TONEWHEEL_INLINE std::string path_text(const ConceptGraph& graph, ConceptId id) {
  std::string text;
  for (const ConceptId each : path(graph, id)) {
    text += (text.empty() ? "" : " / ") + std::string(graph[each].name());
  }
  return text;
}

TONEWHEEL_INLINE std::vector<ConceptId> find_path(const ConceptGraph& graph, std::string_view path,
                                                  const LabelSearch& search) {
  std::vector<ConceptId> found;
  bool top = true;
  while (true) {
    const auto slash = path.find('/');
    const std::string_view part = trim(path.substr(0, slash));
    std::vector<ConceptId> next = graph.find_label(part, search);
    std::erase_if(next, [&](ConceptId id) {
      const auto up = parents(graph, id);
      return top ? !up.empty() : std::none_of(up.begin(), up.end(), [&](ConceptId parent) {
        return std::binary_search(found.begin(), found.end(), parent);
      });
    });
    found = std::move(next);
    top = false;
    if (slash == std::string_view::npos || found.empty()) {
      return found;
    }
    path.remove_prefix(slash + 1);
  }
}

TONEWHEEL_INLINE std::vector<ConceptId> resolve(const ConceptGraph& graph, std::string_view text,
                                                const LabelSearch& search) {
  if (const auto id = graph.find(text);
      id && (!search.scheme || graph[*id].scheme == search.scheme)) {
    return {*id};
  }
  std::vector<ConceptId> found;
  if (text.find(':') != std::string_view::npos) {
    for (std::uint32_t i = 0; i < graph.size(); ++i) {
      if (graph[{i}].iri == text && (!search.scheme || graph[{i}].scheme == search.scheme)) {
        found.push_back({i});
      }
    }
  }
  if (found.empty() && text.find('/') != std::string_view::npos) {
    found = find_path(graph, text, search);
  }
  return found.empty() ? graph.find_label(text, search) : found;
}

TONEWHEEL_INLINE std::vector<ConceptId> combine(const ConceptGraph& graph, ConceptId a,
                                                ConceptId b) {
  static_cast<void>(graph.at(b));
  std::vector<ConceptId> results;
  for (const ConceptId node : graph.in(a, relation::has_cause)) {
    const auto causes = graph.out(node, relation::has_cause);
    if (a != b && causes.size() == 2 &&
        std::find(causes.begin(), causes.end(), b) != causes.end()) {
      for (const ConceptId result : graph.out(node, relation::has_result)) {
        results.push_back(result);
      }
    }
  }
  detail::sort_unique(results);
  return results;
}

}  // namespace tonewheel
