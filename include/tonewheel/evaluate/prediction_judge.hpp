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
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/evaluate/judged_groups.hpp>
#include <tonewheel/metric/classification/calibration_score.hpp>
#include <tonewheel/metric/classification/confusion_matrix.hpp>
#include <tonewheel/metric/resampling.hpp>
#include <tonewheel/metric/votes/vote_score.hpp>

namespace tonewheel {

/// What a row counts and where it belongs.
struct JudgedRow {
  double weight = 1;  ///< of losses and of votes' means, >= 0; counts take each row alike
  /// Rows that may be alike, such as those of one speaker: intervals draw whole groups.
  std::uint64_t group = 0;
  /// Natural logarithms of the probabilities, where they are known: else those of the numbers.
  std::span<const double> logs{};
};

/// How confidence and votes are counted.
struct PredictionJudgeOptions {
  /// How the bins of the calibration error are made.
  CalibrationOptions calibration{};
  /// How votes are scored.
  VoteScoreOptions votes{};
  friend bool operator==(const PredictionJudgeOptions&, const PredictionJudgeOptions&) = default;
};

/// The means that intervals can be had of.
enum class JudgedMean : unsigned char { log_loss, accuracy };

/// One predictor's probabilities against what is true, row by row: a label, or people's votes.
/// Sums without rounding, so shards merge in any order to the same bits; memory grows with groups,
/// some 2 kB each.
class PredictionJudge {
 public:
  /// The name of this type in a State.
  static constexpr std::string_view kind = "prediction_judge";

  /// Rows come with labels, or with votes. Throws Error on no classes and options out of range.
  explicit PredictionJudge(std::vector<std::string> classes, bool has_votes = false,
                           const PredictionJudgeOptions& options = {});
  /// Throws Error on a state that no rows have, such as one whose parts have other numbers of rows
  /// or classes.
  explicit PredictionJudge(const State& state);

  /// A labelled row: the position of its class, and a probability in [0, 1] for each, with sum 1
  /// within tolerance::unit_mass; they are not divided by their sum. Throws Error otherwise.
  void add(std::size_t truth, std::span<const double> probabilities, const JudgedRow& row = {});
  /// So many labelled rows of weight 1, alike in class, group and probabilities: to the bit what
  /// they give one by one. Throws Error on another weight, and above 2^53 times.
  void add_alike(std::size_t truth, std::span<const double> probabilities, std::uint64_t times,
                 const JudgedRow& row = {});
  /// A row with votes >= 0, not all 0; else Error. Its loss is that against the shares; right is a
  /// likeliest class that is one of the most chosen. Where several are, it has no label for the
  /// confusion matrix and the calibration, and is counted as undecided.
  void add_votes(std::span<const double> votes, std::span<const double> probabilities,
                 const JudgedRow& row = {});
  /// The same of votes that are made ready once for several predictors.
  void add_votes(const VoteTruth& truth, std::span<const double> probabilities,
                 const JudgedRow& row = {});
  /// Throws Error on other classes, options or kind of truth.
  void merge(const PredictionJudge& other);

  /// Rows.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// The classes, in their order.
  [[nodiscard]] const std::vector<std::string>& classes() const noexcept { return classes_; }
  /// Whether rows are labelled by votes, not by one label.
  [[nodiscard]] bool has_votes() const noexcept { return has_votes_; }
  /// Rows with probability 0 for what was true: they make the log loss infinite.
  [[nodiscard]] std::uint64_t infinite() const noexcept { return infinite_; }
  /// Rows with several likeliest classes, of which the first one counts.
  [[nodiscard]] std::uint64_t tied() const noexcept { return tied_; }
  /// Rows with votes and several most chosen classes.
  [[nodiscard]] std::uint64_t undecided() const noexcept { return undecided_; }

  /// Weighted mean of -ln of the probability of what is true, nats, in [0, infinity], lower is
  /// better: infinite where a row's is; NaN where no row has a weight (Good 1952).
  [[nodiscard]] double log_loss() const;
  /// The same over the rows whose loss is finite.
  [[nodiscard]] double finite_log_loss() const;
  /// Weighted mean of sum (probability - truth)^2, in [0, 2], lower is better (Brier 1950).
  [[nodiscard]] double brier() const;
  /// Share of rows whose likeliest class is right, each row alike; NaN of no rows.
  [[nodiscard]] double accuracy() const;
  /// Mean F1 over the classes that occur or were predicted, in [0, 1].
  [[nodiscard]] double macro_f1() const;
  /// Unweighted average recall: mean over the classes that occur, in [0, 1].
  [[nodiscard]] double uar() const;
  /// Expected calibration error of the likeliest class's probability; the bins are in
  /// calibration().
  [[nodiscard]] double calibration_error() const;
  /// Rows with a label: truth by prediction; class_scores.hpp has precision, recall and F of it.
  [[nodiscard]] const ConfusionMatrix& confusion() const noexcept { return confusion_; }
  /// How confidence and being right go together.
  [[nodiscard]] const CalibrationScore& calibration() const noexcept { return calibration_; }
  /// Nothing for labels.
  [[nodiscard]] const VoteScore* votes() const noexcept { return has_votes_ ? &votes_ : nullptr; }
  /// Sums by the number of the group.
  [[nodiscard]] std::map<std::uint64_t, JudgedGroup> groups() const { return groups_.sorted(); }
  /// Classes that occur and are likeliest in no row, by position.
  [[nodiscard]] std::vector<std::size_t> never_predicted() const;

  /// Percentile interval of a mean from a bootstrap over groups, those of weight 0 left out;
  /// nothing with fewer than `least_groups` groups, or where a loss is infinite.
  [[nodiscard]] std::optional<Interval> interval(JudgedMean mean,
                                                 const ResamplingOptions& options = {
                                                     .rounds = 1000}) const;
  /// The fewest groups that an interval is drawn from.
  static constexpr std::size_t least_groups = 5;

  /// What was added, to be written down and read again.
  [[nodiscard]] State state() const;
  /// The same rows, in whatever order.
  friend bool operator==(const PredictionJudge&, const PredictionJudge&) = default;

 private:
  void add_labels(std::size_t truth, std::span<const double> probabilities, std::uint64_t times,
                  const JudgedRow& row);
  void add_common(double loss, bool right, std::uint64_t times, const JudgedRow& row);
  [[nodiscard]] ExactSum weight() const;

  std::vector<std::string> classes_;
  bool has_votes_ = false;
  PredictionJudgeOptions options_;
  std::uint64_t n_ = 0;
  std::uint64_t right_ = 0;
  std::uint64_t infinite_ = 0;
  std::uint64_t tied_ = 0;
  std::uint64_t undecided_ = 0;
  ExactSum infinite_weight_;
  ExactSum squares_;
  ConfusionMatrix confusion_;
  CalibrationScore calibration_;
  VoteScore votes_;
  detail::JudgedGroups groups_;
};

/// Whether one is better than the other, as far as an interval shows.
enum class Verdict : unsigned char { yes, no, not_shown };
/// "yes", "no", "not shown".
[[nodiscard]] std::string_view name(Verdict verdict) noexcept;

/// Whether a predictor's log loss is lower than another's.
struct LossComparison {
  /// Log loss of the first less that of the second, from a bootstrap over groups drawn together;
  /// nothing where an interval has no meaning (few groups, infinite losses).
  std::optional<Interval> difference{};
  /// Yes where the whole interval is below 0, no where it is above; not shown between. A loss that
  /// is infinite against one that is not: no, or yes the other way round.
  Verdict better = Verdict::not_shown;
  std::size_t groups = 0;  ///< with a weight
};

/// Throws Error unless both judged the same rows: as many in the same groups, of the same weight.
[[nodiscard]] LossComparison compare_losses(const PredictionJudge& a, const PredictionJudge& b,
                                            const ResamplingOptions& options = {.rounds = 1000});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/prediction_judge_inl.hpp>
#endif
