#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>

namespace tonewheel {
inline namespace overlap {

/// A sample's counts, one per wheel.
using SampleRow = std::span<const SetCounts>;

/// The counts of every sample on every wheel, kept for resampling.hpp and per-sample files.
class SampleScores {
 public:
  /// Throws Error on 0 wheels.
  explicit SampleScores(std::size_t wheels);

  /// One entry per wheel. Throws Error on another number of them and as SetScore::add does.
  void add(SampleRow sample);
  /// Appends the other's samples. Throws Error on another number of wheels.
  void append(const SampleScores& other);

  [[nodiscard]] std::size_t wheels() const noexcept { return wheels_; }
  [[nodiscard]] std::size_t size() const noexcept { return counts_.size() / wheels_; }
  /// Of sample < size(); valid until samples are added.
  [[nodiscard]] SampleRow row(std::size_t sample) const {
    return SampleRow(counts_).subspan(sample * wheels_, wheels_);
  }
  /// All of them, in the order of adding.
  [[nodiscard]] std::vector<SampleRow> rows() const;

  /// The score on wheel < wheels().
  [[nodiscard]] SetScore score(std::size_t wheel) const;
  /// Means over the wheels.
  [[nodiscard]] SetMeans means() const;

 private:
  std::size_t wheels_;
  std::vector<SetCounts> counts_;
};

/// SetScore::fscore of some samples of one wheel: a statistic for resampling.hpp.
[[nodiscard]] double set_fscore(std::span<const SetCounts> samples);

/// The mean over the wheels of their F: a statistic for resampling.hpp. Rows of equal length; 0
/// where there are none.
[[nodiscard]] double mean_fscore(std::span<const SampleRow> rows);

}  // namespace overlap
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/overlap/impl/sample_scores_inl.hpp>
#endif
