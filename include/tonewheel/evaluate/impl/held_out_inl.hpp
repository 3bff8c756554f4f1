#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <tonewheel/affect/fit.hpp>
#include <tonewheel/evaluate/impl/judging_inl.hpp>

namespace tonewheel::detail {

/// The moments of all folds.
inline SpaceMoments merged(const std::vector<SpaceMoments>& folds) {
  SpaceMoments all = folds.front();
  for (std::size_t fold = 1; fold < folds.size(); ++fold) {
    all.merge(folds[fold]);
  }
  return all;
}

/// The moments of all folds but one; of all for a fold there is none of. `all` are merged(folds).
inline SpaceMoments merged_but(const SpaceMoments& all, const std::vector<SpaceMoments>& folds,
                               std::size_t left_out) {
  SpaceMoments rest = all;
  if (left_out < folds.size()) {
    rest.subtract(folds[left_out]);
  }
  return rest;
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
  /// Of the fits from `first` up to `last`, that of the lowest loss over all folds but one, the
  /// first of equals.
  [[nodiscard]] std::size_t best(std::size_t left_out, std::size_t first, std::size_t last) const {
    std::size_t best = first;
    for (std::size_t fit = first + 1; fit < last; ++fit) {
      if (mean(fit, left_out) < mean(best, left_out)) {
        best = fit;
      }
    }
    return best;
  }
};

/// One pass: the loss of each fit on the rows of the fold that it was not fitted to.
inline HeldOut held_out(const TrainingRows& rows, const Judging& judging,
                        const std::vector<SpaceMoments>& folds, const FitOptions& options,
                        const JudgeOptions& judge, const std::vector<ChosenFit>& fits) {
  const std::size_t classes = rows.classes().size();
  std::vector<std::vector<SpacePredictor>> models(folds.size());
  const SpaceMoments all = merged(folds);
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    const SpaceMoments training = merged_but(all, folds, fold);
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
    if (which.empty()) {
      return;
    }
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
  judging.judged_from().pass_together([&](std::size_t worker, const TrainingBlock& block) {
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

}  // namespace tonewheel::detail
