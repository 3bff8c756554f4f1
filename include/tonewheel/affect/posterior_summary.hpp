#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <Eigen/Core>

#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/kernel/posterior_summary.hpp>

namespace tonewheel {

/// What a batch of N points is described by, computed in one pass.
struct PosteriorSummary {
  Rows<double> probabilities;     ///< N x K; no rows where they were not wanted
  Eigen::VectorXd entropy;        ///< N; nats, in [0, log K]; error: tolerance::entropy
  Rows<std::uint32_t> likeliest;  ///< N x n: positions of the likeliest classes, likeliest first
  Rows<double> likeliest_probability;  ///< N x n
};

/// What is wanted beside the entropy.
struct PosteriorSummaryOptions {
  std::size_t likeliest = 1;   ///< n, at most K
  bool probabilities = false;  ///< all of them are wanted too
};

/// Describes N x Dim points, an Eigen matrix, map or block of doubles in either storage order.
/// Throws Error naming the row on a point that is not finite, on a wrong number of columns, and on
/// more likeliest classes than there are.
template <int Dim, class Points>
[[nodiscard]] PosteriorSummary summarise_posterior(const BasicMixture<Dim>& mixture,
                                                   const Eigen::MatrixBase<Points>& points,
                                                   const PosteriorSummaryOptions& options = {}) {
  static_assert((unsigned{Points::Flags} & Eigen::DirectAccessBit) != 0,
                "points: a matrix, map or block");
  detail::require_points(points, Dim);
  if (options.likeliest > mixture.size()) {
    throw Error("posterior: found " + std::to_string(options.likeliest) +
                " likeliest classes asked for, expected at most the " +
                std::to_string(mixture.size()) + " that there are");
  }
  const auto strided = [](auto& matrix) {
    return kernel::Strided<typename std::decay_t<decltype(matrix)>::Scalar>{
        matrix.data(), matrix.rowStride(), matrix.colStride()};
  };
  const Eigen::Index rows = points.rows();
  const auto count = static_cast<Eigen::Index>(options.likeliest);
  PosteriorSummary out;
  out.probabilities.resize(options.probabilities ? rows : 0,
                           static_cast<Eigen::Index>(mixture.size()));
  out.entropy.resize(rows);
  out.likeliest.resize(rows, count);
  out.likeliest_probability.resize(rows, count);
  std::vector<double> scratch(kernel::scratch_size(mixture.table()));
  kernel::posterior_summary(
      mixture.table(), {points.derived().data(), points.rowStride(), points.colStride()},
      static_cast<std::size_t>(rows),
      options.probabilities ? strided(out.probabilities) : kernel::Strided<double>{},
      {.entropy = out.entropy.data(),
       .likeliest = options.likeliest,
       .classes = strided(out.likeliest),
       .class_probabilities = strided(out.likeliest_probability)},
      scratch.data());
  return out;
}

}  // namespace tonewheel
