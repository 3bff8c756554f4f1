#pragma once

#include <algorithm>
#include <array>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/vocabulary_options.hpp>
#include <tonewheel/lexicon/lexicon.hpp>

namespace tonewheel {

namespace detail {

inline constexpr std::array<std::string_view, vocabulary_metrics> vocabulary_metric_names{
    "ew", "m1", "m2", "mer2024", "hit", "tone"};
inline constexpr std::array<std::string_view, 3> missing_prediction_names{"error", "skip", "empty"};

/// The place of a name among those there are.
template <std::size_t Size>
std::size_t place_of(std::string_view name, const std::array<std::string_view, Size>& names,
                     const std::string& what) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) {
    std::string all;
    for (const std::string_view each : names) {
      all += (all.empty() ? "" : ", ") + std::string(each);
    }
    throw Error(what + ": found " + shown(name) + ", expected one of " + all);
  }
  return static_cast<std::size_t>(at - names.begin());
}

}  // namespace detail

TONEWHEEL_INLINE std::string_view name(VocabularyMetric metric) noexcept {
  return detail::vocabulary_metric_names[static_cast<std::size_t>(metric)];
}

TONEWHEEL_INLINE VocabularyMetric vocabulary_metric(std::string_view name) {
  return static_cast<VocabularyMetric>(
      detail::place_of(name, detail::vocabulary_metric_names, "metric"));
}

TONEWHEEL_INLINE std::string_view name(MissingPrediction missing) noexcept {
  return detail::missing_prediction_names[static_cast<std::size_t>(missing)];
}

TONEWHEEL_INLINE MissingPrediction missing_prediction(std::string_view name) {
  return static_cast<MissingPrediction>(
      detail::place_of(name, detail::missing_prediction_names, "missing predictions"));
}

TONEWHEEL_INLINE std::vector<GroupingId> vocabulary_groupings(const Lexicon& lexicon,
                                                              const VocabularyOptions& options) {
  const VocabularyMetric metric = options.metric;
  if (options.level < 0 || options.level > 2) {
    throw Error("level: found " + std::to_string(options.level) + ", expected 1, 2, or 0 for both");
  }
  if (metric == VocabularyMetric::mer2024) {
    return {};
  }
  if (metric == VocabularyMetric::m1 || metric == VocabularyMetric::m2) {
    return {lexicon.grouping(name(metric))};
  }
  const bool tone = metric == VocabularyMetric::tone;
  std::vector<GroupingId> chosen;
  std::vector<std::string> unknown = options.wheels;
  for (std::size_t i = 0; i < lexicon.groupings().size(); ++i) {
    const Grouping& grouping = lexicon.groupings()[i];
    std::erase(unknown, grouping.name);
    const bool level = metric == VocabularyMetric::hit ? grouping.level == 1
                       : tone                          ? true
                       : options.level == 0            ? grouping.level <= 2
                                                       : grouping.level == options.level;
    const bool named = options.wheels.empty() ||
                       std::find(options.wheels.begin(), options.wheels.end(), grouping.name) !=
                           options.wheels.end();
    if (grouping.level > 0 && level && named && (grouping.name == "tone") == tone) {
      chosen.push_back(GroupingId(static_cast<std::uint32_t>(i)));
    }
  }
  if (!unknown.empty()) {
    throw Error("the lexicon has no wheel " + shown(unknown.front()));
  }
  if (chosen.empty()) {
    throw Error("the lexicon " + shown(lexicon.name()) + " has nothing to score " +
                std::string(name(metric)) + " with" + (tone ? ": take --lexicon builtin" : ""));
  }
  return chosen;
}

}  // namespace tonewheel
