#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/distribution/ground_distance.hpp>

namespace tonewheel {
namespace detail {

inline GroundDistance ground_distance_of(std::size_t classes, const auto& distance) {
  GroundDistance result{classes, {}};
  result.values.reserve(classes * classes);
  for (std::size_t i = 0; i < classes; ++i) {
    for (std::size_t j = 0; j < classes; ++j) {
      result.values.push_back(i == j ? 0 : distance(i, j));
    }
  }
  return result;
}

}  // namespace detail

TONEWHEEL_INLINE GroundDistance discrete_distance(std::size_t classes) {
  return detail::ground_distance_of(classes, [](std::size_t, std::size_t) { return 1.0; });
}

TONEWHEEL_INLINE GroundDistance line_distance(std::size_t classes) {
  return detail::ground_distance_of(classes, [](std::size_t i, std::size_t j) {
    return static_cast<double>(std::max(i, j) - std::min(i, j));
  });
}

TONEWHEEL_INLINE GroundDistance ring_distance(std::size_t classes) {
  return detail::ground_distance_of(classes, [classes](std::size_t i, std::size_t j) {
    const std::size_t apart = std::max(i, j) - std::min(i, j);
    return static_cast<double>(std::min(apart, classes - apart));
  });
}

TONEWHEEL_INLINE GroundDistance point_distance(const MatrixView<double>& points) {
  constexpr double largest = 1e100;
  if (!points.fits()) {
    throw Error("point_distance: found " + std::to_string(points.values.size()) +
                " coordinates of " + std::to_string(points.rows) + " points in " +
                std::to_string(points.columns) + " dimensions, expected one for each");
  }
  for (std::size_t i = 0; i < points.values.size(); ++i) {
    if (!(std::abs(points.values[i]) <= largest)) {
      throw Error("point_distance: found " + number_text(points.values[i]) + " as coordinate " +
                  std::to_string(i % points.columns) + " of point " +
                  std::to_string(i / points.columns) +
                  ", expected a number of at most 1e100 in size");
    }
  }
  return detail::ground_distance_of(points.rows, [&points](std::size_t i, std::size_t j) {
    double sum = 0;
    for (std::size_t k = 0; k < points.columns; ++k) {
      const double difference = points.at(i, k) - points.at(j, k);
      sum += difference * difference;
    }
    return std::sqrt(sum);
  });
}

TONEWHEEL_INLINE GroundDistance tree_distance(const EdgeTree& tree) {
  const std::vector<std::size_t> order = detail::edge_tree_order(tree);
  const std::size_t n = order.size();
  GroundDistance result{n, std::vector<double>(n * n, 0)};
  // From the root down: as far as the parent is, and the edge to it.
  for (std::size_t place = n; place-- > 0;) {
    const std::size_t node = order[place];
    const std::size_t parent = tree.parents[node];
    for (std::size_t before = n; --before > place;) {
      const std::size_t other = order[before];
      const double length = result.values[parent * n + other] + detail::edge_length(tree, node);
      result.values[node * n + other] = length;
      result.values[other * n + node] = length;
    }
  }
  return result;
}

TONEWHEEL_INLINE GroundDistance select_classes(const GroundDistance& all,
                                               std::span<const std::size_t> chosen) {
  for (const std::size_t each : chosen) {
    if (each >= all.classes) {
      throw Error("ground distance: found class " + std::to_string(each) +
                  ", expected a number below " + std::to_string(all.classes));
    }
  }
  return detail::ground_distance_of(chosen.size(), [&](std::size_t i, std::size_t j) {
    return all.values[chosen[i] * all.classes + chosen[j]];
  });
}

}  // namespace tonewheel
