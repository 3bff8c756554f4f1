#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/affect/prior_shift.hpp>
#include <tonewheel/affect/space_moments.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/fit_report.hpp>
#include <tonewheel/evaluate/folds.hpp>
#include <tonewheel/evaluate/impl/kept_rows_inl.hpp>
#include <tonewheel/evaluate/impl/rows_at_hand_inl.hpp>
#include <tonewheel/evaluate/impl/space_predictor_inl.hpp>
#include <tonewheel/evaluate/judge_options.hpp>
#include <tonewheel/evaluate/nearest_centroid.hpp>
#include <tonewheel/metric/votes/vote_mean.hpp>

namespace tonewheel::detail {

/// A predictor that says the same of every point, or looks at no covariance.
struct PlainModels {
  std::vector<double> frequencies;
  std::vector<double> log_frequencies;
  std::unique_ptr<NearestCentroid> centroid;
};

inline std::vector<double> weight_shares(const SpaceMoments& moments) {
  std::vector<double> shares;
  double all = 0;
  for (std::size_t k = 0; k < moments.classes().size(); ++k) {
    shares.push_back(moments.of(k).weight());
    all += shares.back();
  }
  for (double& each : shares) {
    each /= all;
  }
  return shares;
}

inline std::vector<double> logs_of(const std::vector<double>& probabilities) {
  std::vector<double> logs;
  logs.reserve(probabilities.size());
  for (const double p : probabilities) {
    logs.push_back(std::log(p));
  }
  return logs;
}

inline PlainModels plain_models(const SpaceMoments& moments) {
  PlainModels models;
  models.frequencies = weight_shares(moments);
  models.log_frequencies = logs_of(models.frequencies);
  std::vector<std::optional<Vad>> means;
  for (std::size_t k = 0; k < moments.classes().size(); ++k) {
    means.push_back(moments.of(k).weight() > 0 ? std::optional(moments.of(k).mean())
                                               : std::nullopt);
  }
  models.centroid = std::make_unique<NearestCentroid>(moments.classes(), means, moments.axes());
  return models;
}

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
  std::vector<SpaceMoments> gather() {
    struct Counted {
      DrawnRows drawn;
      std::vector<SpaceMoments> moments;
      std::uint64_t rows = 0;
      std::uint64_t without_truth = 0;
      bool has_weights = false;
    };
    const SpaceMoments none(rows_.classes(), report_.axes);
    std::vector<Counted> parts;
    for (std::size_t worker = 0; worker < rows_.workers(); ++worker) {
      parts.push_back({DrawnRows(options_.most_rows, classes_, options_.seed),
                       std::vector<SpaceMoments>(std::max<std::size_t>(report_.folds, 1), none)});
    }
    rows_.pass_together([&](std::size_t worker, const TrainingBlock& block) {
      Counted& part = parts[worker];
      part.has_weights = part.has_weights || !block.weights.empty();
      for (std::size_t i = 0; i < block.size(); ++i) {
        const RowTruth truth = truth_of(block, i, classes_);
        if (!truth.known()) {
          ++part.without_truth;
          continue;
        }
        ++part.rows;
        if (options_.most_rows != 0) {
          part.drawn.add(block, i);
        }
        SpaceMoments& fold = part.moments[fold_of(block, i)];
        if (truth.votes.empty()) {
          fold.add(truth.label, block.points[i], weight_of(block, i));
        } else {
          fold.add_votes(truth.votes, block.points[i], weight_of(block, i));
        }
      }
    });
    for (std::size_t worker = 0; worker < parts.size(); ++worker) {
      report_.rows += parts[worker].rows;
      report_.without_truth += parts[worker].without_truth;
      report_.has_weights = report_.has_weights || parts[worker].has_weights;
      for (std::size_t fold = 0; worker > 0 && fold < parts[0].moments.size(); ++fold) {
        parts[0].moments[fold].merge(parts[worker].moments[fold]);
      }
    }
    if (report_.rows == 0) {
      throw Error("judge: found no row with " +
                  std::string(report_.has_votes ? "votes" : "a label") + " among " +
                  std::to_string(report_.without_truth) + ", expected at least one");
    }
    sampled_ = options_.most_rows != 0 && report_.rows > options_.most_rows;
    report_.judged_rows = report_.rows;
    if (sampled_) {
      const double share =
          static_cast<double>(options_.most_rows) / static_cast<double>(report_.rows);
      drawn_below_ = static_cast<std::uint64_t>(std::ldexp(share, 64));
    }
    bool all_kept = options_.most_rows != 0;
    constexpr std::uint64_t most_bits = std::numeric_limits<std::uint64_t>::max();
    for (const Counted& part : parts) {
      all_kept = all_kept && part.drawn.limit() >= (sampled_ ? drawn_below_ : most_bits);
    }
    if (all_kept) {
      kept_ = std::make_unique<KeptRows>(rows_);
      for (const Counted& part : parts) {
        const TrainingBlock& block = part.drawn.rows();
        for (std::size_t i = 0; i < block.size(); ++i) {
          if (drawn(block, i)) {
            kept_->add(block, i);
          }
        }
      }
    }
    return std::move(parts.front().moments);
  }

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
  void set_predictors(const std::string& name) {
    report_.name = name;
    make_spacelike(add_predictor(name));
    add_predictor(std::string(report_.has_votes ? vote_mean_name : frequencies_name));
    add_predictor(std::string(uniform_name));
    add_predictor(std::string(centroid_name)).gives_probabilities = false;
    for (const Space& space : options_.spaces) {
      std::string lacking;
      for (const std::string& each : rows_.classes()) {
        if (!space.find(each)) {
          lacking += (lacking.empty() ? "" : ", ") + each;
        }
      }
      if (lacking.empty()) {
        add_space(space, space.name, "");
      } else {
        report_.skipped.push_back({space.name, "it lacks " + lacking});
      }
    }
    if (rows_.counts_people()) {
      report_.halves.emplace(classes_, options_.halves);
    }
  }

  /// What had to be done so that a space fits the data.
  void note_space(const Space& space, JudgedPredictor& predictor) const {
    std::string others;
    for (const EmotionClass& each : space.classes) {
      if (std::find(rows_.classes().begin(), rows_.classes().end(), each.name) ==
          rows_.classes().end()) {
        others += (others.empty() ? "" : ", ") + each.name;
      }
    }
    if (!others.empty()) {
      predictor.notes.push_back("without " + others +
                                ", which the data does not have; the rest is divided by its sum");
    }
    if (space.has_dominance && report_.axes == 2) {
      predictor.notes.push_back("by valence and arousal alone, which is what the data has");
    }
    if (!space.has_dominance && report_.axes == 3) {
      predictor.notes.push_back("by valence and arousal alone, which is what the space has");
    }
    if (!space.has_priors()) {
      predictor.notes.push_back("every class alike, for the space has no priors");
    }
  }

  /// Last pass: every row that is drawn by the models of its fold, one in each list for a space
  /// without folds; and the halves of the people.
  void judge_all(const std::vector<SpacePredictor>& models, const std::vector<PlainModels>& plain) {
    std::vector<Part> parts;
    for (std::size_t worker = 0; worker < std::max<std::size_t>(rows_.workers(), 1); ++worker) {
      parts.emplace_back(empty_part(plain));
    }
    judged_from().pass_together([&](std::size_t worker, const TrainingBlock& block) {
      for (std::size_t first = 0; first < block.size(); first += rows_at_once) {
        Part& part = parts[worker];
        take(block, first, part);
        for (std::size_t fold = 0; fold < models.size(); ++fold) {
          judge_by_space(models[fold], part.predictors[0], block, part.of_fold[fold], part);
        }
        for (std::size_t s = 0; s < spaces_.size(); ++s) {
          judge_by_space(spaces_[s], part.predictors[plain_predictors + s], block, part.known,
                         part);
        }
        for (const std::size_t j : part.known) {
          const RowAtHand& row = part.rows[j];
          part.alike[0].add(part.predictors[1].judge, row, row.fold);
          part.alike[1].add(part.predictors[2].judge, row, 0);
          part.alike[2].add(part.predictors[3].judge, row,
                            plain[row.fold].centroid->nearest(block.points[row.place]));
        }
      }
    });
    for (Part& part : parts) {
      for (std::size_t a = 0; a < part.alike.size(); ++a) {
        part.alike[a].finish(part.predictors[a + 1].judge);
      }
      for (std::size_t i = 0; i < report_.predictors.size(); ++i) {
        JudgedPredictor& all = report_.predictors[i];
        all.judge.merge(part.predictors[i].judge);
        if (all.pairs) {
          all.pairs->merge(*part.predictors[i].pairs);
          *all.outside += *part.predictors[i].outside;
        }
      }
      if (report_.halves) {
        report_.halves->merge(*part.halves);
      }
    }
    report_.judged_rows = report_.predictors.front().judge.n();
    finish();
  }

  /// The likeliest class frequencies of the drawn rows by their points alone, with a sentence.
  ShiftedPriors estimate_prior(const Space& space, std::string& note) const {
    const SpacePredictor model(space, rows_.classes(), report_.axes, options_.outside_level);
    std::vector<double> posteriors;
    std::vector<double> weights;
    SpaceAnswers answers;
    std::vector<Vad> points;
    judged_from().pass([&](const TrainingBlock& block) {
      points.clear();
      for (std::size_t i = 0; i < block.size(); ++i) {
        if (truth_of(block, i, classes_).known() && drawn(block, i)) {
          points.push_back(block.points[i]);
          weights.push_back(weight_of(block, i));
        }
      }
      model.predict(points, answers);
      posteriors.insert(posteriors.end(), answers.probabilities.begin(),
                        answers.probabilities.end());
    });
    const ShiftedPriors found = estimate_priors(
        [&](const std::function<void(std::span<const double>, double)>& consume) {
          for (std::size_t i = 0; i < weights.size(); ++i) {
            consume(std::span<const double>(posteriors).subspan(i * classes_, classes_),
                    weights[i]);
          }
        },
        model.priors(), {.tolerance = 1e-7, .max_iterations = 500});
    note = "judged with the class frequencies that the points alone tell (Saerens et al. 2002): ";
    for (std::size_t k = 0; k < classes_; ++k) {
      note += (k == 0 ? "" : ", ") + rows_.classes()[k] + " " +
              number_text(std::round(found.priors[k] * 1000) / 10) + " %";
    }
    return found;
  }

  /// One more space, as it is.
  JudgedPredictor& add_space(const Space& space, const std::string& name, std::string note) {
    JudgedPredictor& added = add_predictor(name);
    make_spacelike(added);
    note_space(space, added);
    if (!note.empty()) {
      added.notes.push_back(std::move(note));
    }
    spaces_.emplace_back(space, rows_.classes(), report_.axes, options_.outside_level);
    return added;
  }

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

  [[nodiscard]] Part empty_part(const std::vector<PlainModels>& plain) const {
    Part part;
    part.predictors = report_.predictors;
    part.halves = report_.halves;
    part.of_fold.resize(plain.size());
    part.votes.resize(report_.has_votes ? rows_at_once : 0);
    std::vector<std::vector<double>> frequencies;
    std::vector<std::vector<double>> log_frequencies;
    for (const PlainModels& each : plain) {
      frequencies.push_back(each.frequencies);
      log_frequencies.push_back(each.log_frequencies);
    }
    part.alike.emplace_back(std::move(frequencies), std::move(log_frequencies), report_.units);
    const std::vector<double> uniform = uniform_answer(classes_);
    const std::vector<std::vector<double>> log_uniform(1, logs_of(uniform));
    part.alike.emplace_back(std::vector<std::vector<double>>(1, uniform), log_uniform,
                            report_.units);
    std::vector<std::vector<double>> sure(classes_, std::vector<double>(classes_));
    for (std::size_t k = 0; k < classes_; ++k) {
      sure[k][k] = 1;
    }
    part.alike.emplace_back(std::move(sure), std::vector<std::vector<double>>(), report_.units);
    return part;
  }

  /// Puts the drawn rows of a part of a block at hand, and deals out the halves of the people.
  void take(const TrainingBlock& block, std::size_t first, Part& part) const {
    part.rows.clear();
    part.known.clear();
    for (std::vector<std::size_t>& each : part.of_fold) {
      each.clear();
    }
    const std::size_t end = std::min(block.size(), first + rows_at_once);
    for (std::size_t i = first; i < end; ++i) {
      if (!drawn(block, i)) {
        continue;
      }
      const RowTruth truth = truth_of(block, i, classes_);
      if (!truth.known()) {
        continue;
      }
      RowAtHand row{.place = i,
                    .fold = fold_of(block, i),
                    .unit = unit_of(block, i),
                    .weight = weight_of(block, i),
                    .label = truth.label};
      const std::size_t j = part.rows.size();
      if (!truth.votes.empty()) {
        VoteTruth& votes = part.votes[j];
        votes.set(truth.votes);
        row.votes = &votes;
        row.label = votes.decided() ? static_cast<std::uint32_t>(votes.first()) : no_label;
        if (part.halves) {
          part.halves->add(block.rows[i], truth.votes, row.weight);
        }
      }
      part.known.push_back(j);
      part.of_fold[row.fold].push_back(j);
      part.rows.push_back(row);
    }
  }

  void judge_by_space(const SpacePredictor& model, JudgedPredictor& predictor,
                      const TrainingBlock& block, const std::vector<std::size_t>& which,
                      Part& part) const {
    if (which.empty()) {
      return;
    }
    part.points.clear();
    for (const std::size_t j : which) {
      part.points.push_back(block.points[part.rows[j].place]);
    }
    model.predict(part.points, part.answers);
    const auto of = [&](const std::vector<double>& values, std::size_t j) {
      return std::span<const double>(values).subspan(j * classes_, classes_);
    };
    for (std::size_t j = 0; j < which.size(); ++j) {
      const RowAtHand& row = part.rows[which[j]];
      judge_row(predictor.judge, row,
                {of(part.answers.probabilities, j), of(part.answers.logs, j)});
      if (row.label != no_label) {
        predictor.pairs->add(row.label, of(part.answers.likelihoods, j));
      }
      *predictor.outside += part.answers.outside[j];
    }
  }

  JudgedPredictor& add_predictor(std::string name) {
    report_.predictors.push_back(
        {std::move(name), PredictionJudge(rows_.classes(), rows_.has_votes(), options_.judge)});
    return report_.predictors.back();
  }

  void make_spacelike(JudgedPredictor& predictor) const {
    predictor.pairs.emplace(classes_);
    predictor.outside = 0;
  }

  void finish() {
    for (std::size_t i = 0; i < report_.predictors.size(); ++i) {
      JudgedPredictor& each = report_.predictors[i];
      if (each.gives_probabilities) {
        each.log_loss = each.judge.interval(JudgedMean::log_loss, options_.resampling);
      }
      each.accuracy = each.judge.interval(JudgedMean::accuracy, options_.resampling);
      if (i != 1 && each.gives_probabilities) {
        each.against_frequencies =
            compare_losses(each.judge, report_.predictors[1].judge, options_.resampling);
      }
    }
  }

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

/// The space with other priors of some classes, by name; a class that tends to 0 keeps a little.
inline Space with_priors(const Space& space, const std::vector<std::string>& classes,
                         const std::vector<double>& priors) {
  constexpr double least = 1e-12;
  Space with = space;
  for (EmotionClass& each : with.classes) {
    each.prior = least;  // one that the data does not have: it gets no mass there
  }
  for (std::size_t k = 0; k < classes.size(); ++k) {
    with.classes[with.find(classes[k]).value()].prior = std::max(least, priors[k]);
  }
  return with;
}

}  // namespace tonewheel::detail
