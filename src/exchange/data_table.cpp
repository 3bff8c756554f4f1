#include <algorithm>
#include <limits>
#include <utility>

#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/data_table.hpp>

#include "data_table_store.hpp"

namespace tonewheel {
namespace {

DataFormat data_format_of(const std::filesystem::path& path) {
  const std::string ending = lower_ascii(path.extension().string());
  if (ending == ".csv") {
    return DataFormat::csv;
  }
  if (ending == ".tsv" || ending == ".tab") {
    return DataFormat::tsv;
  }
  if (ending == ".jsonl" || ending == ".ndjson") {
    return DataFormat::jsonl;
  }
  if (ending == ".npy") {
    return DataFormat::npy;
  }
  throw Error("found " + shown(path.string()) +
              ", expected a name that ends in .csv, .tsv, .tab, .jsonl, .ndjson or .npy, or a "
              "stated format (--format csv, tsv, jsonl or npy)");
}

}  // namespace

std::optional<std::size_t> DataTable::Store::add_column(std::string_view column) {
  if (!by_name_.emplace(column, columns.size()).second) {
    return std::nullopt;
  }
  columns.emplace_back(column);
  return columns.size() - 1;
}

std::optional<std::size_t> DataTable::Store::find_column(std::string_view column) const {
  const auto found = by_name_.find(column);
  return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

void DataTable::Store::add_cell(std::size_t column, std::string_view text) {
  const char* kept = "";
  if (!text.empty()) {
    auto* const copy = static_cast<char*>(memory_.allocate(text.size(), 1));
    std::copy(text.begin(), text.end(), copy);
    kept = copy;
  }
  cells_.push_back(
      {kept, static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(column)});
}

void DataTable::Store::end_row() {
  const auto by_column = [](const Cell& a, const Cell& b) { return a.column < b.column; };
  const auto first = cells_.begin() + static_cast<std::ptrdiff_t>(starts_.back());
  if (!std::is_sorted(first, cells_.end(), by_column)) {
    std::sort(first, cells_.end(), by_column);
  }
  starts_.push_back(cells_.size());
}

void DataTable::Store::end_row(std::uint64_t line) {
  end_row();
  lines_.push_back(line);
}

std::string_view DataTable::Store::cell(std::size_t row, std::size_t column) const {
  const std::span<const Cell> cells =
      std::span(cells_).subspan(starts_[row], starts_[row + 1] - starts_[row]);
  // Most rows have all cells.
  auto found = cells.begin() + static_cast<std::ptrdiff_t>(std::min(column, cells.size()));
  if (found == cells.end() || found->column != column) {
    found = std::lower_bound(cells.begin(), found, column,
                             [](const Cell& each, std::size_t at) { return each.column < at; });
    if (found == cells.end() || found->column != column) {
      return {};
    }
  }
  return {found->text, found->size};
}

DataTable::DataTable(std::shared_ptr<const Store> store) noexcept : store_(std::move(store)) {}

const std::string& DataTable::name() const noexcept {
  return store_->name;
}

std::span<const std::string> DataTable::columns() const noexcept {
  return store_->columns;
}

std::size_t DataTable::rows() const noexcept {
  return store_->rows();
}

std::string_view DataTable::cell(std::size_t row, std::size_t column) const {
  if (row >= rows() || column >= columns().size()) {
    throw Error({name(), 0, {}}, "found the position row " + std::to_string(row) + ", column " +
                                     std::to_string(column) + ", expected less than " +
                                     std::to_string(rows()) + " and " +
                                     std::to_string(columns().size()));
  }
  return store_->cell(row, column);
}

std::optional<std::size_t> DataTable::find_column(std::string_view name) const {
  return store_->find_column(name);
}

Place DataTable::row_place(std::size_t row) const {
  if (row >= rows()) {
    throw Error({name(), 0, {}}, "found the position row " + std::to_string(row) +
                                     ", expected less than " + std::to_string(rows()));
  }
  return {name(), store_->line(row), {}};
}

DataTable read_data_table(const std::filesystem::path& path, const DataTableOptions& options) {
  const DataFormat format = options.format ? *options.format : data_format_of(path);
  auto table = std::make_shared<DataTable::Store>(path == "-" ? "standard input" : path.string());
  switch (format) {
    case DataFormat::csv:
      exchange::read_delimited_table(path, ',', options.quoting, *table);
      break;
    case DataFormat::tsv:
      exchange::read_delimited_table(path, '\t', options.quoting, *table);
      break;
    case DataFormat::jsonl:
      exchange::read_json_lines_table(path, *table);
      break;
    case DataFormat::npy:
      exchange::read_npy_table(path, *table);
      break;
  }
  return DataTable(std::move(table));
}

}  // namespace tonewheel
