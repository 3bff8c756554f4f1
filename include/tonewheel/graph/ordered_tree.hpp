#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// A node of an ordered tree: its label and the numbers of its children from left to right.
struct OrderedNode {
  /// What the node says.
  std::string label;
  /// Numbers of its children, from left to right.
  std::vector<std::size_t> children{};
  friend bool operator==(const OrderedNode&, const OrderedNode&) = default;
};

/// A rooted, ordered, labelled tree. Node 0 is the root and every other node is the child of one
/// node; no nodes: the empty tree. Equal means numbered alike too, which parse_tree() always does.
struct OrderedTree {
  /// The nodes, by their numbers.
  std::vector<OrderedNode> nodes;
  friend bool operator==(const OrderedTree&, const OrderedTree&) = default;
};

/// The tree of a text in the bracket notation of tree edit tools (as APTED reads it):
/// "{joy{cheerfulness{glee}}{relief}}". A label is all between its '{' and the next brace, spaces
/// included; "\{", "\}" and "\\" stand for themselves. Nodes are numbered in preorder. White space
/// around the tree is ignored; an empty text is the empty tree. Throws Error with the byte offset.
[[nodiscard]] OrderedTree parse_tree(std::string_view text);

/// The tree in bracket notation: parse_tree() reads it back. Throws Error unless it is a tree.
[[nodiscard]] std::string to_text(const OrderedTree& tree);

/// The numbers of the nodes, each after its descendants, children from left to right; the root is
/// last. Throws Error unless all nodes hang from node 0, each from one parent.
[[nodiscard]] std::vector<std::size_t> postorder(const OrderedTree& tree);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/ordered_tree_inl.hpp>
#endif
