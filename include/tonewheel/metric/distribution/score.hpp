#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/distribution/metric.hpp>
#include <tonewheel/metric/nan_policy.hpp>

namespace tonewheel {

/// The mean of one metric over rows of distributions. Its sum is exact: shards merge in any order
/// to the same bits, and a mean is rounded twice, by the sum and by the division. Direction and
/// range are the metric's.
class DistributionScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "distribution_score";

  /// No rows yet. Throws Error on options that no row could be scored with.
  explicit DistributionScore(DistributionMetric metric, DistributionOptions options = {},
                             NanPolicy nans = NanPolicy::error);
  /// Throws Error on a state that no score has.
  explicit DistributionScore(const State& state);

  /// A row. One with a missing entry (NaN or infinite) is treated by the policy; a skipped row
  /// counts as such, a propagated one makes the means NaN. Throws Error as the metric does.
  void add(std::span<const double> p, std::span<const double> q);
  /// The metric of a row that was computed elsewhere, such as an earth mover's distance in closed
  /// form: finite, infinite, or NaN where it is undefined.
  void add_value(double value);
  /// Throws Error on a score of another metric, other options or another policy.
  void merge(const DistributionScore& other);

  /// Which metric the mean is of.
  [[nodiscard]] DistributionMetric metric() const noexcept { return metric_; }
  /// How distributions are read and compared.
  [[nodiscard]] const DistributionOptions& options() const noexcept { return options_; }

  /// Rows with a finite value.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Rows with an infinite value, such as KL where q = 0 < p.
  [[nodiscard]] std::uint64_t infinite() const noexcept { return infinite_; }
  /// Rows for which the metric has no value, such as Pearson's where one side is uniform.
  [[nodiscard]] std::uint64_t undefined() const noexcept { return undefined_; }
  /// Rows left out for a missing entry.
  [[nodiscard]] std::uint64_t skipped() const noexcept { return skipped_; }
  /// Rows with a missing entry that was propagated.
  [[nodiscard]] std::uint64_t propagated() const noexcept { return propagated_; }

  /// Over the rows that have a value: infinite where one is; NaN where there are none.
  [[nodiscard]] double mean() const;
  /// Over the rows with a finite value; NaN where there are none.
  [[nodiscard]] double finite_mean() const;

  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;

  friend bool operator==(const DistributionScore&, const DistributionScore&) = default;

 private:
  DistributionMetric metric_;
  DistributionOptions options_;
  NanPolicy nans_;
  ExactSum sum_;
  std::uint64_t n_ = 0;
  std::uint64_t infinite_ = 0;
  std::uint64_t undefined_ = 0;
  std::uint64_t skipped_ = 0;
  std::uint64_t propagated_ = 0;
};

/// All rows of two N x K matrices. Throws Error on different shapes, and as add() with the row,
/// counted from 1, as its place.
[[nodiscard]] DistributionScore score_distributions(DistributionMetric metric,
                                                    const MatrixView<double>& truth,
                                                    const MatrixView<double>& prediction,
                                                    const DistributionOptions& options = {},
                                                    NanPolicy nans = NanPolicy::error);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/score_inl.hpp>
#endif
