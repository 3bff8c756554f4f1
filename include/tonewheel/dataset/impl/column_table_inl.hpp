#pragma once

#include <algorithm>
#include <utility>

#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/column_table.hpp>

namespace tonewheel {

TONEWHEEL_INLINE void ColumnTable::take(std::string name, Column column, std::size_t rows) {
  if (find_column(name)) {
    throw Error({name_, 0, name}, "found the column twice, expected each name once");
  }
  if (!columns_.empty() && rows != rows_) {
    throw Error({name_, 0, name}, "found " + std::to_string(rows) + " rows, expected " +
                                      std::to_string(rows_) + " as in column " + shown(names_[0]));
  }
  rows_ = rows;
  names_.push_back(std::move(name));
  columns_.push_back(std::move(column));
}

TONEWHEEL_INLINE void ColumnTable::add(std::string column, const Numbers& values) {
  Column kept{{values.values().begin(), values.values().end()}, {}};
  // Labels may be numbers: their texts are made once, so that cell() can be a view.
  kept.texts.reserve(values.size());
  for (const double each : values.values()) {
    kept.texts.push_back(number_text(each));
  }
  take(std::move(column), std::move(kept), values.size());
}

TONEWHEEL_INLINE void ColumnTable::add_texts(std::string column,
                                             std::span<const std::string> values) {
  take(std::move(column), {{}, {values.begin(), values.end()}}, values.size());
}

TONEWHEEL_INLINE const ColumnTable::Column& ColumnTable::checked(std::size_t row,
                                                                 std::size_t column) const {
  if (row >= rows_ || column >= columns_.size()) {
    throw Error({name_, 0, {}}, "found the position row " + std::to_string(row) + ", column " +
                                    std::to_string(column) + ", expected less than " +
                                    std::to_string(rows_) + " and " +
                                    std::to_string(columns_.size()));
  }
  return columns_[column];
}

TONEWHEEL_INLINE std::string_view ColumnTable::cell(std::size_t row, std::size_t column) const {
  return checked(row, column).texts[row];
}

TONEWHEEL_INLINE double ColumnTable::number(std::size_t row, std::size_t column) const {
  const Column& from = checked(row, column);
  return from.numbers.empty() ? TableView::number(row, column) : from.numbers[row];
}

TONEWHEEL_INLINE Place ColumnTable::row_place(std::size_t row) const {
  if (row >= rows_) {
    throw Error({name_, 0, {}}, "found the position row " + std::to_string(row) +
                                    ", expected less than " + std::to_string(rows_));
  }
  return {name_, row + 1, {}};
}

TONEWHEEL_INLINE std::optional<std::size_t> ColumnTable::find_column(
    std::string_view column) const {
  const auto found = std::find(names_.begin(), names_.end(), column);
  return found == names_.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - names_.begin()));
}

}  // namespace tonewheel
