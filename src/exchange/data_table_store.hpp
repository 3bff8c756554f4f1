#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/exchange/data_table.hpp>

namespace tonewheel {

/// A table as it is read, row after row. Cells that are not there take no memory: lines of JSON
/// with ever new keys would else need as many cells as lines times keys.
class DataTable::Store {
 public:
  explicit Store(std::string file) : name(std::move(file)) {}

  /// A new column's position; nothing where the name is taken.
  std::optional<std::size_t> add_column(std::string_view column);
  [[nodiscard]] std::optional<std::size_t> find_column(std::string_view column) const;

  /// A cell of the row at hand.
  void add_cell(std::size_t column, std::string_view text);
  /// Ends the row at hand; `line` where rows are lines of a file with others between.
  void end_row();
  void end_row(std::uint64_t line);

  [[nodiscard]] std::size_t rows() const noexcept { return starts_.size() - 1; }
  /// row < rows(); empty where the row has no such cell.
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const;
  /// The line, else the row counted from 1.
  [[nodiscard]] std::uint64_t line(std::size_t row) const {
    return lines_.empty() ? row + 1 : lines_[row];
  }

  std::string name;
  std::vector<std::string> columns;

 private:
  struct Cell {
    const char* text;
    std::uint32_t size;  ///< a record has at most 64 MiB
    std::uint32_t column;
  };

  std::map<std::string, std::size_t, std::less<>> by_name_;
  std::pmr::monotonic_buffer_resource memory_;
  std::vector<Cell> cells_;             ///< of a row: by column
  std::vector<std::size_t> starts_{0};  ///< where a row's cells start; at the end, their number
  std::vector<std::uint64_t> lines_;
};

namespace exchange {

/// Throws Error unless the text is UTF-8.
void require_table_utf8(std::string_view text, const Place& place);

/// Readers that fill a table with the rows of a file. Throw Error as read_data_table.
void read_delimited_table(const std::filesystem::path& path, char delimiter,
                          std::optional<Quoting> quoting, DataTable::Store& table);
void read_json_lines_table(const std::filesystem::path& path, DataTable::Store& table);
void read_npy_table(const std::filesystem::path& path, DataTable::Store& table);

}  // namespace exchange
}  // namespace tonewheel
