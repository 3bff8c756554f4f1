#pragma once

#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/metric/classification/confusion_matrix.hpp>

namespace tonewheel {

namespace detail {

inline constexpr std::size_t confusion_most_classes = 8192;

/// The number of cells.
inline std::size_t confusion_cells(std::size_t classes) {
  if (classes == 0 || classes > confusion_most_classes) {
    throw Error("confusion matrix: found " + std::to_string(classes) +
                " classes, expected 1 to 8192");
  }
  return classes * classes;
}

inline void require_confusion_class(std::size_t index, std::size_t classes, const char* which) {
  if (index >= classes) {
    throw Error("confusion matrix: found " + std::string(which) + " class " +
                std::to_string(index) + ", expected one below " + std::to_string(classes));
  }
}

}  // namespace detail

inline namespace classification {

TONEWHEEL_INLINE ConfusionMatrix::ConfusionMatrix(std::size_t classes)
    : classes_(classes), counts_(detail::confusion_cells(classes)) {}

TONEWHEEL_INLINE ConfusionMatrix::ConfusionMatrix(const State& state) : classes_(0) {
  StateReader from(state, kind);
  const auto classes = from.option<std::size_t>("classes");
  const auto counts = from.count<std::vector<std::uint64_t>>("counts");
  from.finish();
  // Before there is a matrix of so many classes.
  from.require(classes > 0 && counts.size() / classes == classes && counts.size() % classes == 0,
               "classes", "the root of how many counts there are");
  *this = from_counts(classes, counts);
}

TONEWHEEL_INLINE State ConfusionMatrix::state() const {
  return StateWriter(kind).option("classes", classes_).count("counts", counts_).finish();
}

TONEWHEEL_INLINE ConfusionMatrix
ConfusionMatrix::from_counts(std::size_t classes, std::span<const std::uint64_t> counts) {
  ConfusionMatrix matrix(classes);
  if (counts.size() != matrix.counts_.size()) {
    throw Error("confusion matrix: found " + std::to_string(counts.size()) + " counts, expected " +
                std::to_string(matrix.counts_.size()));
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    matrix.add(i / classes, i % classes, counts[i]);
  }
  return matrix;
}

TONEWHEEL_INLINE void ConfusionMatrix::add(std::size_t truth, std::size_t prediction,
                                           std::uint64_t count) {
  detail::require_confusion_class(truth, classes_, "true");
  detail::require_confusion_class(prediction, classes_, "predicted");
  add_count(n_, count, "confusion matrix: samples", most_exact_count);
  counts_[truth * classes_ + prediction] += count;
}

TONEWHEEL_INLINE void ConfusionMatrix::merge(const ConfusionMatrix& other) {
  if (other.classes_ != classes_) {
    throw Error("confusion matrix: found " + std::to_string(other.classes_) +
                " classes to merge, expected " + std::to_string(classes_));
  }
  add_count(n_, other.n_, "confusion matrix: samples", most_exact_count);
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    counts_[i] += other.counts_[i];
  }
}

TONEWHEEL_INLINE std::vector<LabelCounts> ConfusionMatrix::label_counts() const {
  std::vector<LabelCounts> labels(classes_);
  for (std::size_t truth = 0; truth < classes_; ++truth) {
    labels[truth].common = at(truth, truth);
    for (std::size_t prediction = 0; prediction < classes_; ++prediction) {
      labels[truth].truth += at(truth, prediction);
      labels[prediction].prediction += at(truth, prediction);
    }
  }
  return labels;
}

}  // namespace classification
}  // namespace tonewheel
