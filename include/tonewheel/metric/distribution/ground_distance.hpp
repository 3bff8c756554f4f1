#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/distribution/earth_movers.hpp>

/// Ground distances between classes, for earth_movers_distance: symmetric, 0 on the diagonal, rows
/// after rows. Between concepts of a wheel or a hierarchy: concept_distance.hpp.
namespace tonewheel {

/// How far each class is from each other one: a matrix of its own.
struct GroundDistance {
  std::size_t classes = 0;     ///< rows and columns
  std::vector<double> values;  ///< classes * classes
  /// The matrix as functions take it.
  [[nodiscard]] MatrixView<double> view() const { return {values, classes, classes}; }
};

/// 1 between any two classes: the distance is then half the sum of |p - q|.
[[nodiscard]] GroundDistance discrete_distance(std::size_t classes);

/// |i - j|, classes on a line.
[[nodiscard]] GroundDistance line_distance(std::size_t classes);

/// Steps the shorter way round, sectors on a circle, in [0, classes / 2].
[[nodiscard]] GroundDistance ring_distance(std::size_t classes);

/// Euclidean distances of points, one a row, such as the means of classes in valence, arousal and
/// dominance; in the unit of their scale. Throws Error on coordinates above 1e100 in size or not
/// finite, and sizes that do not fit.
[[nodiscard]] GroundDistance point_distance(const MatrixView<double>& points);

/// Lengths of the ways between all nodes of a tree. Throws Error unless it is a tree.
[[nodiscard]] GroundDistance tree_distance(const EdgeTree& tree);

/// The distances of some classes among themselves, in the given order. Throws Error on a class
/// that is not there.
[[nodiscard]] GroundDistance select_classes(const GroundDistance& all,
                                            std::span<const std::size_t> chosen);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/ground_distance_inl.hpp>
#endif
