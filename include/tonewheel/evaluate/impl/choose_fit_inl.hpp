#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/affect/fit.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/impl/choose_temperature_inl.hpp>
#include <tonewheel/evaluate/impl/held_out_inl.hpp>
#include <tonewheel/evaluate/impl/judging_inl.hpp>

namespace tonewheel::detail {

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

/// The fits that every fold can have: where little shrinkage leaves a class flat, more mends it. A
/// note says what is left out. Throws what the last one throws, which shrinks most.
inline std::vector<ChosenFit> possible_fits(const std::vector<SpaceMoments>& folds,
                                            const FitOptions& options, const JudgeOptions& judge,
                                            const std::vector<ChosenFit>& fits, FitReport& report) {
  const SpaceMoments all = merged(folds);
  const auto try_all = [&](const ChosenFit& each) {
    for (std::size_t fold = 0; fold <= folds.size(); ++fold) {
      static_cast<void>(fit(merged_but(all, folds, fold), with_choice(options, judge, each)));
    }
  };
  try_all(fits.back());
  std::vector<ChosenFit> possible;
  std::string why;
  for (const ChosenFit& each : fits) {
    try {
      try_all(each);
      possible.push_back(each);
    } catch (const Error& error) {
      why = why.empty() ? error.what() : why;
    }
  }
  if (!why.empty()) {
    report.notes.push_back(std::to_string(fits.size() - possible.size()) + " of " +
                           std::to_string(fits.size()) +
                           " shrinkages cannot be fitted and are not tried, the first: " + why);
  }
  return possible;
}

/// Says where what was chosen stands at the edge of what was tried.
inline void note_edges(const JudgeOptions& judge, const FitOptions& options, FitReport& report) {
  const ChosenFit& chosen = *report.chosen;
  const auto greatest = [](const std::vector<double>& grid) {
    return *std::max_element(grid.begin(), grid.end());
  };
  if (judge.choose_shrinkage) {
    const double pooled = chosen.shrinkage.pooled;
    if (std::isinf(pooled)) {
      report.notes.emplace_back(
          "the pooled covariance itself was chosen, the most shrinkage there is: no class has rows "
          "enough to be better off with a covariance of its own (--covariance pooled)");
    } else if (pooled > 0 && pooled == greatest(judge.grid.pooled)) {
      report.notes.push_back("the greatest shrinkage to the pooled covariance that was tried, " +
                             number_text(pooled) +
                             " rows, was chosen: more may be better (--covariance pooled)");
    }
    const double base = chosen.shrinkage.base;
    if (options.base != nullptr && base > 0 && base == greatest(judge.grid.base)) {
      report.notes.push_back("the greatest shrinkage towards the base that was tried, " +
                             number_text(base) +
                             " rows, was chosen: more may be better (--shrink base=X)");
    }
  }
  if (judge.choose_temperature && chosen.temperatures.empty() &&
      (chosen.temperature <= temperature_grid.front() ||
       chosen.temperature >= temperature_grid.back())) {
    report.notes.push_back("the temperature stands at the edge of those that were tried, " +
                           number_text(temperature_grid.front()) + " to " +
                           number_text(temperature_grid.back()));
  }
}

/// Chooses shrinkage, then temperature at that shrinkage: for each fold by the held-out losses on
/// the rows of the other folds, and for the space by those on all. The models that give the losses
/// of other folds were fitted to rows of the fold too (plain cross-validation): its rows have a
/// part in the choice through them, not through losses of their own.
inline void choose_fit(const TrainingRows& rows, const Judging& judging,
                       const std::vector<SpaceMoments>& folds, const FitOptions& given,
                       const JudgeOptions& judge, FitReport& report) {
  FitOptions options = given;
  if (judge.choose_temperature) {
    options.temperatures.clear();
  }
  const ChosenFit as_given{options.shrinkage, 1, {}};
  std::vector<ChosenFit> chosen(folds.size() + 1, as_given);
  if (judge.choose_shrinkage) {
    JudgeOptions shrink_only = judge;
    shrink_only.choose_temperature = false;
    const std::vector<ChosenFit> fits =
        possible_fits(folds, options, shrink_only, fits_to_try(options, judge), report);
    const HeldOut losses = held_out(rows, judging, folds, options, shrink_only, fits);
    for (std::size_t fold = 0; fold <= folds.size(); ++fold) {
      chosen[fold] = fits[losses.best(fold, 0, fits.size())];
    }
    for (std::size_t i = 0; i < fits.size(); ++i) {
      add_tried(report, fits[i], losses.mean(i, folds.size()));
    }
  }
  if (judge.choose_temperature && judge.temperature_kind == TemperatureKind::each) {
    choose_each(rows, judging, folds, options, judge, chosen, report);
  } else if (judge.choose_temperature) {
    choose_one(rows, judging, folds, options, judge, chosen, report);
  }
  const auto without =
      std::find_if(report.tried.begin(), report.tried.end(),
                   [&](const TriedFit& each) { return same_fit(each.fit, as_given); });
  if (without != report.tried.end()) {
    report.log_loss_without_choice = without->log_loss;
  }
  report.chose_shrinkage = judge.choose_shrinkage;
  report.chose_temperature = judge.choose_temperature;
  report.chosen = chosen.back();
  chosen.pop_back();
  report.chosen_by_fold = std::move(chosen);
  note_edges(judge, options, report);
}

}  // namespace tonewheel::detail
