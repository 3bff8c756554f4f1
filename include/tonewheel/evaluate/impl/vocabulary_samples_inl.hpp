#pragma once

#include <algorithm>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/vocabulary_samples.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE SampleIndex::SampleIndex(const std::vector<LabelRecord>& samples,
                                          const std::string& file) {
  entries_.reserve(samples.size());
  for (const LabelRecord& each : samples) {
    entries_.push_back({each.name, entries_.size()});
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.name != b.name ? a.name < b.name : a.place < b.place;
  });
  for (std::size_t i = 1; i < entries_.size(); ++i) {
    if (entries_[i].name == entries_[i - 1].name) {
      refuse(samples[entries_[i].place], file);
    }
  }
}

TONEWHEEL_INLINE std::optional<std::size_t> SampleIndex::find(std::string_view name) const {
  const auto at = std::lower_bound(
      entries_.begin(), entries_.end(), name,
      [](const Entry& entry, std::string_view wanted) { return entry.name < wanted; });
  return at != entries_.end() && at->name == name ? std::optional(at->place) : std::nullopt;
}

TONEWHEEL_INLINE void SampleIndex::refuse(const LabelRecord& record, const std::string& file) {
  throw Error({file, record.row, ""},
              "found the name " + shown(record.name) + " twice, expected each once");
}

TONEWHEEL_INLINE void check_missing(const std::vector<std::string_view>& missing, std::uint64_t of,
                                    const VocabularyOptions& options) {
  if (missing.empty() || options.missing != MissingPrediction::error) {
    return;
  }
  std::string names;
  for (std::size_t i = 0; i < std::min<std::size_t>(missing.size(), 5); ++i) {
    names += (i == 0 ? "" : ", ") + shown(missing[i]);
  }
  throw Error({options.names.prediction, 0, options.names.name_column},
              "found no prediction for " + std::to_string(missing.size()) + " of " +
                  std::to_string(of) + " samples of " + options.names.truth + ": " + names +
                  (missing.size() > 5 ? ", ..." : ""));
}

TONEWHEEL_INLINE void sort_candidates(std::vector<std::string>& labels) {
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
}

}  // namespace tonewheel::detail
