#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <boost/property_map/property_map.hpp>

#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// An edge of a BoostGraph: a position in ConceptGraph::stated().
struct BoostEdge {
  /// Its position in ConceptGraph::stated().
  std::size_t position = 0;
  friend auto operator<=>(const BoostEdge&, const BoostEdge&) = default;
};

namespace detail {
struct BoostTraversal : boost::bidirectional_graph_tag,
                        boost::vertex_list_graph_tag,
                        boost::edge_list_graph_tag {};
struct MakeBoostEdge {
  BoostEdge operator()(std::size_t position) const { return {position}; }
};
}  // namespace detail

/// A ConceptGraph as Boost.Graph's algorithms want it: a directed graph whose vertices are the
/// concepts' numbers (0 .. size() - 1) and whose edges are the stated relations. A view: nothing is
/// copied, and the graph must outlive it and may not grow meanwhile. Models VertexListGraph,
/// EdgeListGraph and BidirectionalGraph; its maps are vertex_index, edge_index and edge_weight;
/// view[vertex] is the Concept, view[edge] the Relation.
class BoostGraph {
 public:
  using vertex_descriptor = std::size_t;               ///< a vertex is the number of its concept
  using edge_descriptor = BoostEdge;                   ///< an edge is a stated relation
  using directed_category = boost::bidirectional_tag;  ///< edges are known at both ends
  using edge_parallel_category = boost::allow_parallel_edge_tag;  ///< several may join two vertices
  using traversal_category = detail::BoostTraversal;  ///< vertices, edges, and those of a vertex
  using vertices_size_type = std::size_t;             ///< a number of vertices
  using edges_size_type = std::size_t;                ///< a number of edges
  using degree_size_type = std::size_t;               ///< a number of edges at a vertex
  using vertex_iterator = boost::counting_iterator<std::size_t>;  ///< over vertices, in id order
  /// Runs over the edges, in the order of stating.
  using edge_iterator = boost::transform_iterator<detail::MakeBoostEdge, vertex_iterator>;
  /// Runs over the edges from a vertex, in the order of stating.
  using out_edge_iterator = boost::transform_iterator<detail::MakeBoostEdge, const std::uint32_t*>;
  using in_edge_iterator = out_edge_iterator;  ///< over the edges to a vertex, likewise
  using adjacency_iterator = void;  ///< adjacent vertices are not listed; Boost asks for the name
  using vertex_property_type = Concept;  ///< what stands at a vertex
  using edge_property_type = Relation;   ///< what stands at an edge
  using vertex_bundled = Concept;        ///< what stands at a vertex
  using edge_bundled = Relation;         ///< what stands at an edge

  /// Shows this graph, which must outlive the view.
  explicit BoostGraph(const ConceptGraph& graph) : graph_(&graph) {}
  explicit BoostGraph(ConceptGraph&&) = delete;  // it would be gone

  [[nodiscard]] const ConceptGraph& graph() const noexcept { return *graph_; }  ///< what it shows
  /// The relation of an edge, with its ends.
  [[nodiscard]] const StatedRelation& stated(BoostEdge edge) const {
    return graph_->stated()[edge.position];
  }
  /// The concept of a vertex.
  [[nodiscard]] const Concept& operator[](std::size_t vertex) const {
    return (*graph_)[{static_cast<std::uint32_t>(vertex)}];
  }
  /// The relation of an edge.
  [[nodiscard]] const Relation& operator[](BoostEdge edge) const { return stated(edge).relation; }
  /// No vertex.
  [[nodiscard]] static std::size_t null_vertex() { return static_cast<std::size_t>(-1); }

 private:
  const ConceptGraph* graph_;
};

// The functions that Boost.Graph's algorithms call, by their names there.
/// How many concepts there are.
[[nodiscard]] inline std::size_t num_vertices(const BoostGraph& view) {
  return view.graph().size();
}
/// How many relations are stated.
[[nodiscard]] inline std::size_t num_edges(const BoostGraph& view) {
  return view.graph().relation_count();
}
/// All vertices, from the first to past the last.
[[nodiscard]] inline std::pair<BoostGraph::vertex_iterator, BoostGraph::vertex_iterator> vertices(
    const BoostGraph& view) {
  return {BoostGraph::vertex_iterator(0), BoostGraph::vertex_iterator(num_vertices(view))};
}
/// All edges, from the first to past the last.
[[nodiscard]] inline std::pair<BoostGraph::edge_iterator, BoostGraph::edge_iterator> edges(
    const BoostGraph& view) {
  return {BoostGraph::edge_iterator(BoostGraph::vertex_iterator(0)),
          BoostGraph::edge_iterator(BoostGraph::vertex_iterator(num_edges(view)))};
}
/// The vertex that an edge is from.
[[nodiscard]] inline std::size_t source(BoostEdge edge, const BoostGraph& view) {
  return view.stated(edge).from.index();
}
/// The vertex that an edge leads to.
[[nodiscard]] inline std::size_t target(BoostEdge edge, const BoostGraph& view) {
  return view.stated(edge).to.index();
}
/// The edges from a vertex, from the first to past the last.
[[nodiscard]] inline std::pair<BoostGraph::out_edge_iterator, BoostGraph::out_edge_iterator>
out_edges(std::size_t vertex, const BoostGraph& view) {
  const auto list = view.graph().stated_from({static_cast<std::uint32_t>(vertex)});
  return {BoostGraph::out_edge_iterator(list.data()),
          BoostGraph::out_edge_iterator(list.data() + list.size())};
}
/// The edges to a vertex, from the first to past the last.
[[nodiscard]] inline std::pair<BoostGraph::in_edge_iterator, BoostGraph::in_edge_iterator> in_edges(
    std::size_t vertex, const BoostGraph& view) {
  const auto list = view.graph().stated_to({static_cast<std::uint32_t>(vertex)});
  return {BoostGraph::in_edge_iterator(list.data()),
          BoostGraph::in_edge_iterator(list.data() + list.size())};
}
/// How many edges lead from a vertex.
[[nodiscard]] inline std::size_t out_degree(std::size_t vertex, const BoostGraph& view) {
  return view.graph().stated_from({static_cast<std::uint32_t>(vertex)}).size();
}
/// How many edges lead to a vertex.
[[nodiscard]] inline std::size_t in_degree(std::size_t vertex, const BoostGraph& view) {
  return view.graph().stated_to({static_cast<std::uint32_t>(vertex)}).size();
}
/// How many edges there are at a vertex, from and to it.
[[nodiscard]] inline std::size_t degree(std::size_t vertex, const BoostGraph& view) {
  return out_degree(vertex, view) + in_degree(vertex, view);
}

namespace detail {
struct BoostEdgePosition {
  std::size_t operator()(BoostEdge edge) const { return edge.position; }
};
struct BoostEdgeWeight {
  const ConceptGraph* graph = nullptr;
  double operator()(BoostEdge edge) const { return graph->stated()[edge.position].relation.weight; }
};
}  // namespace detail

/// From an edge to its position in ConceptGraph::stated().
using BoostEdgeIndexMap =
    boost::function_property_map<detail::BoostEdgePosition, BoostEdge, std::size_t>;
/// From an edge to its weight.
using BoostEdgeWeightMap = boost::function_property_map<detail::BoostEdgeWeight, BoostEdge, double>;

/// The map from a vertex to its number.
[[nodiscard]] inline boost::typed_identity_property_map<std::size_t> get(boost::vertex_index_t,
                                                                         const BoostGraph&) {
  return {};
}
/// The map from an edge to its number.
[[nodiscard]] inline BoostEdgeIndexMap get(boost::edge_index_t, const BoostGraph&) {
  return BoostEdgeIndexMap(detail::BoostEdgePosition{});
}
/// The map from an edge to its weight.
[[nodiscard]] inline BoostEdgeWeightMap get(boost::edge_weight_t, const BoostGraph& view) {
  return BoostEdgeWeightMap(detail::BoostEdgeWeight{&view.graph()});
}
/// What such a map has for a vertex or an edge.
template <class Property, class Key>
[[nodiscard]] auto get(Property property, const BoostGraph& view, const Key& key) {
  return get(get(property, view), key);
}

}  // namespace tonewheel

// What Boost.Graph asks for beside the functions.
namespace boost {
template <>
struct property_map<tonewheel::BoostGraph, vertex_index_t> {
  using type = typed_identity_property_map<std::size_t>;
  using const_type = type;
};
template <>
struct property_map<tonewheel::BoostGraph, edge_index_t> {
  using type = tonewheel::BoostEdgeIndexMap;
  using const_type = type;
};
template <>
struct property_map<tonewheel::BoostGraph, edge_weight_t> {
  using type = tonewheel::BoostEdgeWeightMap;
  using const_type = type;
};
}  // namespace boost

template <>
struct std::hash<tonewheel::BoostEdge> {  // NOLINT(cert-dcl58-cpp)
  [[nodiscard]] std::size_t operator()(tonewheel::BoostEdge edge) const noexcept {
    return std::hash<std::size_t>{}(edge.position);
  }
};
