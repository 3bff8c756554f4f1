#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tonewheel::exchange {

/// A row of a sheet below its header: cells that are not blank, trimmed of ASCII white space.
struct SheetRow {
  std::uint64_t number = 0;                    ///< data row, from 1: row 2 of the sheet is 1
  std::map<std::size_t, std::string> cells{};  ///< by column, from 0

  /// Empty where the cell is.
  [[nodiscard]] std::string_view cell(std::size_t column) const {
    const auto found = cells.find(column);
    return found == cells.end() ? std::string_view() : found->second;
  }
};

/// The first sheet of a workbook; its first row is the header. Rows without a cell are left out.
struct Sheet {
  std::string file{};
  std::map<std::size_t, std::string> header{};  ///< by column
  std::vector<SheetRow> rows{};

  /// Throws Error that lists the columns there are.
  [[nodiscard]] std::size_t column(std::string_view name) const;
};

/// Text, numbers (as the file has them) and truth values. Throws Error with the file and place
/// where the file is no workbook, has no sheet, no header or a column twice, holds an error value,
/// more than 256 columns or 16 MiB of text, or text that is not UTF-8; and where this build lacks
/// the reader.
[[nodiscard]] Sheet read_xlsx(const std::filesystem::path& path);

}  // namespace tonewheel::exchange
