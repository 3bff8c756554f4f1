#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/impl/rows_inl.hpp>
#include <tonewheel/metric/distribution/score.hpp>

namespace tonewheel {
namespace detail {

inline bool all_finite_shares(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
}

}  // namespace detail

TONEWHEEL_INLINE DistributionScore::DistributionScore(DistributionMetric metric,
                                                      DistributionOptions options, NanPolicy nans)
    : metric_(metric), options_(std::move(options)), nans_(nans) {}

TONEWHEEL_INLINE void DistributionScore::add(std::span<const double> p, std::span<const double> q) {
  const bool missing =
      nans_ != NanPolicy::error && !(detail::all_finite_shares(p) && detail::all_finite_shares(q));
  if (!missing) {
    add_value(distribution_metric(metric_, p, q, options_));
  } else if (nans_ == NanPolicy::skip) {
    ++skipped_;
  } else {
    ++propagated_;
  }
}

TONEWHEEL_INLINE void DistributionScore::add_value(double value) {
  if (std::isnan(value)) {
    ++undefined_;
  } else if (std::isinf(value)) {
    ++infinite_;
  } else {
    ++finite_;
    sum_.add(value);
  }
}

TONEWHEEL_INLINE void DistributionScore::merge(const DistributionScore& other) {
  if (metric_ != other.metric_ || options_ != other.options_ || nans_ != other.nans_) {
    throw Error("distribution score: found a score of " + std::string(facts(other.metric_).key) +
                " to merge, expected one of " + std::string(facts(metric_).key) +
                " with the same options");
  }
  sum_.merge(other.sum_);
  finite_ += other.finite_;
  infinite_ += other.infinite_;
  undefined_ += other.undefined_;
  skipped_ += other.skipped_;
  propagated_ += other.propagated_;
}

TONEWHEEL_INLINE double DistributionScore::finite_mean() const {
  return finite_ == 0 || propagated_ > 0 ? std::numeric_limits<double>::quiet_NaN()
                                         : sum_.value() / static_cast<double>(finite_);
}

TONEWHEEL_INLINE double DistributionScore::mean() const {
  return infinite_ > 0 && propagated_ == 0 ? HUGE_VAL : finite_mean();
}

TONEWHEEL_INLINE DistributionScore score_distributions(DistributionMetric metric,
                                                       const MatrixSpan& truth,
                                                       const MatrixSpan& prediction,
                                                       const DistributionOptions& options,
                                                       NanPolicy nans) {
  detail::require_distribution_rows(truth, "truth");
  detail::require_distribution_rows(prediction, "prediction");
  if (truth.rows != prediction.rows || truth.columns != prediction.columns) {
    throw Error("distribution score: found a truth of " + std::to_string(truth.rows) + " x " +
                std::to_string(truth.columns) + " and a prediction of " +
                std::to_string(prediction.rows) + " x " + std::to_string(prediction.columns) +
                ", expected the same shape");
  }
  DistributionScore score(metric, options, nans);
  if (truth.rows == 0) {
    return score;
  }
  detail::require_distribution_options(options);
  constexpr std::size_t rows_at_a_time = 256;
  std::vector<double> values(std::min(rows_at_a_time, truth.rows));
  const DistributionTable p = distribution_table(truth);
  const DistributionTable q = distribution_table(prediction);
  for (std::size_t row = 0; row < truth.rows; ++row) {
    const std::size_t place = row % rows_at_a_time;
    if (place == 0) {
      const std::size_t rows = std::min(rows_at_a_time, truth.rows - row);
      detail::metric_rows_by_kernel(metric, {p.shares.from(row), rows, p.classes},
                                    {q.shares.from(row), rows, q.classes}, options,
                                    std::span(values).first(rows));
    }
    if (!std::isnan(values[place])) {
      score.add_value(values[place]);
      continue;
    }
    const std::size_t first = row * truth.columns;
    try {
      score.add(truth.values.subspan(first, truth.columns),
                prediction.values.subspan(first, truth.columns));
    } catch (const Error& error) {
      throw Error(Place{{}, row + 1, {}}, error.what());
    }
  }
  return score;
}

}  // namespace tonewheel
