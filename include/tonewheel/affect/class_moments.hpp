#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/exact/unit_products.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// What a sum of squares about the mean is divided by to become a variance.
enum class MomentDivisor : unsigned char {
  n,          ///< the sum of the weights: the likeliest Gaussian
  n_minus_1,  ///< the sum of the weights less 1: unbiased where weights count rows (frequencies)
};

/// Mean and covariance of the rated points of one class, from exact sums: shards merge in any order
/// and any split to the same bits, a constant axis has variance 0 and ratings on one line have
/// correlation 1, whatever the mean. Points are on the unit scale, of 3 axes or of 2 (valence and
/// arousal; dominance is not read). Weights >= 0 count rows: a row of weight 2 is a row twice, to
/// the bit (but for the part below 2^-1074 of weight x coordinate). Some 9 kB.
class ClassMoments {
 public:
  /// The name of this type in a State.
  static constexpr std::string_view kind = "class_moments";

  /// Axes: 2 or 3, else Error.
  explicit ClassMoments(std::size_t axes = 3);
  /// Throws Error on a state that no rows have.
  explicit ClassMoments(const State& state);

  /// A row of weight 0 changes nothing, n() included. Throws Error on a coordinate that is not
  /// finite or a weight that is not in [0, 1e100]; then nothing is added.
  void add(const Vad& point, double weight = 1);
  /// Throws Error on another number of axes.
  void merge(const ClassMoments& other);
  /// Takes away rows that were added before: what is left is as if they had never been, to the bit.
  /// Throws Error on another number of axes and on more rows than there are.
  void subtract(const ClassMoments& part);

  /// How many axes a point has: 2 or 3.
  [[nodiscard]] std::size_t axes() const noexcept { return axes_; }
  /// Rows added whose weight is above 0.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Sum of the weights.
  [[nodiscard]] double weight() const noexcept;
  /// Weighted mean; NaN without rows. Dominance is 0 where there are two axes.
  [[nodiscard]] Vad mean() const noexcept;
  /// Variances and covariances vv, va, vd, aa, ad, dd; those of dominance 0 where there are two
  /// axes. NaN where the divisor is not above 0: no rows, or weights of 1 in all by n_minus_1.
  [[nodiscard]] std::array<double, 6> covariance(MomentDivisor by) const noexcept;
  /// The same times weight(), whatever the divisor: sums of squares and products about the mean.
  [[nodiscard]] std::array<double, 6> scatter() const noexcept;

  /// Products in the order of covariance().
  [[nodiscard]] State state() const;
  /// The same rows, up to order, or rows with the same sums.
  friend bool operator==(const ClassMoments& a, const ClassMoments& b) noexcept {
    return a.equal(b);
  }

 private:
  using Sums = UnitProducts::Sums;

  void add_weighted(const std::array<double, 3>& x, double weight) noexcept;
  /// What stands in the sums and what waits.
  [[nodiscard]] Sums settled() const noexcept;
  /// weight() squared times the population covariance, exactly.
  [[nodiscard]] static std::array<ExactSum, 6> spread(const Sums& sums) noexcept;
  [[nodiscard]] bool equal(const ClassMoments& other) const noexcept;

  std::size_t axes_;
  std::uint64_t n_ = 0;
  UnitProducts units_;  ///< rows that are not in sums_ yet
  Sums sums_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/class_moments_inl.hpp>
#endif
