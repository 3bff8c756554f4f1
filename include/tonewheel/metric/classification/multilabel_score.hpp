#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/codes.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/classification/label_score.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>

namespace tonewheel {
inline namespace classification {

/// Multi-label classification: each sample has any of `labels` labels. It keeps integer counts,
/// so shards merge in any order to the same bits; means are rounded once. Values of no samples are
/// NaN, those of label_score.hpp follow their rule for 0 / 0.
class MultilabelScore {
 public:
  /// The name of this type in a state.
  static constexpr std::string_view kind = "multilabel_score";

  /// At least one label, at most 2^31, else Error.
  explicit MultilabelScore(std::size_t labels);
  /// Throws Error on a state that no score has.
  explicit MultilabelScore(const State& state);

  /// One sample: 1 for each label it has or was predicted to have, 0 for the others. Throws Error
  /// on another number of labels or another value, and above 2^53 samples times labels.
  void add(std::span<const std::uint8_t> truth, std::span<const std::uint8_t> prediction);
  /// As if the other's samples had been added here. Throws Error on another number of labels and
  /// above 2^53 samples times labels.
  void merge(const MultilabelScore& other);

  /// How many labels there are.
  [[nodiscard]] std::size_t labels() const noexcept { return counts_.size(); }
  /// Samples.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// All that was counted, to be kept or merged elsewhere.
  [[nodiscard]] State state() const;

  /// Mean over samples of |both| / |either|, in [0, 1], higher is better; a sample without any true
  /// or predicted label counts 1, so that empty means agreed (SemEval-2018 task 1, E-c, "accuracy":
  /// Mohammad et al. 2018). With a count of 0, as scikit-learn has it: samples().jaccard.
  [[nodiscard]] double jaccard_accuracy() const;
  /// Wrong cells / all cells, in [0, 1], lower is better (Schapire & Singer 1999).
  [[nodiscard]] double hamming_loss() const;
  /// Share of samples with exactly the true labels, in [0, 1], higher is better.
  [[nodiscard]] double subset_accuracy() const;

  /// Of each label, and their means; `found` leaves out labels that neither occur nor are
  /// predicted.
  [[nodiscard]] std::vector<LabelScore> label_scores(const LabelScoreOptions& options = {}) const;
  /// The plain means over the labels.
  [[nodiscard]] LabelScore macro(const LabelScoreOptions& options = {},
                                 LabelChoice choice = LabelChoice::all) const;
  /// The score of the sums of all labels' counts.
  [[nodiscard]] LabelScore micro(const LabelScoreOptions& options = {}) const;
  /// Means over the labels by how many samples have each.
  [[nodiscard]] LabelScore weighted(const LabelScoreOptions& options = {}) const;
  /// Means of the samples' own precision, recall, F and Jaccard.
  [[nodiscard]] LabelScore samples(const LabelScoreOptions& options = {}) const;

  /// Of each label, and how often each combination of a sample's set sizes occurred.
  [[nodiscard]] std::span<const LabelCounts> label_counts() const noexcept;
  /// How often each combination of a sample's set sizes occurred.
  [[nodiscard]] const std::map<SetCounts, std::uint64_t>& histogram() const noexcept {
    return histogram_;
  }

  friend bool operator==(const MultilabelScore&, const MultilabelScore&) = default;

 private:
  std::vector<LabelCounts> counts_;
  std::map<SetCounts, std::uint64_t> histogram_;
  std::uint64_t n_ = 0;
};

/// Binary matrices, samples x labels, row after row. Throws Error on different lengths, on one that
/// is no multiple of `labels` and as add() does, with the sample.
[[nodiscard]] MultilabelScore multilabel_score(const Flags& truth, const Flags& prediction,
                                               std::size_t labels);

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/multilabel_score_inl.hpp>
#endif
