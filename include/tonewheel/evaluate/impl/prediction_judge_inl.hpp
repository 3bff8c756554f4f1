#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>
#include <tonewheel/metric/class_scores.hpp>
#include <tonewheel/metric/soft_labels.hpp>

namespace tonewheel {
namespace detail {

inline void require_judged_row(std::span<const double> probabilities, std::size_t classes,
                               const JudgedRow& row) {
  if (probabilities.size() != classes || (!row.logs.empty() && row.logs.size() != classes)) {
    throw Error("judge: found " + std::to_string(probabilities.size()) + " probabilities and " +
                std::to_string(row.logs.size()) + " logarithms, expected " +
                std::to_string(classes) + ", and as many logarithms or none");
  }
  if (!(row.weight >= 0 && row.weight <= 1e100)) {
    throw Error("judge: found a row of weight " + number_text(row.weight) +
                ", expected a number from 0 to 1e100");
  }
  double sum = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    // A sum of rounded shares may miss 1 from above.
    if (!(probabilities[k] >= 0 && probabilities[k] <= 1 + tolerance::unit_mass)) {
      throw Error("judge: found " + number_text(probabilities[k]) + " for class " +
                  std::to_string(k) + ", expected a probability in [0, 1]");
    }
    sum += probabilities[k];
  }
  if (!(std::abs(sum - 1) <= tolerance::unit_mass)) {
    throw Error("judge: found probabilities that sum to " + number_text(sum) +
                ", expected 1 within " + number_text(tolerance::unit_mass));
  }
}

inline double judged_loss(std::span<const double> probabilities, std::span<const double> logs,
                          std::size_t k) {
  return std::max(0.0, -(logs.empty() ? std::log(probabilities[k]) : logs[k]));
}

inline std::size_t likeliest(std::span<const double> probabilities) {
  const auto top = std::max_element(probabilities.begin(), probabilities.end());
  return static_cast<std::size_t>(top - probabilities.begin());
}

/// One group's part in a mean: sum and what it is divided by.
struct MeanPart {
  double sum = 0;
  double weight = 0;
};

inline double mean_of_parts(std::span<const MeanPart> parts) {
  double sum = 0;
  double weight = 0;
  for (const MeanPart& part : parts) {
    sum += part.sum;
    weight += part.weight;
  }
  return sum / weight;
}

}  // namespace detail

TONEWHEEL_INLINE PredictionJudge::PredictionJudge(std::vector<std::string> classes, bool has_votes,
                                                  const PredictionJudgeOptions& options) {
  state_.confusion = ConfusionMatrix(classes.size());
  state_.calibration = CalibrationScore(options.calibration);
  state_.votes = VoteScore(classes.size(), options.votes);
  state_.classes = std::move(classes);
  state_.has_votes = has_votes;
  state_.options = options;
}

TONEWHEEL_INLINE PredictionJudge::PredictionJudge(State state) : state_(std::move(state)) {
  const std::size_t classes = state_.classes.size();
  if (classes == 0 || state_.confusion.classes() != classes || state_.votes.classes() != classes) {
    throw Error("judge: found a state of " + std::to_string(classes) +
                " classes with a confusion matrix of " +
                std::to_string(state_.confusion.classes()) + " and votes of " +
                std::to_string(state_.votes.classes()) + ", expected as many of each");
  }
}

TONEWHEEL_INLINE void PredictionJudge::add(std::size_t truth, std::span<const double> probabilities,
                                           const JudgedRow& row) {
  if (state_.has_votes || truth >= state_.classes.size()) {
    throw Error(state_.has_votes
                    ? std::string("judge: found a label, expected votes as announced")
                    : "judge: found true class " + std::to_string(truth) + ", expected one below " +
                          std::to_string(state_.classes.size()));
  }
  detail::require_judged_row(probabilities, state_.classes.size(), row);
  const std::size_t first = detail::likeliest(probabilities);
  state_.confusion.add(truth, first);
  state_.calibration.add(std::min(1.0, probabilities[first]), first == truth);
  state_.tied += detail::first_is_tied(probabilities) ? 1U : 0U;
  double squares = 0;
  for (std::size_t k = 0; k < probabilities.size(); ++k) {
    const double error = k == truth ? 1 - probabilities[k] : probabilities[k];
    squares += error * error;
  }
  state_.squares.add_product(row.weight, squares);
  add_common(detail::judged_loss(probabilities, row.logs, truth), row.weight, row.group,
             first == truth);
}

TONEWHEEL_INLINE void PredictionJudge::add_votes(std::span<const double> votes,
                                                 std::span<const double> probabilities,
                                                 const JudgedRow& row) {
  if (!state_.has_votes || votes.size() != state_.classes.size()) {
    throw Error(!state_.has_votes
                    ? std::string("judge: found votes, expected a label as announced")
                    : "judge: found votes for " + std::to_string(votes.size()) +
                          " classes, expected " + std::to_string(state_.classes.size()));
  }
  detail::require_judged_row(probabilities, state_.classes.size(), row);
  const std::vector<double> shares = soft_label(votes);
  if (std::isnan(shares.front())) {
    throw Error("judge: found a row without votes, expected at least one");
  }
  if (row.logs.empty()) {
    state_.votes.add(votes, probabilities, row.weight);
  } else {
    state_.votes.add_logs(votes, row.logs, row.weight);
  }
  double loss = 0;
  double squares = 0;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    const double error = shares[k] - probabilities[k];
    squares += error * error;
    if (shares[k] > 0) {
      loss += shares[k] * detail::judged_loss(probabilities, row.logs, k);
    }
  }
  state_.squares.add_product(row.weight, squares);
  const std::size_t first = detail::likeliest(probabilities);
  state_.tied += detail::first_is_tied(probabilities) ? 1U : 0U;
  const double most = *std::max_element(votes.begin(), votes.end());
  if (std::count(votes.begin(), votes.end(), most) == 1) {
    const std::size_t label = detail::likeliest(votes);
    state_.confusion.add(label, first);
    state_.calibration.add(std::min(1.0, probabilities[first]), first == label);
  } else {
    ++state_.undecided;
  }
  add_common(loss, row.weight, row.group, votes[first] == most);
}

TONEWHEEL_INLINE void PredictionJudge::add_common(double loss, double weight, std::uint64_t group,
                                                  bool right) {
  JudgedGroup& of = state_.groups[group];
  ++state_.n;
  ++of.rows;
  state_.right += right ? 1U : 0U;
  of.right += right ? 1U : 0U;
  state_.weight.add(weight);
  of.weight.add(weight);
  if (std::isinf(loss)) {
    ++state_.infinite;
    return;
  }
  state_.finite_weight.add(weight);
  state_.loss.add_product(weight, loss);
  of.loss.add_product(weight, loss);
}

TONEWHEEL_INLINE void PredictionJudge::merge(const PredictionJudge& other) {
  if (other.state_.classes != state_.classes || other.state_.has_votes != state_.has_votes ||
      !(other.state_.options == state_.options)) {
    throw Error("judge: found a judge of " + std::to_string(other.state_.classes.size()) +
                " classes to merge, expected the same " + std::to_string(state_.classes.size()) +
                ", the same options, and votes or labels in both");
  }
  if (&other == this) {
    merge(PredictionJudge(other));
    return;
  }
  state_.n += other.state_.n;
  state_.right += other.state_.right;
  state_.infinite += other.state_.infinite;
  state_.tied += other.state_.tied;
  state_.undecided += other.state_.undecided;
  state_.weight.merge(other.state_.weight);
  state_.finite_weight.merge(other.state_.finite_weight);
  state_.loss.merge(other.state_.loss);
  state_.squares.merge(other.state_.squares);
  state_.confusion.merge(other.state_.confusion);
  state_.calibration.merge(other.state_.calibration);
  state_.votes.merge(other.state_.votes);
  for (const auto& [group, sums] : other.state_.groups) {
    JudgedGroup& of = state_.groups[group];
    of.rows += sums.rows;
    of.right += sums.right;
    of.weight.merge(sums.weight);
    of.loss.merge(sums.loss);
  }
}

TONEWHEEL_INLINE double PredictionJudge::log_loss() const {
  return state_.infinite > 0 ? HUGE_VAL : finite_log_loss();
}

TONEWHEEL_INLINE double PredictionJudge::finite_log_loss() const {
  return detail::tally_mean(state_.loss, state_.finite_weight);
}

TONEWHEEL_INLINE double PredictionJudge::brier() const {
  return detail::tally_mean(state_.squares, state_.weight);
}

TONEWHEEL_INLINE double PredictionJudge::accuracy() const {
  return state_.n == 0 ? std::numeric_limits<double>::quiet_NaN()
                       : static_cast<double>(state_.right) / static_cast<double>(state_.n);
}

TONEWHEEL_INLINE double PredictionJudge::macro_f1() const {
  return confusion().n() == 0 ? std::numeric_limits<double>::quiet_NaN()
                              : macro_score(state_.confusion).fscore;
}

TONEWHEEL_INLINE double PredictionJudge::uar() const {
  return balanced_accuracy(state_.confusion);
}

TONEWHEEL_INLINE double PredictionJudge::calibration_error() const {
  return state_.calibration.expected_error();
}

TONEWHEEL_INLINE std::vector<std::size_t> PredictionJudge::never_predicted() const {
  std::vector<std::size_t> never;
  const std::vector<LabelCounts> counts = state_.confusion.label_counts();
  for (std::size_t k = 0; k < counts.size(); ++k) {
    if (counts[k].truth > 0 && counts[k].prediction == 0) {
      never.push_back(k);
    }
  }
  return never;
}

TONEWHEEL_INLINE std::optional<Interval> PredictionJudge::interval(
    JudgedMean mean, const ResamplingOptions& options) const {
  if (mean == JudgedMean::log_loss && state_.infinite > 0) {
    return std::nullopt;
  }
  std::vector<detail::MeanPart> parts;
  for (const auto& [group, sums] : state_.groups) {
    const double weight =
        mean == JudgedMean::log_loss ? sums.weight.value() : static_cast<double>(sums.rows);
    if (weight > 0) {
      parts.push_back(
          {mean == JudgedMean::log_loss ? sums.loss.value() : static_cast<double>(sums.right),
           weight});
    }
  }
  if (parts.size() < least_groups) {
    return std::nullopt;
  }
  Interval interval =
      bootstrap_interval(std::span<const detail::MeanPart>(parts), detail::mean_of_parts, options);
  interval.estimate = mean == JudgedMean::log_loss ? log_loss() : accuracy();
  return interval;
}

TONEWHEEL_INLINE std::string_view name(Verdict verdict) noexcept {
  constexpr std::array<std::string_view, 3> names{"yes", "no", "not shown"};
  return names[static_cast<std::size_t>(verdict)];
}

TONEWHEEL_INLINE LossComparison compare_losses(const PredictionJudge& a, const PredictionJudge& b,
                                               const ResamplingOptions& options) {
  const auto same = [](const auto& left, const auto& right) {
    return left.first == right.first && left.second.rows == right.second.rows &&
           left.second.weight == right.second.weight;
  };
  if (!std::equal(a.groups().begin(), a.groups().end(), b.groups().begin(), b.groups().end(),
                  same)) {
    throw Error("judge: found " + std::to_string(a.n()) + " rows in " +
                std::to_string(a.groups().size()) + " groups and " + std::to_string(b.n()) +
                " in " + std::to_string(b.groups().size()) +
                ", expected two judges of the same rows, groups and weights");
  }
  LossComparison found;
  std::vector<detail::MeanPart> parts;
  for (auto left = a.groups().begin(), right = b.groups().begin(); left != a.groups().end();
       ++left, ++right) {
    if (const double weight = left->second.weight.value(); weight > 0) {
      ExactSum difference = left->second.loss;
      difference.subtract(right->second.loss);
      parts.push_back({difference.value(), weight});
    }
  }
  found.groups = parts.size();
  if (a.infinite() > 0 || b.infinite() > 0) {
    found.better = b.infinite() == 0   ? Verdict::no
                   : a.infinite() == 0 ? Verdict::yes
                                       : Verdict::not_shown;
    return found;
  }
  if (parts.size() < PredictionJudge::least_groups) {
    return found;
  }
  found.difference =
      bootstrap_interval(std::span<const detail::MeanPart>(parts), detail::mean_of_parts, options);
  found.better = found.difference->high < 0  ? Verdict::yes
                 : found.difference->low > 0 ? Verdict::no
                                             : Verdict::not_shown;
  return found;
}

}  // namespace tonewheel
