#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/metric/classification/impl/ranking_score_inl.hpp>
#include <tonewheel/metric/classification/label_ranking.hpp>

namespace tonewheel {
inline namespace classification {

TONEWHEEL_INLINE LabelRanking::LabelRanking(std::size_t labels) : labels_(labels) {
  if (labels == 0) {
    throw Error("label ranking: found 0 labels, expected at least 1");
  }
}

TONEWHEEL_INLINE void LabelRanking::add(std::span<const std::uint8_t> truth,
                                        std::span<const double> scores) {
  if (truth.size() != labels_) {
    throw Error("label ranking: found " + std::to_string(truth.size()) + " true labels, expected " +
                std::to_string(labels_));
  }
  for (std::size_t i = 0; i < labels_; ++i) {
    if (truth[i] > 1) {
      throw Error("label ranking: found " + std::to_string(truth[i]) + " as true label " +
                  std::to_string(i) + ", expected 0 or 1");
    }
  }
  detail::require_ranking_scores(scores, labels_);
  truth_.insert(truth_.end(), truth.begin(), truth.end());
  scores_.insert(scores_.end(), scores.begin(), scores.end());
}

TONEWHEEL_INLINE void LabelRanking::merge(const LabelRanking& other) {
  if (other.labels_ != labels_) {
    throw Error("label ranking: found " + std::to_string(other.labels_) +
                " labels to merge, expected " + std::to_string(labels_));
  }
  if (&other == this) {
    merge(LabelRanking(other));
    return;
  }
  truth_.insert(truth_.end(), other.truth_.begin(), other.truth_.end());
  scores_.insert(scores_.end(), other.scores_.begin(), other.scores_.end());
}

TONEWHEEL_INLINE std::vector<ScoredLabel> LabelRanking::samples_of(std::size_t label) const {
  if (label >= labels_) {
    throw Error("label ranking: found label " + std::to_string(label) + ", expected one below " +
                std::to_string(labels_));
  }
  std::vector<ScoredLabel> samples(n());
  for (std::size_t i = 0; i < n(); ++i) {
    samples[i] = {scores_[i * labels_ + label], truth_[i * labels_ + label] == 1};
  }
  return samples;
}

TONEWHEEL_INLINE std::vector<ScoredLabel> LabelRanking::labels_of(std::size_t sample) const {
  std::vector<ScoredLabel> labels(labels_);
  for (std::size_t i = 0; i < labels_; ++i) {
    labels[i] = {scores_[sample * labels_ + i], truth_[sample * labels_ + i] == 1};
  }
  return labels;
}

TONEWHEEL_INLINE std::vector<ScoredLabel> LabelRanking::all_cells() const {
  return detail::scored_labels(truth_, scores_);
}

TONEWHEEL_INLINE std::vector<std::uint64_t> LabelRanking::support() const {
  std::vector<std::uint64_t> counts(labels_);
  for (std::size_t i = 0; i < truth_.size(); ++i) {
    counts[i % labels_] += truth_[i];
  }
  return counts;
}

TONEWHEEL_INLINE double LabelRanking::roc_auc(std::size_t label) const {
  return tonewheel::roc_auc(samples_of(label));
}

TONEWHEEL_INLINE double LabelRanking::average_precision(std::size_t label) const {
  return tonewheel::average_precision(samples_of(label));
}

TONEWHEEL_INLINE double LabelRanking::mean_roc_auc(RankingMean mean) const {
  if (mean == RankingMean::micro) {
    return tonewheel::roc_auc(all_cells());
  }
  return detail::ranking_mean_of(support(), mean,
                                 [this](std::size_t label) { return roc_auc(label); });
}

TONEWHEEL_INLINE double LabelRanking::mean_average_precision(RankingMean mean,
                                                             ZeroDivision rule) const {
  if (mean == RankingMean::micro) {
    return detail::defined_or(tonewheel::average_precision(all_cells()), rule);
  }
  const double value = detail::ranking_mean_of(support(), mean, [&](std::size_t label) {
    return detail::defined_or(average_precision(label), rule);
  });
  return detail::defined_or(value, rule);
}

TONEWHEEL_INLINE double LabelRanking::coverage_error() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < n(); ++i) {
    std::vector<ScoredLabel> labels = labels_of(i);
    std::uint64_t depth = 0;
    detail::for_each_threshold(labels, [&depth](const detail::RankingStep& step) {
      if (step.positives != 0) {
        depth = step.positives + step.negatives + step.positives_above + step.negatives_above;
      }
    });
    sum += depth;
  }
  return n() == 0 ? std::numeric_limits<double>::quiet_NaN()
                  : static_cast<double>(sum) / static_cast<double>(n());
}

TONEWHEEL_INLINE double LabelRanking::ranking_loss() const {
  ExactSum sum;
  for (std::size_t i = 0; i < n(); ++i) {
    std::vector<ScoredLabel> labels = labels_of(i);
    std::uint64_t wrong = 0;
    std::uint64_t positives = 0;
    detail::for_each_threshold(labels, [&](const detail::RankingStep& step) {
      wrong += step.positives * (step.negatives + step.negatives_above);
      positives += step.positives;
    });
    if (wrong != 0) {
      sum.add(static_cast<double>(wrong) / static_cast<double>(positives * (labels_ - positives)));
    }
  }
  return n() == 0 ? std::numeric_limits<double>::quiet_NaN()
                  : sum.value() / static_cast<double>(n());
}

TONEWHEEL_INLINE double LabelRanking::ranking_average_precision() const {
  ExactSum sum;
  for (std::size_t i = 0; i < n(); ++i) {
    sum.add(detail::defined_or(tonewheel::average_precision(labels_of(i)), ZeroDivision::one));
  }
  return n() == 0 ? std::numeric_limits<double>::quiet_NaN()
                  : sum.value() / static_cast<double>(n());
}

TONEWHEEL_INLINE LabelRanking label_ranking(std::span<const std::uint8_t> truth,
                                            const MatrixSpan& scores) {
  detail::require_ranking_matrix(scores, truth.size(), scores.values.size());
  LabelRanking ranking(scores.columns);
  for (std::size_t i = 0; i < scores.rows; ++i) {
    const std::size_t begin = i * scores.columns;
    try {
      ranking.add(truth.subspan(begin, scores.columns),
                  scores.values.subspan(begin, scores.columns));
    } catch (const Error& error) {
      throw Error(Place{"", i + 1, ""}, error.what());
    }
  }
  return ranking;
}

}  // namespace classification
}  // namespace tonewheel
