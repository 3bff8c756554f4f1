#pragma once

#include <cstddef>
#include <vector>

#include <Eigen/Core>

#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/mixture_table.hpp>
#include <tonewheel/kernel/row_summaries.hpp>
#include <tonewheel/kernel/strided.hpp>

namespace tonewheel {

/// p-value of the hypothesis that x belongs to the class nearest to it (chi-squared test of the
/// squared Mahalanobis distance with Dim degrees), in [0, 1]. Temperatures do not count: distances
/// are those of the classes' Gaussians.
template <int Dim>
[[nodiscard]] double outlier_p_value(const BasicMixture<Dim>& mixture,
                                     const typename BasicMixture<Dim>::Vector& x);

/// Mass of "none of these" of a point whose p-value is known, in [0, 1]: 0 from `level` on, else
/// 1 - p_value / level, which tends to 1 far from every class. Continuous, and never falls as the
/// point moves away. Our own definition. Throws Error unless 0 < level < 1.
[[nodiscard]] double none_of_these(double p_value, double level);

/// The same of a point, at the level that calibrated_level gives unless another is named.
template <int Dim>
[[nodiscard]] double none_of_these(const BasicMixture<Dim>& mixture,
                                   const typename BasicMixture<Dim>::Vector& x);
/// The same at this level.
template <int Dim>
[[nodiscard]] double none_of_these(const BasicMixture<Dim>& mixture,
                                   const typename BasicMixture<Dim>::Vector& x, double level) {
  return none_of_these(outlier_p_value(mixture, x), level);
}

/// Share of a mixture's own points that may count as "none of these" at all.
inline constexpr double default_none_share = 0.05;

/// The p-value that `share` of the points which the mixture itself draws (a class by its prior, a
/// point by its Gaussian) fall below. Not `share` itself: where classes overlap, a point is nearer
/// to some class than to its own, so that p-values are larger than chance would have them. In
/// [share, 1) but for the error: some 2 % of the level. Deterministic: the points are a lattice, at
/// least 64 a class and some 2^15 in all. Throws Error unless 0 < share < 1.
template <int Dim>
[[nodiscard]] double calibrated_level(const BasicMixture<Dim>& mixture,
                                      double share = default_none_share);

/// How far the probabilities of a point are to be trusted.
struct Doubt {
  double p_value = 1;  ///< of the point under the class nearest to it, in [0, 1]
  double entropy = 0;  ///< of its probabilities, nats, in [0, log K]
  double margin = 1;   ///< between the two likeliest probabilities, in [0, 1]; of one class 1
  double none = 0;     ///< mass of "none of these" at the meter's level, in [0, 1]
};

/// The same of N points: N numbers of each kind, as in Doubt.
struct DoubtRows {
  Eigen::VectorXd p_value;  ///< of each point under the class nearest to it
  Eigen::VectorXd entropy;  ///< of its probabilities, nats
  Eigen::VectorXd margin;   ///< between its two likeliest probabilities
  Eigen::VectorXd none;     ///< its mass of "none of these"
};

/// Measures the doubt of points under one mixture. For any number of threads at once.
class DoubtMeter {
 public:
  /// At a level of the caller's: 0 < level < 1, else throws Error.
  template <int Dim>
  DoubtMeter(const BasicMixture<Dim>& mixture, double level);
  /// At the calibrated level.
  template <int Dim>
  explicit DoubtMeter(const BasicMixture<Dim>& mixture)
      : DoubtMeter(mixture, calibrated_level(mixture)) {}

  /// How many axes a point has: 2 or 3.
  [[nodiscard]] std::size_t dimensions() const noexcept { return table_.dimensions(); }
  /// p-value below which there is mass on "none of these".
  [[nodiscard]] double level() const noexcept { return level_; }

  /// Of N points, a matrix, map or block of doubles in either storage order. Throws Error naming
  /// the row on a point that is not finite, and on a wrong number of columns.
  template <class Points>
  [[nodiscard]] DoubtRows rows(const Eigen::MatrixBase<Points>& points) const;
  /// Of one point, a vector.
  template <class Point>
  [[nodiscard]] Doubt operator()(const Eigen::MatrixBase<Point>& x) const {
    const DoubtRows of_one = rows(x.derived().transpose());
    return {of_one.p_value[0], of_one.entropy[0], of_one.margin[0], of_one.none[0]};
  }

 private:
  kernel::MixtureTable table_;
  kernel::MixtureTable distances_;
  double level_;
};

/// What kernel::nearest_squared_distance works on: the mixture's Gaussians, whatever its priors and
/// temperatures.
template <int Dim>
[[nodiscard]] kernel::MixtureTable distance_table(const BasicMixture<Dim>& mixture);

}  // namespace tonewheel

#include <tonewheel/affect/impl/doubt_rows_inl.hpp>
#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/doubt_inl.hpp>
#endif
