#pragma once

#include <algorithm>
#include <limits>

#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/table_view.hpp>

namespace tonewheel {

TONEWHEEL_INLINE bool TableView::missing(std::size_t row, std::size_t column) const {
  return trim(cell(row, column)).empty();
}

TONEWHEEL_INLINE double TableView::number(std::size_t row, std::size_t column) const {
  const std::string_view text = trim(cell(row, column));
  if (text.empty()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (const auto value = parse_number(text)) {
    return *value;
  }
  throw Error(row_place(row, column), "found " + shown(text) + ", expected a number");
}

TONEWHEEL_INLINE std::size_t TableView::column(std::string_view wanted) const {
  if (const auto found = find_column(wanted)) {
    return *found;
  }
  constexpr std::size_t most = 20;
  const std::span<const std::string> names = columns();
  std::string list;
  for (const std::string& each : names.first(std::min(names.size(), most))) {
    list += (list.empty() ? "" : ", ") + shown(each);
  }
  if (names.size() > most) {
    list += " and " + std::to_string(names.size() - most) + " more";
  }
  throw Error({name(), 0, {}}, "no column " + shown(wanted) + "; found " +
                                   (list.empty() ? "no columns" : list) + ", expected it too");
}

TONEWHEEL_INLINE Place TableView::row_place(std::size_t row, std::size_t column) const {
  Place place = row_place(row);
  if (column >= columns().size()) {
    throw Error({name(), 0, {}}, "found the position column " + std::to_string(column) +
                                     ", expected less than " + std::to_string(columns().size()));
  }
  place.column = columns()[column];
  return place;
}

}  // namespace tonewheel
