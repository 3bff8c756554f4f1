#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/codes.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {
inline namespace classification {

/// Equal width: bin i holds confidences in (i / bins, (i + 1) / bins], the first one 0 too; it is
/// the rounded-up confidence * bins, less 1. Equal mass: of n sorted confidences number i is in bin
/// floor(i * bins / n), equal ones all in the bin of the first.
enum class CalibrationBins : unsigned char { equal_width, equal_mass };
/// The words of CalibrationBins, in its order.
inline constexpr std::array<std::string_view, 2> calibration_bins_names{"equal_width",
                                                                        "equal_mass"};

/// How confidences are put into bins.
struct CalibrationOptions {
  std::size_t bins = 15;                                ///< 1 to 65536; Guo et al. use 15
  CalibrationBins kind = CalibrationBins::equal_width;  ///< of equal width or equal mass
  friend bool operator==(const CalibrationOptions&, const CalibrationOptions&) = default;
};

/// One bin of a reliability diagram: the means are NaN where it is empty.
struct CalibrationBin {
  std::uint64_t n = 0;      ///< samples
  std::uint64_t right = 0;  ///< those of them that are right
  double confidence = 0;    ///< mean
  double accuracy = 0;      ///< right / n
  double gap = 0;           ///< |sum of confidences - right|, rounded once
};

/// Whether predictions are right as often as their confidence says. Sums without rounding; bins of
/// equal mass need all samples, which are then kept. Shards merge in any order to the same bits.
class CalibrationScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "calibration_score";

  /// Throws Error on another number of bins.
  explicit CalibrationScore(const CalibrationOptions& options = {});
  /// Throws Error on a state that no score has.
  explicit CalibrationScore(const State& state);

  /// Confidence in [0, 1], else Error. In a binary task: the probability of the positive class, and
  /// whether it is true. Times, at most 2^53: so many samples that are alike.
  void add(double confidence, bool right, std::uint64_t times = 1);
  /// The highest of a sample's probabilities, each in [0, 1] (of equal ones the first class), and
  /// whether it is that of the true class. Throws Error on no such class and on another number.
  void add(std::size_t truth, std::span<const double> probabilities);
  /// Throws Error on other options.
  void merge(const CalibrationScore& other);

  /// Samples.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// The reliability diagram, by ascending confidence.
  [[nodiscard]] std::vector<CalibrationBin> bins() const;
  /// Sum over bins of share of the samples * |accuracy - mean confidence| (ECE), in [0, 1], lower
  /// is better; NaN of no samples (Naeini, Cooper & Hauskrecht 2015; Guo et al. 2017).
  [[nodiscard]] double expected_error() const;
  /// The largest |accuracy - mean confidence| of a bin (MCE), in [0, 1], lower is better; NaN of no
  /// samples (Naeini et al. 2015).
  [[nodiscard]] double maximum_error() const;
  /// As it was made with.
  [[nodiscard]] const CalibrationOptions& options() const noexcept { return options_; }

  /// The same samples, in whatever order.
  friend bool operator==(const CalibrationScore& a, const CalibrationScore& b) {
    return a.options_ == b.options_ && a.n_ == b.n_ && a.bins_ == b.bins_ &&
           a.confidences(true) == b.confidences(true) &&
           a.confidences(false) == b.confidences(false);
  }

 private:
  struct Bin {
    std::uint64_t n = 0;
    std::uint64_t right = 0;
    ExactSum confidence{};
    void add(double value, bool was_right, std::uint64_t times);
    friend bool operator==(const Bin&, const Bin&) = default;
  };
  struct Sample {
    double confidence = 0;
    bool right = false;
  };
  [[nodiscard]] std::vector<Sample> sorted_samples() const;
  /// Of the samples kept that are right, or wrong, in ascending order.
  [[nodiscard]] std::vector<double> confidences(bool right) const;
  [[nodiscard]] std::vector<Bin> filled() const;

  CalibrationOptions options_;
  std::uint64_t n_ = 0;
  std::vector<Bin> bins_;        ///< equal width
  std::vector<Sample> samples_;  ///< equal mass
};

/// The true class of each row of probabilities, samples x classes. Throws Error on different
/// lengths and as add() does, with the sample.
[[nodiscard]] CalibrationScore calibration_score(const Codes& truth,
                                                 const MatrixView<double>& probabilities,
                                                 const CalibrationOptions& options = {});
/// CalibrationScore::expected_error() of whole lists.
[[nodiscard]] double expected_calibration_error(const Codes& truth,
                                                const MatrixView<double>& probabilities,
                                                const CalibrationOptions& options = {});
/// CalibrationScore::maximum_error() of whole lists.
[[nodiscard]] double maximum_calibration_error(const Codes& truth,
                                               const MatrixView<double>& probabilities,
                                               const CalibrationOptions& options = {});

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/calibration_score_inl.hpp>
#endif
