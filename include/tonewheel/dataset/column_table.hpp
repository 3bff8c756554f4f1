#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/dataset/table_view.hpp>

namespace tonewheel {

/// A table made of arrays, column by column:
///
///     tonewheel::ColumnTable truth("truth");
///     truth.add("valence", {0.1, -0.3});         // any numbers (core/numbers.hpp)
///     truth.add_texts("emotion", {"joy", "fear"});
///
/// Values are copied. NaN is a number; an empty text is missing.
class ColumnTable final : public TableView {
 public:
  /// A table without columns, by a name that messages give it.
  explicit ColumnTable(std::string name = "table") : name_(std::move(name)) {}

  /// Puts a column of numbers behind the others, one number a row. Throws Error on a name there is
  /// already, and on another number of rows than the other columns have.
  void add(std::string column, const Numbers& values);
  /// Puts a column of texts behind the others, one text a row. Throws Error as add() does.
  void add_texts(std::string column, std::span<const std::string> values);
  /// The same for texts in braces.
  void add_texts(std::string column, std::initializer_list<std::string> values) {
    add_texts(std::move(column), std::span(values.begin(), values.size()));
  }

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  /// The names of the columns, in the order in which they were added.
  [[nodiscard]] std::span<const std::string> columns() const noexcept override { return names_; }
  /// How many rows each column has; 0 before the first column.
  [[nodiscard]] std::size_t rows() const noexcept override { return rows_; }
  /// Of a number: its shortest text.
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const override;
  [[nodiscard]] double number(std::size_t row, std::size_t column) const override;
  /// The position of the column of that very name; none where there is no such column.
  [[nodiscard]] std::optional<std::size_t> find_column(std::string_view column) const override;
  using TableView::row_place;
  [[nodiscard]] Place row_place(std::size_t row) const override;

 private:
  struct Column {
    std::vector<double> numbers;  ///< empty for a column of texts
    std::vector<std::string> texts;
  };
  void take(std::string name, Column column, std::size_t rows);
  [[nodiscard]] const Column& checked(std::size_t row, std::size_t column) const;

  std::string name_;
  std::size_t rows_ = 0;
  std::vector<std::string> names_;
  std::vector<Column> columns_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/column_table_inl.hpp>
#endif
