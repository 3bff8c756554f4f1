#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/impl/choose_fit_inl.hpp>
#include <tonewheel/evaluate/impl/judging_inl.hpp>
#include <tonewheel/evaluate/impl/judging_passes_inl.hpp>
#include <tonewheel/evaluate/impl/judging_predictors_inl.hpp>
#include <tonewheel/evaluate/impl/judging_rows_inl.hpp>
#include <tonewheel/evaluate/impl/row_overlap_inl.hpp>
#include <tonewheel/evaluate/judge_fit.hpp>

namespace tonewheel {
namespace detail {

inline void require_judge_options(const JudgeOptions& options) {
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
}

/// Those that judge_fit() alone reads.
inline void require_fold_options(const JudgeOptions& options) {
  if (options.folds < 2 || options.folds > 1000) {
    throw Error("judge: found " + std::to_string(options.folds) + " folds, expected 2 to 1000");
  }
  if (options.grid.pooled.empty() || options.grid.base.empty()) {
    throw Error("judge: found a grid of shrinkages without an entry, expected at least one");
  }
}

/// The weight of each class in every training set, those of all rows last: [set][class].
inline std::vector<std::vector<double>> training_weights(const std::vector<SpaceMoments>& folds) {
  std::vector<std::vector<double>> weights;
  const SpaceMoments all = merged(folds);
  for (std::size_t fold = 0; fold <= folds.size(); ++fold) {
    const SpaceMoments training = merged_but(all, folds, fold);
    weights.emplace_back();
    for (std::size_t k = 0; k < training.classes().size(); ++k) {
      weights.back().push_back(training.of(k).weight());
    }
  }
  return weights;
}

/// What the spaces of the folds are fitted with: a class that is large enough in all may lose half
/// of its rows to one fold. Classes that all rows are too few for, and so take the pooled
/// covariance in the space, take it in every fold; where a larger class is below one of these in
/// some fold, or below half of min_rows, it takes it there too, and a note says so.
inline FitOptions fold_options(const FitOptions& options, const std::vector<SpaceMoments>& folds,
                               std::vector<std::string>& notes) {
  FitOptions of_folds = options;
  of_folds.min_rows /= 2;
  if (options.small != SmallClass::pool || options.covariance == FitCovariance::pooled) {
    return of_folds;
  }
  const std::vector<std::vector<double>> weights = training_weights(folds);
  const std::size_t classes = folds.front().classes().size();
  const auto pooled = [&](std::size_t k) { return weights.back()[k] < options.min_rows; };
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    for (std::size_t k = 0; k < classes; ++k) {
      if (pooled(k) && weights[fold][k] >= of_folds.min_rows) {
        of_folds.min_rows =
            std::nextafter(weights[fold][k], std::numeric_limits<double>::infinity());
      }
    }
  }
  for (std::size_t k = 0; k < classes; ++k) {
    std::size_t below = 0;
    for (std::size_t fold = 0; fold < folds.size(); ++fold) {
      below += !pooled(k) && weights[fold][k] < of_folds.min_rows ? 1U : 0U;
    }
    if (below > 0) {
      notes.push_back("class " + folds.front().classes()[k] + " has its own covariance in the " +
                      "space, but that of all classes in " + std::to_string(below) + " of " +
                      std::to_string(folds.size()) +
                      " folds, which leave it too few rows: it is judged there by another shape");
    }
  }
  return of_folds;
}

/// Classes, by position, that every training set has enough of; says which are dropped, or throws.
inline std::vector<std::size_t> enough_of(const std::vector<SpaceMoments>& folds,
                                          const FitOptions& fit_options,
                                          std::vector<std::string>& dropped) {
  const std::vector<std::string>& classes = folds.front().classes();
  std::vector<double> least(classes.size(), std::numeric_limits<double>::infinity());
  std::vector<std::size_t> where(classes.size());
  const SpaceMoments everything = merged(folds);
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    const SpaceMoments training = merged_but(everything, folds, fold);
    for (std::size_t k = 0; k < classes.size(); ++k) {
      if (training.of(k).weight() < least[k]) {
        least[k] = training.of(k).weight();
        where[k] = fold;
      }
    }
  }
  std::vector<std::size_t> kept;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    constexpr double some = std::numeric_limits<double>::min();
    const bool pool = fit_options.small == SmallClass::pool;
    const double needed = pool ? some : std::max(fit_options.min_rows / 2, some);
    const double needed_in_all = pool ? some : fit_options.min_rows;
    const double all = everything.of(k).weight();
    if (least[k] >= needed && all >= needed_in_all) {
      kept.push_back(k);
    } else if (fit_options.small == SmallClass::drop) {
      dropped.push_back(classes[k]);
    } else {
      const auto rows = [](double n) { return number_text(n) + (n == 1 ? " row" : " rows"); };
      const std::string fold = "fold " + std::to_string(where[k] + 1);
      throw Error("judge: class " + classes[k] + " has " +
                  (all == 0        ? std::string("no rows")
                   : least[k] == 0 ? (all == 1 ? "its one row" : "all its " + rows(all)) + " in " +
                                         fold + ", so that the others cannot learn it"
                   : all < needed_in_all
                       ? rows(all) + ", expected at least " + number_text(needed_in_all)
                       : rows(least[k]) + " outside " + fold + " (" + number_text(all) +
                             " in all), expected at least " + number_text(needed)) +
                  "; ways out: --small drop leaves small classes out, --small pool gives them the "
                  "covariance of all (with rows in two folds), --min-rows asks for fewer, --folds "
                  "and --seed deal the rows anew");
    }
  }
  if (kept.empty()) {
    throw Error("judge: every class is too small, found " + std::to_string(classes.size()) +
                (classes.size() == 1 ? " class" : " classes") + " of fewer than " +
                number_text(fit_options.min_rows) + " rows");
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
    named.reserve(kept.size());
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

inline FoldKind fold_kind(const TrainingRows& rows, const JudgeOptions& options) {
  const FoldKind kind =
      options.kind.value_or(rows.groups().empty() ? FoldKind::row : FoldKind::group);
  if (kind == FoldKind::group && rows.groups().size() < options.folds) {
    throw Error("judge: found " + std::to_string(rows.groups().size()) +
                (rows.groups().size() == 1 ? " group for " : " groups for ") +
                std::to_string(options.folds) +
                " folds by group, expected at least as many; fold by row (without --group), or in "
                "fewer folds (--folds)");
  }
  return kind;
}

/// The loss held out of the fits that were judged, without their raters' variance; nothing where
/// they cannot do without.
inline std::optional<double> loss_without_raters(const TrainingRows& rows, const Judging& judging,
                                                 const std::vector<SpaceMoments>& folds,
                                                 const FitOptions& fit_options,
                                                 const JudgeOptions& options,
                                                 const std::vector<ChosenFit>& chosen) {
  FitOptions without = fit_options;
  without.rater_variance = {};
  std::vector<ChosenFit> fits;
  std::vector<std::size_t> fit_of;
  for (const ChosenFit& each : chosen) {
    const auto at = std::find_if(fits.begin(), fits.end(),
                                 [&](const ChosenFit& other) { return same_fit(each, other); });
    fit_of.push_back(static_cast<std::size_t>(at - fits.begin()));
    if (at == fits.end()) {
      fits.push_back(each);
    }
  }
  try {
    const HeldOut losses = held_out(rows, judging, folds, without, options, fits);
    ExactSum sum;
    ExactSum weight;
    for (std::size_t fold = 0; fold < folds.size(); ++fold) {
      sum.merge(losses.losses[fold][fit_of[fold]]);
      weight.merge(losses.weights[fold]);
    }
    return tally_mean(sum, weight);
  } catch (const Error&) {  // a class is flat without it
    return std::nullopt;
  }
}

}  // namespace detail

TONEWHEEL_INLINE FitReport judge_fit(const TrainingRows& rows, const FitOptions& fit_options,
                                     const JudgeOptions& options) {
  detail::require_fold_options(options);
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
  const SpaceMoments all = detail::merged(folds);
  report.shares = detail::weight_shares(all);
  const FitOptions for_folds = detail::fold_options(for_kept, folds, report.notes);
  const ChosenFit as_given{for_kept.shrinkage, 1, {}};
  if (options.choose_shrinkage || options.choose_temperature) {
    detail::choose_fit(*used, *judging, folds, for_folds, options, report);
  }
  judging->set_predictors(fit_options.name);
  std::vector<detail::SpacePredictor> models;
  std::vector<detail::PlainModels> plain;
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    const SpaceMoments training = detail::merged_but(all, folds, fold);
    const ChosenFit& chosen = report.chosen ? report.chosen_by_fold[fold] : as_given;
    models.emplace_back(fit(training, detail::with_choice(for_folds, options, chosen)).space,
                        used->classes(), report.axes, options.outside_level);
    plain.push_back(detail::plain_models(training));
  }
  judging->judge_all(models, plain);
  if (for_folds.rater_variance != Vad{}) {
    report.log_loss_without_rater_variance = detail::loss_without_raters(
        *used, *judging, folds, for_folds, options,
        report.chosen ? report.chosen_by_fold : std::vector<ChosenFit>(folds.size(), as_given));
  }
  report.fitted =
      fit(all, detail::with_choice(for_kept, options, report.chosen.value_or(as_given)));
  report.fitted->dropped.insert(report.fitted->dropped.end(), dropped.begin(), dropped.end());
  return report;
}

TONEWHEEL_INLINE FitReport judge(const TrainingRows& rows, const Space& space,
                                 const JudgeOptions& options) {
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
                  (all.front().of(k).n() == 1 ? " row" : " rows") +
                  "; leave them out, or take a space that has it");
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
    const ShiftedPriors found = judging.estimate_prior(space, note);
    const Space shifted = detail::with_priors(space, fewer.classes(), found.priors);
    judging.add_space(shifted, space.name + std::string(estimated_prior_suffix), note)
        .prior_converged = found.converged;
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
  if (options.fitted_to != nullptr) {
    report.overlap = detail::overlap_of(*options.fitted_to, rows);
  }
  return report;
}

}  // namespace tonewheel
