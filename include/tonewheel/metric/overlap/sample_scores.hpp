#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>

namespace tonewheel {
inline namespace overlap {

/// A sample's counts, one per wheel.
using SampleRow = std::span<const SetCounts>;

/// The counts of every sample on every wheel, kept for resampling.hpp and per-sample files.
class SampleScores {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "sample_scores";

  /// Throws Error on 0 wheels.
  explicit SampleScores(std::size_t wheels);
  /// The samples in ascending order: a state does not keep that of adding. Throws Error on a state
  /// that no samples have.
  explicit SampleScores(const State& state);

  /// One entry per wheel. Throws Error on another number of them and as SetScore::add does.
  void add(SampleRow sample);
  /// The other's samples go behind those here. Throws Error on another number of wheels.
  void merge(const SampleScores& other);

  /// Counts that each sample has.
  [[nodiscard]] std::size_t wheels() const noexcept { return wheels_; }
  /// Samples.
  [[nodiscard]] std::uint64_t n() const noexcept { return counts_.size() / wheels_; }
  /// Of sample < n(); valid until samples are added.
  [[nodiscard]] SampleRow row(std::size_t sample) const {
    return SampleRow(counts_).subspan(sample * wheels_, wheels_);
  }
  /// All of them, in the order of adding.
  [[nodiscard]] std::vector<SampleRow> rows() const;

  /// The score on wheel < wheels().
  [[nodiscard]] SetScore score(std::size_t wheel) const;
  /// Means over the wheels.
  [[nodiscard]] SetMeans means() const;

  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// The same samples, in any order.
  friend bool operator==(const SampleScores& a, const SampleScores& b) {
    return a.wheels_ == b.wheels_ && a.sorted() == b.sorted();
  }

 private:
  /// The samples' counts, sample after sample in ascending order.
  [[nodiscard]] std::vector<SetCounts> sorted() const;

  std::size_t wheels_;
  std::vector<SetCounts> counts_;
};

/// SetScore::fscore of some samples of one wheel: a statistic for resampling.hpp; 0 where
/// nothing is counted, for a statistic is a number.
[[nodiscard]] double set_fscore(std::span<const SetCounts> samples);

/// The mean of the F of the wheels on which something is counted: a statistic for resampling.hpp.
/// Rows of equal length; 0 where there are none.
[[nodiscard]] double mean_fscore(std::span<const SampleRow> rows);

}  // namespace overlap
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/overlap/impl/sample_scores_inl.hpp>
#endif
