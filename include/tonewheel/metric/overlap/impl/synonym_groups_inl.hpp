#pragma once

#include <string_view>
#include <unordered_map>

#include <tonewheel/metric/overlap/group_set.hpp>
#include <tonewheel/metric/overlap/impl/set_score_inl.hpp>
#include <tonewheel/metric/overlap/synonym_groups.hpp>

namespace tonewheel {
inline namespace overlap {
TONEWHEEL_INLINE SetCounts synonym_counts(std::span<const SynonymGroup> groups,
                                          std::span<const std::string> truth,
                                          std::span<const std::string> prediction) {
  std::unordered_map<std::string_view, std::string_view> first_of;
  for (const SynonymGroup& group : groups) {
    for (const std::string& word : group) {
      first_of[word] = group.front();
    }
  }
  const auto represented = [&](std::span<const std::string> labels) {
    std::vector<std::string_view> words;
    words.reserve(labels.size());
    for (const std::string& label : labels) {
      const auto found = first_of.find(label);
      words.push_back(found == first_of.end() ? std::string_view(label) : found->second);
    }
    return words;
  };
  return set_counts(represented(truth), represented(prediction));
}

TONEWHEEL_INLINE double mer2024_average(const SetScore& score) {
  return (score.precision() + score.recall()) / 2;
}

}  // namespace overlap
}  // namespace tonewheel
