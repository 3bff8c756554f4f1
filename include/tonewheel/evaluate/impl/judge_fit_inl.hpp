#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <numbers>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <tonewheel/affect/chi_squared.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/prior_shift.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/folds.hpp>
#include <tonewheel/evaluate/judge_fit.hpp>
#include <tonewheel/evaluate/nearest_centroid.hpp>
#include <tonewheel/kernel/exp2.hpp>
#include <tonewheel/kernel/log.hpp>
#include <tonewheel/metric/vote_mean.hpp>
#include <tonewheel/metric/vote_truth.hpp>

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
  constexpr std::size_t least_rows = 100;
  if (options.most_rows != 0 && options.most_rows < least_rows) {
    throw Error("judge: found at most " + std::to_string(options.most_rows) +
                " rows to judge on, expected 0 (all) or at least 100");
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
    rows_.pass([&](const TrainingBlock& from) { consume(chosen(from)); });
  }
  [[nodiscard]] std::size_t workers() const override { return rows_.workers(); }
  void pass_together(
      const std::function<void(std::size_t worker, const TrainingBlock&)>& consume) const override {
    rows_.pass_together(
        [&](std::size_t worker, const TrainingBlock& from) { consume(worker, chosen(from)); });
  }

 private:
  [[nodiscard]] TrainingBlock chosen(const TrainingBlock& from) const {
    TrainingBlock block = from;
    if (from.votes.empty()) {
      for (std::uint32_t& label : block.labels) {
        label = label == no_label ? no_label : place_.at(label);
      }
      return block;
    }
    block.votes.clear();
    for (std::size_t i = 0; i < from.size(); ++i) {
      for (const std::size_t k : kept_) {
        block.votes.push_back(from.votes[i * place_.size() + k]);
      }
    }
    return block;
  }

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

/// What a space says of some points, points x classes of the data; and where it is reckoned.
struct SpaceAnswers {
  std::vector<double> logs;  ///< of the posteriors among the data's classes
  std::vector<double> probabilities;
  std::vector<double> likelihoods;  ///< their logarithms
  std::vector<unsigned char> outside;
  std::vector<double> flat;
  std::vector<double> joint;
  std::vector<double> sums;
  std::vector<double> scratch;
};

/// Probabilities that a space gives to the classes of the data, many points at once. Exponentials
/// and logarithms are the kernels': a log loss is off by some 1e-15 of itself plus 1e-15.
class SpacePredictor {
 public:
  /// A point is outside a class where its p-value is below `outside_level`.
  SpacePredictor(const Space& space, const std::vector<std::string>& classes, std::size_t axes,
                 double outside_level)
      : mixture_(mixture_of(make_model(space).mixture, axes == 2 || !space.has_dominance)) {
    std::visit(
        [&](const auto& mixture) {
          const auto dimensions = static_cast<int>(mixture.table().dimensions());
          const double bound = chi_squared_bound(outside_level, dimensions);
          for (const std::string& name : classes) {
            const std::size_t k = space.find(name).value();
            places_.push_back(k);
            log_priors_.push_back(std::log(mixture.priors()[k]));
            // The log joint falls by half the squared distance over the temperature.
            nearest_outside_.push_back(mixture.table().log_weights()[k] -
                                       bound / (2 * mixture.temperatures()[k]));
          }
        },
        mixture_);
  }

  /// Logarithms of the posteriors alone.
  void predict_logs(std::span<const Vad> points, SpaceAnswers& out) const {
    const std::size_t all = join(points, out);
    const std::size_t classes = places_.size();
    const std::size_t n = points.size();
    out.logs.resize(n * classes);
    out.probabilities.resize(n * classes);
    out.sums.resize(n);
    // Where 2^x leaves the normal doubles.
    constexpr double least = -1022;
    for (std::size_t i = 0; i < n; ++i) {
      const double* const joint = out.joint.data() + i * all;
      double* const logs = out.logs.data() + i * classes;
      double* const powers = out.probabilities.data() + i * classes;
      double most = -std::numeric_limits<double>::infinity();
      for (const std::size_t k : places_) {
        most = std::max(most, joint[k]);
      }
      // So far away that every density is 0: nothing is told, all are alike.
      const bool lost = std::isinf(most);
      for (std::size_t c = 0; c < classes; ++c) {
        logs[c] = lost ? 0 : joint[places_[c]] - most;
        powers[c] = std::max(least, logs[c] * std::numbers::log2e);
      }
    }
    kernel::exp2(out.probabilities.data(), n * classes, out.probabilities.data());
    for (std::size_t i = 0; i < n; ++i) {
      const double* const powers = out.probabilities.data() + i * classes;
      double sum = 0;
      for (std::size_t c = 0; c < classes; ++c) {
        sum += powers[c];
      }
      out.sums[i] = sum;
    }
    kernel::log(out.sums.data(), n, out.sums.data());
    for (std::size_t i = 0; i < n; ++i) {
      double* const logs = out.logs.data() + i * classes;
      for (std::size_t c = 0; c < classes; ++c) {
        logs[c] -= out.sums[i];
      }
    }
  }

  /// All that SpaceAnswers holds.
  void predict(std::span<const Vad> points, SpaceAnswers& out) const {
    predict_logs(points, out);
    const std::size_t classes = places_.size();
    const std::size_t n = points.size();
    const std::size_t all = n == 0 ? 0 : out.joint.size() / n;
    out.likelihoods.resize(n * classes);
    out.outside.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      const double* const joint = out.joint.data() + i * all;
      double* const powers = out.probabilities.data() + i * classes;
      double* const likelihoods = out.likelihoods.data() + i * classes;
      double sum = 0;
      bool inside = false;
      for (std::size_t c = 0; c < classes; ++c) {
        const double here = joint[places_[c]];
        likelihoods[c] = here - log_priors_[c];
        inside = inside || here >= nearest_outside_[c];
        sum += powers[c];
      }
      for (std::size_t c = 0; c < classes; ++c) {
        powers[c] /= sum;
      }
      out.outside[i] = inside ? 0 : 1;
    }
  }

  /// Of the data's classes.
  [[nodiscard]] std::vector<double> priors() const {
    std::vector<double> priors;
    for (const double each : log_priors_) {
      priors.push_back(std::exp(each));
    }
    return priors;
  }

 private:
  using Mixture = std::variant<GaussianMixture, VaMixture>;

  static Mixture mixture_of(GaussianMixture full, bool flat) {
    if (flat) {
      return marginal(full);
    }
    return full;
  }

  /// Log joints, points x classes of the space; their number.
  std::size_t join(std::span<const Vad> points, SpaceAnswers& out) const {
    return std::visit(
        [&](const auto& mixture) {
          const std::size_t dimensions = mixture.table().dimensions();
          const std::size_t all = mixture.size();
          out.flat.clear();
          for (const Vad& point : points) {
            for (std::size_t axis = 0; axis < dimensions; ++axis) {
              out.flat.push_back(point[all_axes[axis]]);
            }
          }
          out.joint.resize(points.size() * all);
          out.scratch.resize(kernel::scratch_size(mixture.table()));
          kernel::log_joint(mixture.table(),
                            {out.flat.data(), static_cast<std::ptrdiff_t>(dimensions), 1},
                            points.size(), {out.joint.data(), static_cast<std::ptrdiff_t>(all), 1},
                            out.scratch.data());
          return all;
        },
        mixture_);
  }

  Mixture mixture_;
  std::vector<std::size_t> places_;  ///< of the data's classes
  std::vector<double> log_priors_;
  std::vector<double> nearest_outside_;  ///< log joint at the edge of the region
};

/// A row that is judged.
struct RowAtHand {
  std::size_t place = 0;  ///< in its block
  std::size_t fold = 0;
  std::uint64_t unit = 0;
  double weight = 1;
  std::uint32_t label = no_label;    ///< the most chosen class, for votes
  const VoteTruth* votes = nullptr;  ///< or nothing, for a label
};

/// What a predictor says of a row.
struct RowPrediction {
  std::span<const double> probabilities;
  std::span<const double> logs;
};

inline void judge_row(PredictionJudge& judge, const RowAtHand& row, const RowPrediction& said) {
  const JudgedRow judged{row.weight, row.unit, said.logs};
  if (row.votes == nullptr) {
    judge.add(row.label, said.probabilities, judged);
  } else {
    judge.add_votes(*row.votes, said.probabilities, judged);
  }
}

/// A predictor that has only some answers: labelled rows of weight 1 are counted by answer, class
/// and unit, and judged in the end.
class AlikeRows {
 public:
  AlikeRows(std::vector<std::vector<double>> answers, std::vector<std::vector<double>> logs,
            std::size_t units)
      : answers_(std::move(answers)), logs_(std::move(logs)), units_(units) {
    const std::size_t cells = answers_.size() * answers_.front().size() * units_;
    constexpr std::size_t most_cells = std::size_t{1} << 20U;
    counts_.resize(cells <= most_cells ? cells : 0);
  }

  void add(PredictionJudge& judge, const RowAtHand& row, std::size_t answer) {
    if (row.votes == nullptr && row.weight == 1 && !counts_.empty()) {
      ++counts_[(answer * answers_.front().size() + row.label) * units_ + row.unit];
    } else {
      judge_row(judge, row, {answers_[answer], logs_of(answer)});
    }
  }

  /// Judges what was counted.
  void finish(PredictionJudge& judge) {
    std::size_t cell = 0;
    for (std::size_t answer = 0; answer < answers_.size() && !counts_.empty(); ++answer) {
      for (std::size_t label = 0; label < answers_.front().size(); ++label) {
        for (std::size_t unit = 0; unit < units_; ++unit, ++cell) {
          judge.add_alike(label, answers_[answer], counts_[cell],
                          {.group = unit, .logs = logs_of(answer)});
        }
      }
    }
  }

 private:
  [[nodiscard]] std::span<const double> logs_of(std::size_t answer) const {
    return logs_.empty() ? std::span<const double>() : std::span<const double>(logs_[answer]);
  }

  std::vector<std::vector<double>> answers_;
  std::vector<std::vector<double>> logs_;  ///< none: those of the answers
  std::size_t units_;
  std::vector<std::uint64_t> counts_;
};

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

  /// First pass, of all rows: the moments of every fold, and the counts.
  std::vector<SpaceMoments> gather() {
    struct Part {
      std::vector<SpaceMoments> moments;
      std::uint64_t rows = 0;
      std::uint64_t without_truth = 0;
      bool has_weights = false;
    };
    const SpaceMoments none(rows_.classes(), report_.axes);
    std::vector<Part> parts(rows_.workers());
    for (Part& part : parts) {
      part.moments.assign(std::max<std::size_t>(report_.folds, 1), none);
    }
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
    return std::move(parts.front().moments);
  }

  /// Whether a row with truth is among those that judge.
  [[nodiscard]] bool drawn(const TrainingBlock& block, std::size_t i) const {
    return !sampled_ || row_bits(block.rows[i], options_.seed) < drawn_below_;
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
    rows_.pass_together([&](std::size_t worker, const TrainingBlock& block) {
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
  std::vector<double> estimate_prior(const Space& space, std::string& note) const {
    const SpacePredictor model(space, rows_.classes(), report_.axes, options_.outside_level);
    std::vector<double> posteriors;
    std::vector<double> weights;
    SpaceAnswers answers;
    std::vector<Vad> points;
    rows_.pass([&](const TrainingBlock& block) {
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
    note = "judged with the class frequencies that the points alone tell (" +
           std::string(found.converged ? "" : "not converged, ") + "Saerens et al. 2002): ";
    for (std::size_t k = 0; k < classes_; ++k) {
      note += (k == 0 ? "" : ", ") + rows_.classes()[k] + " " +
              number_text(std::round(found.priors[k] * 1000) / 10) + " %";
    }
    return found.priors;
  }

  /// One more space, as it is.
  void add_space(const Space& space, const std::string& name, std::string note) {
    JudgedPredictor& added = add_predictor(name);
    make_spacelike(added);
    note_space(space, added);
    if (!note.empty()) {
      added.notes.push_back(std::move(note));
    }
    spaces_.emplace_back(space, rows_.classes(), report_.axes, options_.outside_level);
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
  std::vector<SpacePredictor> spaces_;
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
    with.temperatures =
        chosen.temperatures.empty() ? std::vector<double>{chosen.temperature} : chosen.temperatures;
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
      ChosenFit fit{options.shrinkage, 1, {}};
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
                                rows.classes(), training.axes(), judge.outside_level);
    }
  }
  struct Part {
    HeldOut found;
    std::vector<std::vector<std::size_t>> of_fold;
    std::vector<Vad> points;
    SpaceAnswers answers;
  };
  std::vector<Part> parts(std::max<std::size_t>(rows.workers(), 1));
  for (Part& part : parts) {
    part.found.losses.assign(folds.size(), std::vector<ExactSum>(fits.size()));
    part.found.weights.resize(folds.size());
    part.of_fold.resize(folds.size());
  }
  const auto by_fold = [&](const TrainingBlock& block, std::size_t fold, Part& part) {
    const std::vector<std::size_t>& which = part.of_fold[fold];
    part.points.clear();
    for (const std::size_t i : which) {
      part.points.push_back(block.points[i]);
    }
    for (std::size_t each = 0; each < fits.size(); ++each) {
      models[fold][each].predict_logs(part.points, part.answers);
      for (std::size_t j = 0; j < which.size(); ++j) {
        part.found.losses[fold][each].add_product(
            Judging::weight_of(block, which[j]),
            row_loss(truth_of(block, which[j], classes),
                     std::span<const double>(part.answers.logs).subspan(j * classes, classes)));
      }
    }
  };
  constexpr std::size_t rows_at_once = 2048;
  rows.pass_together([&](std::size_t worker, const TrainingBlock& block) {
    Part& part = parts[worker];
    for (std::size_t first = 0; first < block.size(); first += rows_at_once) {
      for (std::vector<std::size_t>& each : part.of_fold) {
        each.clear();
      }
      const std::size_t end = std::min(block.size(), first + rows_at_once);
      for (std::size_t i = first; i < end; ++i) {
        if (judging.drawn(block, i) && truth_of(block, i, classes).known()) {
          const std::size_t fold = judging.fold_of(block, i);
          part.of_fold[fold].push_back(i);
          part.found.weights[fold].add(Judging::weight_of(block, i));
        }
      }
      for (std::size_t fold = 0; fold < folds.size(); ++fold) {
        by_fold(block, fold, part);
      }
    }
  });
  HeldOut found = std::move(parts.front().found);
  for (std::size_t worker = 1; worker < parts.size(); ++worker) {
    for (std::size_t fold = 0; fold < folds.size(); ++fold) {
      found.weights[fold].merge(parts[worker].found.weights[fold]);
      for (std::size_t each = 0; each < fits.size(); ++each) {
        found.losses[fold][each].merge(parts[worker].found.losses[fold][each]);
      }
    }
  }
  return found;
}

/// Held-out rows with what they are scored by, one after the other.
struct ScoredRows {
  std::vector<std::size_t> folds;
  std::vector<std::uint32_t> labels;
  std::vector<double> votes;      ///< rows x classes, or empty
  std::vector<double> densities;  ///< rows x classes, logarithms
  std::vector<double> weights;
};

/// The drawn rows, each with the densities of the fit to the other folds at temperature 1.
inline ScoredRows scored_rows(const TrainingRows& rows, const Judging& judging,
                              const std::vector<SpaceMoments>& folds, const FitOptions& untempered,
                              double outside_level) {
  const std::size_t classes = rows.classes().size();
  std::vector<SpacePredictor> models;
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    models.emplace_back(fit(merged_but(folds, fold), untempered).space, rows.classes(),
                        folds.front().axes(), outside_level);
  }
  ScoredRows scored;
  SpaceAnswers answers;
  std::vector<Vad> points;
  rows.pass([&](const TrainingBlock& block) {
    for (std::size_t fold = 0; fold < folds.size(); ++fold) {
      points.clear();
      for (std::size_t i = 0; i < block.size(); ++i) {
        const RowTruth truth = truth_of(block, i, classes);
        if (truth.known() && judging.drawn(block, i) && judging.fold_of(block, i) == fold) {
          points.push_back(block.points[i]);
          scored.folds.push_back(fold);
          scored.labels.push_back(truth.label);
          scored.votes.insert(scored.votes.end(), truth.votes.begin(), truth.votes.end());
          scored.weights.push_back(Judging::weight_of(block, i));
        }
      }
      models[fold].predict(points, answers);
      scored.densities.insert(scored.densities.end(), answers.likelihoods.begin(),
                              answers.likelihoods.end());
    }
  });
  return scored;
}

/// Chooses a temperature a class: for each fold by the held-out rows of the others, and by all.
inline void choose_each(const TrainingRows& rows, const Judging& judging,
                        const std::vector<SpaceMoments>& folds, const FitOptions& options,
                        const JudgeOptions& judge, std::vector<ChosenFit>& chosen,
                        FitReport& report) {
  const FitOptions untempered = with_choice(options, judge, {chosen.back().shrinkage, 1, {}});
  const ScoredRows scored = scored_rows(rows, judging, folds, untempered, judge.outside_level);
  std::vector<double> log_priors;
  for (const EmotionClass& each : fit(merged_but(folds, folds.size()), untempered).space.classes) {
    log_priors.push_back(std::log(each.prior.value_or(1)));
  }
  const std::size_t classes = log_priors.size();
  const auto of_row = [&](const std::vector<double>& values, std::size_t i) {
    return values.empty() ? std::span<const double>()
                          : std::span<const double>(values).subspan(i * classes, classes);
  };
  for (std::size_t left_out = 0; left_out <= folds.size(); ++left_out) {
    const FittedTemperatures found = fit_temperatures(
        [&](const std::function<void(const ScoredRow&)>& consume) {
          for (std::size_t i = 0; i < scored.folds.size(); ++i) {
            if (scored.folds[i] != left_out) {
              consume({.log_densities = of_row(scored.densities, i),
                       .label = scored.labels[i],
                       .votes = of_row(scored.votes, i),
                       .weight = scored.weights[i]});
            }
          }
        },
        log_priors, {.kind = TemperatureKind::each});
    chosen[left_out].temperatures = found.temperatures;
    if (left_out < folds.size()) {
      continue;
    }
    report.tried.push_back({{chosen.back().shrinkage, 1, {}}, found.loss_before});
    report.tried.push_back({chosen.back(), found.loss});
    for (const std::size_t k : found.at_least) {
      report.notes.push_back("the temperature of " + rows.classes()[k] +
                             " stands at its least: the rows would have it lower");
    }
    for (const std::size_t k : found.at_greatest) {
      report.notes.push_back("the temperature of " + rows.classes()[k] +
                             " stands at its greatest: its density tells the rows nothing");
    }
    if (!found.converged) {
      report.notes.push_back("the search for temperatures did not converge");
    }
  }
}

/// Chooses shrinkage, then temperature, each by the rows held out; by fold, and for all.
inline void choose_fit(const TrainingRows& rows, const Judging& judging,
                       const std::vector<SpaceMoments>& folds, const FitOptions& options,
                       const JudgeOptions& judge, FitReport& report) {
  std::vector<ChosenFit> chosen(folds.size() + 1, {options.shrinkage, 1, {}});
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
  if (judge.choose_temperature && judge.temperature_kind == TemperatureKind::each) {
    choose_each(rows, judging, folds, options, judge, chosen, report);
  } else if (judge.choose_temperature) {
    const auto try_all = [&](const std::vector<double>& temperatures) {
      std::vector<ChosenFit> fits;
      for (const double temperature : temperatures) {
        fits.push_back({chosen.back().shrinkage, temperature, {}});
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
  ChosenFit as_given{for_kept.shrinkage, 1, {}};
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
                        used->classes(), report.axes, options.outside_level);
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
  if (options.estimate_prior) {
    std::string note;
    const Space shifted =
        detail::with_priors(space, fewer.classes(), judging.estimate_prior(space, note));
    judging.add_space(shifted, space.name + std::string(estimated_prior_suffix), note);
  }
  for (const std::string& each : absent) {
    report.notes.push_back("class " + each + " does not occur, and the space lacks it");
  }
  std::vector<detail::SpacePredictor> models;
  models.emplace_back(space, fewer.classes(), report.axes, options.outside_level);
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
