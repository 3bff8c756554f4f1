#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/fit.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/evaluate/judge_options.hpp>
#include <tonewheel/evaluate/pair_recalls.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>
#include <tonewheel/metric/votes/vote_halves.hpp>

namespace tonewheel {

/// Names of the predictors that stand beside a space.
inline constexpr std::string_view frequencies_name = "class frequencies";
/// Every row gets the mean of the votes of the other folds.
inline constexpr std::string_view vote_mean_name = "mean of the votes";
/// Every class gets the same.
inline constexpr std::string_view uniform_name = "uniform";
/// The class whose mean is nearest gets all.
inline constexpr std::string_view centroid_name = "nearest centroid";
/// After the name of a space whose priors are estimated from the points.
inline constexpr std::string_view estimated_prior_suffix = ", prior from the points";

/// One predictor and what came of it.
struct JudgedPredictor {
  std::string name;                  ///< its name in reports: a space's, or one of those above
  PredictionJudge judge;             ///< its scores over all rows that judge
  std::vector<std::string> notes{};  ///< a sentence each
  /// Its mean log loss with an interval, nats; none: none was drawn.
  std::optional<Interval> log_loss{};
  std::optional<Interval> accuracy{};  ///< its accuracy with an interval; none: none was drawn
  /// Against the class frequencies (the mean of the votes); nothing for these themselves.
  std::optional<LossComparison> against_frequencies{};
  bool gives_probabilities = true;  ///< else 1 or 0, and no loss is told
  /// Of a space whose priors are estimated from the points: whether the search came to an end.
  bool prior_converged = true;
  // Of spaces alone:
  std::optional<PairRecalls> pairs{};      ///< which classes it tells apart
  std::optional<std::uint64_t> outside{};  ///< rows outside every class's region
};

/// A space that was not judged, and why.
struct SkippedSpace {
  std::string name;    ///< the space's name
  std::string reason;  ///< why, in words for people
};

/// What was chosen by the losses on the rows of the other folds; for the space by those of all.
struct ChosenFit {
  Shrinkage shrinkage{};   ///< towards what classes with few rows are drawn, and how far
  double temperature = 1;  ///< of all classes, where there is one for all
  std::vector<double> temperatures{};  ///< one a class, where so many are chosen; else empty
};

/// A choice that was tried, and its loss.
struct TriedFit {
  ChosenFit fit{};      ///< what was tried
  double log_loss = 0;  ///< nats, held out
};

/// What the rows that judge a space have in common with those that it was fitted to.
struct RowOverlap {
  /// They are the same rows, in whatever order: points, labels or votes, weights.
  bool same_rows = false;
  bool knows_groups = false;  ///< both have groups
  std::size_t groups = 0;     ///< of the judging rows: that the fitted ones have too, by name
};

/// What a space is worth on people's labels or votes; report_text() tells it.
struct FitReport {
  std::string name;                  ///< of the space
  std::vector<std::string> classes;  ///< that were judged
  /// How many axes a point has: 2 or 3.
  std::size_t axes = 3;
  /// Whether rows are labelled by votes, not by one label.
  bool has_votes = false;
  /// Whether rows have weights.
  bool has_weights = false;
  std::uint64_t rows = 0;           ///< with a label or votes
  std::uint64_t judged_rows = 0;    ///< of them, drawn by a hash; all where there are few
  std::uint64_t without_truth = 0;  ///< rows without a label or votes, left out
  std::uint64_t left_out = 0;       ///< rows of dropped classes only
  std::vector<double> shares;       ///< of the classes among all those rows, by weight

  std::size_t folds = 0;  ///< 0: the space was there before, all rows judge it
  /// How rows were kept apart for judging.
  FoldKind kind = FoldKind::row;
  /// What the folds were drawn from.
  std::uint64_t seed = 1;
  std::size_t groups = 0;  ///< of the data; 0: none
  std::size_t units = 0;   ///< groups, bundles or blocks that rows are dealt into
  /// Of these: with rows that judge. Intervals draw from them.
  std::size_t drawn_units = 0;
  /// Of judge(), where JudgeOptions::fitted_to is given.
  std::optional<RowOverlap> overlap;

  std::vector<JudgedPredictor> predictors;  ///< the space first, the frequencies second
  /// The spaces that were not judged.
  std::vector<SkippedSpace> skipped;
  std::optional<VoteHalves> halves;  ///< of votes that count people
  std::optional<ChosenFit> chosen;   ///< for all rows
  /// The choice of each fold, by the rows of the others.
  std::vector<ChosenFit> chosen_by_fold;
  std::vector<TriedFit> tried;  ///< each once
  /// Whether the shrinkage was chosen from the rows.
  bool chose_shrinkage = false;
  /// Whether the temperature was chosen from the rows.
  bool chose_temperature = false;
  /// Held out, of the fit as it is without the choice; nothing where it is not among those tried.
  std::optional<double> log_loss_without_choice;
  /// Held out, of the same fits without FitOptions::rater_variance; nothing where that is 0 or a
  /// class is flat without it.
  std::optional<double> log_loss_without_rater_variance;
  std::optional<FittedSpace> fitted;  ///< to all rows
  std::vector<std::string> dropped;   ///< classes
  std::vector<std::string> notes;     ///< a sentence each

  /// A row is outside where its p-value under every class is below this.
  double outside_level = 0.01;
  /// How far above chance a class must be told apart; see PairRecalls::not_told_apart.
  double cloud_margin = 0.1;
  /// The level of all intervals.
  double interval_level = 0.95;

  /// The space with its scores.
  [[nodiscard]] const JudgedPredictor& space() const { return predictors.at(0); }
  /// The class frequencies (the mean of the votes) with their scores.
  [[nodiscard]] const JudgedPredictor& frequencies() const { return predictors.at(1); }
  /// By name; nullptr for none.
  [[nodiscard]] const JudgedPredictor* find(std::string_view predictor) const;
  /// Whether the space is better than the class frequencies alone.
  [[nodiscard]] Verdict better_than_frequencies() const;
};

/// The report in plain sentences and tables, lines of at most some 100 characters. What matters
/// most comes first: a space that is worse than the class frequencies alone says so.
[[nodiscard]] std::string report_text(const FitReport& report);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/fit_report_inl.hpp>
#endif
