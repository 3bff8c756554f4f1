#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// A table of facts built into the library: the bytes of src/data/NAME.csv and their SHA-256.
struct EmbeddedTable {
  std::string_view name;    ///< the file's name, such as "wheels.csv"
  std::string_view text;    ///< the bytes of the file
  std::string_view sha256;  ///< of these bytes, 64 hexadecimal digits
};

/// A small table in memory: CSV with a header, read whole. For facts and settings; data sets are
/// streamed (dataset/). Cells are unquoted and trimmed; lines that start with '#' and blank lines
/// are passed over; a UTF-8 byte order mark is dropped.
class Table {
 public:
  /// Throws Error with file and row on a ragged row, an open quote, a doubled column or no header.
  static Table parse(std::string_view text, std::string file);
  /// A table that ships with the library.
  static Table parse(const EmbeddedTable& table) {
    return parse(table.text, std::string(table.name));
  }
  /// As parse; also throws Error where the file cannot be read or is larger than 64 MiB.
  static Table read(const std::filesystem::path& path);

  /// Where it was read from, for messages.
  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  /// Rows without the header.
  [[nodiscard]] std::size_t rows() const noexcept { return rows_.size(); }
  /// The names of the columns.
  [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }

  /// Position of a column, letter case ignored.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const;
  /// As find; throws Error that lists the columns there are.
  [[nodiscard]] std::size_t column(std::string_view name) const;

  /// row < rows(), column < header().size().
  [[nodiscard]] const std::string& cell(std::size_t row, std::size_t column) const {
    return rows_[row][column];
  }
  /// The cell as a finite number; throws Error with its place.
  [[nodiscard]] double number(std::size_t row, std::size_t column) const;
  /// As number; nothing where the cell is empty.
  [[nodiscard]] std::optional<double> optional_number(std::size_t row, std::size_t column) const;

 private:
  std::string file_;
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

/// The bytes of a file of at most `limit` bytes; throws Error otherwise.
[[nodiscard]] std::string read_small_file(const std::filesystem::path& path,
                                          std::size_t limit = std::size_t{64} << 20U);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/core/impl/table_inl.hpp>
#endif
