#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/gaps.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/column_selection.hpp>
#include <tonewheel/evaluate/impl/column_names_inl.hpp>

namespace tonewheel {
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
    const auto other = detail::find_in_any_case(prediction, name);
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
