#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/metric/regression/correlation.hpp>
#include <tonewheel/metric/regression/impl/pair_series_inl.hpp>

namespace tonewheel {

namespace detail {

inline void require_ranked_pair(double truth, double prediction, std::uint64_t row) {
  if (std::isnan(truth) || std::isnan(prediction)) {
    throw Error(Place{{}, row, std::isnan(truth) ? "truth" : "prediction"},
                "pair: found nan, expected a number");
  }
}

/// Twice the rank of each value, from 2, ties at the middle of theirs: whole numbers.
[[nodiscard]] inline std::vector<double> doubled_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::sort(order.begin(), order.end(),
            [&values](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && values[order[end]] == values[order[first]]) {
      ++end;
    }
    for (std::size_t i = first; i < end; ++i) {
      ranks[order[i]] = static_cast<double>(first + 1 + end);
    }
    first = end;
  }
  return ranks;
}

/// Ways to choose two within each run of equal neighbours.
template <class Value, class Equal>
[[nodiscard]] std::uint64_t tied_couples(const std::vector<Value>& sorted, const Equal& equal) {
  std::uint64_t couples = 0;
  std::uint64_t run = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    run = equal(sorted[i - 1], sorted[i]) ? run + 1 : 0;
    couples += run;
  }
  return couples;
}

/// Sorts by merging and counts the couples out of order, equal ones not.
[[nodiscard]] inline std::uint64_t sort_inversions(std::vector<double>& values) {
  std::uint64_t inversions = 0;
  std::vector<double> merged(values.size());
  for (std::size_t width = 1; width < values.size(); width *= 2) {
    for (std::size_t first = 0; first < values.size(); first += 2 * width) {
      const std::size_t middle = std::min(first + width, values.size());
      const std::size_t end = std::min(first + 2 * width, values.size());
      std::size_t left = first;
      std::size_t right = middle;
      for (std::size_t to = first; to < end; ++to) {
        const bool from_right = left == middle || (right < end && values[right] < values[left]);
        inversions += from_right ? middle - left : 0;
        merged[to] = from_right ? values[right++] : values[left++];
      }
    }
    values.swap(merged);
  }
  return inversions;
}

[[nodiscard]] inline std::uint64_t different_values(const std::vector<double>& sorted) {
  std::uint64_t different = sorted.empty() ? 0 : 1;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    different += sorted[i] != sorted[i - 1] ? 1U : 0U;
  }
  return different;
}

/// Concordant less discordant.
[[nodiscard]] inline double order_balance(const PairOrders& orders) {
  const bool below = orders.concordant < orders.discordant;
  const auto size = static_cast<double>(below ? orders.discordant - orders.concordant
                                              : orders.concordant - orders.discordant);
  return below ? -size : size;
}

[[nodiscard]] inline RankPairs rank_pairs(std::span<const double> truth,
                                          std::span<const double> prediction, NanPolicy missing) {
  RankPairs pairs(missing);
  pairs.add(truth, prediction);
  return pairs;
}

}  // namespace detail

inline namespace regression {

TONEWHEEL_INLINE double pearson(const Numbers& truth, const Numbers& prediction,
                                NanPolicy missing) {
  PairMoments moments(missing);
  moments.add(truth, prediction);
  return moments.pearson();
}

TONEWHEEL_INLINE double spearman(const Numbers& truth, const Numbers& prediction,
                                 NanPolicy missing) {
  return detail::rank_pairs(truth, prediction, missing).spearman();
}

TONEWHEEL_INLINE double kendall_tau_b(const Numbers& truth, const Numbers& prediction,
                                      NanPolicy missing) {
  return detail::rank_pairs(truth, prediction, missing).kendall_tau_b();
}

TONEWHEEL_INLINE double kendall_tau_c(const Numbers& truth, const Numbers& prediction,
                                      NanPolicy missing) {
  return detail::rank_pairs(truth, prediction, missing).kendall_tau_c();
}

TONEWHEEL_INLINE RankPairs::RankPairs(const State& state) {
  StateReader from(state, kind);
  missing_policy_ = static_cast<NanPolicy>(from.choice("missing", nan_policy_names));
  missing_ = from.count<std::uint64_t>("missing");
  const auto truth = from.count<std::vector<double>>("truth");
  const auto prediction = from.count<std::vector<double>>("prediction");
  from.finish();
  from.require(missing_ == 0 || missing_policy_ != NanPolicy::error, "missing",
               "0, since a missing value is an error");
  from.require(prediction.size() == truth.size(), "prediction", "as many as true values");
  for (std::size_t i = 0; i < truth.size(); ++i) {
    detail::require_ranked_pair(truth[i], prediction[i], i + 1);
    add(truth[i], prediction[i]);
  }
}

TONEWHEEL_INLINE State RankPairs::state() const {
  std::vector<double> truth;
  std::vector<double> prediction;
  for (const auto& [x, y] : sorted()) {
    truth.push_back(x);
    prediction.push_back(y);
  }
  return StateWriter(kind)
      .option("missing", name(missing_policy_))
      .count("missing", missing_)
      .count("truth", truth)
      .count("prediction", prediction)
      .finish();
}

TONEWHEEL_INLINE void RankPairs::add(double truth, double prediction) {
  if (std::isnan(truth) || std::isnan(prediction)) {
    if (missing_policy_ == NanPolicy::error) {
      detail::require_ranked_pair(truth, prediction, pairs_.size() + 1);
    }
    add_count(missing_, 1, "rank pairs: missing ones");
    return;
  }
  pairs_.emplace_back(truth == 0 ? 0 : truth, prediction == 0 ? 0 : prediction);  // no -0
}

TONEWHEEL_INLINE void RankPairs::add(const Numbers& truth, const Numbers& prediction) {
  detail::add_pair_series(*this, truth, prediction, missing_policy_, detail::require_ranked_pair);
}

TONEWHEEL_INLINE void RankPairs::merge(const RankPairs& other) {
  if (missing_policy_ != other.missing_policy_) {
    throw Error("rank pairs: found two policies for missing values, expected one");
  }
  add_count(missing_, other.missing_, "rank pairs: missing ones");
  const Pairs theirs = other.pairs_;  // other may be this
  pairs_.insert(pairs_.end(), theirs.begin(), theirs.end());
}

TONEWHEEL_INLINE double RankPairs::spearman() const {
  if (undefined()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  std::vector<double> truth;
  std::vector<double> prediction;
  for (const auto& [x, y] : pairs_) {
    truth.push_back(x);
    prediction.push_back(y);
  }
  PairMoments moments;
  moments.add(detail::doubled_ranks(truth), detail::doubled_ranks(prediction));
  return moments.pearson();
}

TONEWHEEL_INLINE double RankPairs::kendall_tau_b() const {
  const PairOrders orders = this->orders();
  const std::uint64_t all = orders.concordant + orders.discordant + orders.tied_truth +
                            orders.tied_prediction - orders.tied_both;
  if (undefined() || all == orders.tied_truth || all == orders.tied_prediction) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const double tau =
      detail::order_balance(orders) / std::sqrt(static_cast<double>(all - orders.tied_truth) *
                                                static_cast<double>(all - orders.tied_prediction));
  return std::clamp(tau, -1.0, 1.0);
}

TONEWHEEL_INLINE double RankPairs::kendall_tau_c() const {
  std::vector<double> truth;
  std::vector<double> prediction;
  for (const auto& [x, y] : pairs_) {
    truth.push_back(x);
    prediction.push_back(y);
  }
  std::sort(truth.begin(), truth.end());
  std::sort(prediction.begin(), prediction.end());
  const auto least = static_cast<double>(
      std::min(detail::different_values(truth), detail::different_values(prediction)));
  if (undefined() || least < 2) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const auto n = static_cast<double>(pairs_.size());
  const double tau = 2 * detail::order_balance(orders()) * least / (n * n * (least - 1));
  return std::clamp(tau, -1.0, 1.0);
}

TONEWHEEL_INLINE PairOrders RankPairs::orders() const {
  const Pairs by_truth = sorted();
  const std::uint64_t n = by_truth.size();
  PairOrders orders;
  orders.tied_both = detail::tied_couples(by_truth, std::equal_to<>());
  orders.tied_truth = detail::tied_couples(
      by_truth, [](const auto& a, const auto& b) { return a.first == b.first; });
  std::vector<double> prediction;
  prediction.reserve(by_truth.size());
  for (const auto& pair : by_truth) {
    prediction.push_back(pair.second);
  }
  orders.discordant = detail::sort_inversions(prediction);
  orders.tied_prediction = detail::tied_couples(prediction, std::equal_to<>());
  const std::uint64_t all = n == 0 ? 0 : (n % 2 == 0 ? n / 2 * (n - 1) : (n - 1) / 2 * n);
  orders.concordant =
      all - orders.tied_truth - orders.tied_prediction + orders.tied_both - orders.discordant;
  return orders;
}

TONEWHEEL_INLINE RankPairs::Pairs RankPairs::sorted() const {
  Pairs sorted = pairs_;
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

TONEWHEEL_INLINE bool RankPairs::undefined() const noexcept {
  return pairs_.size() < 2 || (missing_ > 0 && missing_policy_ == NanPolicy::propagate);
}

}  // namespace regression
}  // namespace tonewheel
