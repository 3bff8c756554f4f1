#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>

#include <tonewheel/graph/boost.hpp>
#include <tonewheel/graph/components.hpp>

namespace tonewheel {
namespace detail {

/// Keeps the edges of chosen types, for boost::filtered_graph.
struct ChosenEdges {
  const ConceptGraph* graph = nullptr;
  const RelationTypes* types = nullptr;
  bool operator()(BoostEdge edge) const {
    return chosen(*types, graph->stated()[edge.position].relation.type);
  }
};
using ChosenGraph = boost::filtered_graph<BoostGraph, ChosenEdges>;

/// Concepts by their set's number, sets in the order of their first concept.
[[nodiscard]] inline std::vector<std::vector<ConceptId>> group_by(const std::vector<int>& numbers,
                                                                  std::size_t least) {
  std::map<int, std::size_t> place;
  std::vector<std::vector<ConceptId>> groups;
  for (std::uint32_t i = 0; i < numbers.size(); ++i) {
    const auto [at, is_new] = place.emplace(numbers[i], groups.size());
    if (is_new) {
      groups.emplace_back();
    }
    groups[at->second].push_back({i});
  }
  std::erase_if(groups, [&](const auto& group) { return group.size() < least; });
  return groups;
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<std::vector<ConceptId>> connected_components(
    const ConceptGraph& graph, const RelationTypes& types) {
  boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> undirected(graph.size());
  for (const RelationEnds& each : graph.relations()) {
    if (detail::chosen(types, each.type)) {
      boost::add_edge(each.from.value, each.to.value, undirected);
    }
  }
  std::vector<int> numbers(graph.size());
  boost::connected_components(undirected, numbers.data());
  return detail::group_by(numbers, 1);
}

TONEWHEEL_INLINE std::vector<std::vector<ConceptId>> cycles(const ConceptGraph& graph,
                                                            const RelationTypes& types) {
  const BoostGraph view(graph);
  const detail::ChosenGraph chosen(view, {&graph, &types});
  std::vector<int> numbers(graph.size());
  boost::strong_components(
      chosen, boost::make_iterator_property_map(numbers.begin(), get(boost::vertex_index, view)));
  return detail::group_by(numbers, 2);
}

TONEWHEEL_INLINE std::vector<ConceptId> topological_order(const ConceptGraph& graph,
                                                          const RelationTypes& types) {
  std::vector<std::size_t> order;
  order.reserve(graph.size());
  try {
    const BoostGraph view(graph);
    const detail::ChosenGraph chosen(view, {&graph, &types});
    boost::topological_sort(chosen, std::back_inserter(order));
  } catch (const boost::not_a_dag&) {
    return {};
  }
  std::vector<ConceptId> ids;
  ids.reserve(order.size());
  for (const std::size_t each : order) {
    ids.push_back({static_cast<std::uint32_t>(each)});
  }
  return ids;
}

}  // namespace tonewheel
