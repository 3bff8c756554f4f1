#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/agreement/krippendorff_alpha.hpp>
#include <tonewheel/metric/catalogue.hpp>
#include <tonewheel/metric/distribution/options.hpp>

namespace tonewheel {

/// What the accumulators of a task need to know before the first row.
struct TaskShape {
  std::size_t classes = 0;  ///< of classification, multilabel, distribution, agreement
  bool ordered = true;      ///< whether the classes stand from low to high; see needs_order
  std::size_t raters = 0;   ///< of agreement
  CategoryScale scale{};    ///< of agreement: what categories stand for
  std::size_t bins = 15;    ///< of ece and mce
  /// Of distribution: zeros, sums, order and distances of the classes.
  DistributionOptions distribution{};
};

/// Several metrics of one task, over the same rows: all accumulators that they are computed of, and
/// no other.
///
///     tonewheel::TaskScore score("regression", {"ccc", "mae"}, {});
///     score.add_numbers(0.2, 0.3);
///     fmt::print("{}\n", score.value("ccc"));
///
/// Shards merge in any order to the same bits.
class TaskScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "task_score";

  /// A score of no rows yet, for metrics by the names that the catalogue has for the task. Throws
  /// Error on a task or a metric that it has not, and on a shape that an accumulator refuses.
  TaskScore(std::string_view task, std::span<const std::string> metrics, const TaskShape& shape);
  /// The same for metrics in braces.
  TaskScore(std::string_view task, std::initializer_list<std::string> metrics,
            const TaskShape& shape)
      : TaskScore(task, std::span(metrics.begin(), metrics.size()), shape) {}
  /// Throws Error on a state that no score has.
  explicit TaskScore(const State& state);
  /// Copies all that was counted.
  TaskScore(const TaskScore& other);
  /// Takes all that was counted over.
  TaskScore(TaskScore&& other) noexcept;
  /// Copies all that was counted.
  TaskScore& operator=(const TaskScore& other);
  /// Takes all that was counted over.
  TaskScore& operator=(TaskScore&& other) noexcept;
  ~TaskScore();

  /// regression: a true and a predicted number; NaN or infinite: the row is left out and counted.
  void add_numbers(double truth, double prediction);
  /// classification: the true and the predicted class, and the probabilities of all classes; none
  /// where no metric asks for them. Throws Error as the accumulators do.
  void add_class(std::size_t truth, std::size_t prediction, std::span<const double> probabilities);
  /// multilabel: 1 for each label that a row has, or was predicted to have, and the labels' scores;
  /// none where no metric asks for them.
  void add_labels(std::span<const std::uint8_t> truth, std::span<const std::uint8_t> prediction,
                  std::span<const double> scores);
  /// distribution: probabilities of all classes.
  void add_distributions(std::span<const double> truth, std::span<const double> prediction);
  /// agreement: what each rater said of a unit, as codes below shape.classes or no_rating, and as
  /// numbers or NaN. A unit that a metric of complete units cannot take is left out of it.
  void add_unit(std::span<const std::uint32_t> codes, std::span<const double> numbers);
  /// A row that cannot count.
  void add_missing() { add_missing(1); }

  /// As if the other's rows had been added here. Throws Error on another task, other metrics or
  /// another shape.
  void merge(const TaskScore& other);

  /// Rows that count.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Rows left out because a value was missing.
  [[nodiscard]] std::uint64_t missing() const noexcept { return missing_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;

  /// The task's name, such as "regression".
  [[nodiscard]] std::string_view task() const noexcept { return task_; }
  /// The metrics, in the order in which they were named; entries of the catalogue.
  [[nodiscard]] std::span<const Metric* const> metrics() const noexcept;
  /// The value of the metric at a position of metrics(); NaN where undefined. Throws Error on a
  /// position beyond them.
  [[nodiscard]] double value(std::size_t position) const;
  /// The value of the metric of that name; NaN where undefined. Throws Error on one that was not
  /// asked for.
  [[nodiscard]] double value(std::string_view metric) const;

  /// classification: how often each class was predicted as each, where some metric needs it; else
  /// nullptr. Valid until the score changes.
  [[nodiscard]] const ConfusionMatrix* confusion() const noexcept;
  /// multilabel: what was counted of each label, where some metric needs it; else nullptr. Valid
  /// until the score changes.
  [[nodiscard]] const MultilabelScore* multilabel() const noexcept;

  friend bool operator==(const TaskScore& a, const TaskScore& b) { return a.equals(b); }

 private:
  struct Part;  ///< one of the accumulators

  void choose(std::string_view task, std::span<const std::string> metrics);
  void make_parts(const TaskShape& shape);
  void find_parts();
  [[nodiscard]] bool equals(const TaskScore& other) const;
  void add_missing(std::uint64_t rows);

  std::string task_;
  bool ordered_ = true;
  CategoryScale scale_;
  std::vector<const Metric*> metrics_;
  std::vector<std::size_t> part_of_;  ///< of each metric
  std::vector<Part> parts_;
  std::uint64_t n_ = 0;
  std::uint64_t missing_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/task_score_inl.hpp>
#endif
