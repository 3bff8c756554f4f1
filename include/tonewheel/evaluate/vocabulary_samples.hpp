#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/evaluate/vocabulary_options.hpp>
#include <tonewheel/lexicon/label_record.hpp>

namespace tonewheel {

/// Names and labels of samples by position: a vector or span of LabelRecord, or a LabelTable as a
/// file gives it (exchange/label_file.hpp).
template <class S>
concept LabelSamples = requires(const S& samples, std::size_t i) {
  { samples.size() } -> std::convertible_to<std::size_t>;
  { samples[i] } -> std::convertible_to<LabelRecord>;
};

/// Samples of a truth by what became of them.
struct VocabularyMatching {
  std::uint64_t scored = 0;   ///< of these parts: with a prediction, or scored as without labels
  std::uint64_t missing = 0;  ///< without a prediction
  std::uint64_t extra = 0;    ///< predictions without a truth: left out
  std::uint64_t total = 0;    ///< in the whole truth, all parts
  friend bool operator==(const VocabularyMatching&, const VocabularyMatching&) = default;
};

/// Truths with their predictions, in the order of the truth; views of what was given.
struct MatchedSamples {
  std::vector<LabelRecord> truth;       ///< the samples that are scored, with their true labels
  std::vector<LabelRecord> prediction;  ///< by position in `truth`
  std::vector<std::size_t> positions;   ///< of these truths among all
  std::vector<std::string> candidates;  ///< of hit: the labels of all truths, sorted, each once
  VocabularyMatching matching;          ///< how many samples were matched and left out
};

namespace detail {

/// Finds samples by name. Throws Error where a name stands twice.
class SampleIndex {
 public:
  SampleIndex(const std::vector<LabelRecord>& samples, const std::string& file);
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  [[noreturn]] static void refuse(const LabelRecord& record, const std::string& file);

 private:
  struct Entry {
    std::string_view name;
    std::size_t place = 0;
  };
  std::vector<Entry> entries_;  ///< by name
};

/// The index of any samples.
template <LabelSamples Samples>
[[nodiscard]] SampleIndex index_of(const Samples& samples, const std::string& file) {
  std::vector<LabelRecord> records;
  records.reserve(samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    records.push_back(samples[i]);
  }
  return {records, file};
}

/// Throws Error where predictions are missing and may not be.
void check_missing(const std::vector<std::string_view>& missing, std::uint64_t of,
                   const VocabularyOptions& options);

/// Puts all labels in order, each once.
void sort_candidates(std::vector<std::string>& labels);

}  // namespace detail

/// Joins truths and predictions by name, and keeps the part of the truth that options.shard names.
/// What it returns views what was given, which must outlive it. Throws Error where a prediction is
/// missing and options.missing says so, and on a name that stands twice.
template <LabelSamples Truths, LabelSamples Predictions>
[[nodiscard]] MatchedSamples match_samples(const Truths& truths, const Predictions& predictions,
                                           const VocabularyOptions& options) {
  const auto index = [&]() -> decltype(auto) {
    if constexpr (requires(std::string_view name) {
                    { predictions.find(name) } -> std::same_as<std::optional<std::size_t>>;
                  }) {
      return (predictions);
    } else {
      return detail::index_of(predictions, options.names.prediction);
    }
  };
  const auto& by_name = index();
  MatchedSamples samples;
  samples.matching.total = truths.size();
  samples.matching.extra = predictions.size();
  const auto [begin, end] = options.shard.value_or(Shard{}).part(truths.size());
  std::vector<bool> taken(predictions.size());
  std::vector<std::string_view> missing;
  for (std::size_t i = 0; i < truths.size(); ++i) {
    const LabelRecord truth = truths[i];
    if (options.metric == VocabularyMetric::hit) {
      samples.candidates.insert(samples.candidates.end(), truth.labels.begin(), truth.labels.end());
    }
    const std::optional<std::size_t> found = by_name.find(truth.name);
    if (found) {
      if (taken[*found]) {
        detail::SampleIndex::refuse(truth, options.names.truth);
      }
      taken[*found] = true;
      --samples.matching.extra;
    }
    if (i < begin || i >= end) {
      continue;
    }
    if (!found) {
      missing.push_back(truth.name);
      if (options.missing != MissingPrediction::empty) {
        continue;
      }
    }
    samples.truth.push_back(truth);
    samples.prediction.push_back(found ? LabelRecord(predictions[*found])
                                       : LabelRecord{.name = truth.name});
    samples.positions.push_back(i);
  }
  detail::check_missing(missing, end - begin, options);
  detail::sort_candidates(samples.candidates);
  samples.matching.missing = missing.size();
  samples.matching.scored = samples.truth.size();
  return samples;
}

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/vocabulary_samples_inl.hpp>
#endif
