#pragma once

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/group_set.hpp>
#include <tonewheel/metric/impl/set_score_inl.hpp>
#include <tonewheel/metric/synonym_groups.hpp>

namespace tonewheel {
namespace detail {

/// The parts of a text between the bytes of `marks`, but for blank ones and single commas.
inline std::vector<std::string_view> parts_between(std::string_view text, std::string_view marks) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(marks, begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    if (const std::string_view bare = trim(part); !bare.empty() && bare != ",") {
      parts.push_back(part);
    }
    begin = end + 1;
  }
  return parts;
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<SynonymGroup> parse_synonym_groups(std::string_view text) {
  std::vector<SynonymGroup> groups;
  for (const std::string_view list : detail::parts_between(text, "[]")) {
    SynonymGroup group;
    for (const std::string_view word : detail::parts_between(list, "'\"")) {
      group.emplace_back(word);
    }
    if (!group.empty()) {
      groups.push_back(std::move(group));
    }
  }
  return groups;
}

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

}  // namespace tonewheel
