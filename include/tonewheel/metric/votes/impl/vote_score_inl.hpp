#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_sums.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/distribution/divergence.hpp>
#include <tonewheel/metric/distribution/impl/divergence_inl.hpp>
#include <tonewheel/metric/votes/vote_score.hpp>

namespace tonewheel {

namespace detail {

TONEWHEEL_INLINE double tally_mean(const ExactSum& sum, const ExactSum& weight) {
  const double all = weight.value();
  return all > 0 ? sum.value() / all : std::numeric_limits<double>::quiet_NaN();
}

TONEWHEEL_INLINE bool first_is_tied(std::span<const double> prediction) {
  double most = prediction.front();
  bool tied = false;
  for (const double value : prediction.subspan(1)) {
    tied = value == most || (tied && value < most);
    most = std::max(most, value);
  }
  return tied;
}

inline void require_weight(double weight) {
  if (!(weight >= 0 && weight <= 1e100)) {
    throw Error("votes: found a row of weight " + number_text(weight) +
                ", expected a number from 0 to 1e100");
  }
}

inline void require_vote_options(std::size_t classes, const VoteScoreOptions& options) {
  if (classes == 0) {
    throw Error("vote score: found 0 classes, expected at least 1");
  }
  double below = 0;
  for (const double edge : options.entropy_edges) {
    if (!(edge > below && edge < 1)) {
      throw Error("vote score: found an edge of strata at " + number_text(edge) +
                  " of ln classes, expected ascending numbers in (0, 1)");
    }
    below = edge;
  }
  require_distribution_options({.zeros = options.zeros, .epsilon = options.epsilon});
}

}  // namespace detail

inline namespace votes {

TONEWHEEL_INLINE double VoteTally::mean_js() const {
  return detail::tally_mean(js, weight);
}
TONEWHEEL_INLINE double VoteTally::mean_kl() const {
  return infinite > 0 ? HUGE_VAL : detail::tally_mean(kl, weight);
}
TONEWHEEL_INLINE double VoteTally::mean_log_loss() const {
  return infinite > 0 ? HUGE_VAL : detail::tally_mean(log_loss, weight);
}
TONEWHEEL_INLINE double VoteTally::share_first_right() const {
  return rows == 0 ? std::numeric_limits<double>::quiet_NaN()
                   : static_cast<double>(first_right) / static_cast<double>(rows);
}
TONEWHEEL_INLINE double VoteTally::mean_truth_entropy() const {
  return detail::tally_mean(truth_entropy, weight);
}
TONEWHEEL_INLINE double VoteTally::mean_prediction_entropy() const {
  return detail::tally_mean(prediction_entropy, weight);
}

TONEWHEEL_INLINE void VoteTally::merge(const VoteTally& other) {
  add_count(rows, other.rows, "vote score: rows");  // the others are parts of them
  infinite += other.infinite;
  first_right += other.first_right;
  tied += other.tied;
  weight.merge(other.weight);
  js.merge(other.js);
  kl.merge(other.kl);
  log_loss.merge(other.log_loss);
  truth_entropy.merge(other.truth_entropy);
  prediction_entropy.merge(other.prediction_entropy);
}

struct VoteScore::Row {
  double js = 0;
  double kl = 0;
  double loss = 0;
  double truth_entropy = 0;
  double prediction_entropy = 0;
  bool first_right = false;
  bool tied = false;
};

TONEWHEEL_INLINE VoteScore::VoteScore(std::size_t classes, VoteScoreOptions options)
    : classes_(classes), options_(std::move(options)), strata_(options_.entropy_edges.size() + 1) {
  detail::require_vote_options(classes_, options_);
}

TONEWHEEL_INLINE VoteScore::VoteScore(const State& state) {
  StateReader from(state, kind);
  classes_ = from.option<std::size_t>("classes");
  options_.entropy_edges = from.option<std::vector<double>>("entropy_edges");
  options_.zeros = static_cast<ZeroPolicy>(from.choice("zeros", zero_policy_names));
  options_.epsilon = from.option<double>("epsilon");
  detail::require_vote_options(classes_, options_);
  without_votes_ = from.count<std::uint64_t>("without_votes");
  const auto rows = detail::read_counts(from, "rows", options_.entropy_edges.size() + 1);
  strata_.resize(rows.size());
  (void)from.total("rows", rows);
  const auto part = [&](std::string_view name, std::uint64_t VoteTally::* member) {
    const auto counts = detail::read_counts(from, name, strata_.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
      from.require(counts[i] <= rows[i], name, "at most the stratum's rows");
      strata_[i].*member = counts[i];
    }
  };
  const auto sum = [&](std::string_view name, ExactSum VoteTally::* member,
                       std::span<const std::uint64_t> of, detail::SumOf what) {
    auto sums = detail::read_sums(from, name, of, what);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      strata_[i].*member = sums[i];
    }
  };
  part("infinite", &VoteTally::infinite);
  part("first_right", &VoteTally::first_right);
  part("tied", &VoteTally::tied);
  std::vector<std::uint64_t> finite = rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    strata_[i].rows = rows[i];
    finite[i] -= strata_[i].infinite;
  }
  sum("weight", &VoteTally::weight, rows, detail::SumOf::sizes);
  sum("js", &VoteTally::js, rows, detail::SumOf::numbers);
  sum("kl", &VoteTally::kl, finite, detail::SumOf::sizes);
  sum("log_loss", &VoteTally::log_loss, finite, detail::SumOf::numbers);
  sum("truth_entropy", &VoteTally::truth_entropy, rows, detail::SumOf::numbers);
  sum("prediction_entropy", &VoteTally::prediction_entropy, rows, detail::SumOf::numbers);
  from.finish();
}

TONEWHEEL_INLINE State VoteScore::state() const {
  const auto of_strata = [this](const auto& member) {
    return strata_ | std::views::transform(member);
  };
  return StateWriter(kind)
      .option("classes", classes_)
      .option("entropy_edges", options_.entropy_edges)
      .option("zeros", zero_policy_names[static_cast<std::size_t>(options_.zeros)])
      .option("epsilon", options_.epsilon)
      .count("without_votes", without_votes_)
      .count("rows", of_strata(&VoteTally::rows))
      .count("infinite", of_strata(&VoteTally::infinite))
      .count("first_right", of_strata(&VoteTally::first_right))
      .count("tied", of_strata(&VoteTally::tied))
      .count("weight", of_strata(&VoteTally::weight))
      .count("js", of_strata(&VoteTally::js))
      .count("kl", of_strata(&VoteTally::kl))
      .count("log_loss", of_strata(&VoteTally::log_loss))
      .count("truth_entropy", of_strata(&VoteTally::truth_entropy))
      .count("prediction_entropy", of_strata(&VoteTally::prediction_entropy))
      .finish();
}

TONEWHEEL_INLINE std::uint64_t VoteScore::n() const noexcept {
  std::uint64_t rows = 0;
  for (const VoteTally& each : strata_) {
    rows += each.rows;
  }
  return rows;
}

TONEWHEEL_INLINE VoteTally VoteScore::all() const {
  VoteTally sum;
  for (const VoteTally& each : strata_) {
    sum.merge(each);
  }
  return sum;
}

TONEWHEEL_INLINE void VoteScore::add(std::span<const double> votes,
                                     std::span<const double> prediction, double weight) {
  truth_.set(votes);
  add(truth_, prediction, {}, weight);
}

TONEWHEEL_INLINE void VoteScore::add_logs(std::span<const double> votes,
                                          std::span<const double> log_prediction, double weight) {
  std::vector<double> prediction(log_prediction.begin(), log_prediction.end());
  for (double& value : prediction) {
    value = std::exp(value);
  }
  truth_.set(votes);
  add(truth_, prediction, log_prediction, weight);
}

TONEWHEEL_INLINE void VoteScore::add(const VoteTruth& truth, std::span<const double> prediction,
                                     std::span<const double> log_prediction, double weight) {
  detail::require_weight(weight);
  const std::span<const double> shares = truth.shares();
  const bool by_logs = !log_prediction.empty();
  if (shares.size() != classes_) {
    throw Error("vote score: found votes for " + std::to_string(shares.size()) +
                " classes, expected " + std::to_string(classes_));
  }
  if (prediction.size() != classes_ || (by_logs && log_prediction.size() != classes_)) {
    throw Error("vote score: found " + std::to_string(prediction.size()) + " probabilities and " +
                std::to_string(log_prediction.size()) + " logarithms, expected " +
                std::to_string(classes_) + ", and as many logarithms or none");
  }
  // Whatever the votes: the prediction must be one.
  const DistributionOptions plain;
  (void)detail::DistributionView("prediction", prediction, plain, plain.zeros);
  if (!truth.any()) {
    add_count(without_votes_, 1, "vote score: rows without");
    return;
  }
  Row row{.truth_entropy = truth.entropy()};
  const std::span<const double> log_shares = truth.log_shares();
  for (std::size_t k = 0; k < classes_; ++k) {
    const double share = shares[k];
    const double p = prediction[k];
    row.js += detail::js_term(share, p);
    if (p > 0 && p < 1) {
      row.prediction_entropy -= p * (by_logs ? log_prediction[k] : std::log(p));
    }
    if (by_logs && share > 0) {
      row.kl += share * (log_shares[k] - log_prediction[k]);
      row.loss -= share * log_prediction[k];
    }
  }
  if (!by_logs) {
    const DistributionOptions checked{.zeros = options_.zeros, .epsilon = options_.epsilon};
    row.kl = distribution::kl(shares, prediction, checked);
    row.loss = distribution::cross_entropy(shares, prediction, checked);
  }
  row.kl = std::max(0.0, row.kl);
  const std::span<const double> ranked = by_logs ? log_prediction : prediction;
  const auto first = std::max_element(ranked.begin(), ranked.end());
  row.first_right = truth.is_most(static_cast<std::size_t>(first - ranked.begin()));
  row.tied = detail::first_is_tied(ranked);
  add_row(row, weight);
}

TONEWHEEL_INLINE void VoteScore::add_row(const Row& row, double weight) {
  const double most = std::log(static_cast<double>(classes_));
  const std::vector<double>& ends = options_.entropy_edges;
  const auto above = std::find_if(ends.begin(), ends.end(), [&](double edge) {
    return row.truth_entropy <= (edge + VoteScoreOptions::edge_tolerance) * most;
  });
  VoteTally& tally = strata_[static_cast<std::size_t>(above - ends.begin())];
  const bool infinite = std::isinf(row.loss);
  require_room(n(), 1, "vote score: rows");
  ++tally.rows;
  tally.infinite += infinite ? 1U : 0U;
  tally.first_right += row.first_right ? 1U : 0U;
  tally.tied += row.tied ? 1U : 0U;
  tally.weight.add(weight);
  tally.js.add_product(weight, row.js);
  if (!infinite) {
    tally.kl.add_product(weight, row.kl);
    tally.log_loss.add_product(weight, row.loss);
  }
  tally.truth_entropy.add_product(weight, row.truth_entropy);
  tally.prediction_entropy.add_product(weight, row.prediction_entropy);
}

TONEWHEEL_INLINE void VoteScore::merge(const VoteScore& other) {
  if (other.classes_ != classes_ || !(other.options_ == options_)) {
    throw Error("vote score: found a score of " + std::to_string(other.classes_) +
                " classes to merge, expected one of " + std::to_string(classes_) +
                " with the same edges and zero policy");
  }
  require_room(n(), other.n(), "vote score: rows");
  add_count(without_votes_, other.without_votes_, "vote score: rows without");
  for (std::size_t i = 0; i < strata_.size(); ++i) {
    strata_[i].merge(other.strata_[i]);
  }
}

TONEWHEEL_INLINE std::vector<double> VoteScore::edges() const {
  std::vector<double> ends = options_.entropy_edges;
  for (double& edge : ends) {
    edge *= std::log(static_cast<double>(classes_));
  }
  return ends;
}

}  // namespace votes
}  // namespace tonewheel
