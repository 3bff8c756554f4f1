#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/table_view.hpp>

namespace tonewheel {

/// How a table is written down in its file.
enum class DataFormat : unsigned char { csv, tsv, jsonl, npy };

/// How a table is read.
struct DataTableOptions {
  /// None: by the extension .csv, .tsv, .tab, .jsonl, .ndjson or .npy.
  std::optional<DataFormat> format{};
  /// Of CSV and TSV, see RecordReaderOptions.
  std::optional<Quoting> quoting{};
};

/// A table in memory, every cell as text. Copies share it; several threads may read it.
///   CSV, TSV    columns by the header, trimmed; cells as they stand, without quotes. Blank lines
///               are passed over.
///   JSON Lines  an object a line; columns are its keys in order of first appearance. Texts without
///               quotes, numbers as the shortest text that reads back, "true", "false", an array
///               as JSON text without spaces. Blank lines are passed over.
///   .npy        numbers and truth values ("1", "0"); shape (N, C): the columns "0" to "C-1", (N,)
///               and (): the column "0". Floats as the shortest text of the double they widen to.
/// Rows and columns are counted from 0; one that the table has not throws Error.
class DataTable final : public TableView {
 public:
  [[nodiscard]] const std::string& name() const noexcept override;
  /// The names of the columns by position, as the class comment says for each format.
  [[nodiscard]] std::span<const std::string> columns() const noexcept override;
  /// How many rows were read, a header and blank lines not counted.
  [[nodiscard]] std::size_t rows() const noexcept override;
  /// Valid as long as a copy of the table is; empty for null and for a key the line has not.
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const override;
  /// The position of the column of that very name; none where there is no such column.
  [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const override;
  using TableView::row_place;
  /// The data row of CSV, TSV and .npy, the line of JSON Lines, from 1.
  [[nodiscard]] Place row_place(std::size_t row) const override;

  class Store;
  /// Of what was read; for the readers of this library.
  explicit DataTable(std::shared_ptr<const Store> store) noexcept;

 private:
  std::shared_ptr<const Store> store_;
};

/// Reads a file, "-" for the standard input. Memory: the text, and 16 bytes a cell; no format takes
/// more than the file's size times a constant. Throws Error with file, row and column where it
/// cannot be read, its format cannot be told, it is empty (a header without rows is not), and on
///   any format  a column that stands twice (JSON Lines: a key twice in a line), text not UTF-8
///   CSV, TSV    a row with more or fewer fields than the header, a quote never closed, a header of
///               numbers alone; and as RecordReader
///   JSON Lines  a line that is not an object, or an object inside it
///   .npy        strings, pickles, structures, complex numbers; three dimensions or more, more than
///               2^20 columns; more or fewer bytes than the shape needs
[[nodiscard]] DataTable read_data_table(const std::filesystem::path& path,
                                        const DataTableOptions& options = {});

}  // namespace tonewheel
