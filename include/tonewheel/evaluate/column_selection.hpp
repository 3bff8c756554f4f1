#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/table_view.hpp>
#include <tonewheel/evaluate/evaluate_options.hpp>
#include <tonewheel/evaluate/row_matching.hpp>

namespace tonewheel {

/// A column of the truth and the one of the prediction that it is compared with.
struct ColumnPair {
  std::size_t truth = 0;       ///< position in the truth's columns, from 0
  std::size_t prediction = 0;  ///< position in the prediction's columns, from 0
  std::string name{};          ///< the truth's
};

/// A column that was not scored, why, and where that was first seen.
struct LeftOutColumn {
  std::string name{};     ///< as its table has it
  std::string why{};      ///< the reason, in words for people
  std::string file{};     ///< the table that has it, as TableView::name() calls it
  std::uint64_t row = 0;  ///< from 1; 0: the column as a whole
  friend bool operator==(const LeftOutColumn&, const LeftOutColumn&) = default;
};

/// Which columns of two tables are scored, and which are not.
struct ColumnSelection {
  std::vector<ColumnPair> scored{};        ///< the columns that are compared, in the truth's order
  std::vector<LeftOutColumn> left_out{};   ///< the columns that are not, each with the reason
  std::vector<LeftOutColumn> one_sided{};  ///< of those: numbers that one table alone has
  std::vector<std::string> notes{};        ///< what was guessed, in words
};

/// How many cells of a column are numbers, gaps and other texts.
struct ColumnContent {
  std::size_t numbers = 0;     ///< cells that a number fills
  std::size_t gaps = 0;        ///< cells that are empty, or say that a value is missing ("NA")
  std::size_t texts = 0;       ///< all other cells
  std::size_t first_text = 0;  ///< the row of the first such text, from 0; 0 where there is none
  /// Whether it can be scored as a column of numbers: at least one number, and no text.
  [[nodiscard]] bool numeric() const noexcept { return numbers > 0 && texts == 0; }
};
/// Counts what the cells of a column are; a gap is an empty cell or one of gap_spellings. Throws
/// Error on a column that the table has not, if it has rows.
[[nodiscard]] ColumnContent column_content(const TableView& table, std::size_t column);

/// Columns of numbers: those of options.columns, else all that both tables have, in the truth's
/// order, letter case aside; not keys, not those of options.by. Throws Error where a column that is
/// to be scored is missing, or holds a few texts among numbers (with the first of them).
[[nodiscard]] ColumnSelection choose_number_columns(const TableView& truth,
                                                    const TableView& prediction,
                                                    const RowMatching& rows,
                                                    const EvaluateOptions& options);

/// Throws Error with the first column of numbers that one table alone has, unless the options let
/// it be left out: a label that is not predicted would else vanish from the result.
void require_two_sided(const ColumnSelection& choice, const EvaluateOptions& options);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/column_selection_inl.hpp>
#endif
