#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/distribution/earth_movers.hpp>
#include <tonewheel/metric/distribution/transport.hpp>

namespace tonewheel {
namespace detail {

inline void require_emd_classes(std::size_t p, std::size_t q, std::size_t expected,
                                const std::string& of) {
  if (p != expected || q != expected) {
    throw Error("emd: found masses of " + std::to_string(p) + " and " + std::to_string(q) +
                " classes, expected " + std::to_string(expected) + of);
  }
}

/// Shares of p less those of q.
inline std::vector<double> share_differences(std::span<const double> p, std::span<const double> q) {
  const MassSums sums = equal_mass_sums(p, q);
  std::vector<double> differences(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    differences[i] = p[i] / sums.p - q[i] / sums.q;
  }
  return differences;
}

TONEWHEEL_INLINE double edge_length(const EdgeTree& tree, std::size_t node) {
  return tree.lengths.empty() ? 1 : tree.lengths[node];
}

TONEWHEEL_INLINE std::vector<std::size_t> edge_tree_order(const EdgeTree& tree) {
  constexpr double largest = 1e100;
  const std::size_t n = tree.parents.size();
  if (!tree.lengths.empty() && tree.lengths.size() != n) {
    throw Error("tree: found " + std::to_string(tree.lengths.size()) + " lengths of " +
                std::to_string(n) + " nodes, expected as many");
  }
  std::vector<std::size_t> children(n, 0);
  std::size_t roots = 0;
  for (std::size_t node = 0; node < n; ++node) {
    const std::size_t parent = tree.parents[node];
    if (parent >= n) {
      throw Error("tree: found parent " + std::to_string(parent) + " of node " +
                  std::to_string(node) + ", expected a number below " + std::to_string(n));
    }
    if (parent == node) {
      ++roots;
      continue;
    }
    ++children[parent];
    if (!(edge_length(tree, node) >= 0 && edge_length(tree, node) <= largest)) {
      throw Error("tree: found length " + number_text(edge_length(tree, node)) + " of node " +
                  std::to_string(node) + ", expected a number in [0, 1e100]");
    }
  }
  if (roots != 1) {
    throw Error("tree: found " + std::to_string(roots) +
                " roots (nodes that are their own parent), expected one");
  }
  std::vector<std::size_t> order;
  order.reserve(n);
  for (std::size_t node = 0; node < n; ++node) {
    if (children[node] == 0) {
      order.push_back(node);
    }
  }
  for (std::size_t place = 0; place < order.size(); ++place) {
    const std::size_t parent = tree.parents[order[place]];
    if (parent != order[place] && --children[parent] == 0) {
      order.push_back(parent);
    }
  }
  if (order.size() != n) {
    throw Error("tree: found a cycle among " + std::to_string(n - order.size()) +
                " nodes, expected a root above each");
  }
  return order;
}

}  // namespace detail

TONEWHEEL_INLINE double earth_movers_distance(const Numbers& p, const Numbers& q,
                                              const MatrixView<double>& distances) {
  detail::require_emd_classes(p.size(), q.size(), distances.rows, " (rows of distances)");
  return transport_plan(p, q, distances).cost;
}

TONEWHEEL_INLINE double line_emd(const Numbers& p, const Numbers& q) {
  detail::require_emd_classes(p.size(), q.size(), p.size(), "");
  double ahead = 0;
  double sum = 0;
  for (const double difference : detail::share_differences(p, q)) {
    sum += std::abs(ahead);  // what has to pass the gap before this class
    ahead += difference;
  }
  return sum;
}

TONEWHEEL_INLINE double line_emd(const Numbers& p, const Numbers& q, const Numbers& places) {
  constexpr double largest = 1e100;
  detail::require_emd_classes(p.size(), q.size(), places.size(), " (places)");
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!(std::abs(places[i]) <= largest)) {
      throw Error("emd: found place " + number_text(places[i]) + " of class " + std::to_string(i) +
                  ", expected a number of at most 1e100 in size");
    }
  }
  const std::vector<double> differences = detail::share_differences(p, q);
  std::vector<std::size_t> order(places.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&places](std::size_t a, std::size_t b) {
    return places[a] != places[b] ? places[a] < places[b] : a < b;
  });
  double ahead = 0;
  double sum = 0;
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    ahead += differences[order[i]];
    sum += std::abs(ahead) * (places[order[i + 1]] - places[order[i]]);
  }
  return sum;
}

TONEWHEEL_INLINE double tree_emd(const Numbers& p, const Numbers& q, const EdgeTree& tree) {
  detail::require_emd_classes(p.size(), q.size(), tree.parents.size(), " (nodes)");
  const std::vector<std::size_t> order = detail::edge_tree_order(tree);
  std::vector<double> below = detail::share_differences(p, q);
  double sum = 0;
  for (const std::size_t node : order) {
    if (tree.parents[node] != node) {
      below[tree.parents[node]] += below[node];
      sum += std::abs(below[node]) * detail::edge_length(tree, node);
    }
  }
  return sum;
}

}  // namespace tonewheel
