#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/table_stamp.hpp>
#include <tonewheel/dataset/shard.hpp>
#include <tonewheel/lexicon/grouping.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/overlap/synonym_groups.hpp>

namespace tonewheel {

class Lexicon;

/// How free words are compared with the truth: by what they mean in a lexicon, or by groups that
/// each sample brings.
enum class VocabularyMetric : unsigned char {
  ew,       ///< sets of clusters, on every emotion wheel (M3, MER2025 and MER2026)
  m1,       ///< sets of base words
  m2,       ///< sets of synonyms
  mer2024,  ///< sets of the sample's own groups of synonyms
  hit,      ///< one gold label a sample: whether a prediction is on its cluster (MER-UniBench)
  tone,     ///< sets of the tiers of TONE
};
/// How many of these metrics there are.
inline constexpr std::size_t vocabulary_metrics = 6;
/// The metric's name in options and reports: "ew", "m1", "m2", "mer2024", "hit" or "tone".
[[nodiscard]] std::string_view name(VocabularyMetric metric) noexcept;
/// The metric of that name. Throws Error on any other name, with those there are.
[[nodiscard]] VocabularyMetric vocabulary_metric(std::string_view name);

/// What becomes of samples that have no prediction.
enum class MissingPrediction : unsigned char {
  error,  ///< nothing is scored
  skip,   ///< they are left out, and counted
  empty,  ///< they are scored as lists without labels, and counted
};
/// The word for it in options and reports: "error", "skip" or "empty".
[[nodiscard]] std::string_view name(MissingPrediction missing) noexcept;
/// What that word stands for. Throws Error on any other word, with those there are.
[[nodiscard]] MissingPrediction missing_prediction(std::string_view name);

/// The sets' sizes of each sample that was scored.
struct SampleCounts {
  std::vector<std::size_t> samples;  ///< positions in the truth, ascending
  std::vector<SetCounts> counts;     ///< sample by sample, in each as many as there are groupings
};

/// How free words are scored: by which metric, on which wheels, with which lexicon.
struct VocabularyOptions {
  VocabularyMetric metric = VocabularyMetric::ew;  ///< how labels are compared
  int level = 0;                                   ///< of the wheels: 1, 2, or 0 for both
  std::vector<std::string> wheels{};               ///< only these; empty: all
  /// What becomes of samples that have no prediction.
  MissingPrediction missing = MissingPrediction::error;
  const Lexicon* lexicon = nullptr;  ///< nullptr: builtin_lexicon()
  /// Of mer2024, which needs them: each sample's groups of synonyms, by the sample's name.
  const std::map<std::string, std::vector<SynonymGroup>>* groups = nullptr;
  TableStamp groups_stamp{};         ///< the file that these groups come from
  std::vector<TableStamp> inputs{};  ///< files that the result rests on beside those tables
  std::optional<Shard> shard{};      ///< the part of the truth to score; the predictions are whole
  std::size_t threads = 1;           ///< the result is the same
  SampleCounts* sample_counts = nullptr;  ///< takes the counts of each sample; not of hit

  /// How messages of errors name what was given: files by their paths, columns by their names.
  struct Names {
    std::string truth = "the truth";  ///< the file of true labels
    std::string prediction{};         ///< the file of predicted labels
    std::string groups{};             ///< the file of groups, of mer2024
    std::string name_column{};        ///< the predictions' column of samples' names
    std::string labels_column{};      ///< the truth's column of labels
  };
  Names names{};  ///< for messages; no score depends on them
};

/// Positions of the groupings of a lexicon that a metric compares by: those of the wheels at the
/// levels asked for, the tiers, or one. Throws Error on a wheel that the lexicon has not, and where
/// it has nothing for the metric; empty for mer2024.
[[nodiscard]] std::vector<GroupingId> vocabulary_groupings(const Lexicon& lexicon,
                                                           const VocabularyOptions& options);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/vocabulary_options_inl.hpp>
#endif
