#pragma once

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/impl/any_case_inl.hpp>
#include <tonewheel/evaluate/row_matching.hpp>

namespace tonewheel {
namespace detail {

/// What a row is of: the trimmed cells of its key columns. One cell is seen where it lies.
class RowKeys {
 public:
  RowKeys(const TableView& table, std::span<const std::size_t> columns)
      : table_(&table), columns_(columns.begin(), columns.end()) {
    if (columns_.size() > 1) {
      joined_.reserve(table.rows());
      for (std::size_t row = 0; row < table.rows(); ++row) {
        std::string key;
        for (const std::size_t column : columns_) {
          const std::string_view cell = trim(table.cell(row, column));
          key += std::to_string(cell.size()) + ":" + std::string(cell);
        }
        joined_.push_back(std::move(key));
      }
    }
  }
  [[nodiscard]] std::string_view of(std::size_t row) const {
    return joined_.empty() ? trim(table_->cell(row, columns_.front())) : joined_[row];
  }
  /// For messages.
  [[nodiscard]] std::string shown_of(std::size_t row) const {
    std::string text;
    for (const std::size_t column : columns_) {
      text += (text.empty() ? "" : ", ") + shown(trim(table_->cell(row, column)));
    }
    return text;
  }
  /// Throws Error on an empty cell.
  void require_full(std::size_t row) const {
    for (const std::size_t column : columns_) {
      if (trim(table_->cell(row, column)).empty()) {
        throw Error(table_->row_place(row, column),
                    "found an empty key, expected what the row is of");
      }
    }
  }
  [[nodiscard]] std::size_t first_column() const noexcept { return columns_.front(); }

 private:
  const TableView* table_;
  std::vector<std::size_t> columns_;
  std::vector<std::string> joined_;  ///< of several columns
};

using RowsByKey = std::unordered_map<std::string_view, std::size_t>;

inline RowsByKey rows_by_key(const TableView& table, const RowKeys& keys) {
  RowsByKey rows;
  rows.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    keys.require_full(row);
    const auto [there, is_new] = rows.emplace(keys.of(row), row);
    if (!is_new) {
      throw Error(table.row_place(row, keys.first_column()),
                  "found " + keys.shown_of(row) + ", which stands in row " +
                      std::to_string(table.row_place(there->second).row) +
                      " too, expected each key once");
    }
  }
  return rows;
}

/// Whether no cell of the column is empty and none stands twice.
inline bool names_each_row(const TableView& table, std::size_t column) {
  std::unordered_set<std::string_view> seen;
  seen.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view cell = trim(table.cell(row, column));
    if (cell.empty() || !seen.insert(cell).second) {
      return false;
    }
  }
  return table.rows() > 0;
}

/// Whether the first cells are texts, not numbers.
inline bool holds_texts(const TableView& table, std::size_t column) {
  for (std::size_t row = 0; row < std::min<std::size_t>(table.rows(), 20); ++row) {
    if (parse_number(trim(table.cell(row, column)))) {
      return false;
    }
  }
  return true;
}

inline bool same_values(const TableView& first, std::size_t a, const TableView& second,
                        std::size_t b) {
  if (first.rows() != second.rows() || !names_each_row(first, a) || !names_each_row(second, b)) {
    return false;
  }
  std::unordered_set<std::string_view> values;
  values.reserve(first.rows());
  for (std::size_t row = 0; row < first.rows(); ++row) {
    values.insert(trim(first.cell(row, a)));
  }
  for (std::size_t row = 0; row < second.rows(); ++row) {
    if (!values.contains(trim(second.cell(row, b)))) {
      return false;
    }
  }
  return true;
}

using KeyPair = std::pair<std::size_t, std::size_t>;

inline std::optional<KeyPair> shared_key(const TableView& first, const TableView& second,
                                         std::span<const std::string> no_keys) {
  for (const std::string_view name : key_names) {
    const auto a = first.find_column(name);
    const auto b = second.find_column(name);
    if (a && b) {
      return KeyPair{*a, *b};
    }
  }
  for (const std::string_view name : key_names) {
    const auto a = find_in_any_case(first, name);
    const auto b = find_in_any_case(second, name);
    if (a && b) {
      return KeyPair{*a, *b};
    }
  }
  for (const std::string_view name : unique_key_names) {
    const auto a = find_in_any_case(first, name);
    const auto b = find_in_any_case(second, name);
    if (a && b && names_each_row(first, *a) && names_each_row(second, *b)) {
      return KeyPair{*a, *b};
    }
  }
  constexpr std::size_t least_rows = 8;  // fewer may be alike by chance
  for (std::size_t a = 0; a < first.columns().size() && first.rows() >= least_rows; ++a) {
    const std::string& name = first.columns()[a];
    if (std::find(no_keys.begin(), no_keys.end(), name) != no_keys.end()) {
      continue;
    }
    const auto b = find_in_any_case(second, name);
    const bool counter = name.empty() || name == "Unnamed: 0" || lower_ascii(name) == "index";
    if (b && (counter || holds_texts(first, a)) && same_values(first, a, second, *b)) {
      return KeyPair{a, *b};
    }
  }
  return std::nullopt;
}

inline RowMatching match_by_order(const TableView& first, const TableView& second) {
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

}  // namespace detail

TONEWHEEL_INLINE RowMatching match_rows(const TableView& truth, const TableView& prediction,
                                        const std::optional<std::vector<std::string>>& keys,
                                        std::span<const std::string> no_keys) {
  RowMatching matching;
  if (!keys) {
    if (const auto guess = detail::shared_key(truth, prediction, no_keys)) {
      matching.first_keys = {guess->first};
      matching.second_keys = {guess->second};
    }
  } else {
    for (const std::string& key : *keys) {
      matching.first_keys.push_back(truth.column(key));
      matching.second_keys.push_back(prediction.column(key));
    }
  }
  if (matching.first_keys.empty()) {
    return detail::match_by_order(truth, prediction);
  }
  for (const std::size_t column : matching.first_keys) {
    matching.key += (matching.key.empty() ? "" : ",") + truth.columns()[column];
  }
  const detail::RowKeys first(truth, matching.first_keys);
  const detail::RowKeys second(prediction, matching.second_keys);
  const detail::RowsByKey in_truth = detail::rows_by_key(truth, first);
  const detail::RowsByKey in_prediction = detail::rows_by_key(prediction, second);
  for (std::size_t row = 0; row < truth.rows(); ++row) {
    const auto partner = in_prediction.find(first.of(row));
    if (partner == in_prediction.end()) {
      matching.only_first.push_back(row);
    } else {
      matching.pairs.emplace_back(row, partner->second);
    }
  }
  for (std::size_t row = 0; row < prediction.rows(); ++row) {
    if (!in_truth.contains(second.of(row))) {
      matching.only_second.push_back(row);
    }
  }
  return matching;
}

}  // namespace tonewheel
