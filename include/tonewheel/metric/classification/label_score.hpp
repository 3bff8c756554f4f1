#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {
inline namespace classification {

/// Of one class or label: samples that have it, samples it was predicted for, samples of both.
/// common <= truth, prediction <= 2^53.
struct LabelCounts {
  std::uint64_t truth = 0;       ///< samples that have it
  std::uint64_t prediction = 0;  ///< samples it was predicted for
  std::uint64_t common = 0;      ///< samples of both
  friend bool operator==(const LabelCounts&, const LabelCounts&) = default;
};

/// What 0 / 0 is: the precision of a class that was never predicted, the recall of one that never
/// occurs, a mean of nothing. `leave_out` gives NaN for a single class and leaves it out of means.
enum class ZeroDivision : unsigned char { zero, one, leave_out };

/// How precision and recall are combined, and what 0 / 0 is.
struct LabelScoreOptions {
  double beta = 1;  ///< of F, in [0, 1e6]: recall counts beta times as much as precision
  ZeroDivision zero_division = ZeroDivision::zero;  ///< what 0 / 0 is
};

/// Each in [0, 1], higher is better.
struct LabelScore {
  double precision = 0;  ///< common / prediction
  double recall = 0;     ///< common / truth
  /// (1 + beta^2) common / (beta^2 truth + prediction), which is 0 / 0 only where the label neither
  /// occurs nor is predicted (van Rijsbergen 1979).
  double fscore = 0;
  double jaccard = 0;  ///< common / (truth + prediction - common)
};

/// Of one label. Throws Error on counts that cannot be and on another beta; so do the others.
[[nodiscard]] LabelScore label_score(const LabelCounts& label,
                                     const LabelScoreOptions& options = {});
/// The same of each label of a list.
[[nodiscard]] std::vector<LabelScore> label_scores(std::span<const LabelCounts> labels,
                                                   const LabelScoreOptions& options = {});

/// The labels a macro mean is over: all, or those that occur or were predicted, which is what
/// scikit-learn finds in the data where it is told no list of classes.
enum class LabelChoice : unsigned char { all, found };

/// The plain means of the labels' precision, recall, F and Jaccard, each rounded once. The mean of
/// F is not the F of the two means, which some papers report (Opitz & Burst 2019); that one is
/// harmonic_fscore(precision, recall).
[[nodiscard]] LabelScore macro_score(std::span<const LabelCounts> labels, LabelChoice choice,
                                     const LabelScoreOptions& options = {});
/// Means weighted by how often each label is true (F: WAF), each rounded once.
[[nodiscard]] LabelScore weighted_score(std::span<const LabelCounts> labels,
                                        const LabelScoreOptions& options = {});
/// Of the sums of the counts.
[[nodiscard]] LabelScore micro_score(std::span<const LabelCounts> labels,
                                     const LabelScoreOptions& options = {});

/// So many samples of one kind: how often each combination of counts occurred.
struct LabelCase {
  LabelCounts counts{};     ///< of one sample
  std::uint64_t times = 0;  ///< how often it occurred
};
/// Means over cases, each as often as it occurred, each rounded once. Throws Error above 2^53.
[[nodiscard]] LabelScore mean_score(std::span<const LabelCase> cases,
                                    const LabelScoreOptions& options = {});

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/label_score_inl.hpp>
#endif
