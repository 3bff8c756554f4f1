#pragma once

#include <algorithm>
#include <cstddef>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/ground_choice.hpp>

namespace tonewheel {
namespace detail {

/// The classes that the rows of the table are of: those of its first column where that holds names,
/// else the header's.
inline std::vector<std::string> row_names(const Table& table,
                                          const std::vector<std::string>& classes, bool named) {
  if (!named) {
    return classes;
  }
  std::vector<std::string> names;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& name = table.cell(row, 0);
    if (std::find(classes.begin(), classes.end(), name) == classes.end() ||
        std::find(names.begin(), names.end(), name) != names.end()) {
      throw Error({table.file(), row + 1, table.header()[0]},
                  "found " + shown(name) + ", expected each class of the header once");
    }
    names.push_back(name);
  }
  return names;
}

}  // namespace detail

TONEWHEEL_INLINE GroundChoice ground_choice(std::string_view name_or_file) {
  if (name_or_file.empty() || name_or_file == "line" || name_or_file == "ring") {
    return {std::string(name_or_file), {}, {}};
  }
  const Table table = Table::read(std::string(name_or_file));
  // A table with one column more than rows names its rows in the first.
  const bool named = table.rows() > 0 && table.header().size() == table.rows() + 1;
  const std::vector<std::string> classes(table.header().begin() + (named ? 1 : 0),
                                         table.header().end());
  if (table.rows() != classes.size()) {
    throw Error({table.file(), 0, ""}, "found " + std::to_string(table.rows()) +
                                           " rows of distances, expected one for each of " +
                                           std::to_string(classes.size()) + " classes");
  }
  const std::vector<std::string> rows = detail::row_names(table, classes, named);
  GroundChoice ground{table.file(), classes, std::vector<double>(classes.size() * classes.size())};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto at = static_cast<std::size_t>(std::find(classes.begin(), classes.end(), rows[row]) -
                                             classes.begin());
    for (std::size_t column = 0; column < classes.size(); ++column) {
      const std::size_t cell = column + (named ? 1 : 0);
      const double distance = table.number(row, cell);
      if (!(distance >= 0) || (at == column && distance != 0)) {
        throw Error({table.file(), row + 1, table.header()[cell]},
                    "found " + number_text(distance) + ", expected " +
                        (at == column ? "0, the distance of " + shown(rows[row]) + " to itself"
                                      : std::string("a distance of at least 0")));
      }
      ground.values[at * classes.size() + column] = distance;
    }
  }
  return ground;
}

}  // namespace tonewheel
