#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/dataset/shard_parts.hpp>
#include <tonewheel/evaluate/column_selection.hpp>
#include <tonewheel/evaluate/evaluate_options.hpp>
#include <tonewheel/evaluate/task_score.hpp>
#include <tonewheel/metric/resampling.hpp>

namespace tonewheel {

/// One thing that was scored: a column of numbers, a column of labels, all labels, distributions.
struct EvaluatedTarget {
  std::string name;  ///< the truth's column, or "labels", "distribution", "agreement"
  std::vector<std::string> classes;  ///< in their order; none of regression
  TaskScore score;                   ///< all metrics over its rows
  /// One a metric, where there was a bootstrap and the metric has a value.
  std::vector<std::optional<DefinedInterval>> intervals{};
  friend bool operator==(const EvaluatedTarget&, const EvaluatedTarget&) = default;
};

/// The rows of one group, such as a speaker: a score and intervals for each target.
struct EvaluatedGroup {
  std::vector<TaskScore> scores{};  ///< one for each target, in their order
  /// For each target one a metric, where there was a bootstrap and the metric has a value.
  std::vector<std::vector<std::optional<DefinedInterval>>> intervals{};
  friend bool operator==(const EvaluatedGroup&, const EvaluatedGroup&) = default;
};

/// What an evaluation is an evaluation of: parts of it are merged where all this is the same.
struct EvaluationRun {
  std::vector<std::string> metrics;  ///< the names of those computed, in their order
  std::string key;  ///< the columns that rows were matched by, with commas between; empty: order
  std::uint64_t only_truth = 0;         ///< rows of the truth without a partner
  std::uint64_t only_prediction = 0;    ///< rows of the prediction without a partner
  std::uint64_t matched = 0;            ///< rows with a partner, in all parts of the truth
  std::vector<LeftOutColumn> left_out;  ///< columns that were not scored, and why
  std::vector<std::string> notes;       ///< what was guessed, and why an asked metric has no value
  EvaluateOptions options;              ///< as they were given; without threads and shard
  friend bool operator==(const EvaluationRun&, const EvaluationRun&) = default;
};

/// Values of some metrics, and how many of several were undefined and so left out of a mean.
struct MetricMeans {
  std::vector<double> values{};            ///< one a metric; NaN: undefined
  std::vector<std::uint64_t> undefined{};  ///< one a metric: values left out of the mean
  std::uint64_t n = 0;                     ///< rows that count, the fewest of the targets
};

/// Predictions scored against the truth: what was scored, how, and what was left out. Parts of a
/// truth merge to the evaluation of the whole, in any order, to the last bit.
class Evaluation {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "evaluation";

  /// What was counted: targets with their scores, and the groups by their names. Throws Error where
  /// these do not fit one another.
  Evaluation(EvaluationRun run, ShardParts parts, std::vector<EvaluatedTarget> targets,
             std::map<std::string, EvaluatedGroup> groups);
  /// Throws Error on a state that no evaluation has.
  explicit Evaluation(const State& state);

  /// As if the other's rows had been scored here. Throws Error on an evaluation of another run (its
  /// files, columns, options), and on a part that is here already. Intervals are not kept.
  void merge(const Evaluation& other);

  /// Rows scored or left out for a gap, of all matched rows of these parts.
  [[nodiscard]] std::uint64_t n() const noexcept { return rows_; }
  /// What the scores are of, the same in all parts: metrics, matching, columns left out, options.
  [[nodiscard]] const EvaluationRun& run() const noexcept { return run_; }
  /// Which parts of the truth were scored here; none where it was not cut.
  [[nodiscard]] const ShardParts& parts() const noexcept { return parts_; }
  /// What was scored, at least one: column by column of numbers and of classes, else one for all.
  [[nodiscard]] std::span<const EvaluatedTarget> targets() const noexcept;
  /// The groups of rows that were scored apart as well, by the values of the columns options.by,
  /// ascending; several are joined by ", ".
  [[nodiscard]] const std::map<std::string, EvaluatedGroup>& groups() const noexcept {
    return groups_;
  }
  /// The metrics that were computed, the same for each target; entries of the catalogue.
  [[nodiscard]] std::span<const Metric* const> metrics() const noexcept;

  /// The value of a metric: of the only target, or the mean over them. NaN where undefined. Throws
  /// Error on one that was not computed.
  [[nodiscard]] double value(std::string_view metric) const;
  /// The mean of each metric over the targets; undefined values are left out and counted.
  [[nodiscard]] MetricMeans means() const;
  /// The mean of each metric over the targets of one group, one of groups().
  [[nodiscard]] MetricMeans group_means(const EvaluatedGroup& group) const;
  /// The mean of each metric over the groups' means, each group with the same weight; `n` is the
  /// sum of theirs. NaN where there are no groups.
  [[nodiscard]] MetricMeans mean_over_groups() const;

  /// All that was counted, to be kept or merged elsewhere; without intervals.
  [[nodiscard]] State state() const;
  friend bool operator==(const Evaluation&, const Evaluation&) = default;

 private:
  void check();

  EvaluationRun run_;
  ShardParts parts_;
  std::uint64_t rows_ = 0;
  std::vector<EvaluatedTarget> targets_;
  std::map<std::string, EvaluatedGroup> groups_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/evaluation_inl.hpp>
#endif
