#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>

namespace tonewheel {
inline namespace overlap {

/// Sizes of two sets and of what they share; each is sorted and has an id once.
template <class Id>
[[nodiscard]] SetCounts sorted_set_counts(std::span<const Id> truth,
                                          std::span<const Id> prediction) {
  SetCounts counts{static_cast<std::uint32_t>(truth.size()),
                   static_cast<std::uint32_t>(prediction.size()), 0};
  auto other = prediction.begin();
  for (const Id& id : truth) {
    while (other != prediction.end() && *other < id) {
      ++other;
    }
    counts.common += other != prediction.end() && *other == id ? 1U : 0U;
  }
  return counts;
}

/// Compares two lists of groups as sets: duplicates collapse, order does not matter. Any id with <
/// and ==. Keeps its memory from call to call; one per thread.
template <class Id>
class SetCounter {
 public:
  /// Sizes of the two sets and of what they share.
  template <std::ranges::input_range Truth, std::ranges::input_range Prediction>
  [[nodiscard]] SetCounts operator()(Truth&& truth, Prediction&& prediction) {
    collect(truth_, truth);
    collect(prediction_, prediction);
    return sorted_set_counts<Id>(truth_, prediction_);
  }

 private:
  static void collect(std::vector<Id>& set, auto& list) {
    set.clear();
    for (auto&& id : list) {
      set.push_back(id);
    }
    std::sort(set.begin(), set.end());
    set.erase(std::unique(set.begin(), set.end()), set.end());
  }

  std::vector<Id> truth_;
  std::vector<Id> prediction_;
};

/// Sizes of the two sets of groups and of what they share.
template <std::ranges::input_range Truth, std::ranges::input_range Prediction>
[[nodiscard]] SetCounts set_counts(Truth&& truth, Prediction&& prediction) {
  return SetCounter<std::ranges::range_value_t<Truth>>{}(truth, prediction);
}

}  // namespace overlap
}  // namespace tonewheel
