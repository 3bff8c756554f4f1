#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include <tonewheel/affect/calibration.hpp>
#include <tonewheel/affect/fit.hpp>
#include <tonewheel/evaluate/impl/held_out_inl.hpp>
#include <tonewheel/evaluate/impl/judging_inl.hpp>

namespace tonewheel::detail {

/// Of the fits from `first` up to `last`, which differ in temperature alone, ascending: the
/// temperature of the least loss over all folds but one, between those of the grid, by the
/// parabola in their logarithms through the best one and its neighbours; at an end of the grid, the
/// end.
inline double best_temperature(const std::vector<ChosenFit>& fits, const HeldOut& losses,
                               std::size_t left_out, std::size_t first, std::size_t last) {
  const std::size_t best = losses.best(left_out, first, last);
  const double middle = fits[best].temperature;
  if (best == first || best + 1 == last) {
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

/// Held-out rows with what they are scored by, one after the other.
struct ScoredRows {
  std::vector<std::size_t> folds;
  std::vector<std::uint32_t> labels;
  std::vector<double> votes;      ///< rows x classes, or empty
  std::vector<double> densities;  ///< rows x classes, logarithms
  std::vector<double> weights;
  std::vector<std::uint64_t> numbers;  ///< of the rows in the data
  std::vector<std::size_t> order;      ///< positions by number: for any blocks and threads the same
};

/// The drawn rows, each with the densities of the fit to the other folds at temperature 1.
inline ScoredRows scored_rows(const TrainingRows& rows, const Judging& judging,
                              const std::vector<SpaceMoments>& folds, const FitOptions& untempered,
                              double outside_level) {
  const std::size_t classes = rows.classes().size();
  std::vector<SpacePredictor> models;
  models.reserve(folds.size());
  const SpaceMoments all = merged(folds);
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    models.emplace_back(fit(merged_but(all, folds, fold), untempered).space, rows.classes(),
                        folds.front().axes(), outside_level);
  }
  ScoredRows scored;
  SpaceAnswers answers;
  std::vector<Vad> points;
  judging.judged_from().pass([&](const TrainingBlock& block) {
    for (std::size_t fold = 0; fold < folds.size(); ++fold) {
      points.clear();
      for (std::size_t i = 0; i < block.size(); ++i) {
        const RowTruth truth = truth_of(block, i, classes);
        if (truth.known() && judging.drawn(block, i) && judging.fold_of(block, i) == fold) {
          points.push_back(block.points[i]);
          scored.numbers.push_back(block.rows[i]);
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
  scored.order.resize(scored.numbers.size());
  std::iota(scored.order.begin(), scored.order.end(), std::size_t{0});
  std::sort(scored.order.begin(), scored.order.end(),
            [&](std::size_t a, std::size_t b) { return scored.numbers[a] < scored.numbers[b]; });
  return scored;
}

inline bool same_shrinkage(const ChosenFit& a, const ChosenFit& b) {
  return a.shrinkage.pooled == b.shrinkage.pooled && a.shrinkage.base == b.shrinkage.base;
}

inline bool same_fit(const ChosenFit& a, const ChosenFit& b) {
  return same_shrinkage(a, b) && a.temperature == b.temperature && a.temperatures == b.temperatures;
}

/// One fit for each shrinkage among them, in order of appearance.
inline std::vector<ChosenFit> distinct_shrinkages(const std::vector<ChosenFit>& chosen) {
  std::vector<ChosenFit> distinct;
  for (const ChosenFit& each : chosen) {
    if (std::none_of(distinct.begin(), distinct.end(),
                     [&](const ChosenFit& other) { return same_shrinkage(each, other); })) {
      distinct.push_back(each);
    }
  }
  return distinct;
}

/// Each fit stands once in the list of those tried.
inline void add_tried(FitReport& report, const ChosenFit& fit, double log_loss) {
  if (std::none_of(report.tried.begin(), report.tried.end(),
                   [&](const TriedFit& each) { return same_fit(each.fit, fit); })) {
    report.tried.push_back({fit, log_loss});
  }
}

inline void note_bounds(const std::vector<std::string>& classes, const FittedTemperatures& found,
                        FitReport& report) {
  for (const std::size_t k : found.at_least) {
    report.notes.push_back("the temperature of " + classes[k] +
                           " stands at its least: the rows would have it lower");
  }
  for (const std::size_t k : found.at_greatest) {
    report.notes.push_back("the temperature of " + classes[k] +
                           " stands at its greatest: its density tells the rows nothing");
  }
  if (!found.converged) {
    report.notes.emplace_back("the search for temperatures did not converge");
  }
}

/// Chooses a temperature a class: for each fold at its own shrinkage, by the held-out rows of the
/// other folds and with the priors of these; for the space by all.
inline void choose_each(const TrainingRows& rows, const Judging& judging,
                        const std::vector<SpaceMoments>& folds, const FitOptions& options,
                        const JudgeOptions& judge, std::vector<ChosenFit>& chosen,
                        FitReport& report) {
  const std::size_t classes = rows.classes().size();
  const auto of_row = [&](const std::vector<double>& values, std::size_t i) {
    return values.empty() ? std::span<const double>()
                          : std::span<const double>(values).subspan(i * classes, classes);
  };
  const SpaceMoments all = merged(folds);
  for (const ChosenFit& shrunk : distinct_shrinkages(chosen)) {
    const FitOptions untempered = with_choice(options, judge, {shrunk.shrinkage, 1, {}});
    const ScoredRows scored = scored_rows(rows, judging, folds, untempered, judge.outside_level);
    for (std::size_t left_out = 0; left_out <= folds.size(); ++left_out) {
      if (!same_shrinkage(chosen[left_out], shrunk)) {
        continue;
      }
      std::vector<double> log_priors;
      for (const EmotionClass& each :
           fit(merged_but(all, folds, left_out), untempered).space.classes) {
        log_priors.push_back(std::log(each.prior.value_or(1)));
      }
      const FittedTemperatures found = fit_temperatures(
          [&](const std::function<void(const ScoredRow&)>& consume) {
            for (const std::size_t i : scored.order) {
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
      if (left_out == folds.size()) {
        add_tried(report, {shrunk.shrinkage, 1, {}}, found.loss_before);
        add_tried(report, chosen.back(), found.loss);
        note_bounds(rows.classes(), found, report);
      }
    }
  }
}

/// Chooses one temperature for all classes: for each fold at its own shrinkage, by the held-out
/// rows of the other folds; for the space by all.
inline void choose_one(const TrainingRows& rows, const Judging& judging,
                       const std::vector<SpaceMoments>& folds, const FitOptions& options,
                       const JudgeOptions& judge, std::vector<ChosenFit>& chosen,
                       FitReport& report) {
  const std::vector<ChosenFit> shrinkages = distinct_shrinkages(chosen);
  const auto try_all = [&](const std::vector<double>& temperatures) {
    std::vector<ChosenFit> fits;
    for (const ChosenFit& each : shrinkages) {
      for (const double temperature : temperatures) {
        fits.push_back({each.shrinkage, temperature, {}});
      }
    }
    const HeldOut losses = held_out(rows, judging, folds, options, judge, fits);
    for (std::size_t fold = 0; fold <= folds.size(); ++fold) {
      std::size_t first = 0;
      while (!same_shrinkage(fits[first], chosen[fold])) {
        first += temperatures.size();
      }
      chosen[fold].temperature =
          best_temperature(fits, losses, fold, first, first + temperatures.size());
    }
    for (std::size_t i = 0; i < fits.size(); ++i) {
      add_tried(report, fits[i], losses.mean(i, folds.size()));
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

}  // namespace tonewheel::detail
