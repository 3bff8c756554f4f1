#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/nan_policy.hpp>

namespace tonewheel {

class StateReader;

inline namespace regression {

/// Divisor of variances and covariances: n, or n - 1.
enum class Variance : unsigned char { population, sample };

/// What becomes of pairs whose truth is 0 in a sign agreement.
enum class ZeroTruth : unsigned char {
  counts,    ///< sign(0) = 0: such a pair agrees where the prediction is 0 too
  left_out,  ///< as the non-zero rule of sentiment sets; see sentiment.hpp
};

/// Pairs of a true and a predicted number, as exact sums: shards merge in any order and any split
/// to the same bits. Each result is rounded a few times at most, whatever the mean: a range of 1e-9
/// about a mean of 1e6 loses nothing. Numbers above 1e150 in size overflow to NaN. An infinity is
/// missing, as NaN is. No pairs: every result is NaN. Some 6 kB.
class PairMoments {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "pair_moments";

  /// No pairs yet; the policy says what a missing value does.
  explicit PairMoments(NanPolicy missing = NanPolicy::error) noexcept : missing_policy_(missing) {}
  /// Throws Error on a state that no pairs have.
  explicit PairMoments(const State& state);

  /// Throws Error on a missing value where the policy says so; then nothing is added.
  void add(double truth, double prediction);
  /// The same for a series; throws Error on different lengths.
  void add(const Numbers& truth, const Numbers& prediction);
  /// Throws Error on another NanPolicy.
  void merge(const PairMoments& other);

  /// Pairs that count.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Pairs with a missing value.
  [[nodiscard]] std::uint64_t missing() const noexcept { return missing_; }
  /// What a missing value does.
  [[nodiscard]] NanPolicy policy() const noexcept { return missing_policy_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;

  /// Mean of the true values.
  [[nodiscard]] double truth_mean() const noexcept;
  /// Mean of the predictions.
  [[nodiscard]] double prediction_mean() const noexcept;
  /// >= 0; NaN for one pair by n - 1.
  [[nodiscard]] double truth_variance(Variance by) const noexcept;
  /// Variance of the predictions.
  [[nodiscard]] double prediction_variance(Variance by) const noexcept;
  /// Covariance of the two.
  [[nodiscard]] double covariance(Variance by) const noexcept;

  /// See concordance.hpp.
  [[nodiscard]] double concordance(Variance by) const noexcept;
  /// Covariance by both standard deviations, in [-1, 1], higher is better; NaN where one side is
  /// constant. Pearson 1895.
  [[nodiscard]] double pearson() const noexcept;

  /// Those below: see regression_error.hpp.
  [[nodiscard]] double mse() const noexcept;
  /// Root of the mean squared error.
  [[nodiscard]] double rmse() const noexcept;
  /// Mean absolute error.
  [[nodiscard]] double mae() const noexcept;
  /// Mean of prediction - truth.
  [[nodiscard]] double bias() const noexcept;
  /// 1 - squared error / variance of the truth; at most 1.
  [[nodiscard]] double r_squared() const noexcept;
  /// 1 - variance of the errors / that of the truth; at most 1.
  [[nodiscard]] double explained_variance() const noexcept;
  /// Share of the pairs with equal signs, in [0, 1].
  [[nodiscard]] double sign_agreement(ZeroTruth zeros) const noexcept;

  /// The same pairs, up to order, under the same policy.
  friend bool operator==(const PairMoments&, const PairMoments&) noexcept = default;

 private:
  [[nodiscard]] bool undefined() const noexcept;
  /// n * sum of a b - sum of a * sum of b: n^2 times the covariance, exactly.
  [[nodiscard]] ExactSum spread(const ExactSum& products, const ExactSum& a,
                                const ExactSum& b) const noexcept;
  /// Throws Error where no pairs have these sums and counts.
  void require_possible(const StateReader& from) const;
  [[nodiscard]] ExactSum truth_spread() const noexcept;
  [[nodiscard]] ExactSum prediction_spread() const noexcept;
  [[nodiscard]] ExactSum common_spread() const noexcept;
  [[nodiscard]] ExactSum squared_error() const noexcept;
  [[nodiscard]] double over_divisor(const ExactSum& spread, Variance by) const noexcept;

  NanPolicy missing_policy_;
  std::uint64_t n_ = 0;
  std::uint64_t missing_ = 0;
  std::uint64_t same_sign_ = 0;  ///< neither is 0
  std::uint64_t both_zero_ = 0;
  std::uint64_t zero_truth_ = 0;  ///< both zero included
  ExactSum truth_;
  ExactSum prediction_;
  ExactSum truth_squared_;
  ExactSum prediction_squared_;
  ExactSum product_;
  ExactSum absolute_error_;
};

}  // namespace regression
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/regression/impl/pair_moments_inl.hpp>
#endif
