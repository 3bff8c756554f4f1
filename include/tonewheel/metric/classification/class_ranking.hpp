#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <tonewheel/core/assignment.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/metric/classification/label_score.hpp>
#include <tonewheel/metric/classification/ranking_score.hpp>

namespace tonewheel {
inline namespace classification {

/// ROC-AUC and average precision where each sample has one of `classes` classes and a score for
/// each of them. Keeps every sample; shards merge in any order to the same bits.
class ClassRanking {
 public:
  /// At least one class, else Error.
  explicit ClassRanking(std::size_t classes);

  /// Throws Error on a class there is none of, another number of scores and NaN.
  void add(std::size_t truth, std::span<const double> scores);
  /// Throws Error on another number of classes.
  void merge(const ClassRanking& other);

  [[nodiscard]] std::size_t classes() const noexcept { return classes_; }
  [[nodiscard]] std::size_t n() const noexcept { return truth_.size(); }

  /// Of a class below classes() against all others; see ranking_score.hpp.
  [[nodiscard]] double roc_auc(std::size_t label) const;
  [[nodiscard]] double average_precision(std::size_t label) const;

  /// Mean of the classes' ROC-AUC, one against the rest, in [0, 1], higher is better (Provost &
  /// Domingos 2000). Classes without a true sample, or without another, are left out; NaN where all
  /// are.
  [[nodiscard]] double one_vs_rest(RankingMean mean = RankingMean::macro) const;
  /// Mean over the pairs of classes with true samples of the two ROC-AUC in the samples of the
  /// pair, each by the score of its class, in [0, 1], higher is better (Hand & Till 2001);
  /// weighted: by the samples of the pair. NaN where fewer than two classes occur; Error on micro.
  [[nodiscard]] double one_vs_one(RankingMean mean = RankingMean::macro) const;
  /// Mean of the classes' average precision (mAP), in [0, 1], higher is better; the rule says what
  /// a class without a true sample counts, and so does a mean of nothing.
  [[nodiscard]] double mean_average_precision(RankingMean mean = RankingMean::macro,
                                              ZeroDivision rule = ZeroDivision::zero) const;

 private:
  [[nodiscard]] std::vector<ScoredLabel> samples_of(std::size_t label) const;
  [[nodiscard]] std::vector<ScoredLabel> all_cells() const;
  [[nodiscard]] std::vector<std::uint64_t> support() const;

  std::size_t classes_;
  std::vector<std::size_t> truth_;
  std::vector<double> scores_;
};

/// The true class of each row of scores, samples x classes. Throws Error on different lengths and
/// as add() does, with the sample.
[[nodiscard]] ClassRanking class_ranking(std::span<const std::uint32_t> truth,
                                         const MatrixSpan& scores);

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/class_ranking_inl.hpp>
#endif
