#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/codes.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {
inline namespace classification {

/// A sample of a binary task: the higher the score, the more it is said to be positive.
struct ScoredLabel {
  double score = 0;       ///< higher: more likely positive
  bool positive = false;  ///< whether it truly is
};

/// Area under the ROC curve: the share of pairs of a positive and a negative sample in which the
/// positive one has the higher score, equal scores counting half; in [0, 1], higher is better, 1/2
/// by chance. NaN where one of the two is missing (Hanley & McNeil 1982). Scores may be infinite;
/// NaN, and more than 2^32 samples, throw Error.
[[nodiscard]] double roc_auc(std::vector<ScoredLabel> samples);
/// Truth 0 or 1 for each score. Throws Error on different lengths and on another truth, too.
[[nodiscard]] double roc_auc(const Flags& truth, const Numbers& scores);

/// Sum over the thresholds of (recall - recall before) * precision, without interpolation; samples
/// of equal score pass a threshold together. In (0, 1], higher is better, the share of positives by
/// chance; NaN where there is no positive sample, for which scikit-learn gives 0. Rounded once. The
/// same errors as roc_auc.
[[nodiscard]] double average_precision(std::vector<ScoredLabel> samples);
/// Truth 0 or 1 for each score, as for roc_auc.
[[nodiscard]] double average_precision(const Flags& truth, const Numbers& scores);

/// Both of one binary task, from shards. It keeps every sample, and counts in whole numbers what
/// the sorted ones give, so shards merge in any order to the same bits.
class RankingScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "ranking_score";

  RankingScore() = default;
  /// Throws Error on a state that no score has.
  explicit RankingScore(const State& state);

  /// Throws Error on NaN.
  void add(double score, bool positive);
  /// As if the other's samples had been added here.
  void merge(const RankingScore& other);

  /// Samples.
  [[nodiscard]] std::uint64_t n() const noexcept { return samples_.size(); }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;
  /// Of all samples.
  [[nodiscard]] double roc_auc() const { return tonewheel::roc_auc(samples_); }
  /// Samples.
  [[nodiscard]] double average_precision() const { return tonewheel::average_precision(samples_); }

  /// The same samples, in whatever order.
  friend bool operator==(const RankingScore& a, const RankingScore& b) {
    return a.scores(true) == b.scores(true) && a.scores(false) == b.scores(false);
  }

 private:
  /// Of the positive samples, or the negative ones, in ascending order.
  [[nodiscard]] std::vector<double> scores(bool positive) const;

  std::vector<ScoredLabel> samples_;
};

/// How the values of classes or labels become one: their plain mean, their mean weighted by how
/// often each is true, or the value of all cells as one binary task.
enum class RankingMean : unsigned char { macro, weighted, micro };

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/ranking_score_inl.hpp>
#endif
