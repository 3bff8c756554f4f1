#pragma once

#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/ordered_tree.hpp>

namespace tonewheel {
namespace detail {

[[noreturn]] inline void throw_tree_error(std::string_view text, std::size_t offset,
                                          const std::string& expected) {
  throw Error("parse_tree: found " +
              (offset < text.size() ? shown(text.substr(offset, 1)) : "the end of the text") +
              " at byte offset " + std::to_string(offset) + ", expected " + expected);
}

/// The label that starts at `offset`, which moves to the brace after it.
inline std::string parse_label(std::string_view text, std::size_t& offset) {
  std::string label;
  for (; offset < text.size() && text[offset] != '{' && text[offset] != '}'; ++offset) {
    if (text[offset] == '\\') {
      ++offset;
      if (offset >= text.size() ||
          std::string_view("{}\\").find(text[offset]) == std::string_view::npos) {
        throw_tree_error(text, offset, "'{', '}' or '\\' after a '\\'");
      }
    }
    label += text[offset];
  }
  return label;
}

inline std::string escape_label(std::string_view label) {
  std::string escaped;
  for (const char c : label) {
    if (c == '{' || c == '}' || c == '\\') {
      escaped += '\\';
    }
    escaped += c;
  }
  return escaped;
}

/// Walks a tree without recursion (it may be as deep as it has nodes) and calls enter(node) before
/// and leave(node) after a node's children. Throws Error unless it is a tree.
template <class Enter, class Leave>
void walk_tree(const OrderedTree& tree, const Enter& enter, const Leave& leave) {
  struct Visit {
    std::size_t node = 0;
    std::size_t children = 0;
  };
  std::vector<bool> met(tree.nodes.size(), false);
  std::vector<Visit> path;
  std::size_t nodes = 0;
  const auto go_to = [&](std::size_t node) {
    if (node >= tree.nodes.size() || met[node]) {
      throw Error("ordered tree: node " + std::to_string(node) +
                  (node < tree.nodes.size() ? " has two parents or is its own ancestor"
                                            : " is a child but not one of the " +
                                                  std::to_string(tree.nodes.size()) + " nodes") +
                  ", expected every node but 0 to be the child of one node");
    }
    met[node] = true;
    ++nodes;
    path.push_back({node});
    enter(node);
  };
  if (!tree.nodes.empty()) {
    go_to(0);
  }
  while (!path.empty()) {
    const std::size_t node = path.back().node;
    if (path.back().children < tree.nodes[node].children.size()) {
      go_to(tree.nodes[node].children[path.back().children++]);
    } else {
      leave(node);
      path.pop_back();
    }
  }
  if (nodes != tree.nodes.size()) {
    throw Error("ordered tree: " + std::to_string(nodes) + " of " +
                std::to_string(tree.nodes.size()) + " nodes hang from node 0, expected all");
  }
}

}  // namespace detail

TONEWHEEL_INLINE OrderedTree parse_tree(std::string_view text) {
  OrderedTree tree;
  if (trim(text).empty()) {
    return tree;
  }
  text = text.substr(0, text.find_last_not_of(" \t\r\n\f\v") + 1);
  std::size_t offset = text.find_first_not_of(" \t\r\n\f\v");
  if (text[offset] != '{') {
    detail::throw_tree_error(text, offset, "'{'");
  }
  std::vector<std::size_t> path;  // the nodes that are open
  do {
    if (offset >= text.size() || (text[offset] != '{' && text[offset] != '}')) {
      detail::throw_tree_error(text, offset, "'{' or '}'");
    }
    if (text[offset++] == '}') {
      path.pop_back();
      continue;
    }
    const std::size_t node = tree.nodes.size();
    if (!path.empty()) {
      tree.nodes[path.back()].children.push_back(node);
    }
    path.push_back(node);
    tree.nodes.push_back({detail::parse_label(text, offset)});
  } while (!path.empty());
  if (offset < text.size()) {
    detail::throw_tree_error(text, offset, "nothing after the root's '}'");
  }
  return tree;
}

TONEWHEEL_INLINE std::string to_text(const OrderedTree& tree) {
  std::string text;
  detail::walk_tree(
      tree, [&](std::size_t node) { text += '{' + detail::escape_label(tree.nodes[node].label); },
      [&](std::size_t) { text += '}'; });
  return text;
}

TONEWHEEL_INLINE std::vector<std::size_t> postorder(const OrderedTree& tree) {
  std::vector<std::size_t> order;
  order.reserve(tree.nodes.size());
  detail::walk_tree(tree, [](std::size_t) {}, [&](std::size_t node) { order.push_back(node); });
  return order;
}

}  // namespace tonewheel
