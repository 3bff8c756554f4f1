#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include <tonewheel/affect/chi_squared.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/folds.hpp>
#include <tonewheel/evaluate/judge_fit.hpp>
#include <tonewheel/evaluate/nearest_centroid.hpp>
#include <tonewheel/metric/soft_labels.hpp>
#include <tonewheel/metric/vote_mean.hpp>

namespace tonewheel {
namespace detail {

inline void require_judge_options(const JudgeOptions& options) {
  if (options.folds < 2 || options.folds > 1000) {
    throw Error("judge: found " + std::to_string(options.folds) + " folds, expected 2 to 1000");
  }
  if (options.blocks < 5 || options.most_groups < 5) {
    throw Error("judge: found " + std::to_string(options.blocks) + " blocks and at most " +
                std::to_string(options.most_groups) + " groups, expected at least 5");
  }
  if (!(options.outside_level > 0 && options.outside_level < 1)) {
    throw Error("judge: found level " + number_text(options.outside_level) +
                " of points outside, expected one in (0, 1)");
  }
  if (options.grid.pooled.empty() || options.grid.base.empty()) {
    throw Error("judge: found a grid of shrinkages without an entry, expected at least one");
  }
}

/// The rows of some classes: those without a label or vote of the classes are left out.
class ChosenClasses final : public TrainingRows {
 public:
  /// `kept`: positions in the classes of `rows`, ascending.
  ChosenClasses(const TrainingRows& rows, std::vector<std::size_t> kept)
      : rows_(rows), kept_(std::move(kept)), place_(rows.classes().size(), no_label) {
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      classes_.push_back(rows.classes()[kept_[i]]);
      place_[kept_[i]] = static_cast<std::uint32_t>(i);
    }
  }
  [[nodiscard]] const std::vector<std::string>& classes() const override { return classes_; }
  [[nodiscard]] bool has_dominance() const override { return rows_.has_dominance(); }
  [[nodiscard]] bool has_votes() const override { return rows_.has_votes(); }
  [[nodiscard]] bool counts_people() const override { return rows_.counts_people(); }
  [[nodiscard]] const std::vector<std::string>& groups() const override { return rows_.groups(); }
  void pass(const std::function<void(const TrainingBlock&)>& consume) const override {
    TrainingBlock block;
    rows_.pass([&](const TrainingBlock& from) {
      block = from;
      if (from.votes.empty()) {
        for (std::uint32_t& label : block.labels) {
          label = label == no_label ? no_label : place_.at(label);
        }
      } else {
        block.votes.clear();
        for (std::size_t i = 0; i < from.size(); ++i) {
          for (const std::size_t k : kept_) {
            block.votes.push_back(from.votes[i * place_.size() + k]);
          }
        }
      }
      consume(block);
    });
  }

 private:
  const TrainingRows& rows_;
  std::vector<std::size_t> kept_;
  std::vector<std::uint32_t> place_;
  std::vector<std::string> classes_;
};

/// One row of a block.
struct RowTruth {
  std::uint32_t label = no_label;
  std::span<const double> votes{};  ///< not all 0, or empty
  [[nodiscard]] bool known() const noexcept { return label != no_label || !votes.empty(); }
};

inline RowTruth truth_of(const TrainingBlock& block, std::size_t i, std::size_t classes) {
  if (block.votes.empty()) {
    return {block.labels.empty() ? no_label : block.labels[i]};
  }
  const std::span<const double> votes = std::span(block.votes).subspan(i * classes, classes);
  const bool any = std::any_of(votes.begin(), votes.end(), [](double x) { return x > 0; });
  return {no_label, any ? votes : std::span<const double>()};
}

/// Log probabilities that a space gives to the classes of the data, many points at once.
class SpacePredictor {
 public:
  SpacePredictor(const Space& space, const std::vector<std::string>& classes, std::size_t axes)
      : mixture_(mixture_of(make_model(space).mixture, axes == 2 || !space.has_dominance)) {
    const std::vector<double>& priors =
        std::visit([](const auto& mixture) -> auto& { return mixture.priors(); }, mixture_);
    for (const std::string& name : classes) {
      places_.push_back(space.find(name).value());
      log_priors_.push_back(std::log(priors[places_.back()]));
    }
  }

  /// Logarithms of posteriors among the data's classes, and of likelihoods, points x classes.
  void predict(std::span<const Vad> points, std::vector<double>& logs,
               std::vector<double>& likelihoods) {
    std::visit([&](const auto& mixture) { predict_by(mixture, points, logs, likelihoods); },
               mixture_);
  }

  /// p-value of the point under the class of the data nearest to it.
  [[nodiscard]] double outlier(const Vad& point) const {
    return std::visit(
        [&](const auto& mixture) {
          double nearest = std::numeric_limits<double>::infinity();
          const auto x = place_in(mixture, point);
          for (const std::size_t k : places_) {
            nearest = std::min(nearest, mixture.gaussian(k).squared_distance(x));
          }
          return chi_squared_tail(nearest, static_cast<int>(x.size()));
        },
        mixture_);
  }

 private:
  using Mixture = std::variant<GaussianMixture, VaMixture>;

  static Mixture mixture_of(GaussianMixture full, bool flat) {
    if (flat) {
      return marginal(full);
    }
    return full;
  }
  static Eigen::Vector3d place_in(const GaussianMixture&, const Vad& point) {
    return to_vector(point);
  }
  static Eigen::Vector2d place_in(const VaMixture&, const Vad& point) {
    return to_vector(point.va());
  }

  template <int Dim>
  void predict_by(const BasicMixture<Dim>& mixture, std::span<const Vad> points,
                  std::vector<double>& logs, std::vector<double>& likelihoods) {
    const std::size_t all = mixture.size();
    const std::size_t classes = places_.size();
    flat_.clear();
    for (const Vad& point : points) {
      for (std::size_t axis = 0; axis < static_cast<std::size_t>(Dim); ++axis) {
        flat_.push_back(point[all_axes[axis]]);
      }
    }
    joint_.resize(points.size() * all);
    scratch_.resize(kernel::scratch_size(mixture.table()));
    kernel::log_joint(mixture.table(), {flat_.data(), Dim, 1}, points.size(),
                      {joint_.data(), static_cast<std::ptrdiff_t>(all), 1}, scratch_.data());
    logs.resize(points.size() * classes);
    likelihoods.resize(logs.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
      double most = -std::numeric_limits<double>::infinity();
      for (const std::size_t k : places_) {
        most = std::max(most, joint_[i * all + k]);
      }
      double sum = 0;
      for (std::size_t c = 0; c < classes; ++c) {
        const double joint = joint_[i * all + places_[c]];
        // So far away that every density is 0: nothing is told, all are alike.
        logs[i * classes + c] = std::isinf(most) ? 0 : joint - most;
        likelihoods[i * classes + c] = joint - log_priors_[c];
        sum += std::exp(logs[i * classes + c]);
      }
      const double log_sum = std::log(sum);
      for (std::size_t c = 0; c < classes; ++c) {
        logs[i * classes + c] -= log_sum;
      }
    }
  }

  Mixture mixture_;
  std::vector<std::size_t> places_;  ///< of the data's classes
  std::vector<double> log_priors_;
  std::vector<double> flat_;
  std::vector<double> joint_;
  std::vector<double> scratch_;
};

/// What a predictor says of a row.
struct RowPrediction {
  std::span<const double> probabilities;
  std::span<const double> logs;
  std::span<const double> likelihoods{};  ///< their logarithms; empty: none
};

inline void judge_row(JudgedPredictor& predictor, const RowTruth& truth, const RowPrediction& said,
                      double weight, std::uint64_t unit) {
  const JudgedRow row{weight, unit, said.logs};
  std::size_t label = truth.label;
  if (truth.votes.empty()) {
    predictor.judge.add(truth.label, said.probabilities, row);
  } else {
    predictor.judge.add_votes(truth.votes, said.probabilities, row);
    const auto top = std::max_element(truth.votes.begin(), truth.votes.end());
    label = std::count(truth.votes.begin(), truth.votes.end(), *top) == 1
                ? static_cast<std::size_t>(top - truth.votes.begin())
                : no_label;
  }
  if (predictor.pairs && label != no_label && !said.likelihoods.empty()) {
    predictor.pairs->add(label, said.likelihoods);
  }
}

/// -ln of what is true, or against the shares of the votes.
inline double row_loss(const RowTruth& truth, std::span<const double> logs) {
  if (truth.votes.empty()) {
    return -logs[truth.label];
  }
  double sum = 0;
  for (const double vote : truth.votes) {
    sum += vote;
  }
  double loss = 0;
  for (std::size_t k = 0; k < logs.size(); ++k) {
    if (truth.votes[k] > 0) {
      loss -= truth.votes[k] / sum * logs[k];
    }
  }
  return loss;
}

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
      : rows_(rows), options_(options), report_(report), classes_(rows.classes().size()) {
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
                                           : row_part(block.rows[i], report_.folds, options_.seed);
  }

  /// What intervals draw: the row's group, a bundle of groups, or a block of rows.
  [[nodiscard]] std::uint64_t unit_of(const TrainingBlock& block, std::size_t i) const {
    if (report_.groups == 0) {
      return row_part(block.rows[i], report_.units, ~options_.seed);
    }
    return report_.groups > report_.units ? row_part(block.groups[i], report_.units, ~options_.seed)
                                          : block.groups[i];
  }

  static double weight_of(const TrainingBlock& block, std::size_t i) {
    return block.weights.empty() ? 1 : block.weights[i];
  }

  /// First pass: the moments of every fold, the halves of the people, and the counts.
  std::vector<SpaceMoments> gather() {
    struct Part {
      std::vector<SpaceMoments> moments;
      std::optional<VoteHalves> halves;
      std::uint64_t rows = 0;
      std::uint64_t without_truth = 0;
      bool has_weights = false;
    };
    Part empty{std::vector<SpaceMoments>(std::max<std::size_t>(report_.folds, 1),
                                         SpaceMoments(rows_.classes(), report_.axes)),
               {}};
    if (rows_.counts_people()) {
      empty.halves.emplace(classes_, options_.halves);
    }
    std::vector<Part> parts(rows_.workers(), empty);
    rows_.pass_together([&](std::size_t worker, const TrainingBlock& block) {
      Part& part = parts[worker];
      part.has_weights = part.has_weights || !block.weights.empty();
      for (std::size_t i = 0; i < block.size(); ++i) {
        const RowTruth truth = truth_of(block, i, classes_);
        if (!truth.known()) {
          ++part.without_truth;
          continue;
        }
        ++part.rows;
        const double weight = weight_of(block, i);
        SpaceMoments& fold = part.moments[fold_of(block, i)];
        if (truth.votes.empty()) {
          fold.add(truth.label, block.points[i], weight);
        } else {
          fold.add_votes(truth.votes, block.points[i], weight);
          if (part.halves) {
            part.halves->add(block.rows[i], truth.votes, weight);
          }
        }
      }
    });
    std::vector<SpaceMoments> moments = std::move(empty.moments);
    report_.halves = std::move(empty.halves);
    for (const Part& part : parts) {
      for (std::size_t fold = 0; fold < moments.size(); ++fold) {
        moments[fold].merge(part.moments[fold]);
      }
      if (part.halves) {
        report_.halves->merge(*part.halves);
      }
      report_.rows += part.rows;
      report_.without_truth += part.without_truth;
      report_.has_weights = report_.has_weights || part.has_weights;
    }
    if (report_.rows == 0) {
      throw Error("judge: found no row with " +
                  std::string(report_.has_votes ? "votes" : "a label") + " among " +
                  std::to_string(report_.without_truth) + ", expected at least one");
    }
    return moments;
  }

  /// The predictors of the report: the space, and what stands beside it.
  void set_predictors(const std::string& name) {
    report_.name = name;
    const auto add = [&](std::string predictor) {
      report_.predictors.push_back(
          {std::move(predictor),
           PredictionJudge(rows_.classes(), rows_.has_votes(), options_.judge)});
      return report_.predictors.size() - 1;
    };
    add(name);
    add(std::string(report_.has_votes ? vote_mean_name : frequencies_name));
    add(std::string(uniform_name));
    report_.predictors[add(std::string(centroid_name))].gives_probabilities = false;
    make_spacelike(report_.predictors[0]);
    for (const Space& space : options_.spaces) {
      std::string lacking;
      for (const std::string& each : rows_.classes()) {
        if (!space.find(each)) {
          lacking += (lacking.empty() ? "" : ", ") + each;
        }
      }
      if (!lacking.empty()) {
        report_.skipped.push_back({space.name, "it lacks " + lacking});
        continue;
      }
      JudgedPredictor& added = report_.predictors[add(space.name)];
      make_spacelike(added);
      note_space(space, added);
      spaces_.emplace_back(space, rows_.classes(), report_.axes);
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

  /// Last pass: every row by the models of its fold, one in each list for a space without folds.
  void judge_all(const std::vector<SpacePredictor>& models, const std::vector<PlainModels>& plain) {
    const std::vector<double> uniform = uniform_answer(classes_);
    const std::vector<double> log_uniform = logs_of(uniform);
    std::vector<Bench> benches(rows_.workers(), {models, spaces_, report_.predictors});
    rows_.pass_together([&](std::size_t worker, const TrainingBlock& block) {
      Bench& bench = benches[worker];
      bench.truths.assign(block.size(), {});
      bench.units.resize(block.size());
      bench.known.clear();
      bench.of_fold.resize(models.size());
      for (std::vector<std::size_t>& each : bench.of_fold) {
        each.clear();
      }
      for (std::size_t i = 0; i < block.size(); ++i) {
        bench.truths[i] = truth_of(block, i, classes_);
        if (bench.truths[i].known()) {
          bench.units[i] = unit_of(block, i);
          bench.known.push_back(i);
          bench.of_fold[fold_of(block, i)].push_back(i);
        }
      }
      for (std::size_t fold = 0; fold < models.size(); ++fold) {
        judge_space(bench, bench.models[fold], bench.predictors[0], block, bench.of_fold[fold]);
      }
      for (std::size_t each = 0; each < bench.spaces.size(); ++each) {
        judge_space(bench, bench.spaces[each], bench.predictors[4 + each], block, bench.known);
      }
      for (std::size_t fold = 0; fold < models.size(); ++fold) {
        const PlainModels& of = plain[fold];
        for (const std::size_t i : bench.of_fold[fold]) {
          const RowTruth& truth = bench.truths[i];
          const double weight = weight_of(block, i);
          const std::uint64_t unit = bench.units[i];
          judge_row(bench.predictors[1], truth, {of.frequencies, of.log_frequencies}, weight, unit);
          judge_row(bench.predictors[2], truth, {uniform, log_uniform}, weight, unit);
          judge_row(bench.predictors[3], truth, {of.centroid->probabilities(block.points[i]), {}},
                    weight, unit);
        }
      }
    });
    for (const Bench& bench : benches) {
      for (std::size_t p = 0; p < report_.predictors.size(); ++p) {
        JudgedPredictor& to = report_.predictors[p];
        const JudgedPredictor& from = bench.predictors[p];
        to.judge.merge(from.judge);
        if (to.pairs) {
          to.pairs->merge(*from.pairs);
        }
        if (to.outside) {
          *to.outside += *from.outside;
        }
      }
    }
    finish();
  }

 private:
  /// What one worker judges with; predictors without rows at first.
  struct Bench {
    std::vector<SpacePredictor> models;  ///< one a fold
    std::vector<SpacePredictor> spaces;
    std::vector<JudgedPredictor> predictors;
    std::vector<RowTruth> truths{};
    std::vector<std::uint64_t> units{};
    std::vector<std::size_t> known{};
    std::vector<std::vector<std::size_t>> of_fold{};
    std::vector<Vad> points{};
    std::vector<double> logs{};
    std::vector<double> likelihoods{};
    std::vector<double> probabilities{};
  };

  /// Rows `which` of a block by a space.
  void judge_space(Bench& bench, SpacePredictor& model, JudgedPredictor& predictor,
                   const TrainingBlock& block, const std::vector<std::size_t>& which) const {
    bench.points.clear();
    for (const std::size_t i : which) {
      bench.points.push_back(block.points[i]);
    }
    model.predict(bench.points, bench.logs, bench.likelihoods);
    for (std::size_t j = 0; j < which.size(); ++j) {
      const std::size_t i = which[j];
      const std::span<const double> logs = std::span(bench.logs).subspan(j * classes_, classes_);
      bench.probabilities.assign(logs.begin(), logs.end());
      for (double& p : bench.probabilities) {
        p = std::exp(p);
      }
      judge_row(
          predictor, bench.truths[i],
          {bench.probabilities, logs, std::span(bench.likelihoods).subspan(j * classes_, classes_)},
          weight_of(block, i), bench.units[i]);
      *predictor.outside += model.outlier(bench.points[j]) < options_.outside_level ? 1U : 0U;
    }
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
  std::vector<SpacePredictor> spaces_;
};

/// The moments of all folds but one; of all for a fold there is none of.
inline SpaceMoments merged_but(const std::vector<SpaceMoments>& folds, std::size_t left_out) {
  SpaceMoments all(folds.front().classes(), folds.front().axes());
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    if (fold != left_out) {
      all.merge(folds[fold]);
    }
  }
  return all;
}

/// Classes, by position, that every training set has enough of; says which are dropped, or throws.
inline std::vector<std::size_t> enough_of(const std::vector<SpaceMoments>& folds,
                                          const FitOptions& fit_options,
                                          std::vector<std::string>& dropped) {
  const std::vector<std::string>& classes = folds.front().classes();
  std::vector<double> least(classes.size(), std::numeric_limits<double>::infinity());
  std::vector<std::size_t> where(classes.size());
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    const SpaceMoments training = merged_but(folds, fold);
    for (std::size_t k = 0; k < classes.size(); ++k) {
      if (training.of(k).weight() < least[k]) {
        least[k] = training.of(k).weight();
        where[k] = fold;
      }
    }
  }
  std::vector<std::size_t> kept;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const double needed = fit_options.small == SmallClass::pool
                              ? std::numeric_limits<double>::min()
                              : std::max(fit_options.min_rows, std::numeric_limits<double>::min());
    if (least[k] >= needed) {
      kept.push_back(k);
    } else if (fit_options.small == SmallClass::drop) {
      dropped.push_back(classes[k]);
    } else {
      const double all = merged_but(folds, folds.size()).of(k).weight();
      throw Error(
          "judge: class " + classes[k] + " has " +
          (all == 0 ? std::string("no rows")
           : least[k] == 0
               ? "all its " + number_text(all) + " rows in fold " + std::to_string(where[k] + 1) +
                     ", so that the others cannot learn it"
               : number_text(least[k]) + " rows without fold " + std::to_string(where[k] + 1) +
                     " (" + number_text(all) + " in all), expected at least " +
                     number_text(needed)) +
          "; drop small classes (SmallClass::drop), pool them (SmallClass::pool), which needs rows "
          "in two folds, ask for fewer rows (min_rows), or fold by row");
    }
  }
  if (kept.empty()) {
    throw Error("judge: every class is too small, found " + std::to_string(classes.size()) +
                " classes of fewer than " + number_text(fit_options.min_rows) + " rows");
  }
  return kept;
}

/// Options that name classes, for some of them.
inline FitOptions options_for(const FitOptions& options, const std::vector<std::string>& classes,
                              const std::vector<std::size_t>& kept) {
  FitOptions fewer = options;
  if (kept.size() == classes.size()) {
    return fewer;
  }
  if (options.given) {
    const std::vector<double> weights = options.given->weights_for(classes);
    std::vector<std::pair<std::string, double>> named;
    for (const std::size_t k : kept) {
      named.emplace_back(classes[k], weights[k]);
    }
    fewer.given = Prior::from_weights(std::move(named));
  }
  if (options.temperatures.size() == classes.size()) {
    fewer.temperatures.clear();
    for (const std::size_t k : kept) {
      fewer.temperatures.push_back(options.temperatures[k]);
    }
  }
  return fewer;
}

inline FitOptions with_choice(const FitOptions& options, const JudgeOptions& judge,
                              const ChosenFit& chosen) {
  FitOptions with = options;
  if (judge.choose_shrinkage) {
    with.shrinkage = chosen.shrinkage;
  }
  if (judge.choose_temperature) {
    with.temperatures = {chosen.temperature};
  }
  return with;
}

/// Every combination that is tried.
inline std::vector<ChosenFit> fits_to_try(const FitOptions& options, const JudgeOptions& judge) {
  std::vector<ChosenFit> fits;
  const std::vector<double> none{0};
  const bool shrinks = judge.choose_shrinkage;
  const std::vector<double>& bases = shrinks && options.base != nullptr ? judge.grid.base : none;
  for (const double base : bases) {
    for (const double pooled : shrinks ? judge.grid.pooled : none) {
      ChosenFit fit{options.shrinkage, 1};
      if (shrinks) {
        fit.shrinkage = {pooled, base};
      }
      fits.push_back(fit);
    }
  }
  return fits;
}

/// Log losses held out, by fold and fit.
struct HeldOut {
  std::vector<std::vector<ExactSum>> losses;  ///< [fold][fit]
  std::vector<ExactSum> weights;              ///< [fold]

  /// Of a fit, over all folds but one.
  [[nodiscard]] double mean(std::size_t fit, std::size_t left_out) const {
    ExactSum sum;
    ExactSum weight;
    for (std::size_t fold = 0; fold < losses.size(); ++fold) {
      if (fold != left_out) {
        sum.merge(losses[fold][fit]);
        weight.merge(weights[fold]);
      }
    }
    return tally_mean(sum, weight);
  }
  /// The fit of the lowest loss over all folds but one, the first of equals.
  [[nodiscard]] std::size_t best(std::size_t left_out) const {
    std::size_t best = 0;
    for (std::size_t fit = 1; fit < losses.front().size(); ++fit) {
      if (mean(fit, left_out) < mean(best, left_out)) {
        best = fit;
      }
    }
    return best;
  }
};

/// The temperature of the least loss over all folds but one: between those of the grid, by the
/// parabola in their logarithms through the best one and its neighbours; at an end of the grid, the
/// end.
inline double best_temperature(const std::vector<ChosenFit>& fits, const HeldOut& losses,
                               std::size_t left_out) {
  const std::size_t best = losses.best(left_out);
  const double middle = fits[best].temperature;
  if (best == 0 || best + 1 == fits.size()) {
    return middle;
  }
  const double left = std::log(fits[best - 1].temperature / middle);
  const double right = std::log(fits[best + 1].temperature / middle);
  const double here = losses.mean(best, left_out);
  const double rise_left = losses.mean(best - 1, left_out) - here;
  const double rise_right = losses.mean(best + 1, left_out) - here;
  // loss - here = a x^2 + b x through both, least at -b / 2a.
  const double a = (rise_left / left - rise_right / right) / (left - right);
  const double b = rise_left / left - a * left;
  return a > 0 ? middle * std::exp(std::clamp(-b / (2 * a), left, right)) : middle;
}

/// One pass: the loss of each fit on the rows of the fold that it was not fitted to.
inline HeldOut held_out(const TrainingRows& rows, const Judging& judging,
                        const std::vector<SpaceMoments>& folds, const FitOptions& options,
                        const JudgeOptions& judge, const std::vector<ChosenFit>& fits) {
  const std::size_t classes = rows.classes().size();
  std::vector<std::vector<SpacePredictor>> models(folds.size());
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    const SpaceMoments training = merged_but(folds, fold);
    for (const ChosenFit& each : fits) {
      models[fold].emplace_back(fit(training, with_choice(options, judge, each)).space,
                                rows.classes(), training.axes());
    }
  }
  HeldOut found;
  found.losses.assign(folds.size(), std::vector<ExactSum>(fits.size()));
  found.weights.resize(folds.size());
  std::vector<double> logs;
  std::vector<double> likelihoods;
  std::vector<Vad> points;
  rows.pass([&](const TrainingBlock& block) {
    std::vector<std::vector<std::size_t>> of_fold(folds.size());
    for (std::size_t i = 0; i < block.size(); ++i) {
      if (truth_of(block, i, classes).known()) {
        const std::size_t fold = judging.fold_of(block, i);
        of_fold[fold].push_back(i);
        found.weights[fold].add(Judging::weight_of(block, i));
      }
    }
    for (std::size_t fold = 0; fold < folds.size(); ++fold) {
      points.clear();
      for (const std::size_t i : of_fold[fold]) {
        points.push_back(block.points[i]);
      }
      for (std::size_t each = 0; each < fits.size(); ++each) {
        models[fold][each].predict(points, logs, likelihoods);
        for (std::size_t j = 0; j < points.size(); ++j) {
          const std::size_t i = of_fold[fold][j];
          found.losses[fold][each].add_product(
              Judging::weight_of(block, i),
              row_loss(truth_of(block, i, classes),
                       std::span<const double>(logs).subspan(j * classes, classes)));
        }
      }
    }
  });
  return found;
}

/// Chooses shrinkage, then temperature, each by the rows held out; by fold, and for all.
inline void choose_fit(const TrainingRows& rows, const Judging& judging,
                       const std::vector<SpaceMoments>& folds, const FitOptions& options,
                       const JudgeOptions& judge, FitReport& report) {
  std::vector<ChosenFit> chosen(folds.size() + 1, {options.shrinkage, 1});
  if (judge.choose_shrinkage) {
    JudgeOptions shrink_only = judge;
    shrink_only.choose_temperature = false;
    const std::vector<ChosenFit> fits = fits_to_try(options, judge);
    const HeldOut losses = held_out(rows, judging, folds, options, shrink_only, fits);
    for (std::size_t fold = 0; fold <= folds.size(); ++fold) {
      chosen[fold] = fits[losses.best(fold)];
    }
    for (std::size_t i = 0; i < fits.size(); ++i) {
      report.tried.push_back({fits[i], losses.mean(i, folds.size())});
    }
  }
  if (judge.choose_temperature) {
    const auto try_all = [&](const std::vector<double>& temperatures) {
      std::vector<ChosenFit> fits;
      for (const double temperature : temperatures) {
        fits.push_back({chosen.back().shrinkage, temperature});
      }
      const HeldOut losses = held_out(rows, judging, folds, options, judge, fits);
      for (std::size_t fold = 0; fold <= folds.size(); ++fold) {
        chosen[fold].temperature = best_temperature(fits, losses, fold);
      }
      for (std::size_t i = 0; i < fits.size(); ++i) {
        report.tried.push_back({fits[i], losses.mean(i, folds.size())});
      }
    };
    try_all(temperature_grid);
    // Once more, nearer: from a fifth below to a fifth above what the folds chose.
    double least = chosen.back().temperature;
    double greatest = least;
    for (const ChosenFit& each : chosen) {
      least = std::min(least, each.temperature);
      greatest = std::max(greatest, each.temperature);
    }
    std::vector<double> nearer;
    constexpr int steps = 12;
    for (int step = 0; step <= steps; ++step) {
      nearer.push_back(least / 1.2 * std::pow(1.44 * greatest / least, step / double{steps}));
    }
    try_all(nearer);
  }
  report.chosen = chosen.back();
  chosen.pop_back();
  report.chosen_by_fold = std::move(chosen);
}

inline FoldKind fold_kind(const TrainingRows& rows, const JudgeOptions& options) {
  const FoldKind kind =
      options.kind.value_or(rows.groups().empty() ? FoldKind::row : FoldKind::group);
  if (kind == FoldKind::group && rows.groups().size() < options.folds) {
    throw Error("judge: found " + std::to_string(rows.groups().size()) + " groups for " +
                std::to_string(options.folds) +
                " folds by group, expected at least as many; fold by row, or in fewer folds");
  }
  return kind;
}

}  // namespace detail

inline FitReport judge_fit(const TrainingRows& rows, const FitOptions& fit_options,
                           const JudgeOptions& options) {
  detail::require_judge_options(options);
  const auto start = [&](const TrainingRows& from, FitReport& report) {
    report.folds = options.folds;
    report.kind = detail::fold_kind(from, options);
  };
  FitReport report;
  start(rows, report);
  auto judging = std::make_unique<detail::Judging>(rows, options, report);
  std::vector<SpaceMoments> folds = judging->gather();
  std::vector<std::string> dropped;
  const std::vector<std::size_t> kept = detail::enough_of(folds, fit_options, dropped);
  const FitOptions for_kept = detail::options_for(fit_options, rows.classes(), kept);
  const detail::ChosenClasses fewer(rows, kept);
  const TrainingRows* used = &rows;
  if (!dropped.empty()) {
    const std::uint64_t before = report.rows;
    const std::uint64_t without = report.without_truth;
    report = FitReport();
    used = &fewer;
    start(fewer, report);
    judging = std::make_unique<detail::Judging>(fewer, options, report);
    folds = judging->gather();
    report.left_out = before - report.rows;
    report.without_truth = without;
    report.dropped = dropped;
  }
  report.shares = detail::weight_shares(detail::merged_but(folds, folds.size()));
  ChosenFit as_given{for_kept.shrinkage, 1};
  if (options.choose_shrinkage || options.choose_temperature) {
    detail::choose_fit(*used, *judging, folds, for_kept, options, report);
  }
  judging->set_predictors(fit_options.name);
  std::vector<detail::SpacePredictor> models;
  std::vector<detail::PlainModels> plain;
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    const SpaceMoments training = detail::merged_but(folds, fold);
    const ChosenFit& chosen = report.chosen ? report.chosen_by_fold[fold] : as_given;
    models.emplace_back(fit(training, detail::with_choice(for_kept, options, chosen)).space,
                        used->classes(), report.axes);
    plain.push_back(detail::plain_models(training));
  }
  judging->judge_all(models, plain);
  report.fitted = fit(detail::merged_but(folds, folds.size()),
                      detail::with_choice(for_kept, options, report.chosen.value_or(as_given)));
  report.fitted->dropped.insert(report.fitted->dropped.end(), dropped.begin(), dropped.end());
  return report;
}

inline FitReport judge(const TrainingRows& rows, const Space& space, const JudgeOptions& options) {
  detail::require_judge_options(options);
  FitReport counted;
  const std::vector<SpaceMoments> all = detail::Judging(rows, options, counted).gather();
  // Classes that do not occur are no loss, whoever lacks them.
  std::vector<std::size_t> kept;
  std::vector<std::string> absent;
  for (std::size_t k = 0; k < rows.classes().size(); ++k) {
    const bool occurs = all.front().of(k).n() > 0;
    if (space.find(rows.classes()[k])) {
      kept.push_back(k);
    } else if (occurs) {
      throw Error("judge: space " + space.name + " lacks class " + rows.classes()[k] +
                  ", which has " + std::to_string(all.front().of(k).n()) +
                  " rows; leave them out, or take a space that has it");
    } else {
      absent.push_back(rows.classes()[k]);
    }
  }
  const detail::ChosenClasses fewer(rows, kept);
  FitReport report;
  detail::Judging judging(fewer, options, report);
  const SpaceMoments moments = judging.gather().front();
  report.shares = detail::weight_shares(moments);
  judging.set_predictors(space.name);
  judging.note_space(space, report.predictors.front());
  for (const std::string& each : absent) {
    report.notes.push_back("class " + each + " does not occur, and the space lacks it");
  }
  std::vector<detail::SpacePredictor> models;
  models.emplace_back(space, fewer.classes(), report.axes);
  std::vector<detail::PlainModels> plain;
  plain.push_back(detail::plain_models(moments));
  // The nearest of the space's own means: those of the rows would have seen the answers.
  std::vector<std::optional<Vad>> means;
  for (const std::string& each : fewer.classes()) {
    means.emplace_back(space.classes[space.find(each).value()].mean);
  }
  plain.front().centroid = std::make_unique<NearestCentroid>(fewer.classes(), means,
                                                             space.has_dominance ? report.axes : 2);
  judging.judge_all(models, plain);
  return report;
}

}  // namespace tonewheel
