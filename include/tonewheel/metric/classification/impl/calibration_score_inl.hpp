#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/classification/calibration_score.hpp>

namespace tonewheel {

namespace detail {

inline void require_confidence(double value) {
  if (!(value >= 0 && value <= 1)) {
    throw Error("calibration: found confidence " + number_text(value) + ", expected one in [0, 1]");
  }
}

inline std::size_t width_bin(double confidence, std::size_t bins) {
  const double above = std::ceil(confidence * static_cast<double>(bins));
  return above < 1 ? 0 : std::min(static_cast<std::size_t>(above) - 1, bins - 1);
}

}  // namespace detail

inline namespace classification {

TONEWHEEL_INLINE CalibrationScore::CalibrationScore(const CalibrationOptions& options)
    : options_(options) {
  constexpr std::size_t most_bins = 65536;
  if (options.bins == 0 || options.bins > most_bins) {
    throw Error("calibration: found " + std::to_string(options.bins) +
                " bins, expected 1 to 65536");
  }
  if (options.kind == CalibrationBins::equal_width) {
    bins_.resize(options.bins);
  }
}

TONEWHEEL_INLINE CalibrationScore::CalibrationScore(const State& state) {
  StateReader from(state, kind);
  const auto bins = from.option<std::size_t>("bins");
  const auto shape = static_cast<CalibrationBins>(from.choice("kind", calibration_bins_names));
  if (shape == CalibrationBins::equal_width) {
    from.require_length("n", bins);
    from.require_length("right", bins);
    from.require_length("confidence", bins);
  }
  *this = CalibrationScore(CalibrationOptions{.bins = bins, .kind = shape});
  if (shape == CalibrationBins::equal_mass) {
    for (const bool right : {true, false}) {
      for (const double each : from.count<std::vector<double>>(right ? "right" : "wrong")) {
        add(each, right);
      }
    }
    from.finish();
    return;
  }
  const auto n = from.count<std::vector<std::uint64_t>>("n");
  const auto right = from.count<std::vector<std::uint64_t>>("right");
  const auto confidence = from.count<std::vector<ExactSum>>("confidence");
  from.finish();
  n_ = from.total("n", n);
  for (std::size_t i = 0; i < bins; ++i) {
    from.require(right[i] <= n[i], "right", "at most n");
    const double mean = n[i] == 0 ? 0 : confidence[i].value() / static_cast<double>(n[i]);
    // Means are rounded and may leave the bin by that.
    const bool in_bin = n[i] == 0 ? confidence[i] == ExactSum()
                                  : mean >= 0 && mean <= 1 + 0x1p-50 &&
                                        detail::width_bin(mean, bins) <= i + 1 &&
                                        detail::width_bin(mean, bins) + 1 >= i;
    from.require(in_bin, "confidence", "sums of confidences of their bins");
    bins_[i] = {n[i], right[i], confidence[i]};
  }
}

TONEWHEEL_INLINE State CalibrationScore::state() const {
  StateWriter to(kind);
  to.option("bins", options_.bins)
      .option("kind", calibration_bins_names[static_cast<std::size_t>(options_.kind)]);
  if (options_.kind == CalibrationBins::equal_mass) {
    return to.count("right", confidences(true)).count("wrong", confidences(false)).finish();
  }
  std::vector<std::uint64_t> n;
  std::vector<std::uint64_t> right;
  std::vector<ExactSum> confidence;
  for (const Bin& bin : bins_) {
    n.push_back(bin.n);
    right.push_back(bin.right);
    confidence.push_back(bin.confidence);
  }
  return to.count("n", n).count("right", right).count("confidence", confidence).finish();
}

TONEWHEEL_INLINE void CalibrationScore::Bin::add(double value, bool was_right,
                                                 std::uint64_t times) {
  n += times;
  right += was_right ? times : 0;
  if (times == 1) {
    confidence.add(value);
  } else {
    confidence.add_product(static_cast<double>(times), value);
  }
}

TONEWHEEL_INLINE void CalibrationScore::add(double confidence, bool right, std::uint64_t times) {
  detail::require_confidence(confidence);
  if (times > most_exact_count) {
    throw Error("calibration: found " + std::to_string(times) +
                " samples alike, expected at most 2^53");
  }
  require_room(n_, times, "calibration: samples");
  if (options_.kind == CalibrationBins::equal_width) {
    bins_[detail::width_bin(confidence, options_.bins)].add(confidence, right, times);
  } else {
    samples_.insert(samples_.end(), times, {confidence == 0 ? 0 : confidence, right});  // no -0
  }
  n_ += times;
}

TONEWHEEL_INLINE void CalibrationScore::add(std::size_t truth,
                                            std::span<const double> probabilities) {
  if (truth >= probabilities.size()) {
    throw Error("calibration: found true class " + std::to_string(truth) + ", expected one below " +
                std::to_string(probabilities.size()));
  }
  for (const double value : probabilities) {
    detail::require_confidence(value);
  }
  const auto top = std::max_element(probabilities.begin(), probabilities.end());
  add(*top, static_cast<std::size_t>(top - probabilities.begin()) == truth);
}

TONEWHEEL_INLINE void CalibrationScore::merge(const CalibrationScore& other) {
  if (!(other.options_ == options_)) {
    throw Error("calibration: found " + std::to_string(other.options_.bins) +
                " bins to merge, expected " + std::to_string(options_.bins) + " of the same kind");
  }
  if (&other == this) {
    merge(CalibrationScore(other));
    return;
  }
  require_room(n_, other.n_, "calibration: samples");
  for (std::size_t i = 0; i < bins_.size(); ++i) {
    bins_[i].n += other.bins_[i].n;
    bins_[i].right += other.bins_[i].right;
    bins_[i].confidence.merge(other.bins_[i].confidence);
  }
  samples_.insert(samples_.end(), other.samples_.begin(), other.samples_.end());
  n_ += other.n_;
}

TONEWHEEL_INLINE std::vector<CalibrationScore::Sample> CalibrationScore::sorted_samples() const {
  std::vector<Sample> sorted = samples_;
  std::sort(sorted.begin(), sorted.end(),
            [](const Sample& a, const Sample& b) { return a.confidence < b.confidence; });
  return sorted;
}

TONEWHEEL_INLINE std::vector<double> CalibrationScore::confidences(bool right) const {
  std::vector<double> values;
  for (const Sample& sample : samples_) {
    if (sample.right == right) {
      values.push_back(sample.confidence);
    }
  }
  std::sort(values.begin(), values.end());
  return values;
}

TONEWHEEL_INLINE std::vector<CalibrationScore::Bin> CalibrationScore::filled() const {
  if (options_.kind == CalibrationBins::equal_width) {
    return bins_;
  }
  const std::vector<Sample> sorted = sorted_samples();
  std::vector<Bin> bins(options_.bins);
  std::size_t first = 0;  // of the equal ones
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (sorted[i].confidence != sorted[first].confidence) {
      first = i;
    }
    bins[first * options_.bins / sorted.size()].add(sorted[i].confidence, sorted[i].right, 1);
  }
  return bins;
}

TONEWHEEL_INLINE std::vector<CalibrationBin> CalibrationScore::bins() const {
  std::vector<CalibrationBin> bins;
  bins.reserve(options_.bins);
  for (const Bin& bin : filled()) {
    ExactSum gap = bin.confidence;
    gap.add(-static_cast<double>(bin.right));
    const auto n = static_cast<double>(bin.n);
    const double empty = std::numeric_limits<double>::quiet_NaN();
    bins.push_back({bin.n, bin.right, bin.n == 0 ? empty : bin.confidence.value() / n,
                    bin.n == 0 ? empty : static_cast<double>(bin.right) / n,
                    std::abs(gap.value())});
  }
  return bins;
}

TONEWHEEL_INLINE double CalibrationScore::expected_error() const {
  ExactSum gaps;
  for (const CalibrationBin& bin : bins()) {
    gaps.add(bin.gap);
  }
  return n_ == 0 ? std::numeric_limits<double>::quiet_NaN()
                 : gaps.value() / static_cast<double>(n_);
}

TONEWHEEL_INLINE double CalibrationScore::maximum_error() const {
  double most = 0;
  for (const CalibrationBin& bin : bins()) {
    if (bin.n != 0) {
      most = std::max(most, bin.gap / static_cast<double>(bin.n));
    }
  }
  return n_ == 0 ? std::numeric_limits<double>::quiet_NaN() : most;
}

TONEWHEEL_INLINE CalibrationScore calibration_score(const Codes& truth,
                                                    const MatrixView<double>& probabilities,
                                                    const CalibrationOptions& options) {
  const std::size_t classes = probabilities.columns;
  if (truth.size() != probabilities.rows || !probabilities.fits()) {
    throw Error("calibration: found " + std::to_string(truth.size()) + " true classes and " +
                std::to_string(probabilities.values.size()) + " probabilities, expected " +
                std::to_string(probabilities.rows) + " and " + std::to_string(probabilities.rows) +
                " x " + std::to_string(classes));
  }
  CalibrationScore score(options);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    try {
      score.add(std::size_t{truth[i]}, probabilities.values.subspan(i * classes, classes));
    } catch (const Error& error) {
      throw Error(Place{"", i + 1, ""}, error.what());
    }
  }
  return score;
}

TONEWHEEL_INLINE double expected_calibration_error(const Codes& truth,
                                                   const MatrixView<double>& probabilities,
                                                   const CalibrationOptions& options) {
  return calibration_score(truth, probabilities, options).expected_error();
}

TONEWHEEL_INLINE double maximum_calibration_error(const Codes& truth,
                                                  const MatrixView<double>& probabilities,
                                                  const CalibrationOptions& options) {
  return calibration_score(truth, probabilities, options).maximum_error();
}

}  // namespace classification
}  // namespace tonewheel
