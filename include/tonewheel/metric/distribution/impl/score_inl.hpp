#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_sums.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/distribution/impl/rows_inl.hpp>
#include <tonewheel/metric/distribution/score.hpp>

namespace tonewheel {
namespace detail {

inline constexpr auto distribution_metric_keys = [] {
  std::array<std::string_view, distribution_metrics.size()> keys;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    keys[i] = distribution_metrics[i].name;
  }
  return keys;
}();

inline bool all_finite_shares(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
}

/// Throws Error on options that no row could be scored with.
inline void require_score_options(DistributionMetric metric, const DistributionOptions& options,
                                  NanPolicy nans) {
  const auto require_word = [](auto value, std::size_t words, const char* what) {
    if (static_cast<std::size_t>(value) >= words) {
      throw Error(std::string("distribution score: found number ") +
                  std::to_string(static_cast<std::size_t>(value)) + " as " + what +
                  ", expected one below " + std::to_string(words));
    }
  };
  require_word(metric, distribution_metrics.size(), "metric");
  require_word(options.zeros, zero_policy_names.size(), "zeros");
  require_word(options.mass, mass_policy_names.size(), "mass");
  require_word(options.unit, information_unit_names.size(), "unit");
  require_word(options.symmetric_kl, symmetric_kl_names.size(), "symmetric_kl");
  require_word(options.chi_squared, chi_squared_names.size(), "chi_squared");
  require_word(nans, nan_policy_names.size(), "missing");
  require_distribution_options(options);
  (void)distribution_order(options, options.order.size());
  const std::vector<double>& ground = options.ground_distance;
  std::size_t classes = 0;
  while (classes * classes < ground.size()) {
    ++classes;
  }
  if (classes * classes != ground.size()) {
    throw Error("distribution score: found " + std::to_string(ground.size()) +
                " numbers in ground_distance, expected classes x classes");
  }
  for (const double distance : ground) {
    if (!(distance >= 0 && distance <= std::numeric_limits<double>::max())) {
      throw Error("distribution score: found " + number_text(distance) +
                  " in ground_distance, expected finite numbers >= 0");
    }
  }
}

}  // namespace detail

TONEWHEEL_INLINE DistributionScore::DistributionScore(DistributionMetric metric,
                                                      DistributionOptions options, NanPolicy nans)
    : metric_(metric), options_(std::move(options)), nans_(nans) {
  detail::require_score_options(metric_, options_, nans_);
}

TONEWHEEL_INLINE DistributionScore::DistributionScore(const State& state) {
  StateReader from(state, kind);
  const auto word = [&from]<class Enum>(Enum& value, std::string_view name, const auto& words) {
    value = static_cast<Enum>(from.choice(name, words));
  };
  word(metric_, "metric", detail::distribution_metric_keys);
  word(options_.zeros, "zeros", zero_policy_names);
  options_.epsilon = from.option<double>("epsilon");
  word(options_.mass, "mass", mass_policy_names);
  options_.mass_tolerance = from.option<double>("mass_tolerance");
  word(options_.unit, "unit", information_unit_names);
  word(options_.symmetric_kl, "symmetric_kl", symmetric_kl_names);
  word(options_.chi_squared, "chi_squared", chi_squared_names);
  options_.ndcg_at = from.option<std::size_t>("ndcg_at");
  options_.order = from.option<std::vector<std::size_t>>("order");
  options_.ground_distance = from.option<std::vector<double>>("ground_distance");
  word(nans_, "missing", nan_policy_names);
  n_ = from.count<std::uint64_t>("n");
  infinite_ = from.count<std::uint64_t>("infinite");
  undefined_ = from.count<std::uint64_t>("undefined");
  skipped_ = from.count<std::uint64_t>("skipped");
  propagated_ = from.count<std::uint64_t>("propagated");
  sum_ = detail::read_sum(from, "sum", n_, detail::SumOf::numbers);
  from.finish();
  detail::require_score_options(metric_, options_, nans_);
  from.require(skipped_ == 0 || nans_ == NanPolicy::skip, "skipped", "0 by this policy");
  from.require(propagated_ == 0 || nans_ == NanPolicy::propagate, "propagated", "0 by this policy");
}

TONEWHEEL_INLINE State DistributionScore::state() const {
  const auto word = [](auto value, const auto& words) {
    return words[static_cast<std::size_t>(value)];
  };
  return StateWriter(kind)
      .option("metric", facts(metric_).name)
      .option("zeros", word(options_.zeros, zero_policy_names))
      .option("epsilon", options_.epsilon)
      .option("mass", word(options_.mass, mass_policy_names))
      .option("mass_tolerance", options_.mass_tolerance)
      .option("unit", word(options_.unit, information_unit_names))
      .option("symmetric_kl", word(options_.symmetric_kl, symmetric_kl_names))
      .option("chi_squared", word(options_.chi_squared, chi_squared_names))
      .option("ndcg_at", options_.ndcg_at)
      .option("order", options_.order)
      .option("ground_distance", options_.ground_distance)
      .option("missing", name(nans_))
      .count("n", n_)
      .count("infinite", infinite_)
      .count("undefined", undefined_)
      .count("skipped", skipped_)
      .count("propagated", propagated_)
      .count("sum", sum_)
      .finish();
}

TONEWHEEL_INLINE void DistributionScore::add(std::span<const double> p, std::span<const double> q) {
  const bool missing =
      nans_ != NanPolicy::error && !(detail::all_finite_shares(p) && detail::all_finite_shares(q));
  if (!missing) {
    add_value(distribution_metric(metric_, p, q, options_));
  } else if (nans_ == NanPolicy::skip) {
    add_count(skipped_, 1, "distribution score: rows skipped");
  } else {
    add_count(propagated_, 1, "distribution score: rows with NaN");
  }
}

TONEWHEEL_INLINE void DistributionScore::add_value(double value) {
  if (std::isnan(value)) {
    add_count(undefined_, 1, "distribution score: undefined rows");
  } else if (std::isinf(value)) {
    add_count(infinite_, 1, "distribution score: infinite rows");
  } else {
    add_count(n_, 1, "distribution score: rows");
    sum_.add(value);
  }
}

TONEWHEEL_INLINE void DistributionScore::merge(const DistributionScore& other) {
  if (metric_ != other.metric_ || options_ != other.options_ || nans_ != other.nans_) {
    throw Error("distribution score: found a score of " + std::string(facts(other.metric_).name) +
                " to merge, expected one of " + std::string(facts(metric_).name) +
                " with the same options");
  }
  add_counts({{n_, other.n_},
              {infinite_, other.infinite_},
              {undefined_, other.undefined_},
              {skipped_, other.skipped_},
              {propagated_, other.propagated_}},
             "distribution score: rows");
  sum_.merge(other.sum_);
}

TONEWHEEL_INLINE double DistributionScore::finite_mean() const {
  return n_ == 0 || propagated_ > 0 ? std::numeric_limits<double>::quiet_NaN()
                                    : sum_.value() / static_cast<double>(n_);
}

TONEWHEEL_INLINE double DistributionScore::mean() const {
  return infinite_ > 0 && propagated_ == 0 ? HUGE_VAL : finite_mean();
}

TONEWHEEL_INLINE DistributionScore score_distributions(DistributionMetric metric,
                                                       const MatrixView<double>& truth,
                                                       const MatrixView<double>& prediction,
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
