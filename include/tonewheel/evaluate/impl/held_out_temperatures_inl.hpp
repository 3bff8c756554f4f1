#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <tonewheel/evaluate/held_out_temperatures.hpp>
#include <tonewheel/evaluate/impl/judge_fit_inl.hpp>

namespace tonewheel {

inline FittedTemperatures held_out_temperatures(const TrainingRows& rows,
                                                const FitOptions& fit_options,
                                                const JudgeOptions& options, TemperatureKind kind) {
  detail::require_judge_options(options);
  FitOptions plain = fit_options;
  plain.temperatures.clear();
  if (plain.small == SmallClass::drop) {
    plain.small = SmallClass::error;
  }
  FitReport report;
  report.folds = options.folds;
  report.kind = detail::fold_kind(rows, options);
  detail::Judging judging(rows, options, report);
  const std::vector<SpaceMoments> folds = judging.gather();
  const std::size_t classes = rows.classes().size();
  std::vector<detail::SpacePredictor> models;
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    models.emplace_back(fit(detail::merged_but(folds, fold), plain).space, rows.classes(),
                        report.axes, options.outside_level);
  }
  std::vector<double> log_priors;
  for (const EmotionClass& each :
       fit(detail::merged_but(folds, folds.size()), plain).space.classes) {
    log_priors.push_back(std::log(each.prior.value_or(1)));
  }
  const ScoredPass pass = [&](const std::function<void(const ScoredRow&)>& consume) {
    detail::SpaceAnswers answers;
    std::vector<Vad> points;
    std::vector<std::size_t> places;
    rows.pass([&](const TrainingBlock& block) {
      for (std::size_t fold = 0; fold < folds.size(); ++fold) {
        points.clear();
        places.clear();
        for (std::size_t i = 0; i < block.size(); ++i) {
          if (detail::truth_of(block, i, classes).known() && judging.fold_of(block, i) == fold) {
            points.push_back(block.points[i]);
            places.push_back(i);
          }
        }
        models[fold].predict(points, answers);
        for (std::size_t j = 0; j < places.size(); ++j) {
          const detail::RowTruth truth = detail::truth_of(block, places[j], classes);
          consume({.log_densities =
                       std::span<const double>(answers.likelihoods).subspan(j * classes, classes),
                   .label = truth.label == no_label ? unlabelled : truth.label,
                   .votes = truth.votes,
                   .weight = detail::Judging::weight_of(block, places[j])});
        }
      }
    });
  };
  return fit_temperatures(pass, log_priors, {.kind = kind});
}

}  // namespace tonewheel
