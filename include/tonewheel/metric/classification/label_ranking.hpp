#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/codes.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/classification/label_score.hpp>
#include <tonewheel/metric/classification/ranking_score.hpp>

namespace tonewheel {
inline namespace classification {

/// How well scores rank the true labels above the others: ROC-AUC, average precision and metrics of
/// ranks. Each sample has a score for each of `labels` labels and any of them; one, where they are
/// classes. Keeps every sample; shards merge in any order to the same bits. Values of no samples
/// are NaN.
class LabelRanking {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "label_ranking";

  /// At least one label, else Error.
  explicit LabelRanking(std::size_t labels);
  /// Throws Error on a state that no ranking has.
  explicit LabelRanking(const State& state);

  /// One sample: 1 for each label it has, 0 for the others, and the scores. Throws Error on another
  /// number of either, another truth and NaN.
  void add(std::span<const std::uint8_t> truth, std::span<const double> scores);
  /// One sample of one class, which is below labels(), else Error.
  void add(std::size_t truth, std::span<const double> scores);
  /// Throws Error on another number of labels.
  void merge(const LabelRanking& other);

  /// How many labels there are.
  [[nodiscard]] std::size_t labels() const noexcept { return labels_; }
  /// Samples.
  [[nodiscard]] std::uint64_t n() const noexcept { return truth_.size() / labels_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;

  /// Of a label below labels() over the samples; see ranking_score.hpp.
  [[nodiscard]] double roc_auc(std::size_t label) const;
  /// The same of average precision.
  [[nodiscard]] double average_precision(std::size_t label) const;

  /// Mean of the labels' ROC-AUC, of classes one against the rest, in [0, 1], higher is better
  /// (Provost & Domingos 2000). Labels that all or no samples have are left out; NaN where all are.
  [[nodiscard]] double mean_roc_auc(RankingMean mean = RankingMean::macro) const;
  /// Mean over the pairs of classes with true samples of the two ROC-AUC in the samples of the
  /// pair, each by the score of its class, in [0, 1], higher is better (Hand & Till 2001);
  /// weighted: by the samples of the pair. NaN where fewer than two classes occur; Error on micro
  /// and where a sample has not one label.
  [[nodiscard]] double one_vs_one(RankingMean mean = RankingMean::macro) const;
  /// Mean of the labels' average precision (mAP), in [0, 1], higher is better; the rule says what a
  /// label that no sample has counts, and so does a mean of nothing.
  [[nodiscard]] double mean_average_precision(RankingMean mean = RankingMean::macro,
                                              ZeroDivision rule = ZeroDivision::zero) const;

  /// Mean over samples of how many labels must be taken, best score first, to have all true ones
  /// (labels of equal score are taken together; 0 where a sample has none), in [0, labels], lower
  /// is better (Tsoumakas, Katakis & Vlahavas 2010; theirs is less by 1).
  [[nodiscard]] double coverage_error() const;
  /// Mean over samples of the share of pairs of a true and an untrue label in which the untrue one
  /// has a score as high or higher; 0 where there are no pairs. In [0, 1], lower is better
  /// (Schapire & Singer 2000; Tsoumakas et al. 2010).
  [[nodiscard]] double ranking_loss() const;
  /// Mean over samples of the average precision of its labels (LRAP); 1 where all or none are true.
  /// In (0, 1], higher is better (Schapire & Singer 2000).
  [[nodiscard]] double ranking_average_precision() const;

  /// The same samples, in whatever order.
  friend bool operator==(const LabelRanking& a, const LabelRanking& b) {
    return a.labels_ == b.labels_ && a.n() == b.n() && a.same_samples(b);
  }

 private:
  /// In an order that depends on the samples only.
  [[nodiscard]] std::vector<std::size_t> sorted() const;
  [[nodiscard]] bool same_samples(const LabelRanking& other) const;
  [[nodiscard]] std::span<const std::uint8_t> truth_of(std::size_t sample) const;
  [[nodiscard]] std::span<const double> scores_of(std::size_t sample) const;
  [[nodiscard]] std::vector<ScoredLabel> samples_of(std::size_t label) const;
  [[nodiscard]] std::vector<ScoredLabel> labels_of(std::size_t sample) const;
  [[nodiscard]] std::vector<ScoredLabel> all_cells() const;
  [[nodiscard]] std::vector<std::uint64_t> support() const;

  std::size_t labels_;
  std::vector<std::uint8_t> truth_;
  std::vector<double> scores_;
};

/// A binary matrix, row after row, and scores of the same shape, samples x labels. Throws Error on
/// different shapes and as add() does, with the sample.
[[nodiscard]] LabelRanking label_ranking(const Flags& truth, const MatrixView<double>& scores);
/// The same for the true class of each row of scores.
[[nodiscard]] LabelRanking class_ranking(const Codes& truth, const MatrixView<double>& scores);

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/label_ranking_inl.hpp>
#endif
