#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/dataset/shard_parts.hpp>
#include <tonewheel/evaluate/vocabulary_options.hpp>
#include <tonewheel/evaluate/vocabulary_run.hpp>
#include <tonewheel/evaluate/vocabulary_samples.hpp>
#include <tonewheel/lexicon/out_of_vocabulary.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/vocabulary/hit_rate.hpp>

namespace tonewheel {

/// The score by one way of grouping labels: of sets, or of hits.
struct GroupingScore {
  std::string name;  ///< of the wheel; "m1", "m2" and "mer2024" for the metrics without wheels
  int level = 0;     ///< of the wheel, from 1; TONE's tier; 0 without wheels
  SetScore sets;     ///< empty for the metric hit
  HitRate hits;      ///< empty for the others
  friend bool operator==(const GroupingScore&, const GroupingScore&) = default;
};

/// Free words scored against a truth: a score by each grouping, what was matched and left out, and
/// the words that the lexicon does not know. Parts of a truth merge to the result of the whole, in
/// any order, to the last bit; vocabulary_report.hpp prints it.
///
///     const VocabularyOptions options{.metric = VocabularyMetric::tone};
///     const auto found = evaluate_vocabulary(truths, predictions, options);
///     fmt::print("{:.3f}\n", found.scores()[0].sets.fscore());
class VocabularyEvaluation {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "vocabulary_evaluation";
  /// It changes when the same input would give another number.
  static constexpr std::string_view metric_version = "1";

  /// What was counted elsewhere. Throws Error where the counts do not fit one another.
  VocabularyEvaluation(VocabularyRun run, ShardParts parts, VocabularyMatching matching,
                       std::vector<GroupingScore> scores, OutOfVocabulary unknown);
  /// Throws Error on a state that no samples have.
  explicit VocabularyEvaluation(const State& state);

  /// As if the other's samples had been scored here. Parts of one truth make the whole; results
  /// that are of no part add up. Throws Error on a result of another run (metric, tables, inputs,
  /// options), on parts of another truth, and on a part that is here already.
  void merge(const VocabularyEvaluation& other);

  /// Samples scored.
  [[nodiscard]] std::uint64_t n() const noexcept { return matching_.scored; }
  /// How many samples were scored, had no prediction, or were predicted without a truth.
  [[nodiscard]] const VocabularyMatching& matching() const noexcept { return matching_; }
  /// What the scores are of, the same in all parts: metric, tables, files, options.
  [[nodiscard]] const VocabularyRun& run() const noexcept { return run_; }
  /// Which parts of the truth were scored here; none where it was not cut.
  [[nodiscard]] const ShardParts& parts() const noexcept { return parts_; }
  /// The score by each grouping, in the lexicon's order of groupings.
  [[nodiscard]] std::span<const GroupingScore> scores() const noexcept;
  /// Means over the groupings of each level; none of the metric hit.
  [[nodiscard]] std::map<int, SetMeans> level_means() const;
  /// Means over all groupings; throws Error unless the metric is hit.
  [[nodiscard]] HitMeans hit_means() const;
  /// Labels of truths and predictions that are in no group; of hit those of predictions.
  [[nodiscard]] const OutOfVocabulary& out_of_vocabulary() const noexcept { return unknown_; }

  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  friend bool operator==(const VocabularyEvaluation&, const VocabularyEvaluation&) = default;

 private:
  void check() const;

  VocabularyRun run_;
  ShardParts parts_;
  VocabularyMatching matching_;
  std::vector<GroupingScore> scores_;
  OutOfVocabulary unknown_;
};

/// Scores samples that are matched already. Throws Error on options that do not fit, on a sample
/// without groups (mer2024) or without exactly one gold label (hit), and on labels that are not
/// UTF-8.
[[nodiscard]] VocabularyEvaluation evaluate_vocabulary(const MatchedSamples& samples,
                                                       const VocabularyOptions& options = {});

/// Scores predictions against truths, matched by name; see match_samples().
template <LabelSamples Truths, LabelSamples Predictions>
[[nodiscard]] VocabularyEvaluation evaluate_vocabulary(const Truths& truths,
                                                       const Predictions& predictions,
                                                       const VocabularyOptions& options = {}) {
  return evaluate_vocabulary(match_samples(truths, predictions, options), options);
}

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/vocabulary_evaluation_inl.hpp>
#endif
