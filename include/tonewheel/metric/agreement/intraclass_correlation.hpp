#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>
#include <tonewheel/metric/nan_policy.hpp>

namespace tonewheel {
inline namespace agreement {

/// The six intraclass correlations of Shrout & Fleiss 1979 for n units that k raters each rated
/// once; the first digit is their case, k stands for the mean of the k raters. With mean squares B
/// (between units), W (within units), J (between raters), E (rest):
/// ICC(1,1) = (B - W) / (B + (k - 1) W), raters differ from unit to unit;
/// ICC(2,1) = (B - E) / (B + (k - 1) E + k (J - E) / n), raters are a sample, absolute agreement;
/// ICC(3,1) = (B - E) / (B + (k - 1) E), these raters, consistency;
/// ICC(1,k) = (B - W) / B; ICC(2,k) = (B - E) / (B + (J - E) / n); ICC(3,k) = (B - E) / B.
/// 1 for perfect agreement, around 0 for none; single ones are >= -1 / (k - 1) in cases 1 and 3,
/// those of means have no lower bound; higher is better. Quiet NaN where a denominator is 0
/// (nothing varies) or below (ICC(2,k) where E > J + n B), and all where n or k is below 2. No
/// confidence intervals: bootstrap the units.
struct IntraclassCorrelation {
  /// What stands where there is no value: a quiet NaN.
  static constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
  double icc_1_1 = undefined;  ///< one way, of one rater
  double icc_2_1 = undefined;  ///< two ways, raters at random, of one rater
  double icc_3_1 = undefined;  ///< two ways, raters fixed, of one rater
  double icc_1_k = undefined;  ///< one way, of the mean of k raters
  double icc_2_k = undefined;  ///< two ways, raters at random, of the mean
  double icc_3_k = undefined;  ///< two ways, raters fixed, of the mean

  double between_units = undefined;   ///< B, n - 1 degrees of freedom
  double within_units = undefined;    ///< W, n (k - 1)
  double between_raters = undefined;  ///< J, k - 1
  double residual = undefined;        ///< E, (n - 1) (k - 1)

  double f_one_way = undefined;  ///< B / W, tests cases ICC(1,.) against 0; NaN for 0 / 0
  double f_two_way = undefined;  ///< B / E, the others; infinite where only the divisor is 0
  double f_raters = undefined;   ///< J / E, tests the raters' means against being equal

  std::uint64_t units = 0;     ///< n, those left out not counted
  std::uint64_t left_out = 0;  ///< units with a gap
  std::size_t raters = 0;      ///< k
};

/// The sums it comes from, exactly: shards merge in any order to the same bits, and ratings close
/// together about a large mean lose nothing.
class IntraclassSums {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "intraclass_sums";

  /// Throws Error on 0 raters.
  explicit IntraclassSums(std::size_t raters, NanPolicy nan = NanPolicy::error);
  /// Throws Error on a state that no units have.
  explicit IntraclassSums(const State& state);

  /// A unit's ratings, one of each rater in their order; with a NaN among them it is an Error, left
  /// out, or makes every result NaN, by the policy. Throws Error on another number of ratings and
  /// above largest_rating. O(raters^2).
  void add(std::span<const double> unit);
  /// As if the other's units had been added here. Throws Error on another number of raters
  /// or another policy.
  void merge(const IntraclassSums& other);

  /// Units that count, and those with a gap.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Units with a gap.
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// The correlations, and the sums of squares they are of.
  [[nodiscard]] IntraclassCorrelation result() const;

  friend bool operator==(const IntraclassSums&, const IntraclassSums&) = default;

 private:
  NanPolicy nan_;
  std::uint64_t n_ = 0;
  std::uint64_t left_out_ = 0;
  std::vector<ExactSum> by_rater_;
  ExactSum squares_;       ///< of the ratings
  ExactSum unit_squares_;  ///< of the units' sums
};

/// Of a whole table. Throws Error as IntraclassSums does, with the unit as row.
[[nodiscard]] IntraclassCorrelation intraclass_correlation(const MatrixView<double>& ratings,
                                                           NanPolicy nan = NanPolicy::error);

}  // namespace agreement
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/agreement/impl/intraclass_correlation_inl.hpp>
#endif
