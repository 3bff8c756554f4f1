#pragma once

#include <tonewheel/affect/fit.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/training_rows.hpp>
#include <tonewheel/evaluate/fit_report.hpp>
#include <tonewheel/evaluate/judge_options.hpp>

namespace tonewheel {

/// Fits a space and says what it is worth, by cross-validation: each row is judged by the space
/// that was fitted to the other folds, beside the class frequencies of those folds (the mean of
/// their votes), the uniform answer, the nearest of their class means, and any given spaces. The
/// rows are read once, and those that judge are kept; where all rows of a file judge it is read
/// once more, again to choose a shrinkage, twice for a temperature, and for temperatures a class
/// once for each shrinkage that the folds chose. Memory does not grow with
/// the rows, but for temperatures a class of all. Threads are those of TrainingRows::pass_together;
/// results are the same for any number.
///
/// Of more than JudgeOptions::most_rows rows about so many judge and choose, drawn by a hash; every
/// space is fitted to all rows of the other folds, and the class frequencies are those of all.
///
/// What is chosen (shrinkage, then temperature at that shrinkage) has the lowest log loss on rows
/// that were held out: for the judgement of a fold, on the rows of the other folds; for the space
/// itself, on all. The models that choose for a fold were fitted to training sets that hold rows of
/// that fold too (the losses of plain cross-validation), so the choice has seen these rows through
/// models, though not through their losses.
///
/// A class that has fewer than FitOptions::min_rows rows, or fewer than half as many outside some
/// fold, is an Error that names it; with SmallClass::drop it is left out of all folds, and its rows
/// with it; with SmallClass::pool it only must occur in two folds, and the classes that all rows
/// are too few for take the pooled covariance in every fold, others where a fold leaves them no
/// more rows than one of these has, or fewer than half of min_rows, which a note says. A given
/// space that lacks a class is skipped; the further classes of one are left out and the rest is
/// divided by its sum. All of it is said in the report. Throws Error also on options out of range,
/// folds by group without groups or with fewer groups than folds, no rows with a label or votes,
/// and as fit().
[[nodiscard]] FitReport judge_fit(const TrainingRows& rows, const FitOptions& fit_options = {},
                                  const JudgeOptions& options = {});

/// What a space that is there already is worth on other rows: no folds, nothing is fitted. The
/// class frequencies are those of the judged rows themselves, which no one knows beforehand: a hard
/// rival. With JudgeOptions::estimate_prior the space is judged once more, as "<name>, prior from
/// the points". The space must have every class that occurs, else Error; JudgeOptions of folds and
/// choices do not matter.
[[nodiscard]] FitReport judge(const TrainingRows& rows, const Space& space,
                              const JudgeOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/judge_fit_inl.hpp>
#endif
