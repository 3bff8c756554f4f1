#pragma once

#include <algorithm>
#include <cmath>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {
namespace detail {

inline double checked(const Table& table, std::size_t row, std::size_t column, double low,
                      double high) {
  const double value = table.number(row, column);
  if (!(value >= low && value <= high)) {
    throw Error({table.file(), row + 1, table.header()[column]},
                "found " + number_text(value) + ", expected a number in [" + number_text(low) +
                    ", " + number_text(high) + "]");
  }
  return value;
}

/// Fills empty deviations of one axis with the pooled one.
inline void pool_deviations(Space& space, const Table& table, std::size_t column, Axis axis) {
  double sum = 0;
  int given = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (const auto deviation = table.optional_number(row, column)) {
      checked(table, row, column, 0, 2);
      space.classes[row].deviation[axis] = *deviation;
      sum += *deviation * *deviation;
      ++given;
    }
  }
  if (given == 0) {
    throw Error({table.file(), 0, table.header()[column]},
                "no standard deviation at all: nothing to pool for the empty cells");
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.cell(row, column).empty()) {
      space.classes[row].deviation[axis] = std::sqrt(sum / given);
      space.classes[row].deviation_source[static_cast<std::size_t>(axis)] = DeviationSource::pooled;
    }
  }
}

/// A column that must be filled for every class or for none.
inline bool filled_for_all(const Table& table, std::optional<std::size_t> column) {
  if (!column) {
    return false;
  }
  std::size_t filled = 0;
  std::size_t empty_row = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.cell(row, *column).empty()) {
      empty_row = row + 1;
    } else {
      ++filled;
    }
  }
  if (filled != 0 && filled != table.rows()) {
    throw Error({table.file(), empty_row, table.header()[*column]},
                "empty, but other classes have a value: give it for every class or for none");
  }
  return filled != 0;
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<std::string> Space::names() const {
  std::vector<std::string> out;
  out.reserve(classes.size());
  for (const EmotionClass& each : classes) {
    out.push_back(each.name);
  }
  return out;
}

TONEWHEEL_INLINE std::optional<std::size_t> Space::find(std::string_view class_name) const {
  for (std::size_t k = 0; k < classes.size(); ++k) {
    if (classes[k].name == class_name) {
      return k;
    }
  }
  return std::nullopt;
}

TONEWHEEL_INLINE bool Space::has_correlations() const {
  return std::all_of(classes.begin(), classes.end(),
                     [](const EmotionClass& each) { return each.correlations.has_value(); });
}

TONEWHEEL_INLINE bool Space::has_priors() const {
  return std::all_of(classes.begin(), classes.end(),
                     [](const EmotionClass& each) { return each.prior.has_value(); });
}

TONEWHEEL_INLINE Space space_from_table(const Table& table, std::string name) {
  Space space{std::move(name), std::vector<EmotionClass>(table.rows())};
  if (table.rows() == 0) {
    throw Error({table.file(), 0, {}}, "a header without rows, expected at least one class");
  }
  const std::size_t class_column = table.column("class");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& class_name = table.cell(row, class_column);
    if (class_name.empty() || space.find(class_name)) {
      throw Error({table.file(), row + 1, "class"},
                  "found " + shown(class_name) + ", expected a name that stands once");
    }
    space.classes[row].name = class_name;
  }
  for (const Axis axis : all_axes) {
    const std::string axis_name(tonewheel::name(axis));
    const std::size_t mean = table.column(axis_name + " mean");
    for (std::size_t row = 0; row < table.rows(); ++row) {
      space.classes[row].mean[axis] = detail::checked(table, row, mean, -1, 1);
    }
    detail::pool_deviations(space, table, table.column(axis_name + " std"), axis);
  }
  const std::array rho{table.find("rho va"), table.find("rho vd"), table.find("rho ad")};
  const std::array given{detail::filled_for_all(table, rho[0]),
                         detail::filled_for_all(table, rho[1]),
                         detail::filled_for_all(table, rho[2])};
  if (given[0] != given[1] || given[1] != given[2]) {
    throw Error({table.file(), 0, {}},
                "some of the columns rho va, rho vd, rho ad: expected all three or none");
  }
  const auto prior = table.find("prior");
  const bool priors = detail::filled_for_all(table, prior);
  const auto pooled = table.find("pooled");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    EmotionClass& each = space.classes[row];
    if (given[0]) {
      each.correlations = Correlations{detail::checked(table, row, *rho[0], -1, 1),
                                       detail::checked(table, row, *rho[1], -1, 1),
                                       detail::checked(table, row, *rho[2], -1, 1)};
    }
    if (priors) {
      each.prior = table.number(row, *prior);
      if (!(*each.prior > 0)) {
        throw Error({table.file(), row + 1, "prior"},
                    "found " + table.cell(row, *prior) + ", expected a number > 0");
      }
    }
    if (pooled && table.cell(row, *pooled).find_first_not_of("VAD") != std::string::npos) {
      throw Error({table.file(), row + 1, "pooled"}, "found " + shown(table.cell(row, *pooled)) +
                                                         ", expected some of the letters VAD");
    }
    for (const Axis axis : all_axes) {
      const char letter = "VAD"[static_cast<std::size_t>(axis)];
      if (pooled && table.cell(row, *pooled).find(letter) != std::string::npos) {
        each.deviation_source[static_cast<std::size_t>(axis)] = DeviationSource::pooled;
      }
    }
  }
  return space;
}

TONEWHEEL_INLINE Space read_space(const std::filesystem::path& path) {
  return space_from_table(Table::read(path), path.stem().string());
}

TONEWHEEL_INLINE std::string space_to_csv(const Space& space) {
  const bool correlations = space.has_correlations();
  const bool priors = space.has_priors();
  std::string pooled_rows;
  std::vector<std::string> pooled;
  for (const EmotionClass& each : space.classes) {
    std::string letters;
    for (const Axis axis : all_axes) {
      if (each.deviation_source[static_cast<std::size_t>(axis)] == DeviationSource::pooled) {
        letters += "VAD"[static_cast<std::size_t>(axis)];
      }
    }
    pooled_rows += letters;
    pooled.push_back(std::move(letters));
  }
  std::string csv =
      "class,valence mean,valence std,arousal mean,arousal std,dominance mean,dominance std";
  csv += correlations ? ",rho va,rho vd,rho ad" : "";
  csv += priors ? ",prior" : "";
  csv += pooled_rows.empty() ? "\n" : ",pooled\n";
  for (std::size_t k = 0; k < space.classes.size(); ++k) {
    const EmotionClass& each = space.classes[k];
    // A bare # would start a comment.
    const std::string name = quote_if_needed(each.name, ',');
    csv += name.starts_with('#') ? '"' + name + '"' : name;
    for (const Axis axis : all_axes) {
      csv += ',' + number_text(each.mean[axis]);
      csv += ',' + number_text(each.deviation[axis]);
    }
    if (correlations) {
      for (const double rho :
           {each.correlations->va, each.correlations->vd, each.correlations->ad}) {
        csv += ',' + number_text(rho);
      }
    }
    if (priors) {
      csv += ',' + number_text(*each.prior);
    }
    csv += pooled_rows.empty() ? "\n" : ',' + pooled[k] + '\n';
  }
  return csv;
}

}  // namespace tonewheel
