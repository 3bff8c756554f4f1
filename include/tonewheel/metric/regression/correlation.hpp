#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/nan_policy.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

/// Correlations of predicted numbers with the true ones: in [-1, 1], higher is better, symmetric,
/// NaN where a side is constant and for fewer than two pairs. The functions throw Error on
/// different lengths and, by policy, on a missing value: NaN, for pearson an infinity too. Signed
/// zeros are equal.
namespace tonewheel {
inline namespace regression {

/// PairMoments::pearson: covariance by both standard deviations. Unchanged where a side is scaled
/// by a number above 0 or shifted. Pearson 1895.
[[nodiscard]] double pearson(const Numbers& truth, const Numbers& prediction,
                             NanPolicy missing = NanPolicy::error);

/// Pearson's correlation of the ranks, ties at the middle of theirs. Unchanged under increasing
/// maps of a side. Spearman 1904.
[[nodiscard]] double spearman(const Numbers& truth, const Numbers& prediction,
                              NanPolicy missing = NanPolicy::error);

/// (concordant - discordant pairs of pairs) / sqrt((all - tied in truth) (all - tied in
/// prediction)); O(n log n). Kendall 1945; Knight 1966.
[[nodiscard]] double kendall_tau_b(const Numbers& truth, const Numbers& prediction,
                                   NanPolicy missing = NanPolicy::error);

/// 2 (concordant - discordant) / (n^2 (m - 1) / m), m the smaller number of different values of a
/// side. Stuart 1953.
[[nodiscard]] double kendall_tau_c(const Numbers& truth, const Numbers& prediction,
                                   NanPolicy missing = NanPolicy::error);

/// Pairs of pairs (2 of n), by order; tied in both counts in both.
struct PairOrders {
  std::uint64_t concordant = 0;       ///< pairs of samples in the same order
  std::uint64_t discordant = 0;       ///< in opposite orders
  std::uint64_t tied_truth = 0;       ///< equal in truth, whatever in prediction
  std::uint64_t tied_prediction = 0;  ///< the other way round
  std::uint64_t tied_both = 0;        ///< equal in both
  friend bool operator==(const PairOrders&, const PairOrders&) = default;
};

/// Keeps the pairs, 16 bytes each: ranks need them all. Results do not depend on their order, hence
/// shards merge in any order to the same bits.
class RankPairs {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "rank_pairs";

  /// No pairs yet; the policy says what a missing value does.
  explicit RankPairs(NanPolicy missing = NanPolicy::error) noexcept : missing_policy_(missing) {}
  /// Throws Error on a state that no pairs have.
  explicit RankPairs(const State& state);

  /// Any numbers, infinities too. Throws Error on NaN where the policy says so; then nothing is
  /// added.
  void add(double truth, double prediction);
  /// The same for a series; throws Error on different lengths.
  void add(const Numbers& truth, const Numbers& prediction);
  /// Throws Error on another NanPolicy.
  void merge(const RankPairs& other);

  /// Pairs that count; below 2^32 for what follows.
  [[nodiscard]] std::uint64_t n() const noexcept { return pairs_.size(); }
  /// Pairs with NaN.
  [[nodiscard]] std::uint64_t missing() const noexcept { return missing_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;

  /// Spearman's rho of all pairs.
  [[nodiscard]] double spearman() const;
  /// Kendall's tau-b of all pairs.
  [[nodiscard]] double kendall_tau_b() const;
  /// Kendall's tau-c of all pairs.
  [[nodiscard]] double kendall_tau_c() const;
  /// How often two samples are in the same order.
  [[nodiscard]] PairOrders orders() const;

  /// The same pairs, up to order, under the same policy.
  friend bool operator==(const RankPairs& a, const RankPairs& b) {
    return a.missing_policy_ == b.missing_policy_ && a.missing_ == b.missing_ &&
           a.sorted() == b.sorted();
  }

 private:
  using Pairs = std::vector<std::pair<double, double>>;
  [[nodiscard]] Pairs sorted() const;
  [[nodiscard]] bool undefined() const noexcept;

  NanPolicy missing_policy_;
  std::uint64_t missing_ = 0;
  Pairs pairs_;
};

}  // namespace regression
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/regression/impl/correlation_inl.hpp>
#endif
