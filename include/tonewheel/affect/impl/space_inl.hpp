#pragma once

#include <algorithm>
#include <cmath>

#include <tonewheel/affect/scale.hpp>
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

/// The scale that a space's numbers are on: the one of its column `scale`, the same in every row.
/// Only a linear one takes a standard deviation to the unit scale.
inline Scale scale_of_space(const Table& table, std::optional<std::size_t> column) {
  if (!column) {
    return {};
  }
  const std::string& text = table.cell(0, *column);
  for (std::size_t row = 1; row < table.rows(); ++row) {
    if (table.cell(row, *column) != text) {
      throw Error({table.file(), row + 1, "scale"}, "found " + shown(table.cell(row, *column)) +
                                                        ", expected " + shown(text) +
                                                        " as in the first row");
    }
  }
  if (text.empty()) {
    return {};
  }
  Scale scale;
  try {
    scale = parse_scale(text);
  } catch (const Error& error) {
    throw Error({table.file(), 1, "scale"}, error.what());
  }
  for (const Axis axis : all_axes) {
    const AxisRange& range = scale.range(axis);
    if (std::abs((range.min + range.max) / 2 - range.neutral) > 1e-9 * (range.max - range.min)) {
      throw Error({table.file(), 1, "scale"},
                  "found " + shown(text) +
                      ", expected a scale with neutral in the middle: on others a standard "
                      "deviation has no one size");
    }
  }
  return scale;
}

/// How many units of the unit scale one of this axis is.
inline double unit_size(const Scale& scale, Axis axis) {
  return 2 / (scale.range(axis).max - scale.range(axis).min);
}

/// A number >= 0, or > 0.
inline double checked_size(const Table& table, std::size_t row, std::size_t column, bool zero) {
  const double value = table.number(row, column);
  if (!(zero ? value >= 0 : value > 0)) {
    throw Error(
        {table.file(), row + 1, table.header()[column]},
        "found " + table.cell(row, column) + ", expected a number " + (zero ? ">= 0" : "> 0"));
  }
  return value;
}

/// Fills empty deviations of one axis with the pooled one.
inline void pool_deviations(Space& space, const Table& table, std::size_t column, Axis axis,
                            double unit) {
  double sum = 0;
  int given = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (const auto deviation = table.optional_number(row, column)) {
      checked(table, row, column, 0, 2 / unit);
      const double size = *deviation * unit;
      space.classes[row].deviation[axis] = size;
      sum += size * size;
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

/// Means and standard deviations.
inline void read_places(Space& space, const Table& table, const Scale& scale) {
  for (const Axis axis : all_axes) {
    if (axis == Axis::dominance && !space.has_dominance) {
      for (EmotionClass& each : space.classes) {
        each.deviation.dominance = 1;
      }
      continue;
    }
    const std::string axis_name(tonewheel::name(axis));
    const std::size_t mean = table.column(axis_name + " mean");
    const AxisRange& range = scale.range(axis);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      space.classes[row].mean[axis] =
          scale.to_unit(axis, checked(table, row, mean, range.min, range.max));
    }
    pool_deviations(space, table, table.column(axis_name + " std"), axis, unit_size(scale, axis));
  }
}

inline void read_correlations(Space& space, const Table& table) {
  const auto va = table.find("rho va");
  const auto vd = table.find("rho vd");
  const auto ad = table.find("rho ad");
  const bool given = filled_for_all(table, va);
  const bool with_dominance = filled_for_all(table, vd);
  if (with_dominance != filled_for_all(table, ad) ||
      (space.has_dominance && given != with_dominance)) {
    throw Error({table.file(), 0, {}},
                "some of the columns rho va, rho vd, rho ad: expected all three or none");
  }
  if (with_dominance && !space.has_dominance) {
    throw Error({table.file(), 0, "rho vd"},
                "correlations of dominance, but no columns dominance mean and dominance std");
  }
  for (std::size_t row = 0; given && row < table.rows(); ++row) {
    Correlations rho{.va = checked(table, row, *va, -1, 1)};
    if (with_dominance) {
      rho.vd = checked(table, row, *vd, -1, 1);
      rho.ad = checked(table, row, *ad, -1, 1);
    }
    space.classes[row].correlations = rho;
  }
}

/// Priors, marks of pooled deviations, and what learned spaces say besides.
inline void read_rest(Space& space, const Table& table, const Scale& scale) {
  const auto column_of = [&](std::string_view column) {
    const auto found = table.find(column);
    return filled_for_all(table, found) ? found : std::nullopt;
  };
  const auto prior = column_of("prior");
  const auto n = column_of("n");
  const auto temperature = column_of("temperature");
  const auto source = table.find("source");
  const auto pooled = table.find("pooled");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    EmotionClass& each = space.classes[row];
    if (prior) {
      each.prior = checked_size(table, row, *prior, false);
    }
    if (n) {
      each.n = checked_size(table, row, *n, true);
    }
    if (temperature) {
      each.temperature = checked_size(table, row, *temperature, false);
    }
    if (source) {
      each.source = table.cell(row, *source);
    }
    if (pooled && table.cell(row, *pooled).find_first_not_of("VAD") != std::string::npos) {
      throw Error({table.file(), row + 1, "pooled"}, "found " + shown(table.cell(row, *pooled)) +
                                                         ", expected some of the letters VAD");
    }
  }
  for (const Axis axis : all_axes) {
    const auto a = static_cast<std::size_t>(axis);
    const auto variance = column_of(std::string(tonewheel::name(axis)) + " rater variance");
    const double unit = unit_size(scale, axis);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (pooled && table.cell(row, *pooled).find("VAD"[a]) != std::string::npos) {
        space.classes[row].deviation_source[a] = DeviationSource::pooled;
      }
      if (variance) {
        space.classes[row].rater_variance[axis] =
            checked_size(table, row, *variance, true) * unit * unit;
      }
    }
  }
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
  const Scale scale = detail::scale_of_space(table, table.find("scale"));
  space.has_dominance = table.find("dominance mean") || table.find("dominance std");
  detail::read_places(space, table, scale);
  detail::read_correlations(space, table);
  detail::read_rest(space, table, scale);
  return space;
}

TONEWHEEL_INLINE Space read_space(const std::filesystem::path& path) {
  return space_from_table(Table::read(path), path.stem().string());
}

TONEWHEEL_INLINE std::string space_to_csv(const Space& space) {
  const auto any = [&](auto differs) {
    return std::any_of(space.classes.begin(), space.classes.end(), differs);
  };
  const std::size_t axes = space.has_dominance ? 3 : 2;
  const bool correlations = space.has_correlations();
  const bool priors = space.has_priors();
  const bool counts = !any([](const EmotionClass& each) { return !each.n.has_value(); });
  const bool raters = any([](const EmotionClass& each) { return each.rater_variance != Vad{}; });
  const bool temperatures = any([](const EmotionClass& each) { return each.temperature != 1; });
  const bool sources = any([](const EmotionClass& each) { return !each.source.empty(); });
  const bool pooled = any([](const EmotionClass& each) {
    return each.deviation_source != std::array<DeviationSource, 3>{};
  });
  std::string csv = "class";
  std::string rater_columns;
  for (std::size_t a = 0; a < axes; ++a) {
    const std::string axis(name(all_axes[a]));
    csv.append(",").append(axis).append(" mean,").append(axis).append(" std");
    rater_columns.append(",").append(axis).append(" rater variance");
  }
  csv += correlations ? (axes == 3 ? ",rho va,rho vd,rho ad" : ",rho va") : "";
  csv += priors ? ",prior" : "";
  csv += pooled ? ",pooled" : "";
  csv += counts ? ",n" : "";
  csv += raters ? rater_columns : "";
  csv += temperatures ? ",temperature" : "";
  csv += sources ? ",source\n" : "\n";
  for (const EmotionClass& each : space.classes) {
    // A bare # would start a comment.
    const std::string class_name = quote_if_needed(each.name, ',');
    csv += class_name.starts_with('#') ? '"' + class_name + '"' : class_name;
    std::string letters;
    std::string rater_cells;
    for (std::size_t a = 0; a < axes; ++a) {
      csv += ',' + number_text(each.mean[all_axes[a]]);
      csv += ',' + number_text(each.deviation[all_axes[a]]);
      rater_cells += ',' + number_text(each.rater_variance[all_axes[a]]);
      letters +=
          each.deviation_source[a] == DeviationSource::pooled ? std::string(1, "VAD"[a]) : "";
    }
    if (correlations) {
      csv += ',' + number_text(each.correlations->va);
      if (axes == 3) {
        csv += ',' + number_text(each.correlations->vd) + ',' + number_text(each.correlations->ad);
      }
    }
    csv += priors ? ',' + number_text(*each.prior) : "";
    csv += pooled ? ',' + letters : "";
    csv += counts ? ',' + number_text(*each.n) : "";
    csv += raters ? rater_cells : "";
    csv += temperatures ? ',' + number_text(each.temperature) : "";
    csv += sources ? ',' + quote_if_needed(each.source, ',') + '\n' : "\n";
  }
  return csv;
}

}  // namespace tonewheel
