#include <array>
#include <string_view>
#include <unordered_map>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/data_table.hpp>

namespace tonewheel {
namespace {

using ColumnPair = std::pair<std::size_t, std::size_t>;

constexpr std::array<std::string_view, 4> key_names{"id", "name", "file", "path"};

std::optional<std::size_t> find_in_any_case(const DataTable& table, std::string_view name) {
  if (const auto exact = table.find_column(name)) {
    return exact;
  }
  for (std::size_t column = 0; column < table.columns().size(); ++column) {
    if (lower_ascii(table.columns()[column]) == name) {
      return column;
    }
  }
  return std::nullopt;
}

std::optional<ColumnPair> shared_key(const DataTable& first, const DataTable& second) {
  for (const std::string_view name : key_names) {
    const auto a = first.find_column(name);
    const auto b = second.find_column(name);
    if (a && b) {
      return ColumnPair{*a, *b};
    }
  }
  for (const std::string_view name : key_names) {
    const auto a = find_in_any_case(first, name);
    const auto b = find_in_any_case(second, name);
    if (a && b) {
      return ColumnPair{*a, *b};
    }
  }
  return std::nullopt;
}

using RowsByKey = std::unordered_map<std::string_view, std::size_t>;

RowsByKey rows_by_key(const DataTable& table, std::size_t column) {
  RowsByKey rows;
  rows.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view key = trim(table.cell(row, column));
    if (key.empty()) {
      throw Error(table.row_place(row, column), "found an empty key, expected what the row is of");
    }
    const auto [there, is_new] = rows.emplace(key, row);
    if (!is_new) {
      throw Error(table.row_place(row, column),
                  "found " + shown(key) + ", which stands in row " +
                      std::to_string(table.row_place(there->second).row) +
                      " too, expected each key once");
    }
  }
  return rows;
}

RowMatching match_by_order(const DataTable& first, const DataTable& second) {
  if (first.rows() != second.rows()) {
    throw Error({second.name(), 0, {}},
                "found rows: " + std::to_string(second.rows()) + ", expected the " +
                    std::to_string(first.rows()) + " of " + first.name() +
                    ", for without a key column (id, name, file, path) that both have, rows go "
                    "together by order");
  }
  RowMatching matching;
  matching.pairs.reserve(first.rows());
  for (std::size_t row = 0; row < first.rows(); ++row) {
    matching.pairs.emplace_back(row, row);
  }
  return matching;
}

}  // namespace

RowMatching match_rows(const DataTable& truth, const DataTable& prediction,
                       const std::optional<std::string>& key) {
  std::optional<ColumnPair> columns;
  if (!key) {
    columns = shared_key(truth, prediction);
  } else if (!key->empty()) {
    columns = ColumnPair{truth.column(*key), prediction.column(*key)};
  }
  if (!columns) {
    return match_by_order(truth, prediction);
  }
  const auto [first, second] = *columns;
  const RowsByKey in_truth = rows_by_key(truth, first);
  const RowsByKey in_prediction = rows_by_key(prediction, second);
  RowMatching matching;
  matching.key = truth.columns()[first];
  matching.second_key = prediction.columns()[second];
  for (std::size_t row = 0; row < truth.rows(); ++row) {
    const auto partner = in_prediction.find(trim(truth.cell(row, first)));
    if (partner == in_prediction.end()) {
      matching.only_first.push_back(row);
    } else {
      matching.pairs.emplace_back(row, partner->second);
    }
  }
  for (std::size_t row = 0; row < prediction.rows(); ++row) {
    if (!in_truth.contains(trim(prediction.cell(row, second)))) {
      matching.only_second.push_back(row);
    }
  }
  return matching;
}

}  // namespace tonewheel
