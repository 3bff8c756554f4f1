#pragma once

#include <cmath>
#include <cstdint>
#include <memory>

#include <tonewheel/evaluate/impl/prepared_target_inl.hpp>

namespace tonewheel::detail {

/// Rows x labels.
struct LabelMatrix {
  std::size_t labels = 0;
  std::vector<std::uint8_t> truth;
  std::vector<std::uint8_t> prediction;
  std::vector<double> scores;
  bool scored = false;  ///< some prediction is neither 0 nor 1

  template <class Number>
  [[nodiscard]] std::span<const Number> row(const std::vector<Number>& cells, std::size_t i) const {
    return std::span(cells).subspan(i * labels, labels);
  }
};

TONEWHEEL_INLINE PreparedTask prepare_multilabel(const MatchedTables& tables,
                                                 const EvaluateOptions& options) {
  PreparedTask task;
  task.columns = choose_number_columns(tables.truth, tables.prediction, tables.rows, options);
  require_two_sided(task.columns, options);
  if (task.columns.scored.empty()) {
    return task;
  }
  const auto matrix = std::make_shared<LabelMatrix>();
  matrix->labels = task.columns.scored.size();
  for (const auto& [truth, prediction] : tables.rows.pairs) {
    for (const ColumnPair& column : task.columns.scored) {
      const double label = present_number(tables.truth, truth, column.truth);
      if (label != 0 && label != 1) {
        throw Error(tables.truth.row_place(truth, column.truth),
                    "found " + number_text(label) + ", expected 0 or 1");
      }
      const double score = present_number(tables.prediction, prediction, column.prediction);
      matrix->truth.push_back(label == 1 ? 1 : 0);
      matrix->prediction.push_back(score >= options.threshold ? 1 : 0);
      matrix->scores.push_back(score);
      matrix->scored = matrix->scored || (score != 0 && score != 1);
    }
  }
  PreparedTarget target{"labels", {.classes = matrix->labels}, {}, {}, {}};
  for (const ColumnPair& column : task.columns.scored) {
    target.classes.push_back(column.name);
  }
  target.add = [matrix](TaskScore& score, std::size_t row) {
    score.add_labels(matrix->row(matrix->truth, row), matrix->row(matrix->prediction, row),
                     matrix->row(matrix->scores, row));
  };
  target.refuses = [scored = matrix->scored](std::string_view name) {
    return !scored && metric("multilabel", name).is_of<LabelRanking>()
               ? "needs scores, found 0 and 1 only"
               : "";
  };
  task.targets.push_back(std::move(target));
  return task;
}

}  // namespace tonewheel::detail
