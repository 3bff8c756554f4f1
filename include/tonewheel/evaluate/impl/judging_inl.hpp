#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/affect/prior_shift.hpp>
#include <tonewheel/affect/space_moments.hpp>
#include <tonewheel/evaluate/fit_report.hpp>
#include <tonewheel/evaluate/folds.hpp>
#include <tonewheel/evaluate/impl/kept_rows_inl.hpp>
#include <tonewheel/evaluate/impl/plain_models_inl.hpp>
#include <tonewheel/evaluate/impl/rows_at_hand_inl.hpp>
#include <tonewheel/evaluate/impl/space_predictor_inl.hpp>
#include <tonewheel/evaluate/judge_options.hpp>

namespace tonewheel::detail {

/// A file's rows on the way to a report: what judge_fit and judge share.
class Judging {
 public:
  Judging(const TrainingRows& rows, const JudgeOptions& options, FitReport& report)
      : rows_(rows),
        options_(options),
        report_(report),
        classes_(rows.classes().size()),
        fold_bits_(options.seed, 0),
        unit_bits_(~options.seed, 0),
        drawn_bits_(options.seed, 1) {
    report_.classes = rows.classes();
    report_.axes = rows.has_dominance() ? 3 : 2;
    report_.has_votes = rows.has_votes();
    report_.groups = rows.groups().size();
    report_.outside_level = options.outside_level;
    report_.cloud_margin = options.cloud_margin;
    report_.interval_level = options.resampling.level;
    report_.seed = options.seed;
    const bool bundled = report_.groups > options.most_groups;
    report_.units = report_.groups == 0 ? options.blocks
                    : bundled           ? options.most_groups
                                        : report_.groups;
    if (bundled) {
      report_.notes.push_back("intervals draw " + std::to_string(report_.units) +
                              " bundles of the " + std::to_string(report_.groups) +
                              " groups, each group whole");
    }
  }

  /// Which fold a row is in.
  [[nodiscard]] std::size_t fold_of(const TrainingBlock& block, std::size_t i) const {
    if (report_.folds == 0) {
      return 0;
    }
    return report_.kind == FoldKind::group ? group_part(block.groups[i], report_.folds)
                                           : fold_bits_(block.rows[i]) % report_.folds;
  }

  /// What intervals draw: the row's group, a bundle of groups, or a block of rows.
  [[nodiscard]] std::uint64_t unit_of(const TrainingBlock& block, std::size_t i) const {
    if (report_.groups == 0) {
      return unit_bits_(block.rows[i]) % report_.units;
    }
    return report_.groups > report_.units ? row_part(block.groups[i], report_.units, ~options_.seed)
                                          : block.groups[i];
  }

  static double weight_of(const TrainingBlock& block, std::size_t i) {
    return block.weights.empty() ? 1 : block.weights[i];
  }

  /// First pass, of all rows: the moments of every fold, and the counts.
  std::vector<SpaceMoments> gather();

  /// Where the rows that judge are found after gather(): those kept from it, or all once more. The
  /// latter where all rows judge, or (which takes an odd chance) some that do were not kept.
  [[nodiscard]] const TrainingRows& judged_from() const {
    return kept_ ? static_cast<const TrainingRows&>(*kept_) : rows_;
  }

  /// Whether a row with truth is among those that judge.
  [[nodiscard]] bool drawn(const TrainingBlock& block, std::size_t i) const {
    return !sampled_ || drawn_bits_(block.rows[i]) < drawn_below_;
  }

  /// The predictors of the report: the space, and what stands beside it.
  void set_predictors(const std::string& name);

  /// What had to be done so that a space fits the data.
  void note_space(const Space& space, JudgedPredictor& predictor) const;

  /// Last pass: every row that is drawn by the models of its fold, one in each list for a space
  /// without folds; and the halves of the people.
  void judge_all(const std::vector<SpacePredictor>& models, const std::vector<PlainModels>& plain);

  /// The likeliest class frequencies of the drawn rows by their points alone, with a sentence.
  ShiftedPriors estimate_prior(const Space& space, std::string& note) const;

  /// One more space, as it is.
  JudgedPredictor& add_space(const Space& space, const std::string& name, std::string note);

 private:
  static constexpr std::size_t plain_predictors = 4;  ///< the space, and three that know less
  static constexpr std::size_t rows_at_once = 2048;

  /// What one thread has judged, and the rows that it has at hand.
  struct Part {
    std::vector<JudgedPredictor> predictors;
    std::vector<AlikeRows> alike;  ///< frequencies, uniform, nearest centroid
    std::optional<VoteHalves> halves;
    std::vector<RowAtHand> rows;
    std::vector<std::size_t> known;                 ///< 0, 1, ... of rows
    std::vector<std::vector<std::size_t>> of_fold;  ///< of rows
    std::vector<VoteTruth> votes;
    std::vector<Vad> points;
    SpaceAnswers answers;
  };

  [[nodiscard]] Part empty_part(const std::vector<PlainModels>& plain) const;

  /// Puts the drawn rows of a part of a block at hand, and deals out the halves of the people.
  void take(const TrainingBlock& block, std::size_t first, Part& part) const;

  void judge_by_space(const SpacePredictor& model, JudgedPredictor& predictor,
                      const TrainingBlock& block, const std::vector<std::size_t>& which,
                      Part& part) const;

  JudgedPredictor& add_predictor(std::string name);

  void make_spacelike(JudgedPredictor& predictor) const;

  void finish();

  const TrainingRows& rows_;
  const JudgeOptions& options_;
  FitReport& report_;
  std::size_t classes_;
  RowHash fold_bits_;   ///< as row_part()
  RowHash unit_bits_;   ///< as row_part()
  RowHash drawn_bits_;  ///< as row_bits()
  std::vector<SpacePredictor> spaces_;
  std::unique_ptr<KeptRows> kept_;
  bool sampled_ = false;
  std::uint64_t drawn_below_ = 0;
};

}  // namespace tonewheel::detail
