#pragma once

#include <string>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/evaluate/evaluation.hpp>

namespace tonewheel {

/// An evaluation as lines for people: rows and columns that were scored and left out, each metric
/// with its value and direction, classes with precision, recall and F, the confusion matrix where
/// it fits a terminal, groups and means.
[[nodiscard]] std::string report_text(const Evaluation& found);

/// The same as values: task, metrics, n, rows, columns, classes, confusion, intervals, by,
/// mean_over_groups, notes. Undefined is null.
[[nodiscard]] JsonValue report_json(const Evaluation& found);

/// The options of an evaluation as a report's stamp has them.
[[nodiscard]] JsonValue options_json(const EvaluateOptions& options);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/evaluation_json_inl.hpp>
#include <tonewheel/evaluate/impl/evaluation_text_inl.hpp>
#endif
