#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/numbers.hpp>

/// Earth mover's distance (1-Wasserstein) of two distributions over the same K classes: the least
/// distance that a unit of mass is moved on average to make p into q, in the unit of the ground
/// distance between classes. Lower is better, 0 for equal distributions, at most the largest ground
/// distance; a metric where the ground distance is one. Masses in [0, 1e100], of equal sums above 0
/// (tolerance::equal_mass), else Error; the sums need not be 1. Rubner, Tomasi & Guibas 2000.
/// On a circle: sector_emd and circular_emd of wheel/circular.hpp, wheel_emd of wheel/geometry.hpp.
namespace tonewheel {

/// With any ground distance: distances.at(i, j) in [0, 1e100] from class i of p to class j of q, K
/// x K (see ground_distance.hpp), else Error. Exact, by transport_plan.
[[nodiscard]] double earth_movers_distance(const Numbers& p, const Numbers& q,
                                           const MatrixView<double>& distances);

/// Of classes on a line, 1 apart, in their order: sum of |P_k - Q_k| of the cumulative
/// distributions, in [0, K - 1] (Vallender 1974).
[[nodiscard]] double line_emd(const Numbers& p, const Numbers& q);
/// At K given places, finite and at most 1e100 in size, in any order; else Error.
[[nodiscard]] double line_emd(const Numbers& p, const Numbers& q, const Numbers& places);

/// A rooted tree over nodes 0 .. n - 1: parents[i] of each, the root's its own number, and the
/// length of the edge up to the parent, in [0, 1e100] (the root's is not read); no lengths: each is
/// 1. Functions throw Error on several roots or none, a cycle, sizes that do not fit.
struct EdgeTree {
  std::span<const std::size_t> parents{};  ///< the parent of each node
  std::span<const double> lengths{};       ///< the length of the edge from each node to its parent
};

/// Of classes that are nodes of a tree (mass may be at inner nodes): sum over the edges of length *
/// |mass of p below - mass of q below|, in linear time (Evans & Matsen 2012).
[[nodiscard]] double tree_emd(const Numbers& p, const Numbers& q, const EdgeTree& tree);

namespace detail {

/// The nodes, each before its parent; the root is last. Throws Error unless it is a tree.
[[nodiscard]] std::vector<std::size_t> edge_tree_order(const EdgeTree& tree);
[[nodiscard]] double edge_length(const EdgeTree& tree, std::size_t node);

}  // namespace detail

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/earth_movers_inl.hpp>
#endif
