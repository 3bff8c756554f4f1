#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/kernel/mask_table.hpp>

namespace tonewheel {
inline namespace overlap {

/// The sample's own F, 2 common / (truth + prediction), in [0, 1]; 0 where both sets are empty.
/// Throws Error if common exceeds one of the sets.
[[nodiscard]] double sample_fscore(const SetCounts& sample);

/// 2 P R / (P + R), in [0, 1]; 0 where both are 0. Precision and recall in [0, 1].
[[nodiscard]] constexpr double harmonic_fscore(double precision, double recall) noexcept {
  const double sum = precision + recall;
  return sum > 0 ? 2 * (precision * recall) / sum : 0;
}

/// Set-level precision and recall over samples, as the MER challenges score open vocabularies
/// (MERTools, wheel.py; AffectGPT, ICML 2025): a sample whose truth is empty is skipped, one whose
/// prediction is empty counts with zeros, else precision = common / prediction and recall = common
/// / truth; F is of their means, and 0 where both are. It keeps integer counts, so shards merge
/// in any order to the same bits; the means are sums of fractions without rounding but the last.
class SetScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "set_score";

  SetScore() = default;
  /// Throws Error on a state that no score has.
  explicit SetScore(const State& state);

  /// Throws Error if common exceeds one of the sets.
  void add(const SetCounts& sample);
  /// The same for many; then none is added.
  void add(std::span<const SetCounts> samples);
  /// As if the other's samples had been added here. Throws Error above 2^53 samples.
  void merge(const SetScore& other);
  /// The score with that state. Throws Error as add does, on a 0, and above 2^53 samples.
  [[nodiscard]] static SetScore from_histogram(const std::map<SetCounts, std::uint64_t>& histogram);

  /// Samples that count.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Samples whose truth is empty.
  [[nodiscard]] std::uint64_t skipped() const noexcept { return skipped_; }
  /// Of those that count.
  [[nodiscard]] std::uint64_t empty_predictions() const noexcept { return empty_predictions_; }

  /// In [0, 1], higher is better. This and all that follow are undefined (NaN) where nothing was
  /// counted: no sample has a true label there.
  [[nodiscard]] double precision() const;
  /// Mean of the samples' recall.
  [[nodiscard]] double recall() const;
  /// F of the mean precision and recall.
  [[nodiscard]] double fscore() const;
  /// Mean of the samples' own F, 2 common / (truth + prediction): not what the challenges report.
  [[nodiscard]] double mean_sample_fscore() const;
  /// Of the sums of counts: sum common / sum prediction, sum common / sum truth, their F.
  [[nodiscard]] double micro_precision() const;
  [[nodiscard]] double micro_recall() const;  ///< sum common / sum truth.
  /// F of these two.
  [[nodiscard]] double micro_fscore() const;

  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// How often each combination of sizes occurred, samples skipped included.
  [[nodiscard]] std::map<SetCounts, std::uint64_t> histogram() const;

  friend bool operator==(const SetScore&, const SetScore&) = default;

 private:
  void add(const SetCounts& sample, std::uint64_t times);

  /// Sizes below `small` are counted in a table, by (truth * small + prediction) * small + common.
  static constexpr std::uint32_t small = 10;
  std::array<std::uint64_t, std::size_t{small} * small * small> small_{};
  std::map<SetCounts, std::uint64_t> large_;
  std::uint64_t n_ = 0;
  std::uint64_t skipped_ = 0;
  std::uint64_t empty_predictions_ = 0;
};

/// Means of the wheels' F, precision and recall, each on its own: the mean F is not the F of the
/// other two. NaN where nothing was counted on any wheel.
struct SetMeans {
  double fscore = 0;            ///< mean of the wheels' F
  double precision = 0;         ///< mean of their precision
  double recall = 0;            ///< mean of their recall
  std::uint64_t undefined = 0;  ///< wheels on which nothing was counted, left out of the means
  friend bool operator==(const SetMeans&, const SetMeans&) = default;
};
/// Throws Error where there are no scores.
[[nodiscard]] SetMeans mean_scores(std::span<const SetScore> wheels);

}  // namespace overlap
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/overlap/impl/set_score_inl.hpp>
#endif
