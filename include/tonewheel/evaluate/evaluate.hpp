#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/table_view.hpp>
#include <tonewheel/evaluate/evaluate_options.hpp>
#include <tonewheel/evaluate/evaluation.hpp>

namespace tonewheel {

/// Scores predictions against the truth:
///
///     tonewheel::ColumnTable truth("truth"), prediction("prediction");
///     truth.add("valence", {0.1, -0.3, 0.5});
///     prediction.add("valence", {0.2, -0.1, 0.4});
///     const auto found = tonewheel::evaluate(truth, prediction, {.metrics = {"ccc", "mae"}});
///     fmt::print("{}", tonewheel::report_text(found));  // evaluation_report.hpp
///
/// Rows are matched by a key or by order (row_matching.hpp), columns chosen by the task; all that
/// was left out is in the result. Throws OptionError on options that do not fit each other or the
/// tables, and Error with file, row and column on data that cannot be scored.
[[nodiscard]] Evaluation evaluate(const TableView& truth, const TableView& prediction,
                                  const EvaluateOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/evaluate_inl.hpp>
#endif
