#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/data_table.hpp>

#include "support/program.hpp"

/// What the tasks of tonewheel-evaluate share.
namespace evaluate {

using namespace tonewheel;

/// Positions in the list of matched rows.
using Rows = std::span<const std::size_t>;

/// Every metric of a task over some rows; each is computed when it is asked for.
class Scores {
 public:
  Scores() = default;
  Scores(const Scores&) = delete;
  Scores& operator=(const Scores&) = delete;
  virtual ~Scores() = default;
  /// NaN where it is undefined.
  [[nodiscard]] virtual double value(std::string_view metric) = 0;
  /// Rows that count.
  [[nodiscard]] virtual std::size_t n() const = 0;
  /// Whether the data has what the metric needs, such as probabilities.
  [[nodiscard]] virtual bool offers(std::string_view /*metric*/) const { return true; }
};

/// One thing that is scored: a column of numbers, a label, a distribution.
struct Target {
  std::string name;
  std::function<std::unique_ptr<Scores>(Rows)> scores;
};

/// The options that a task may need.
struct TaskOptions {
  std::vector<std::string> columns;
  std::string by;
  std::string missing = "error";
  double threshold = 0.5;
  std::size_t bins = 15;
  std::string ground;
  double epsilon = 0;
};

/// The two tables and which rows belong together.
struct Matched {
  DataTable truth;
  DataTable prediction;
  RowMatching rows;
};

/// A column's name in the truth and in the prediction: "name", or "truth=prediction".
struct ColumnPair {
  std::size_t truth = 0;
  std::size_t prediction = 0;
  std::string name;
};

inline bool is_key(const Matched& tables, std::string_view column) {
  return lower_ascii(std::string(column)) == lower_ascii(tables.rows.key);
}

/// The columns named, or all that both tables have and `fits` both; not the key, nor that of --by.
template <class Fits>
std::vector<ColumnPair> choose_columns(const Matched& tables, const TaskOptions& options,
                                       const Fits& fits) {
  std::vector<ColumnPair> chosen;
  for (const std::string& each : options.columns) {
    const std::size_t sign = each.find('=');
    const std::string truth = each.substr(0, sign);
    const std::string prediction = sign == std::string::npos ? each : each.substr(sign + 1);
    chosen.push_back({tables.truth.column(truth), tables.prediction.column(prediction), truth});
  }
  if (!options.columns.empty()) {
    return chosen;
  }
  for (std::size_t i = 0; i < tables.truth.columns().size(); ++i) {
    const std::string& name = tables.truth.columns()[i];
    const auto other = tables.prediction.find_column(name);
    if (other && !is_key(tables, name) && name != options.by && fits(i, *other)) {
      chosen.push_back({i, *other, name});
    }
  }
  return chosen;
}

/// Whether every cell of a column that is not missing is a number, and one is not missing.
inline bool is_numeric(const DataTable& table, std::size_t column) {
  bool any = false;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (!table.missing(row, column)) {
      try {
        static_cast<void>(table.number(row, column));
      } catch (const Error&) {
        return false;
      }
      any = true;
    }
  }
  return any;
}

/// A number that must be there.
inline double present_number(const DataTable& table, std::size_t row, std::size_t column) {
  if (table.missing(row, column)) {
    throw Error(table.row_place(row, column), "found nothing, expected a number");
  }
  return table.number(row, column);
}

[[noreturn]] inline void no_such_metric(std::string_view metric) {
  throw program::WrongUse("no metric " + shown(metric) + " here: see --list");
}

}  // namespace evaluate
