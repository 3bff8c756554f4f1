#pragma once

#include <tonewheel/affect/calibration.hpp>
#include <tonewheel/affect/fit.hpp>
#include <tonewheel/dataset/training_rows.hpp>
#include <tonewheel/evaluate/judge_options.hpp>

namespace tonewheel {

/// The temperatures of least log loss on rows held out: each row is scored by the classes fitted to
/// the other folds, with the priors of all rows. Folds are those of judge_fit with these options;
/// the rows are read once for the folds and once for every step of the search. Temperatures of
/// `fit_options` are not read. Throws Error as judge_fit and fit_temperatures, and where classes
/// are too small, whatever FitOptions::small says but SmallClass::pool.
[[nodiscard]] FittedTemperatures held_out_temperatures(const TrainingRows& rows,
                                                       const FitOptions& fit_options,
                                                       const JudgeOptions& options,
                                                       TemperatureKind kind);

}  // namespace tonewheel

#include <tonewheel/evaluate/impl/held_out_temperatures_inl.hpp>
