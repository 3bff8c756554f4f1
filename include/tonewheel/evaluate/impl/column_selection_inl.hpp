#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/gaps.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/column_selection.hpp>

namespace tonewheel {
namespace detail {

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

/// The column of `table` for a name of the other one: the same name, else the only one that differs
/// in letter case.
inline std::optional<std::size_t> counterpart(const TableView& table, const std::string& name) {
  if (const auto exact = table.find_column(name)) {
    return exact;
  }
  std::optional<std::size_t> found;
  const std::string lower = lower_ascii(name);
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    if (lower_ascii(table.columns()[i]) == lower) {
      if (found) {
        return std::nullopt;
      }
      found = i;
    }
  }
  return found;
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
    const bool shared = counterpart(other, name).has_value();
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

}  // namespace detail

TONEWHEEL_INLINE ColumnContent column_content(const TableView& table, std::size_t column) {
  ColumnContent content;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view cell = trim(table.cell(row, column));
    if (is_gap(cell)) {
      ++content.gaps;
    } else if (parse_number(cell)) {
      ++content.numbers;
    } else if (content.texts++ == 0) {
      content.first_text = row;
    }
  }
  return content;
}

TONEWHEEL_INLINE ColumnSelection choose_number_columns(const TableView& truth,
                                                       const TableView& prediction,
                                                       const RowMatching& rows,
                                                       const EvaluateOptions& options) {
  ColumnSelection choice;
  for (const std::string& each : options.columns) {
    choice.scored.push_back(detail::named_pair(truth, prediction, each));
  }
  for (std::size_t i = 0; options.columns.empty() && i < truth.columns().size(); ++i) {
    const std::string& name = truth.columns()[i];
    const auto other = detail::counterpart(prediction, name);
    if (!other || !detail::reserved(rows.first_keys, i, name, options).empty() ||
        !detail::reserved(rows.second_keys, *other, prediction.columns()[*other], {}).empty()) {
      continue;
    }
    bool numeric = true;
    for (const auto& [table, column] : {std::pair(&truth, i), std::pair(&prediction, *other)}) {
      const ColumnContent content = column_content(*table, column);
      if (content.texts > 0 && content.numbers > content.texts) {
        throw Error(table->row_place(content.first_text, column),
                    "found " + shown(trim(table->cell(content.first_text, column))) +
                        ", expected a number as in " + std::to_string(content.numbers) +
                        " other rows\n(--columns names the columns to score, without this one)");
      }
      if (numeric && !content.numeric()) {
        numeric = false;
        choice.left_out.push_back(
            content.texts > 0
                ? LeftOutColumn{name,
                                "no numbers, such as " +
                                    shown(trim(table->cell(content.first_text, column))),
                                table->name(), table->row_place(content.first_text).row}
                : LeftOutColumn{name, "no numbers: every cell is empty", table->name(), 0});
      }
    }
    if (numeric) {
      choice.scored.push_back({i, *other, name});
      if (prediction.columns()[*other] != name) {
        choice.notes.push_back("column " + shown(name) + " is compared with " +
                               shown(prediction.columns()[*other]) + " of " + prediction.name());
      }
    }
  }
  detail::list_left_out(truth, rows.first_keys, prediction, true, options, choice);
  detail::list_left_out(prediction, rows.second_keys, truth, false, options, choice);
  return choice;
}

TONEWHEEL_INLINE void require_two_sided(const ColumnSelection& choice,
                                        const EvaluateOptions& options) {
  if (options.one_sided == LeaveOut::error && !choice.one_sided.empty()) {
    const LeftOutColumn& first = choice.one_sided.front();
    throw Error({first.file, 0, first.name},
                "found a column of numbers that is " + first.why +
                    ", expected it on both sides\n(--one-sided skip leaves such columns out, "
                    "listed; --columns names those to score)");
  }
}

}  // namespace tonewheel
