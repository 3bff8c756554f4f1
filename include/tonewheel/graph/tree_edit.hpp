#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/graph/ordered_tree.hpp>

namespace tonewheel {

/// What an edit of a node costs, by its label: finite and >= 0. Left empty: unit costs, 1 to insert
/// or remove a node, 1 to rename it if the labels differ. The distance is a metric if the costs
/// are.
struct TreeEditCosts {
  std::function<double(std::string_view label)> insert{};  ///< of a node with that label
  std::function<double(std::string_view label)> remove{};  ///< of a node with that label
  /// Of a node with the one label to the other.
  std::function<double(std::string_view from, std::string_view to)> rename{};
};

/// The least cost of edits that turn the first tree into the second (Zhang & Shasha 1989): removing
/// a node gives its children to its parent, inserting is the reverse. O(n m) memory; time
/// O(n m min(depth, leaves) min(depth, leaves)). Throws Error unless both are trees and costs are
/// as above.
[[nodiscard]] double tree_edit_distance(const OrderedTree& first, const OrderedTree& second,
                                        const TreeEditCosts& costs = {});

/// What an edit distance d is divided by; s is the cost of removing the whole first tree and
/// inserting the whole second, n + m for unit costs.
enum class TreeEditNormalisation : std::uint8_t {
  total_size,  ///< d / s: the share of the largest possible cost; no triangle inequality
  metric,      ///< 2 d / (s + d): Li & Zhang 2011, a metric if insert and remove have one cost
};

/// Tree edit distance in [0, 1]: 0 for equal trees (also for two empty ones), 1 where nothing
/// better can be done than to remove all and insert all.
[[nodiscard]] double normalised_tree_edit_distance(
    const OrderedTree& first, const OrderedTree& second, const TreeEditCosts& costs = {},
    TreeEditNormalisation normalisation = TreeEditNormalisation::total_size);

/// What becomes of a node.
enum class TreeEdit : std::uint8_t { keep, rename, remove, insert };

/// What becomes of a node: its number in the first tree (none if inserted) and in the second (none
/// if removed). Kept: the labels are equal.
struct TreeEditStep {
  /// What becomes of it.
  TreeEdit edit = TreeEdit::keep;
  /// Its number in the first tree; nothing if it is inserted.
  std::optional<std::size_t> first{};
  /// Its number in the second tree; nothing if it is removed.
  std::optional<std::size_t> second{};
  friend bool operator==(const TreeEditStep&, const TreeEditStep&) = default;
};

/// A cheapest mapping: pairs keep both left-to-right order and ancestry. Steps: every node of the
/// first tree by its number, then the inserted nodes of the second.
struct TreeEditMapping {
  double distance = 0;              ///< the cost of all steps
  std::vector<TreeEditStep> steps;  ///< what becomes of each node
};

/// A cheapest mapping of the first tree to the second, of several always the same one. Costs and
/// errors as tree_edit_distance().
[[nodiscard]] TreeEditMapping tree_edit_mapping(const OrderedTree& first, const OrderedTree& second,
                                                const TreeEditCosts& costs = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/tree_edit_inl.hpp>
#endif
