#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/affect/chi_squared.hpp>
#include <tonewheel/affect/doubt.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/annotator.hpp>
#include <tonewheel/kernel/nearest_distance.hpp>
#include <tonewheel/kernel/posterior.hpp>
#include <tonewheel/kernel/posterior_summary.hpp>

namespace tonewheel {

template <int Dim>
void Annotator::take(const BasicMixture<Dim>& mixture) {
  table_ = mixture.table();
  distances_ = distance_table(mixture);
  outside_ = chi_squared_bound(1 - doubt_region, Dim);
  if (options_.doubt.none) {
    none_level_ = calibrated_level(mixture);
  }
}

TONEWHEEL_INLINE Annotator::Annotator(const Space& space, const Model& model,
                                      AnnotatorOptions options)
    : options_(std::move(options)), space_(space) {
  const bool three = model.has_dominance && (options_.has_dominance || estimates_dominance());
  if (three) {
    take(model.mixture);
  } else {
    take(marginal(model.mixture));
  }
  if (options_.dominance_from == DominanceFrom::conditional) {
    conditional_.emplace(model.mixture);
  } else if (options_.dominance_from == DominanceFrom::posterior) {
    posterior_.emplace(space);
  }
}

TONEWHEEL_INLINE bool Annotator::admit(Batch& batch, const RawRow& row) const {
  Vad point;
  bool clipped = false;
  for (const Axis axis : all_axes) {
    if (axis == Axis::dominance && !options_.has_dominance) {
      continue;
    }
    const auto a = static_cast<std::size_t>(axis);
    const Cell& cell = row.axes[a];
    const AxisRange& range = options_.scale.range(axis);
    const Screened screened = cell.fault == Fault::none
                                  ? screen(cell.value, range, options_.out_of_range)
                                  : Screened{cell.fault, 0, false};
    if (screened.fault != Fault::none) {
      return reject(batch, row, screened.fault, cell, options_.columns[a],
                    "a number from " + number_text(range.min) + " to " + number_text(range.max) +
                        " (scale " + options_.scale.name() + ")");
    }
    clipped = clipped || screened.clipped;
    point[axis] = options_.scale.to_unit(axis, screened.value);
  }
  if (options_.dominance_from == DominanceFrom::label && row.label.fault != Fault::none) {
    return reject(batch, row, row.label.fault, row.label, options_.columns[3],
                  "a class of the space " + space_.name);
  }
  batch.rows.push_back(row.row);
  batch.points.push_back(point);
  if (options_.dominance_from == DominanceFrom::label) {
    batch.labels.push_back(static_cast<std::size_t>(row.label.value));
  }
  if (clipped) {
    batch.faults.clipped.add(row.row);
  }
  return true;
}

TONEWHEEL_INLINE bool Annotator::admit_sound(Batch& batch, std::uint64_t row,
                                             const Vad& values) const {
  if (options_.dominance_from == DominanceFrom::label) {
    return false;
  }
  Vad point;
  for (const Axis axis : all_axes) {
    if (axis == Axis::dominance && !options_.has_dominance) {
      continue;
    }
    if (!options_.scale.range(axis).contains(values[axis])) {
      return false;
    }
    point[axis] = options_.scale.to_unit(axis, values[axis]);
  }
  batch.rows.push_back(row);
  batch.points.push_back(point);
  return true;
}

TONEWHEEL_INLINE bool Annotator::reject(Batch& batch, const RawRow& row, Fault fault,
                                        const Cell& cell, const std::string& column,
                                        const std::string& expected) const {
  if (options_.out_of_range == OutOfRange::error) {
    const std::string found = fault == Fault::ragged    ? std::string(cell.text)
                              : !cell.text.empty()      ? shown(cell.text)
                              : fault == Fault::missing ? "nothing"
                                                        : number_text(cell.value);
    throw Error({options_.file, row.row, column}, std::string(tonewheel::name(fault)) + ": found " +
                                                      found + ", expected " + expected);
  }
  batch.faults[fault].add(row.row);
  return false;
}

TONEWHEEL_INLINE void Annotator::describe(Batch& batch) const {
  estimate_dominance(batch);
  place(batch);
  compute(batch);
  if (options_.doubt.count() != 0) {
    measure_doubt(batch);
  }
  count(batch);
}

TONEWHEEL_INLINE void Annotator::estimate_dominance(Batch& batch) const {
  if (!estimates_dominance()) {
    return;
  }
  for (std::size_t i = 0; i < batch.size(); ++i) {
    Vad& point = batch.points[i];
    switch (options_.dominance_from) {
      case DominanceFrom::conditional:
        point.dominance = (*conditional_)(point.va()).mean;
        break;
      case DominanceFrom::posterior:
        point.dominance = (*posterior_)(point.va());
        break;
      default:
        point.dominance = label_dominance(space_.classes[batch.labels[i]], point.va());
    }
    batch.dominance.push_back(options_.scale.from_unit(Axis::dominance, point.dominance));
  }
}

/// The points' coordinates side by side, as the kernels take them.
TONEWHEEL_INLINE void Annotator::place(Batch& batch) const {
  const std::size_t dimensions = table_.dimensions();
  batch.coordinates.resize(batch.size() * dimensions);
  double* to = batch.coordinates.data();
  for (const Vad& point : batch.points) {
    to[0] = point.valence;
    to[1] = point.arousal;
    if (dimensions == 3) {
      to[2] = point.dominance;
    }
    to += dimensions;
  }
}

/// Probabilities, likeliest classes and nearest distances; what doubt columns are made of too.
TONEWHEEL_INLINE void Annotator::compute(Batch& batch) const {
  const std::size_t rows = batch.size();
  const std::size_t classes = table_.classes();
  const auto columns = static_cast<std::ptrdiff_t>(classes);
  const kernel::Strided<const double> points{batch.coordinates.data(),
                                             static_cast<std::ptrdiff_t>(table_.dimensions()), 1};
  std::vector<double> scratch(kernel::scratch_size(table_));
  const bool in_float = options_.precision == Precision::float_precision;
  const bool wants_summary = options_.doubt.entropy || options_.doubt.margin;
  if (in_float) {
    batch.probabilities_float.resize(rows * classes);
    kernel::posterior(table_, points, rows,
                      kernel::Strided<float>{batch.probabilities_float.data(), columns, 1},
                      scratch.data());
  } else {
    batch.probabilities.resize(rows * classes);
  }
  const std::size_t ranks = wants_summary ? std::min<std::size_t>(classes, 2) : 1;
  batch.likeliest.resize(rows * ranks);
  if (!in_float || wants_summary) {
    kernel::RowSummaries wanted{
        .likeliest = ranks,
        .classes = {batch.likeliest.data(), 1, static_cast<std::ptrdiff_t>(rows)}};
    if (wants_summary) {
      batch.summary.resize(rows * (1 + ranks));
      wanted.entropy = batch.summary.data();
      wanted.class_probabilities = {batch.summary.data() + rows, 1,
                                    static_cast<std::ptrdiff_t>(rows)};
    }
    kernel::posterior_summary(table_, points, rows,
                              in_float
                                  ? kernel::Strided<double>{}
                                  : kernel::Strided<double>{batch.probabilities.data(), columns, 1},
                              wanted, scratch.data());
  } else {
    const float* p = batch.probabilities_float.data();
    for (std::size_t i = 0; i < rows; ++i, p += classes) {
      batch.likeliest[i] = static_cast<std::uint32_t>(std::max_element(p, p + classes) - p);
    }
  }
  batch.nearest.resize(rows);
  kernel::nearest_squared_distance(distances_, points, rows, batch.nearest.data());
}

TONEWHEEL_INLINE void Annotator::measure_doubt(Batch& batch) const {
  const std::size_t rows = batch.size();
  const DoubtColumns& wanted = options_.doubt;
  const int degrees = static_cast<int>(table_.dimensions());
  batch.doubt.clear();
  batch.doubt.reserve(rows * wanted.count());
  for (std::size_t i = 0; i < rows; ++i) {
    const double p_value =
        wanted.p_value || wanted.none ? chi_squared_tail(std::abs(batch.nearest[i]), degrees) : 0.0;
    if (wanted.p_value) {
      batch.doubt.push_back(p_value);
    }
    if (wanted.entropy) {
      batch.doubt.push_back(batch.summary[i]);
    }
    if (wanted.margin) {
      batch.doubt.push_back(
          table_.classes() == 1 ? 1.0 : batch.summary[rows + i] - batch.summary[2 * rows + i]);
    }
    if (wanted.none) {
      batch.doubt.push_back(none_of_these(p_value, *none_level_));
    }
  }
}

TONEWHEEL_INLINE void Annotator::count(Batch& batch) const {
  batch.doubt_counts = DoubtCounts(table_.classes());
  batch.doubt_counts.add(batch.points, std::span(batch.likeliest).first(batch.size()),
                         batch.nearest, outside_);
}

}  // namespace tonewheel
