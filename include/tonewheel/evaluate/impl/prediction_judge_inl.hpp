#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/impl/judged_row_inl.hpp>
#include <tonewheel/evaluate/impl/loss_comparison_inl.hpp>
#include <tonewheel/evaluate/impl/prediction_judge_state_inl.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>
#include <tonewheel/metric/agreement/soft_labels.hpp>
#include <tonewheel/metric/classification/class_scores.hpp>

namespace tonewheel {
TONEWHEEL_INLINE PredictionJudge::PredictionJudge(std::vector<std::string> classes, bool has_votes,
                                                  const PredictionJudgeOptions& options)
    : classes_(std::move(classes)),
      has_votes_(has_votes),
      options_(options),
      confusion_(classes_.size()),
      calibration_(options.calibration),
      votes_(classes_.size(), options.votes) {}

TONEWHEEL_INLINE void PredictionJudge::add(std::size_t truth, std::span<const double> probabilities,
                                           const JudgedRow& row) {
  add_labels(truth, probabilities, 1, row);
}

TONEWHEEL_INLINE void PredictionJudge::add_alike(std::size_t truth,
                                                 std::span<const double> probabilities,
                                                 std::uint64_t times, const JudgedRow& row) {
  if (row.weight != 1 || times > detail::most_rows_alike) {
    throw Error("judge: found " + std::to_string(times) + " rows alike, of weight " +
                number_text(row.weight) + ", expected weight 1 and at most 2^53");
  }
  if (times > 0) {
    add_labels(truth, probabilities, times, row);
  }
}

TONEWHEEL_INLINE void PredictionJudge::add_labels(std::size_t truth,
                                                  std::span<const double> probabilities,
                                                  std::uint64_t times, const JudgedRow& row) {
  if (has_votes_ || truth >= classes_.size()) {
    throw Error(has_votes_ ? std::string("judge: found a label, expected votes as announced")
                           : "judge: found true class " + std::to_string(truth) +
                                 ", expected one below " + std::to_string(classes_.size()));
  }
  detail::require_judged_row(probabilities, classes_.size(), row);
  require_room(n_, times, "judge: rows", most_exact_count);
  const std::size_t first = detail::likeliest(probabilities);
  confusion_.add(truth, first, times);
  calibration_.add(std::min(1.0, probabilities[first]), first == truth, times);
  tied_ += detail::first_is_tied(probabilities) ? times : 0U;
  double squares = 0;
  for (std::size_t k = 0; k < probabilities.size(); ++k) {
    const double error = k == truth ? 1 - probabilities[k] : probabilities[k];
    squares += error * error;
  }
  squares_.add_product(times == 1 ? row.weight : static_cast<double>(times), squares);
  add_common(detail::judged_loss(probabilities, row.logs, truth), first == truth, times, row);
}

TONEWHEEL_INLINE void PredictionJudge::add_votes(std::span<const double> votes,
                                                 std::span<const double> probabilities,
                                                 const JudgedRow& row) {
  add_votes(VoteTruth(votes), probabilities, row);
}

TONEWHEEL_INLINE void PredictionJudge::add_votes(const VoteTruth& truth,
                                                 std::span<const double> probabilities,
                                                 const JudgedRow& row) {
  if (!has_votes_ || truth.shares().size() != classes_.size()) {
    throw Error(!has_votes_ ? std::string("judge: found votes, expected a label as announced")
                            : "judge: found votes for " + std::to_string(truth.shares().size()) +
                                  " classes, expected " + std::to_string(classes_.size()));
  }
  detail::require_judged_row(probabilities, classes_.size(), row);
  if (!truth.any()) {
    throw Error("judge: found a row without votes, expected at least one");
  }
  require_room(n_, 1, "judge: rows", most_exact_count);
  votes_.add(truth, probabilities, row.logs, row.weight);
  const std::span<const double> shares = truth.shares();
  double loss = 0;
  double squares = 0;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    const double error = shares[k] - probabilities[k];
    squares += error * error;
    if (shares[k] > 0) {
      loss += shares[k] * detail::judged_loss(probabilities, row.logs, k);
    }
  }
  squares_.add_product(row.weight, squares);
  const std::size_t first = detail::likeliest(probabilities);
  tied_ += detail::first_is_tied(probabilities) ? 1U : 0U;
  if (truth.decided()) {
    confusion_.add(truth.first(), first);
    calibration_.add(std::min(1.0, probabilities[first]), first == truth.first());
  } else {
    ++undecided_;
  }
  add_common(loss, truth.is_most(first), 1, row);
}

TONEWHEEL_INLINE void PredictionJudge::add_common(double loss, bool right, std::uint64_t times,
                                                  const JudgedRow& row) {
  detail::JudgedGroups::Sums& of = groups_.of(row.group);
  n_ += times;
  of.rows += times;
  right_ += right ? times : 0U;
  of.right += right ? times : 0U;
  if (row.weight == 1) {
    of.plain += times;
  } else {
    of.weight.add(row.weight);
  }
  const double weight = times == 1 ? row.weight : static_cast<double>(times);
  if (std::isinf(loss)) {
    infinite_ += times;
    infinite_weight_.add(weight);
  } else if (loss != 0) {
    of.loss.add_product(weight, loss);
  }
}

TONEWHEEL_INLINE void PredictionJudge::merge(const PredictionJudge& other) {
  if (other.classes_ != classes_ || other.has_votes_ != has_votes_ ||
      !(other.options_ == options_)) {
    throw Error("judge: found a judge of " + std::to_string(other.classes_.size()) +
                " classes to merge, expected the same " + std::to_string(classes_.size()) +
                ", the same options, and votes or labels in both");
  }
  if (&other == this) {
    merge(PredictionJudge(other));
    return;
  }
  add_count(n_, other.n_, "judge: rows", most_exact_count);  // the others are parts of them
  right_ += other.right_;
  infinite_ += other.infinite_;
  tied_ += other.tied_;
  undecided_ += other.undecided_;
  infinite_weight_.merge(other.infinite_weight_);
  squares_.merge(other.squares_);
  confusion_.merge(other.confusion_);
  calibration_.merge(other.calibration_);
  votes_.merge(other.votes_);
  groups_.merge(other.groups_);
}

TONEWHEEL_INLINE ExactSum PredictionJudge::weight() const {
  ExactSum weight;
  for (const auto& sums : groups_.all()) {
    weight.merge(sums.weight);
    weight.add(static_cast<double>(sums.plain));
  }
  return weight;
}

TONEWHEEL_INLINE double PredictionJudge::log_loss() const {
  return infinite_ > 0 ? HUGE_VAL : finite_log_loss();
}

TONEWHEEL_INLINE double PredictionJudge::finite_log_loss() const {
  ExactSum loss;
  for (const auto& sums : groups_.all()) {
    loss.merge(sums.loss);
  }
  ExactSum finite = weight();
  finite.subtract(infinite_weight_);
  return detail::tally_mean(loss, finite);
}

TONEWHEEL_INLINE double PredictionJudge::brier() const {
  return detail::tally_mean(squares_, weight());
}

TONEWHEEL_INLINE double PredictionJudge::accuracy() const {
  return n_ == 0 ? std::numeric_limits<double>::quiet_NaN()
                 : static_cast<double>(right_) / static_cast<double>(n_);
}

TONEWHEEL_INLINE double PredictionJudge::macro_f1() const {
  return confusion().n() == 0 ? std::numeric_limits<double>::quiet_NaN()
                              : macro_score(confusion_).fscore;
}

TONEWHEEL_INLINE double PredictionJudge::uar() const {
  return balanced_accuracy(confusion_);
}

TONEWHEEL_INLINE double PredictionJudge::calibration_error() const {
  return calibration_.expected_error();
}

TONEWHEEL_INLINE std::vector<std::size_t> PredictionJudge::never_predicted() const {
  std::vector<std::size_t> never;
  const std::vector<LabelCounts> counts = confusion_.label_counts();
  for (std::size_t k = 0; k < counts.size(); ++k) {
    if (counts[k].truth > 0 && counts[k].prediction == 0) {
      never.push_back(k);
    }
  }
  return never;
}

}  // namespace tonewheel
