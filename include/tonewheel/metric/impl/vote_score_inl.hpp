#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/distribution_divergence.hpp>
#include <tonewheel/metric/soft_labels.hpp>
#include <tonewheel/metric/vote_score.hpp>

namespace tonewheel {
namespace detail {

TONEWHEEL_INLINE double tally_mean(const ExactSum& sum, const ExactSum& weight) {
  const double all = weight.value();
  return all > 0 ? sum.value() / all : std::numeric_limits<double>::quiet_NaN();
}

/// Whether the likeliest class, the first of equals, has the most votes.
inline bool first_is_right(std::span<const double> votes, std::span<const double> prediction) {
  const auto likeliest = std::max_element(prediction.begin(), prediction.end());
  const auto place = static_cast<std::size_t>(likeliest - prediction.begin());
  return votes[place] == *std::max_element(votes.begin(), votes.end());
}

TONEWHEEL_INLINE bool first_is_tied(std::span<const double> prediction) {
  const double most = *std::max_element(prediction.begin(), prediction.end());
  return std::count(prediction.begin(), prediction.end(), most) > 1;
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
  rows += other.rows;
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

TONEWHEEL_INLINE VoteScore::VoteScore(std::size_t classes, VoteScoreOptions options) {
  detail::require_vote_options(classes, options);
  state_.classes = classes;
  state_.strata.resize(options.entropy_edges.size() + 1);
  state_.options = std::move(options);
}

TONEWHEEL_INLINE VoteScore::VoteScore(VoteScoreState state) : state_(std::move(state)) {
  detail::require_vote_options(state_.classes, state_.options);
  VoteTally sum;
  for (const VoteTally& each : state_.strata) {
    sum.merge(each);
  }
  if (state_.strata.size() != state_.options.entropy_edges.size() + 1 || !(sum == state_.all)) {
    throw Error("vote score: found a state of " + std::to_string(state_.strata.size()) +
                " strata with " + std::to_string(sum.rows) + " rows, expected " +
                std::to_string(state_.options.entropy_edges.size() + 1) +
                " strata that sum to all " + std::to_string(state_.all.rows) + " rows");
  }
}

TONEWHEEL_INLINE void VoteScore::add(std::span<const double> votes,
                                     std::span<const double> prediction, double weight) {
  detail::require_weight(weight);
  const DistributionOptions checked{.zeros = state_.options.zeros,
                                    .epsilon = state_.options.epsilon};
  if (votes.size() != state_.classes) {
    throw Error("vote score: found votes for " + std::to_string(votes.size()) +
                " classes, expected " + std::to_string(state_.classes));
  }
  // Whatever the votes: the prediction must be one.
  (void)distribution::cross_entropy(prediction, prediction);
  const std::vector<double> shares = soft_label(votes);
  if (prediction.size() != state_.classes) {
    throw Error("vote score: found probabilities of " + std::to_string(prediction.size()) +
                " classes, expected " + std::to_string(state_.classes));
  }
  if (std::isnan(shares.front())) {
    ++state_.without_votes;
    return;
  }
  add_row({distribution::js_divergence(shares, prediction),
           std::max(0.0, distribution::kl(shares, prediction, checked)),
           distribution::cross_entropy(shares, prediction, checked), vote_entropy(votes),
           vote_entropy(prediction), detail::first_is_right(votes, prediction),
           detail::first_is_tied(prediction)},
          weight);
}

TONEWHEEL_INLINE void VoteScore::add_logs(std::span<const double> votes,
                                          std::span<const double> log_prediction, double weight) {
  detail::require_weight(weight);
  if (votes.size() != state_.classes || log_prediction.size() != state_.classes) {
    throw Error("vote score: found votes for " + std::to_string(votes.size()) +
                " classes and logarithms of " + std::to_string(log_prediction.size()) +
                ", expected " + std::to_string(state_.classes));
  }
  std::vector<double> prediction(log_prediction.begin(), log_prediction.end());
  for (double& value : prediction) {
    value = std::exp(value);
  }
  (void)distribution::cross_entropy(prediction, prediction);
  const std::vector<double> shares = soft_label(votes);
  if (std::isnan(shares.front())) {
    ++state_.without_votes;
    return;
  }
  double kl = 0;
  double loss = 0;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    if (shares[k] > 0) {
      kl += shares[k] * (std::log(shares[k]) - log_prediction[k]);
      loss -= shares[k] * log_prediction[k];
    }
  }
  add_row({distribution::js_divergence(shares, prediction), std::max(0.0, kl), loss,
           vote_entropy(votes), vote_entropy(prediction),
           detail::first_is_right(votes, log_prediction), detail::first_is_tied(log_prediction)},
          weight);
}

TONEWHEEL_INLINE void VoteScore::add_row(const Row& row, double weight) {
  const double most = std::log(static_cast<double>(state_.classes));
  const std::vector<double>& ends = state_.options.entropy_edges;
  const auto above = std::find_if(ends.begin(), ends.end(), [&](double edge) {
    return row.truth_entropy <= (edge + VoteScoreOptions::edge_tolerance) * most;
  });
  VoteTally one;
  one.rows = 1;
  one.infinite = std::isinf(row.loss) ? 1 : 0;
  one.first_right = row.first_right ? 1 : 0;
  one.tied = row.tied ? 1 : 0;
  for (VoteTally* tally :
       {&state_.all, &state_.strata[static_cast<std::size_t>(above - ends.begin())]}) {
    tally->rows += one.rows;
    tally->infinite += one.infinite;
    tally->first_right += one.first_right;
    tally->tied += one.tied;
    tally->weight.add(weight);
    tally->js.add_product(weight, row.js);
    if (one.infinite == 0) {
      tally->kl.add_product(weight, row.kl);
      tally->log_loss.add_product(weight, row.loss);
    }
    tally->truth_entropy.add_product(weight, row.truth_entropy);
    tally->prediction_entropy.add_product(weight, row.prediction_entropy);
  }
}

TONEWHEEL_INLINE void VoteScore::merge(const VoteScore& other) {
  if (other.state_.classes != state_.classes || !(other.state_.options == state_.options)) {
    throw Error("vote score: found a score of " + std::to_string(other.state_.classes) +
                " classes to merge, expected one of " + std::to_string(state_.classes) +
                " with the same edges and zero policy");
  }
  state_.without_votes += other.state_.without_votes;
  const std::vector<VoteTally> strata = other.state_.strata;  // it may be this one
  state_.all.merge(VoteTally(other.state_.all));
  for (std::size_t i = 0; i < strata.size(); ++i) {
    state_.strata[i].merge(strata[i]);
  }
}

TONEWHEEL_INLINE std::vector<double> VoteScore::edges() const {
  std::vector<double> ends = state_.options.entropy_edges;
  for (double& edge : ends) {
    edge *= std::log(static_cast<double>(state_.classes));
  }
  return ends;
}

}  // namespace tonewheel
