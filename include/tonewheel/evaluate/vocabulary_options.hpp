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
inline constexpr std::size_t vocabulary_metrics = 6;
[[nodiscard]] std::string_view name(VocabularyMetric metric) noexcept;
/// Throws Error on a name that is none, with those that are.
[[nodiscard]] VocabularyMetric vocabulary_metric(std::string_view name);

/// What becomes of samples that have no prediction.
enum class MissingPrediction : unsigned char {
  error,  ///< nothing is scored
  skip,   ///< they are left out, and counted
  empty,  ///< they are scored as lists without labels, and counted
};
[[nodiscard]] std::string_view name(MissingPrediction missing) noexcept;
[[nodiscard]] MissingPrediction missing_prediction(std::string_view name);

/// The sets' sizes of each sample that was scored.
struct SampleCounts {
  std::vector<std::size_t> samples;  ///< positions in the truth, ascending
  std::vector<SetCounts> counts;     ///< sample by sample, in each as many as there are groupings
};

struct VocabularyOptions {
  VocabularyMetric metric = VocabularyMetric::ew;
  int level = 0;                      ///< of the wheels: 1, 2, or 0 for both
  std::vector<std::string> wheels{};  ///< only these; empty: all
  MissingPrediction missing = MissingPrediction::error;
  const Lexicon* lexicon = nullptr;  ///< nullptr: builtin_lexicon()
  /// Of mer2024: groups by the sample's name, and the file they come from.
  const std::map<std::string, std::vector<SynonymGroup>>* groups = nullptr;
  TableStamp groups_stamp{};
  std::vector<TableStamp> inputs{};  ///< files that the result rests on beside those tables
  std::optional<Shard> shard{};      ///< the part of the truth to score; the predictions are whole
  std::size_t threads = 1;           ///< the result is the same
  SampleCounts* sample_counts = nullptr;  ///< takes the counts of each sample; not of hit

  /// How messages name what was given.
  struct Names {
    std::string truth = "the truth";
    std::string prediction{};
    std::string groups{};
    std::string name_column{};
    std::string labels_column{};
  } names{};
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
