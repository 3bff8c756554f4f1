#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/gaps.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/column_table.hpp>
#include <tonewheel/dataset/table_view.hpp>
#include <tonewheel/evaluate/impl/any_case_inl.hpp>
#include <tonewheel/evaluate/impl/class_columns_inl.hpp>
#include <tonewheel/evaluate/impl/class_order_inl.hpp>
#include <tonewheel/evaluate/impl/column_names_inl.hpp>
#include <tonewheel/evaluate/impl/prepared_target_inl.hpp>
#include <tonewheel/evaluate/row_matching.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>

/// Units x raters, read out of tables of either layout.
namespace tonewheel::detail {

/// A table with a row for each rating as one with a row for each item and a column for each rater,
/// both in the order in which they first come. Throws Error on a rating that is given twice.
inline ColumnTable widened(const TableView& table, const std::vector<std::string>& columns) {
  if (columns.size() != 3) {
    throw OptionError("--long: found " + std::to_string(columns.size()) +
                      " columns, expected three: item, rater and rating");
  }
  const std::size_t item = table.column(columns[0]);
  const std::size_t rater = table.column(columns[1]);
  const std::size_t rating = table.column(columns[2]);
  std::map<std::string_view, std::size_t> items;
  std::map<std::string_view, std::size_t> raters;
  std::vector<std::string> item_names;
  std::vector<std::string> rater_names;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> rows;
  const auto place_of = [&](std::size_t row, std::size_t column, auto& places, auto& names) {
    const std::string_view name = trim(table.cell(row, column));
    if (name.empty()) {
      throw Error(table.row_place(row, column), "found nothing, expected a name");
    }
    const auto [there, is_new] = places.emplace(name, names.size());
    if (is_new) {
      names.emplace_back(name);
    }
    return there->second;
  };
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::size_t at_item = place_of(row, item, items, item_names);
    const std::size_t at_rater = place_of(row, rater, raters, rater_names);
    const auto [there, is_new] = rows.emplace(std::pair(at_item, at_rater), row);
    if (!is_new) {
      throw Error(table.row_place(row, rater),
                  "found a second rating of " + shown(item_names[at_item]) + " by " +
                      shown(rater_names[at_rater]) + ", the first stands in row " +
                      std::to_string(table.row_place(there->second).row));
    }
  }
  std::vector<std::vector<std::string>> cells(rater_names.size(),
                                              std::vector<std::string>(item_names.size()));
  for (const auto& [where, row] : rows) {
    cells[where.second][where.first] = table.cell(row, rating);
  }
  ColumnTable wide(table.name());
  wide.add_texts(columns[0], item_names);
  for (std::size_t i = 0; i < rater_names.size(); ++i) {
    // A rater may be called as the column of items is.
    wide.add_texts(rater_names[i] == columns[0] ? "rater " + rater_names[i] : rater_names[i],
                   cells[i]);
  }
  return wide;
}

/// The columns that name units: those of the options, else id, name, file or path.
inline std::vector<std::size_t> unit_columns(const TableView& table,
                                             const EvaluateOptions& options) {
  std::vector<std::size_t> columns;
  if (options.keys) {
    for (const std::string& each : *options.keys) {
      columns.push_back(table.column(each));
    }
    return columns;
  }
  if (!options.long_columns.empty()) {
    return {0};
  }
  for (const std::string_view name : key_names) {
    if (const auto found = find_in_any_case(table, name)) {
      return {*found};
    }
  }
  return columns;
}

/// The columns of the raters.
inline std::vector<std::size_t> rater_columns(const TableView& table,
                                              const std::vector<std::size_t>& keys,
                                              const EvaluateOptions& options) {
  std::vector<std::size_t> columns;
  columns.reserve(options.columns.size());
  for (const std::string& each : options.columns) {
    columns.push_back(table.column(each));
  }
  for (std::size_t i = 0; options.columns.empty() && i < table.columns().size(); ++i) {
    if (reserved(keys, i, table.columns()[i], options).empty()) {
      columns.push_back(i);
    }
  }
  if (columns.size() < 2) {
    throw OptionError("--task agreement: found " + std::to_string(columns.size()) +
                      " columns of raters, expected at least two; name them with --columns, or "
                      "give --long ITEM,RATER,RATING where each row is one rating");
  }
  return columns;
}

/// Ratings of units by raters.
struct RatingTable {
  std::size_t units = 0;
  std::size_t raters = 0;
  std::vector<std::string> categories;
  std::vector<double> values;        ///< what categories stand for; empty: words
  std::vector<std::uint32_t> codes;  ///< units x raters, positions in categories or no_rating
  std::vector<double> numbers;       ///< units x raters, NaN for gaps; empty: words
};

/// Throws Error with the first word where most ratings are numbers.
inline bool all_ratings_are_numbers(const TableView& table,
                                    const std::vector<std::size_t>& columns) {
  std::size_t numbers = 0;
  std::size_t texts = 0;
  std::pair<std::size_t, std::size_t> first;
  for (const std::size_t column : columns) {
    const ColumnContent content = column_content(table, column);
    numbers += content.numbers;
    if (content.texts > 0 && texts == 0) {
      first = {content.first_text, column};
    }
    texts += content.texts;
  }
  if (texts > 0 && numbers > 0) {
    throw Error(table.row_place(first.first, first.second),
                "found " + shown(trim(table.cell(first.first, first.second))) + " among " +
                    std::to_string(numbers) +
                    " numbers, expected ratings of one kind\n(--columns names the raters)");
  }
  return numbers > 0;
}

/// The different ratings in their order, and each one's place.
inline void code_ratings(const TableView& table, const std::vector<std::size_t>& columns,
                         const EvaluateOptions& options, RatingTable& made) {
  const auto text_of = [&](std::size_t row, std::size_t column) {
    const std::string_view cell = trim(table.cell(row, column));
    if (made.numbers.empty()) {
      return options.fold ? lower_ascii(cell) : std::string(cell);
    }
    return is_gap(cell) ? std::string() : number_text(table.number(row, column));
  };
  std::vector<std::string> seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const std::size_t column : columns) {
      if (std::string text = text_of(row, column); !text.empty()) {
        seen.push_back(std::move(text));
      }
    }
  }
  made.categories = ordered_classes(std::move(seen), options);
  std::map<std::string_view, std::uint32_t> code;
  for (std::uint32_t i = 0; i < made.categories.size(); ++i) {
    code.emplace(made.categories[i], i);
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const std::size_t column : columns) {
      const std::string text = text_of(row, column);
      made.codes.push_back(text.empty() ? no_rating : code.at(text));
    }
  }
  for (const std::string& each : made.categories) {
    if (!made.numbers.empty()) {
      made.values.push_back(*parse_number(each));
    }
  }
}

inline RatingTable read_ratings(const TableView& table, const std::vector<std::size_t>& columns,
                                const EvaluateOptions& options) {
  RatingTable made{table.rows(), columns.size(), {}, {}, {}, {}};
  if (all_ratings_are_numbers(table, columns)) {
    made.numbers.reserve(table.rows() * columns.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
      for (const std::size_t column : columns) {
        const double value = number_or_gap(table, row, column);
        if (std::abs(value) > largest_rating) {
          throw Error(table.row_place(row, column),
                      "found " + number_text(value) + ", expected a rating of at most 1e100");
        }
        made.numbers.push_back(value);
      }
    }
  }
  code_ratings(table, columns, options, made);
  return made;
}

}  // namespace tonewheel::detail
