#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// Which relations make the hierarchy.
struct HierarchyOptions {
  RelationTypeId type = relation::broader;  ///< from the narrower concept to the broader one
  std::optional<SchemeId> scheme{};         ///< only relations between concepts of this scheme
};

/// A common ancestor of two concepts and the fewest steps up to it from each.
struct CommonAncestor {
  /// The ancestor of both.
  ConceptId concept_id;
  /// Steps up to it from the first concept.
  std::uint32_t from_first = 0;
  /// Steps up to it from the second concept.
  std::uint32_t from_second = 0;
  friend bool operator==(const CommonAncestor&, const CommonAncestor&) = default;
};

/// An index over one acyclic relation of a graph, built once in time linear in the graph: each
/// lowest common ancestor then costs O(log n) where every concept has at most one parent, and
/// O(number of ancestors) elsewhere. A concept counts as its own ancestor here. All queries are
/// const, without shared scratch memory. The graph need not outlive it.
class Hierarchy {
 public:
  /// Throws Error that names the concepts of a cycle.
  explicit Hierarchy(const ConceptGraph& graph, const HierarchyOptions& options = {});

  /// How many concepts the graph has.
  [[nodiscard]] std::size_t size() const noexcept { return depth_.size(); }
  /// Every concept has at most one parent.
  [[nodiscard]] bool is_forest() const noexcept { return forest_; }
  /// Parents, children and depth ask for an id of the graph, which is not checked.
  [[nodiscard]] std::span<const ConceptId> parents(ConceptId id) const {
    return row(parent_start_, parents_, id);
  }
  /// The concepts right below one.
  [[nodiscard]] std::span<const ConceptId> children(ConceptId id) const {
    return row(child_start_, children_, id);
  }
  /// Every concept after its parents; ids in ascending order where that leaves a choice.
  [[nodiscard]] const std::vector<ConceptId>& order() const noexcept { return order_; }
  /// Concepts on the shortest way from a root: 1 for a root.
  [[nodiscard]] std::uint32_t depth(ConceptId id) const { return depth_[id.index()]; }
  /// Concepts on the longest way from a root to a leaf; 0 for an empty graph.
  [[nodiscard]] std::uint32_t height() const noexcept { return height_; }
  /// Concepts without a parent, those that stand alone included.
  [[nodiscard]] std::size_t roots() const noexcept { return roots_; }
  /// Concepts with a parent or a child; the others stand alone.
  [[nodiscard]] std::size_t connected() const noexcept { return connected_; }

  /// The concept itself and all its ancestors with their distances, nearest first, then by id.
  [[nodiscard]] std::vector<std::pair<ConceptId, std::uint32_t>> ancestors(ConceptId id) const;
  /// All common ancestors, by id. In a forest: those from the lowest up.
  [[nodiscard]] std::vector<CommonAncestor> common_ancestors(ConceptId a, ConceptId b) const;
  /// Common ancestors none of whose descendants is one: one in a forest, possibly several
  /// elsewhere, by id; none for concepts under different roots.
  [[nodiscard]] std::vector<CommonAncestor> lowest_common_ancestors(ConceptId a, ConceptId b) const;
  /// `ancestor` is `id` or above it.
  [[nodiscard]] bool is_ancestor(ConceptId ancestor, ConceptId id) const;

 private:
  static std::span<const ConceptId> row(const std::vector<std::uint32_t>& start,
                                        const std::vector<ConceptId>& list, ConceptId id) {
    return {list.data() + start[id.index()], list.data() + start[id.index() + 1]};
  }
  void index_rows(const ConceptGraph& graph, const HierarchyOptions& options);
  void index_order(const ConceptGraph& graph);
  void index_chains();
  [[nodiscard]] std::optional<ConceptId> forest_meeting(ConceptId a, ConceptId b) const;

  std::vector<std::uint32_t> parent_start_;
  std::vector<std::uint32_t> child_start_;
  std::vector<ConceptId> parents_;
  std::vector<ConceptId> children_;
  std::vector<ConceptId> order_;
  std::vector<std::uint32_t> depth_;
  std::vector<ConceptId> chain_;  ///< forest: the top of the heavy path that a concept lies on
  std::uint32_t height_ = 0;
  std::size_t connected_ = 0;
  std::size_t roots_ = 0;
  bool forest_ = true;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/hierarchy_inl.hpp>
#endif
