#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include <tonewheel/affect/linkage.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {
namespace detail {

/// Position of the pair (i, j), i != j, in the condensed distances of n items.
inline std::size_t condensed_index(std::size_t n, std::size_t i, std::size_t j) noexcept {
  const auto [low, high] = std::minmax(i, j);
  return n * low - low * (low + 1) / 2 + (high - low - 1);
}

inline void check_distances(const CondensedDistances& distances) {
  const std::size_t n = distances.items;
  if (n == 0 || n - 1 > distances.values.size() || distances.values.size() != n * (n - 1) / 2) {
    throw Error("linkage: " + std::to_string(n) + " items and " +
                std::to_string(distances.values.size()) +
                " distances, expected at least one item and n (n - 1) / 2 distances");
  }
  for (std::size_t i = 0; i < distances.values.size(); ++i) {
    if (!(distances.values[i] >= 0) || !std::isfinite(distances.values[i])) {
      throw Error("linkage: distance " + std::to_string(i) + " is " +
                  number_text(distances.values[i]) + ", expected a finite number >= 0");
    }
  }
}

/// The merges in the order the chain finds them; a cluster is called by its largest leaf.
inline std::vector<Merge> chain_merges(CondensedDistances& distances) {
  const std::size_t n = distances.items;
  const auto distance = [&](std::size_t i, std::size_t j) -> double& {
    return distances.values[condensed_index(n, i, j)];
  };
  std::vector<std::size_t> leaves(n, 1);  // of each cluster; 0: merged into another
  std::vector<std::size_t> chain;
  std::vector<Merge> merges;
  merges.reserve(n - 1);
  while (merges.size() + 1 < n) {
    if (chain.empty()) {
      const auto alive =
          std::find_if(leaves.begin(), leaves.end(), [](std::size_t count) { return count != 0; });
      chain.push_back(static_cast<std::size_t>(alive - leaves.begin()));
    }
    // Grow the chain of nearest neighbours until two are each other's; of equals the one before
    // in the chain, then the first.
    for (;;) {
      const std::size_t tip = chain.back();
      const bool grown = chain.size() > 1;
      std::size_t nearest = grown ? chain[chain.size() - 2] : n;
      double least = grown ? distance(tip, nearest) : std::numeric_limits<double>::infinity();
      for (std::size_t i = 0; i < n; ++i) {
        if (leaves[i] != 0 && i != tip && distance(tip, i) < least) {
          least = distance(tip, i);
          nearest = i;
        }
      }
      if (grown && nearest == chain[chain.size() - 2]) {
        break;
      }
      chain.push_back(nearest);
    }
    const auto [gone, kept] = std::minmax({chain[chain.size() - 1], chain[chain.size() - 2]});
    chain.resize(chain.size() - 2);
    merges.push_back({gone, kept, distance(gone, kept), leaves[gone] + leaves[kept]});
    leaves[kept] += leaves[gone];
    leaves[gone] = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (leaves[i] != 0 && i != kept) {
        distance(i, kept) = std::max(distance(i, kept), distance(i, gone));
      }
    }
  }
  return merges;
}

/// Nodes of a tree by number, in the order that numbers clusters: a node's inner children first.
class ClusterNumbers {
 public:
  ClusterNumbers(const Dendrogram& tree, double height) : tree_(tree), height_(height) {}

  /// Walks from the root without recursion: trees may be as deep as they have leaves.
  std::vector<std::size_t> number() {
    numbers_.assign(tree_.leaves, 0);
    std::vector<Visit> path{{tree_.merges.size() - 1}};
    while (!path.empty()) {
      Visit& visit = path.back();
      const Merge& merge = tree_.merges[visit.merge];
      if (visit.children == 0 && !inside_ && merge.height <= height_) {
        inside_ = visit.heads_cluster = true;
        ++clusters_;
      }
      if (visit.children < 2) {
        const std::size_t child = visit.children++ == 0 ? merge.left : merge.right;
        if (child >= tree_.leaves) {
          path.push_back({child - tree_.leaves});
        }
        continue;
      }
      number_leaf(merge.left);
      number_leaf(merge.right);
      if (visit.heads_cluster) {
        inside_ = false;
      }
      path.pop_back();
    }
    return std::move(numbers_);
  }

 private:
  struct Visit {
    std::size_t merge = 0;
    int children = 0;
    bool heads_cluster = false;
  };

  void number_leaf(std::size_t child) {
    if (child < tree_.leaves) {
      clusters_ += inside_ ? 0U : 1U;
      numbers_[child] = clusters_ - 1;
    }
  }

  const Dendrogram& tree_;
  double height_;
  bool inside_ = false;
  std::size_t clusters_ = 0;
  std::vector<std::size_t> numbers_;
};

inline void check_tree(const Dendrogram& tree) {
  if (tree.leaves == 0 || tree.merges.size() != tree.leaves - 1) {
    throw Error("cut: a tree of " + std::to_string(tree.leaves) + " leaves and " +
                std::to_string(tree.merges.size()) +
                " merges, expected one merge less than leaves");
  }
  std::vector<bool> merged(tree.leaves + tree.merges.size(), false);
  for (std::size_t i = 0; i < tree.merges.size(); ++i) {
    const Merge& merge = tree.merges[i];
    if (merge.left >= merge.right || merge.right >= tree.leaves + i || merged[merge.left] ||
        merged[merge.right] || !(merge.height >= (i == 0 ? 0 : tree.merges[i - 1].height))) {
      throw Error("cut: merge " + std::to_string(i) +
                  " does not join two clusters that are there, or heights descend");
    }
    merged[merge.left] = merged[merge.right] = true;
  }
}

}  // namespace detail

TONEWHEEL_INLINE Dendrogram complete_linkage(CondensedDistances distances) {
  detail::check_distances(distances);
  const std::size_t n = distances.items;
  const std::vector<Merge> found = detail::chain_merges(distances);
  std::vector<std::size_t> order(found.size());  // by height, of equals the one found first
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return found[a].height != found[b].height ? found[a].height < found[b].height : a < b;
  });
  Dendrogram tree{n, {}};
  // From a leaf of each cluster to the number of the whole cluster.
  std::vector<std::size_t> parent(n + found.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto whole = [&](std::size_t node) {
    while (parent[node] != node) {
      parent[node] = parent[parent[node]];
      node = parent[node];
    }
    return node;
  };
  for (const std::size_t i : order) {
    const auto [left, right] = std::minmax({whole(found[i].left), whole(found[i].right)});
    parent[left] = parent[right] = n + tree.merges.size();
    tree.merges.push_back({left, right, found[i].height, found[i].leaves});
  }
  return tree;
}

TONEWHEEL_INLINE std::vector<std::size_t> cut(const Dendrogram& tree, const CutOptions& options) {
  detail::check_tree(tree);
  if (options.clusters.has_value() == options.height.has_value()) {
    throw Error("cut: expected either a number of clusters or a height");
  }
  if (options.clusters == std::size_t{0} || (options.height && std::isnan(*options.height))) {
    throw Error("cut: expected at least one cluster, and a height that is a number");
  }
  const std::size_t n = tree.leaves;
  if (n == 1 || (options.clusters && *options.clusters >= n)) {
    std::vector<std::size_t> each(n);  // nothing to merge: the leaves' own order, as in SciPy
    std::iota(each.begin(), each.end(), std::size_t{0});
    return each;
  }
  const double height =
      options.height ? *options.height : tree.merges[n - 1 - *options.clusters].height;
  return detail::ClusterNumbers(tree, height).number();
}

}  // namespace tonewheel
