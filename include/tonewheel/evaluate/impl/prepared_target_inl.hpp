#pragma once

#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/gaps.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/table_view.hpp>
#include <tonewheel/evaluate/column_selection.hpp>
#include <tonewheel/evaluate/evaluate_options.hpp>
#include <tonewheel/evaluate/row_matching.hpp>
#include <tonewheel/evaluate/task_score.hpp>

namespace tonewheel::detail {

/// One thing that is scored, its columns read: numbers, labels, distributions of each matched row.
struct PreparedTarget {
  std::string name;
  TaskShape shape{};
  std::vector<std::string> classes{};  ///< in the order of the accumulators; none of regression
  /// Adds a matched row, by its position.
  std::function<void(TaskScore&, std::size_t)> add{};
  /// Why these data cannot give a metric; empty where they can.
  std::function<std::string(std::string_view)> refuses{};
  /// Whether a metric that nobody named is computed; none: as the catalogue says.
  std::function<bool(const Metric&)> wanted{};
};

/// All that a task makes of two tables.
struct PreparedTask {
  std::vector<PreparedTarget> targets{};
  ColumnSelection columns{};
};

/// Two tables and how their rows go together.
struct MatchedTables {
  const TableView& truth;
  const TableView& prediction;
  const RowMatching& rows;
};

/// The number of a cell; NaN where there is a gap. Throws Error on anything else.
inline double number_or_gap(const TableView& table, std::size_t row, std::size_t column) {
  return is_gap(table.cell(row, column)) ? std::numeric_limits<double>::quiet_NaN()
                                         : table.number(row, column);
}

/// A number that must be there. Throws Error with the place.
inline double present_number(const TableView& table, std::size_t row, std::size_t column) {
  const double value = number_or_gap(table, row, column);
  if (std::isnan(value)) {
    const std::string_view cell = trim(table.cell(row, column));
    throw Error(table.row_place(row, column),
                "found " + (cell.empty() ? "nothing" : shown(cell)) + ", expected a number");
  }
  return value;
}

[[nodiscard]] PreparedTask prepare_regression(const MatchedTables& tables,
                                              const EvaluateOptions& options);
[[nodiscard]] PreparedTask prepare_classification(const MatchedTables& tables,
                                                  const EvaluateOptions& options);
[[nodiscard]] PreparedTask prepare_multilabel(const MatchedTables& tables,
                                              const EvaluateOptions& options);
[[nodiscard]] PreparedTask prepare_distribution(const MatchedTables& tables,
                                                const EvaluateOptions& options);

}  // namespace tonewheel::detail
