#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// One merge: the two clusters it joins (left < right; below n a leaf, n + i the i-th merge), the
/// height at which it happens and the number of leaves it holds.
struct Merge {
  /// The cluster of the two with the smaller number.
  std::size_t left = 0;
  /// The cluster of the two with the greater number.
  std::size_t right = 0;
  /// The distance at which they are joined.
  double height = 0;
  /// How many leaves the new cluster holds.
  std::size_t leaves = 0;
  friend bool operator==(const Merge&, const Merge&) = default;
};

/// A binary tree over `leaves` leaves: leaves - 1 merges, heights ascending.
struct Dendrogram {
  /// How many leaves the tree has, n.
  std::size_t leaves = 0;
  /// The merges from the first to the last, n - 1 of them.
  std::vector<Merge> merges;
  friend bool operator==(const Dendrogram&, const Dendrogram&) = default;
};

/// Pairwise distances of n items, the upper triangle row by row: (0,1), (0,2), ..., (n-2,n-1).
struct CondensedDistances {
  std::size_t items = 0;       ///< n, how many items there are
  std::vector<double> values;  ///< n (n - 1) / 2 distances in that order
};

/// Complete-linkage agglomerative clustering by nearest-neighbour chains (Murtagh 1983): O(n^2)
/// time and memory. Throws Error unless there is at least one item, the number of values fits and
/// all are finite and >= 0. Merges and their numbers as in SciPy's linkage(method="complete").
[[nodiscard]] Dendrogram complete_linkage(CondensedDistances distances);

/// Where to cut: `clusters` (at most so many, fewer where heights tie) or `height` (clusters are
/// joined by merges of at most that height). Exactly one of the two, else Error.
struct CutOptions {
  std::optional<std::size_t> clusters{};  ///< how many clusters to cut into, at most
  std::optional<double> height{};         ///< the greatest height of a merge that joins
};

/// The cluster of each leaf, 0 .. number of clusters - 1, numbered as SciPy's fcluster does
/// (criteria "maxclust" and "distance", less one).
[[nodiscard]] std::vector<std::size_t> cut(const Dendrogram& tree, const CutOptions& options);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/linkage_inl.hpp>
#endif
