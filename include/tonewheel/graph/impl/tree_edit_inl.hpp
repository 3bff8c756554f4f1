#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/tree_edit.hpp>

namespace tonewheel {
namespace detail {

inline double check_tree_edit_cost(double cost, const char* edit, std::string_view label) {
  if (!(cost >= 0) || !std::isfinite(cost)) {
    throw Error("tree edit: to " + std::string(edit) + " the node " + shown(label) + " costs " +
                number_text(cost) + ", expected a finite number >= 0");
  }
  return cost;
}

/// A tree as Zhang & Shasha number it: nodes 1 .. n in postorder.
struct PostorderTree {
  std::vector<std::size_t> nodes{0};     ///< numbers in the tree, of 1 .. n
  std::vector<std::size_t> leftmost{0};  ///< the leftmost leaf below a node
  std::vector<std::size_t> keyroots;     ///< ascending: of equal leftmost leaves the last node
  std::vector<std::string_view> labels{{}};
  std::vector<double> cost{0};  ///< to remove a node, or to insert it

  [[nodiscard]] std::size_t size() const noexcept { return nodes.size() - 1; }
  [[nodiscard]] double total() const { return std::accumulate(cost.begin(), cost.end(), 0.0); }
};

inline PostorderTree postorder_tree(const OrderedTree& tree,
                                    const std::function<double(std::string_view)>& cost,
                                    const char* edit) {
  PostorderTree out;
  std::vector<std::size_t> position(tree.nodes.size());
  std::vector<std::size_t> last;  // of the nodes with a leftmost leaf
  last.resize(tree.nodes.size() + 1);
  for (const std::size_t node : postorder(tree)) {
    const OrderedNode& at = tree.nodes[node];
    position[node] = out.nodes.size();
    out.leftmost.push_back(at.children.empty() ? out.nodes.size()
                                               : out.leftmost[position[at.children.front()]]);
    last[out.leftmost.back()] = out.nodes.size();
    out.nodes.push_back(node);
    out.labels.emplace_back(at.label);
    out.cost.push_back(cost ? check_tree_edit_cost(cost(at.label), edit, at.label) : 1);
  }
  for (std::size_t i = 1; i <= out.size(); ++i) {
    if (last[out.leftmost[i]] == i) {
      out.keyroots.push_back(i);
    }
  }
  return out;
}

/// A matrix of costs by a postorder number of either tree; 0 stands for no node.
class CostMatrix {
 public:
  CostMatrix(std::size_t rows, std::size_t columns)
      : columns_(columns + 1), values_((rows + 1) * (columns + 1), 0) {}
  double& operator()(std::size_t i, std::size_t j) noexcept { return values_[i * columns_ + j]; }
  double operator()(std::size_t i, std::size_t j) const noexcept {
    return values_[i * columns_ + j];
  }

 private:
  std::size_t columns_;
  std::vector<double> values_;
};

/// Zhang & Shasha's two tables: distances of subtrees, and of forests within one pair of subtrees.
class TreeEditSearch {
 public:
  TreeEditSearch(const OrderedTree& first, const OrderedTree& second, const TreeEditCosts& costs)
      : costs_(costs),
        a_(postorder_tree(first, costs.remove, "remove")),
        b_(postorder_tree(second, costs.insert, "insert")),
        rename_(a_.size(), b_.size()),
        tree_(a_.size(), b_.size()),
        forest_(a_.size(), b_.size()) {
    for (std::size_t i = 1; i <= a_.size(); ++i) {
      for (std::size_t j = 1; j <= b_.size(); ++j) {
        rename_(i, j) = rename_cost(i, j);
      }
    }
    for (const std::size_t i : a_.keyroots) {
      for (const std::size_t j : b_.keyroots) {
        fill_forests(i, j);
        keep_trees(i, j);
      }
    }
  }

  /// The least cost of all; of removing and inserting where a tree is empty.
  [[nodiscard]] double distance() const {
    return a_.size() == 0 || b_.size() == 0 ? total() : tree_(a_.size(), b_.size());
  }
  [[nodiscard]] double total() const { return a_.total() + b_.total(); }

  [[nodiscard]] TreeEditMapping mapping() {
    std::vector<std::size_t> partner(a_.size() + 1, 0);
    std::vector<bool> has_partner(b_.size() + 1, false);
    std::vector<std::pair<std::size_t, std::size_t>> subtrees;
    if (a_.size() != 0 && b_.size() != 0) {
      subtrees.emplace_back(a_.size(), b_.size());
    }
    while (!subtrees.empty()) {
      const auto [root_a, root_b] = subtrees.back();
      subtrees.pop_back();
      fill_forests(root_a, root_b);
      std::size_t i = root_a;
      std::size_t j = root_b;
      while (i >= a_.leftmost[root_a] && j >= b_.leftmost[root_b]) {
        const bool whole =
            a_.leftmost[i] == a_.leftmost[root_a] && b_.leftmost[j] == b_.leftmost[root_b];
        const double remove = forest_(i - 1, j) + a_.cost[i];
        const double insert = forest_(i, j - 1) + b_.cost[j];
        if (pair_cost(i, j, whole) <= std::min(remove, insert)) {
          if (whole) {
            partner[i] = j;
            has_partner[j] = true;
            --i;
            --j;
          } else {
            subtrees.emplace_back(i, j);
            i = a_.leftmost[i] - 1;
            j = b_.leftmost[j] - 1;
          }
        } else {
          (remove <= insert ? i : j) -= 1;
        }
      }
    }
    return {distance(), steps(partner, has_partner)};
  }

 private:
  [[nodiscard]] double rename_cost(std::size_t i, std::size_t j) const {
    if (!costs_.rename) {
      return a_.labels[i] == b_.labels[j] ? 0 : 1;
    }
    return check_tree_edit_cost(costs_.rename(a_.labels[i], b_.labels[j]), "rename", a_.labels[i]);
  }

  /// Cost of pairing node i with j where both forests are whole subtrees; else of turning the
  /// subtree of i into that of j and what stands left of them into each other.
  [[nodiscard]] double pair_cost(std::size_t i, std::size_t j, bool whole) const {
    return whole ? forest_(i - 1, j - 1) + rename_(i, j)
                 : forest_(a_.leftmost[i] - 1, b_.leftmost[j] - 1) + tree_(i, j);
  }

  /// forest_(i, j): from the nodes leftmost .. i below root_a to those below root_b up to j.
  void fill_forests(std::size_t root_a, std::size_t root_b) {
    const std::size_t left_a = a_.leftmost[root_a];
    const std::size_t left_b = b_.leftmost[root_b];
    forest_(left_a - 1, left_b - 1) = 0;
    for (std::size_t j = left_b; j <= root_b; ++j) {
      forest_(left_a - 1, j) = forest_(left_a - 1, j - 1) + b_.cost[j];
    }
    for (std::size_t i = left_a; i <= root_a; ++i) {
      forest_(i, left_b - 1) = forest_(i - 1, left_b - 1) + a_.cost[i];
      for (std::size_t j = left_b; j <= root_b; ++j) {
        const bool whole = a_.leftmost[i] == left_a && b_.leftmost[j] == left_b;
        forest_(i, j) = std::min({forest_(i - 1, j) + a_.cost[i], forest_(i, j - 1) + b_.cost[j],
                                  pair_cost(i, j, whole)});
      }
    }
  }

  /// The forests that are whole subtrees.
  void keep_trees(std::size_t root_a, std::size_t root_b) {
    for (std::size_t i = a_.leftmost[root_a]; i <= root_a; ++i) {
      for (std::size_t j = b_.leftmost[root_b]; j <= root_b; ++j) {
        if (a_.leftmost[i] == a_.leftmost[root_a] && b_.leftmost[j] == b_.leftmost[root_b]) {
          tree_(i, j) = forest_(i, j);
        }
      }
    }
  }

  [[nodiscard]] std::vector<TreeEditStep> steps(const std::vector<std::size_t>& partner,
                                                const std::vector<bool>& has_partner) const {
    std::vector<TreeEditStep> all;
    for (std::size_t i = 1; i <= a_.size(); ++i) {
      const std::size_t j = partner[i];
      if (j == 0) {
        all.push_back({TreeEdit::remove, a_.nodes[i], std::nullopt});
      } else {
        all.push_back({a_.labels[i] == b_.labels[j] ? TreeEdit::keep : TreeEdit::rename,
                       a_.nodes[i], b_.nodes[j]});
      }
    }
    std::sort(all.begin(), all.end(),
              [](const auto& x, const auto& y) { return x.first < y.first; });
    const auto inserted = static_cast<std::ptrdiff_t>(all.size());
    for (std::size_t j = 1; j <= b_.size(); ++j) {
      if (!has_partner[j]) {
        all.push_back({TreeEdit::insert, std::nullopt, b_.nodes[j]});
      }
    }
    std::sort(all.begin() + inserted, all.end(),
              [](const auto& x, const auto& y) { return x.second < y.second; });
    return all;
  }

  const TreeEditCosts& costs_;
  PostorderTree a_;
  PostorderTree b_;
  CostMatrix rename_;
  CostMatrix tree_;
  CostMatrix forest_;
};

}  // namespace detail

TONEWHEEL_INLINE double tree_edit_distance(const OrderedTree& first, const OrderedTree& second,
                                           const TreeEditCosts& costs) {
  return detail::TreeEditSearch(first, second, costs).distance();
}

TONEWHEEL_INLINE double normalised_tree_edit_distance(const OrderedTree& first,
                                                      const OrderedTree& second,
                                                      const TreeEditCosts& costs,
                                                      TreeEditNormalisation normalisation) {
  const detail::TreeEditSearch search(first, second, costs);
  const double distance = search.distance();
  const double total = search.total();
  if (distance == 0) {
    return 0;
  }
  // Sums of the same costs in another order may differ in the last bit.
  return std::min(1.0, normalisation == TreeEditNormalisation::total_size
                           ? distance / total
                           : 2 * distance / (total + distance));
}

TONEWHEEL_INLINE TreeEditMapping tree_edit_mapping(const OrderedTree& first,
                                                   const OrderedTree& second,
                                                   const TreeEditCosts& costs) {
  return detail::TreeEditSearch(first, second, costs).mapping();
}

}  // namespace tonewheel
