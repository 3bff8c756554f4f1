#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <ranges>
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
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>
#include <tonewheel/metric/agreement/soft_labels.hpp>
#include <tonewheel/metric/classification/class_scores.hpp>

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

inline constexpr std::uint64_t most_rows_alike = std::uint64_t{1} << 53U;

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
                                                  const PredictionJudgeOptions& options)
    : classes_(std::move(classes)),
      has_votes_(has_votes),
      options_(options),
      confusion_(classes_.size()),
      calibration_(options.calibration),
      votes_(classes_.size(), options.votes) {}

TONEWHEEL_INLINE PredictionJudge::PredictionJudge(const State& state)
    : PredictionJudge(StateReader(state, kind).option<std::vector<std::string>>("classes"),
                      StateReader(state, kind).option<bool>("has_votes")) {
  StateReader from(state, kind);
  (void)from.option<std::vector<std::string>>("classes");
  (void)from.option<bool>("has_votes");
  confusion_ = from.count<ConfusionMatrix>("confusion");
  calibration_ = from.count<CalibrationScore>("calibration");
  votes_ = from.count<VoteScore>("votes");
  options_ = {calibration_.options(), votes_.options()};
  const auto groups = from.count<std::vector<std::uint64_t>>("groups");
  const auto rows = detail::read_counts(from, "group_rows", groups.size());
  const auto right = detail::read_counts(from, "group_right", groups.size());
  const auto weights = detail::read_sums(from, "group_weight", rows, detail::SumOf::sizes);
  const auto losses = detail::read_sums(from, "group_loss", rows, detail::SumOf::sizes);
  n_ = from.total("group_rows", rows);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    from.require(i == 0 || groups[i - 1] < groups[i], "groups", "ascending numbers");
    from.require(rows[i] > 0, "group_rows", "at least 1");
    from.require(right[i] <= rows[i], "group_right", "at most the group's rows");
    groups_.of(groups[i]) = {rows[i], right[i], 0, weights[i], losses[i]};
    right_ += right[i];
  }
  const auto part = [&](std::string_view name) {
    const auto count = from.count<std::uint64_t>(name);
    from.require(count <= n_, name, [&] { return "at most all " + std::to_string(n_) + " rows"; });
    return count;
  };
  infinite_ = part("infinite");
  tied_ = part("tied");
  undecided_ = part("undecided");
  infinite_weight_ = detail::read_sum(from, "infinite_weight", infinite_, detail::SumOf::sizes);
  squares_ = detail::read_sum(from, "squares", n_, detail::SumOf::sizes);
  from.finish();
  from.require(confusion_.classes() == classes_.size() && confusion_.n() == n_ - undecided_,
               "confusion", "the classes and rows of the judge");
  from.require(calibration_.n() == confusion_.n(), "calibration", "the rows of the judge");
  from.require(votes_.classes() == classes_.size() && votes_.n() == (has_votes_ ? n_ : 0) &&
                   votes_.without_votes() == 0,
               "votes", "the classes and rows of the judge");
  from.require(has_votes_ || undecided_ == 0, "undecided", "0 where rows have labels");
  ExactSum finite_weight = weight();
  finite_weight.subtract(infinite_weight_);
  from.require(finite_weight.sign() >= 0, "infinite_weight", "at most the weight of all groups");
}

TONEWHEEL_INLINE State PredictionJudge::state() const {
  const std::map<std::uint64_t, JudgedGroup> groups = groups_.sorted();
  const auto of_groups = [&groups](const auto& member) {
    return groups | std::views::values | std::views::transform(member);
  };
  return StateWriter(kind)
      .option("classes", classes_)
      .option("has_votes", has_votes_)
      .count("confusion", confusion_)
      .count("calibration", calibration_)
      .count("votes", votes_)
      .count("groups", groups | std::views::keys)
      .count("group_rows", of_groups(&JudgedGroup::rows))
      .count("group_right", of_groups(&JudgedGroup::right))
      .count("group_weight", of_groups(&JudgedGroup::weight))
      .count("group_loss", of_groups(&JudgedGroup::loss))
      .count("infinite", infinite_)
      .count("tied", tied_)
      .count("undecided", undecided_)
      .count("infinite_weight", infinite_weight_)
      .count("squares", squares_)
      .finish();
}

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

TONEWHEEL_INLINE std::optional<Interval> PredictionJudge::interval(
    JudgedMean mean, const ResamplingOptions& options) const {
  if (mean == JudgedMean::log_loss && infinite_ > 0) {
    return std::nullopt;
  }
  std::vector<detail::MeanPart> parts;
  for (const auto& [group, sums] : groups_.sorted()) {
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
  const std::map<std::uint64_t, JudgedGroup> of_a = a.groups();
  const std::map<std::uint64_t, JudgedGroup> of_b = b.groups();
  if (!std::equal(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(), same)) {
    throw Error("judge: found " + std::to_string(a.n()) + " rows in " +
                std::to_string(of_a.size()) + " groups and " + std::to_string(b.n()) + " in " +
                std::to_string(of_b.size()) +
                ", expected two judges of the same rows, groups and weights");
  }
  LossComparison found;
  std::vector<detail::MeanPart> parts;
  for (auto left = of_a.begin(), right = of_b.begin(); left != of_a.end(); ++left, ++right) {
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
