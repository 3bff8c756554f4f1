#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/classification/probability_score.hpp>

namespace tonewheel {

namespace detail {

inline void require_probability_options(const ProbabilityOptions& options) {
  if (!(options.clip >= 0 && options.clip < 0.5)) {
    throw Error("probability score: found clip " + number_text(options.clip) +
                ", expected one in [0, 0.5)");
  }
  if (!(options.row_sum >= 0 && options.row_sum <= 1)) {
    throw Error("probability score: found row sum tolerance " + number_text(options.row_sum) +
                ", expected one in [0, 1]");
  }
}

inline void require_probability_row(std::span<const double> row, double tolerance) {
  double sum = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!(row[i] >= 0 && row[i] <= 1)) {
      throw Error("probability score: found " + number_text(row[i]) + " for class " +
                  std::to_string(i) + ", expected a probability in [0, 1]");
    }
    sum += row[i];
  }
  if (!(std::abs(sum - 1) <= tolerance)) {
    throw Error("probability score: found probabilities that sum to " + number_text(sum) +
                ", expected 1 within " + number_text(tolerance));
  }
}

/// -ln of the true class's share of the clipped row.
inline double clipped_loss(std::span<const double> row, std::size_t truth, double clip) {
  double sum = 0;
  for (const double p : row) {
    sum += std::clamp(p, clip, 1 - clip);
  }
  // The quotient is 0 only where clip is 0; a share that rounding puts above 1 costs nothing.
  return -std::log(std::min(std::clamp(row[truth], clip, 1 - clip) / sum, 1.0));
}

inline void require_binary_lengths(std::size_t truths, std::size_t probabilities) {
  if (truths != probabilities) {
    throw Error("probability score: found " + std::to_string(truths) + " labels and " +
                std::to_string(probabilities) + " probabilities, expected as many of both");
  }
}

/// 1 for true, 0 for false.
inline double binary_truth(std::uint8_t truth, double probability, std::size_t sample) {
  if (truth > 1) {
    throw Error(Place{"", sample + 1, ""},
                "probability score: found label " + std::to_string(truth) + ", expected 0 or 1");
  }
  if (!(probability >= 0 && probability <= 1)) {
    throw Error(Place{"", sample + 1, ""}, "probability score: found " + number_text(probability) +
                                               ", expected a probability in [0, 1]");
  }
  return truth;
}

}  // namespace detail

inline namespace classification {

TONEWHEEL_INLINE ProbabilityScore::ProbabilityScore(std::size_t classes,
                                                    const ProbabilityOptions& options)
    : classes_(classes), options_(options) {
  if (classes == 0) {
    throw Error("probability score: found 0 classes, expected at least 1");
  }
  detail::require_probability_options(options);
}

TONEWHEEL_INLINE ProbabilityScore::ProbabilityScore(const State& state) : classes_(0) {
  StateReader from(state, kind);
  const auto classes = from.option<std::size_t>("classes");
  const auto clip = from.option<double>("clip");
  const auto row_sum = from.option<double>("row_sum");
  *this = ProbabilityScore(classes, {.clip = clip, .row_sum = row_sum});
  n_ = from.count<std::uint64_t>("n");
  loss_ = from.count<ExactSum>("loss");
  squares_ = from.count<ExactSum>("squares");
  from.finish();
  const bool summed = n_ > 0 || (loss_ == ExactSum() && squares_ == ExactSum());
  from.require(summed, "n", "more than 0, since there are sums");
  const double loss = loss_.value();
  from.require(loss >= 0 && (std::isfinite(loss) || clip == 0), "loss", "a sum of losses");
  ExactSum most;  // each of the squares is at most 1
  most.add(1);
  most.multiply(n_);
  most.multiply(classes);
  most.subtract(squares_);
  const bool fits = std::isfinite(squares_.value()) && squares_.sign() >= 0 && most.sign() >= 0;
  from.require(fits, "squares", "a sum of squares of n rows of probabilities");
}

TONEWHEEL_INLINE State ProbabilityScore::state() const {
  return StateWriter(kind)
      .option("classes", classes_)
      .option("clip", options_.clip)
      .option("row_sum", options_.row_sum)
      .count("n", n_)
      .count("loss", loss_)
      .count("squares", squares_)
      .finish();
}

TONEWHEEL_INLINE void ProbabilityScore::add(std::size_t truth,
                                            std::span<const double> probabilities) {
  if (truth >= classes_ || probabilities.size() != classes_) {
    throw Error("probability score: found true class " + std::to_string(truth) + " and " +
                std::to_string(probabilities.size()) + " probabilities, expected a class below " +
                std::to_string(classes_) + " and as many probabilities");
  }
  detail::require_probability_row(probabilities, options_.row_sum);
  add_count(n_, 1, "probability score: rows");
  for (std::size_t i = 0; i < classes_; ++i) {
    const double error = i == truth ? 1 - probabilities[i] : probabilities[i];
    squares_.add_product(error, error);
  }
  loss_.add(detail::clipped_loss(probabilities, truth, options_.clip));
}

TONEWHEEL_INLINE void ProbabilityScore::merge(const ProbabilityScore& other) {
  if (other.classes_ != classes_ || !(other.options_ == options_)) {
    throw Error("probability score: found " + std::to_string(other.classes_) + " classes, clip " +
                number_text(other.options_.clip) + " and row sum tolerance " +
                number_text(other.options_.row_sum) + " to merge, expected " +
                std::to_string(classes_) + ", " + number_text(options_.clip) + " and " +
                number_text(options_.row_sum));
  }
  add_count(n_, other.n_, "probability score: rows");
  loss_.merge(other.loss_);
  squares_.merge(other.squares_);
}

TONEWHEEL_INLINE double ProbabilityScore::log_loss() const {
  return n_ == 0 ? std::numeric_limits<double>::quiet_NaN()
                 : loss_.value() / static_cast<double>(n_);
}

TONEWHEEL_INLINE double ProbabilityScore::brier() const {
  return n_ == 0 ? std::numeric_limits<double>::quiet_NaN()
                 : squares_.value() / static_cast<double>(n_);
}

TONEWHEEL_INLINE ProbabilityScore probability_score(const Codes& truth,
                                                    const MatrixView<double>& probabilities,
                                                    const ProbabilityOptions& options) {
  const std::size_t classes = probabilities.columns;
  if (truth.size() != probabilities.rows || !probabilities.fits()) {
    throw Error("probability score: found " + std::to_string(truth.size()) + " true classes and " +
                std::to_string(probabilities.values.size()) + " probabilities, expected " +
                std::to_string(probabilities.rows) + " and " + std::to_string(probabilities.rows) +
                " x " + std::to_string(classes));
  }
  ProbabilityScore score(classes, options);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    try {
      score.add(truth[i], probabilities.row(i));
    } catch (const Error& error) {
      throw Error(Place{"", i + 1, ""}, error.what());
    }
  }
  return score;
}

TONEWHEEL_INLINE double log_loss(const Codes& truth, const MatrixView<double>& probabilities,
                                 const ProbabilityOptions& options) {
  return probability_score(truth, probabilities, options).log_loss();
}

TONEWHEEL_INLINE double brier_score(const Codes& truth, const MatrixView<double>& probabilities,
                                    const ProbabilityOptions& options) {
  return probability_score(truth, probabilities, options).brier();
}

TONEWHEEL_INLINE double binary_log_loss(const Flags& truth, const Numbers& probabilities,
                                        const ProbabilityOptions& options) {
  detail::require_binary_lengths(truth.size(), probabilities.size());
  detail::require_probability_options(options);
  if (truth.empty()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  ExactSum sum;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const double p = probabilities[i];
    const bool positive = detail::binary_truth(truth[i], p, i) == 1;
    const std::array<double, 2> row{1 - p, p};
    sum.add(detail::clipped_loss(row, positive ? 1 : 0, options.clip));
  }
  return sum.value() / static_cast<double>(truth.size());
}

TONEWHEEL_INLINE double binary_brier_score(const Flags& truth, const Numbers& probabilities) {
  detail::require_binary_lengths(truth.size(), probabilities.size());
  if (truth.empty()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  ExactSum sum;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const double error = probabilities[i] - detail::binary_truth(truth[i], probabilities[i], i);
    sum.add_product(error, error);
  }
  return sum.value() / static_cast<double>(truth.size());
}

}  // namespace classification
}  // namespace tonewheel
