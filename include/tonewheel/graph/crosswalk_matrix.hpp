#pragma once

#include <Eigen/Core>

#include <tonewheel/graph/crosswalk.hpp>

namespace tonewheel {

/// n x m, n labels of the first set, m of the second; entries >= 0, every row sums to 1 (to
/// tolerance::row_sum). A row vector p of probabilities over the first set moves to p * M.
[[nodiscard]] inline Eigen::MatrixXd crosswalk_matrix(const Crosswalk& crosswalk) {
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(crosswalk.from.size()),
                                                 static_cast<Eigen::Index>(crosswalk.to.size()));
  for (const CrosswalkPair& pair : crosswalk.pairs) {
    matrix(static_cast<Eigen::Index>(pair.from), static_cast<Eigen::Index>(pair.to)) = pair.weight;
  }
  return matrix;
}

}  // namespace tonewheel
