#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>

namespace tonewheel {

/// A table in memory as its readers see it: named columns, cells as text or as numbers. What reads
/// files (DataTable of exchange) and what holds arrays (ColumnTable) both are one. Rows and columns
/// are counted from 0; one that the table has not throws Error. Several threads may read it.
class TableView {
 public:
  virtual ~TableView() = default;

  /// The file's path, "standard input" for "-", or what its maker called it; for messages.
  [[nodiscard]] virtual const std::string& name() const noexcept = 0;
  /// The names of the columns by position; valid as long as the table is.
  [[nodiscard]] virtual std::span<const std::string> columns() const noexcept = 0;
  /// How many rows there are, a header not counted.
  [[nodiscard]] virtual std::size_t rows() const noexcept = 0;
  /// The text of a cell, empty where there is nothing; valid as long as the table is.
  [[nodiscard]] virtual std::string_view cell(std::size_t row, std::size_t column) const = 0;
  /// Whether the cell is empty or white space. "nan" is a number, not missing.
  [[nodiscard]] bool missing(std::size_t row, std::size_t column) const;
  /// The number that the whole trimmed cell is (core/text.hpp; "nan" and "inf" in any case), NaN
  /// where it is missing. Throws Error with the place where it is anything else, or too large or
  /// too small for a double.
  [[nodiscard]] virtual double number(std::size_t row, std::size_t column) const;
  /// The position of the column of that very name; none where there is no such column.
  [[nodiscard]] virtual std::optional<std::size_t> find_column(std::string_view column) const = 0;
  /// For messages: the file and the row as its reader counts, from 1.
  [[nodiscard]] virtual Place row_place(std::size_t row) const = 0;

  /// The same with the column's name.
  [[nodiscard]] Place row_place(std::size_t row, std::size_t column) const;
  /// The column of that very name. Throws Error with the names there are.
  [[nodiscard]] std::size_t column(std::string_view name) const;

 protected:
  TableView() = default;
  /// Copies; protected, so that a table is only copied as the type that it is.
  TableView(const TableView&) = default;
  /// Moves; protected, so that a table is only moved as the type that it is.
  TableView(TableView&&) = default;
  /// Copies; protected as the constructor is.
  TableView& operator=(const TableView&) = default;
  /// Moves; protected as the constructor is.
  TableView& operator=(TableView&&) = default;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/table_view_inl.hpp>
#endif
