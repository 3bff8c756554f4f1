#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/overlap/group_set.hpp>

/// How MER-UniBench scores sets with one basic emotion a sample against free predictions
/// (AffectGPT, ICML 2025): per wheel, then the mean over the wheels.
namespace tonewheel {
inline namespace vocabulary {

/// Whether the group of the gold label is among the predicted ones, and how many predicted groups
/// are groups of the set's candidate labels.
struct HitCounts {
  bool hit = false;              ///< the gold label's group was predicted
  std::uint32_t candidates = 0;  ///< predicted groups that are candidates
  friend auto operator<=>(const HitCounts&, const HitCounts&) = default;
};

/// Of one sample on one wheel; nothing where the gold label has no group there (neutral has none on
/// any wheel). Any ordered id; duplicates collapse.
template <class Id, std::ranges::forward_range Prediction, std::ranges::input_range Candidates>
[[nodiscard]] std::optional<HitCounts> hit_counts(const std::optional<Id>& gold,
                                                  Prediction&& prediction,
                                                  Candidates&& candidates) {
  if (!gold) {
    return std::nullopt;
  }
  HitCounts counts;
  for (const auto& id : prediction) {
    counts.hit = counts.hit || id == *gold;
  }
  counts.candidates = SetCounter<Id>{}(candidates, prediction).common;
  return counts;
}

/// One sample on all wheels: whether any of them hits.
[[nodiscard]] bool hit_or_not(std::span<const std::optional<HitCounts>> wheels);

/// Over the samples of a set, on one wheel. The state is integer counts: shards merge in any order
/// to the same bits.
class HitRate {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "hit_rate";

  HitRate() = default;
  /// Throws Error on a state that no samples have.
  explicit HitRate(const State& state);

  /// Nothing: the sample is skipped.
  void add(const std::optional<HitCounts>& sample);
  /// As if the other's samples had been added here. Throws Error above 2^53 samples.
  void merge(const HitRate& other);
  /// The score with that state. Throws Error on a 0 in the histogram and above 2^53 samples.
  [[nodiscard]] static HitRate from_histogram(const std::map<HitCounts, std::uint64_t>& histogram,
                                              std::uint64_t skipped);

  /// Samples that count.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Samples whose gold label has no group on the wheel.
  [[nodiscard]] std::uint64_t skipped() const noexcept { return skipped_; }

  /// Share of the samples that are hits, in [0, 1]; NaN where nothing was counted.
  [[nodiscard]] double hit_rate() const;
  /// Mean of hit / candidates (0 where that is 0 / 0), in [0, 1]: a hit among many guesses counts
  /// less.
  [[nodiscard]] double mscore() const;

  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// How often each outcome occurred.
  [[nodiscard]] const std::map<HitCounts, std::uint64_t>& histogram() const noexcept {
    return histogram_;
  }

  friend bool operator==(const HitRate&, const HitRate&) = default;

 private:
  void add(const HitCounts& sample, std::uint64_t times);

  std::map<HitCounts, std::uint64_t> histogram_;
  std::uint64_t n_ = 0;
  std::uint64_t skipped_ = 0;
};

/// The two scores as means over several wheels.
struct HitMeans {
  double hit_rate = 0;          ///< of HitRate::hit_rate()
  double mscore = 0;            ///< of HitRate::mscore()
  std::uint64_t undefined = 0;  ///< wheels on which nothing was counted, left out of the means
  friend bool operator==(const HitMeans&, const HitMeans&) = default;
};
/// Means over the wheels; NaN where nothing was counted on any. Throws Error where there are none.
[[nodiscard]] HitMeans mean_scores(std::span<const HitRate> wheels);

/// The name under which MER-UniBench looks a gold label up: joy is happy, anger is angry, sadness
/// is sad; any other label, trimmed and in lower case (ASCII), is its own.
[[nodiscard]] std::string gold_label(std::string_view label);

}  // namespace vocabulary
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/vocabulary/impl/hit_rate_inl.hpp>
#endif
