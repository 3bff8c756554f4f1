#pragma once

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <utility>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

TONEWHEEL_INLINE Table Table::parse(std::string_view text, std::string file) {
  Table table;
  table.file_ = std::move(file);
  if (text.starts_with("\xef\xbb\xbf")) {
    text.remove_prefix(3);
  }
  std::vector<std::string_view> fields;
  while (!text.empty()) {
    const RecordSpan span = next_record(text, ',', true);
    const std::uint64_t row = table.header_.empty() ? 0 : table.rows_.size() + 1;
    if (span.open_quote) {
      throw Error({table.file_, row, {}}, "a quoted field is never closed");
    }
    const std::string_view record = text.substr(0, span.content);
    text.remove_prefix(span.total);
    if (trim(record).empty() || record.starts_with('#')) {
      continue;
    }
    split_fields(record, ',', fields);
    std::vector<std::string> cells;
    cells.reserve(fields.size());
    for (const std::string_view field : fields) {
      cells.emplace_back(trim(unquote(trim(field))));
    }
    if (table.header_.empty()) {
      for (auto cell = cells.begin(); cell != cells.end(); ++cell) {
        if (std::any_of(cells.begin(), cell, [&](const std::string& other) {
              return lower_ascii(other) == lower_ascii(*cell);
            })) {
          throw Error({table.file_, 0, *cell}, "this column stands twice in the header");
        }
      }
      table.header_ = std::move(cells);
    } else if (cells.size() != table.header_.size()) {
      throw Error({table.file_, row, {}}, std::to_string(cells.size()) + " fields, expected " +
                                              std::to_string(table.header_.size()) +
                                              " as in the header");
    } else {
      table.rows_.push_back(std::move(cells));
    }
  }
  if (table.header_.empty()) {
    throw Error({table.file_, 0, {}}, "empty, expected a header and rows");
  }
  return table;
}

TONEWHEEL_INLINE Table Table::read(const std::filesystem::path& path) {
  return parse(read_small_file(path), path.string());
}

TONEWHEEL_INLINE std::optional<std::size_t> Table::find(std::string_view column) const {
  const std::string wanted = lower_ascii(column);
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (lower_ascii(header_[i]) == wanted) {
      return i;
    }
  }
  return std::nullopt;
}

TONEWHEEL_INLINE std::size_t Table::column(std::string_view name) const {
  if (const auto position = find(name)) {
    return *position;
  }
  std::string names;
  for (const std::string& column : header_) {
    names += (names.empty() ? "" : ", ") + column;
  }
  throw Error({file_, 0, std::string(name)}, "no such column; the header has: " + names);
}

TONEWHEEL_INLINE double Table::number(std::size_t row, std::size_t column) const {
  const auto value = parse_number(cell(row, column));
  if (!value || !std::isfinite(*value)) {
    throw Error({file_, row + 1, header_[column]},
                "found " + shown(cell(row, column)) + ", expected a finite number");
  }
  return *value;
}

TONEWHEEL_INLINE std::optional<double> Table::optional_number(std::size_t row,
                                                              std::size_t column) const {
  if (cell(row, column).empty()) {
    return std::nullopt;
  }
  return number(row, column);
}

TONEWHEEL_INLINE std::string read_small_file(const std::filesystem::path& path, std::size_t limit) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream || std::filesystem::is_directory(path)) {
    throw Error({path.string(), 0, {}},
                std::string("cannot be read: ") + std::strerror(stream ? EISDIR : errno));
  }
  std::string bytes;
  std::string block(std::size_t{1} << 16U, '\0');
  while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) ||
         stream.gcount() > 0) {
    bytes.append(block, 0, static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > limit) {
      throw Error({path.string(), 0, {}},
                  "more than " + std::to_string(limit) + " bytes, expected a small table");
    }
  }
  if (stream.bad()) {
    throw Error({path.string(), 0, {}}, std::string("cannot be read: ") + std::strerror(errno));
  }
  return bytes;
}

}  // namespace tonewheel
