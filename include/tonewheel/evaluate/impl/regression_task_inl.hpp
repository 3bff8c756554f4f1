#pragma once

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/evaluate/impl/prepared_target_inl.hpp>
#include <tonewheel/evaluate/impl/scale_note_inl.hpp>

namespace tonewheel::detail {

/// A number of a row; a gap or an infinity is an Error unless it may be skipped.
inline double regression_number(const TableView& table, std::size_t row, std::size_t column,
                                const EvaluateOptions& options) {
  if (options.missing == LeaveOut::skip) {
    return number_or_gap(table, row, column);
  }
  const double value = number_or_gap(table, row, column);
  if (!std::isfinite(value)) {
    const std::string_view cell = trim(table.cell(row, column));
    throw Error(table.row_place(row, column),
                "found " + (cell.empty() ? "nothing" : shown(cell)) +
                    ", expected a finite number\n(--missing skip leaves such rows out, counted)");
  }
  return value;
}

TONEWHEEL_INLINE PreparedTask prepare_regression(const MatchedTables& tables,
                                                 const EvaluateOptions& options) {
  PreparedTask task;
  task.columns = choose_number_columns(tables.truth, tables.prediction, tables.rows, options);
  for (const ColumnPair& column : task.columns.scored) {
    const auto numbers = std::make_shared<std::vector<std::pair<double, double>>>();
    numbers->reserve(tables.rows.pairs.size());
    for (const auto& [truth, prediction] : tables.rows.pairs) {
      const double first = regression_number(tables.truth, truth, column.truth, options);
      numbers->emplace_back(
          first, regression_number(tables.prediction, prediction, column.prediction, options));
    }
    if (std::string note = scale_note(column.name, *numbers); !note.empty()) {
      task.columns.notes.push_back(std::move(note));
    }
    task.targets.push_back({column.name,
                            {},
                            {},
                            [numbers](TaskScore& score, std::size_t row) {
                              score.add_numbers((*numbers)[row].first, (*numbers)[row].second);
                            },
                            [](std::string_view) { return std::string(); }});
  }
  return task;
}

}  // namespace tonewheel::detail
