#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/table_view.hpp>
#include <tonewheel/evaluate/column_selection.hpp>
#include <tonewheel/evaluate/impl/any_case_inl.hpp>

/// Which column of one table a name of the other means.
namespace tonewheel::detail {

/// The pair that "NAME" or "TRUTH=PREDICTION" names.
inline ColumnPair named_pair(const TableView& truth, const TableView& prediction,
                             const std::string& text) {
  const std::size_t sign = text.find('=');
  // A name may hold the sign itself.
  if (sign == std::string::npos || truth.find_column(text)) {
    return {truth.column(text), prediction.column(text), text};
  }
  const std::string first = text.substr(0, sign);
  return {truth.column(first), prediction.column(text.substr(sign + 1)), first};
}

/// Why a column is not for scoring, whatever it holds; nothing where it may be.
inline std::string reserved(const std::vector<std::size_t>& keys, std::size_t column,
                            const std::string& name, const EvaluateOptions& options) {
  if (std::find(keys.begin(), keys.end(), column) != keys.end()) {
    return "rows are matched by it";
  }
  if (std::find(options.by.begin(), options.by.end(), name) != options.by.end()) {
    return "rows are grouped by it";
  }
  if (name.empty() || name == "Unnamed: 0") {
    return "row numbers, as pandas writes them";
  }
  return "";
}

inline bool is_scored(const ColumnSelection& choice, std::size_t column,
                      std::size_t ColumnPair::* side) {
  return std::any_of(choice.scored.begin(), choice.scored.end(),
                     [&](const ColumnPair& pair) { return pair.*side == column; });
}

/// Lists what is left of both tables: columns of one side, columns that nobody asked for.
inline void list_left_out(const TableView& table, const std::vector<std::size_t>& keys,
                          const TableView& other, bool is_truth, const EvaluateOptions& options,
                          ColumnSelection& choice) {
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    const std::string& name = table.columns()[i];
    if (is_scored(choice, i, is_truth ? &ColumnPair::truth : &ColumnPair::prediction)) {
      continue;
    }
    const bool shared = find_in_any_case(other, name).has_value();
    std::string why = reserved(keys, i, name, options);
    if (why.empty()) {
      why = !options.columns.empty() ? "not named by --columns" : "not in " + other.name();
      if (shared && options.columns.empty()) {
        continue;  // said already, with what it holds
      }
    }
    if (is_truth || !shared) {
      choice.left_out.push_back({name, why, table.name(), 0});
      if (why.starts_with("not in ") && column_content(table, i).numeric()) {
        choice.one_sided.push_back(choice.left_out.back());
      }
    }
  }
}

}  // namespace tonewheel::detail
