#pragma once

#include <cmath>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/classification/class_ranking.hpp>
#include <tonewheel/metric/classification/impl/ranking_score_inl.hpp>

namespace tonewheel {
inline namespace classification {

TONEWHEEL_INLINE ClassRanking::ClassRanking(std::size_t classes) : classes_(classes) {
  if (classes == 0) {
    throw Error("class ranking: found 0 classes, expected at least 1");
  }
}

TONEWHEEL_INLINE void ClassRanking::add(std::size_t truth, std::span<const double> scores) {
  if (truth >= classes_) {
    throw Error("class ranking: found true class " + std::to_string(truth) +
                ", expected one below " + std::to_string(classes_));
  }
  detail::require_ranking_scores(scores, classes_);
  truth_.push_back(truth);
  scores_.insert(scores_.end(), scores.begin(), scores.end());
}

TONEWHEEL_INLINE void ClassRanking::merge(const ClassRanking& other) {
  if (other.classes_ != classes_) {
    throw Error("class ranking: found " + std::to_string(other.classes_) +
                " classes to merge, expected " + std::to_string(classes_));
  }
  if (&other == this) {
    merge(ClassRanking(other));
    return;
  }
  truth_.insert(truth_.end(), other.truth_.begin(), other.truth_.end());
  scores_.insert(scores_.end(), other.scores_.begin(), other.scores_.end());
}

TONEWHEEL_INLINE std::vector<ScoredLabel> ClassRanking::samples_of(std::size_t label) const {
  if (label >= classes_) {
    throw Error("class ranking: found class " + std::to_string(label) + ", expected one below " +
                std::to_string(classes_));
  }
  std::vector<ScoredLabel> samples(n());
  for (std::size_t i = 0; i < n(); ++i) {
    samples[i] = {scores_[i * classes_ + label], truth_[i] == label};
  }
  return samples;
}

TONEWHEEL_INLINE std::vector<ScoredLabel> ClassRanking::all_cells() const {
  std::vector<ScoredLabel> cells(scores_.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i] = {scores_[i], truth_[i / classes_] == i % classes_};
  }
  return cells;
}

TONEWHEEL_INLINE std::vector<std::uint64_t> ClassRanking::support() const {
  std::vector<std::uint64_t> counts(classes_);
  for (const std::size_t truth : truth_) {
    ++counts[truth];
  }
  return counts;
}

TONEWHEEL_INLINE double ClassRanking::roc_auc(std::size_t label) const {
  return tonewheel::roc_auc(samples_of(label));
}

TONEWHEEL_INLINE double ClassRanking::average_precision(std::size_t label) const {
  return tonewheel::average_precision(samples_of(label));
}

TONEWHEEL_INLINE double ClassRanking::one_vs_rest(RankingMean mean) const {
  if (mean == RankingMean::micro) {
    return tonewheel::roc_auc(all_cells());
  }
  return detail::ranking_mean_of(support(), mean,
                                 [this](std::size_t label) { return roc_auc(label); });
}

TONEWHEEL_INLINE double ClassRanking::one_vs_one(RankingMean mean) const {
  if (mean == RankingMean::micro) {
    throw Error("class ranking: found a micro mean one against one, expected macro or weighted");
  }
  std::vector<std::vector<std::size_t>> rows(classes_);
  for (std::size_t i = 0; i < n(); ++i) {
    rows[truth_[i]].push_back(i);
  }
  const auto auc_in_pair = [&](std::size_t positive, std::size_t negative) {
    std::vector<ScoredLabel> samples;
    samples.reserve(rows[positive].size() + rows[negative].size());
    for (const std::size_t label : {positive, negative}) {
      for (const std::size_t row : rows[label]) {
        samples.push_back({scores_[row * classes_ + positive], label == positive});
      }
    }
    return tonewheel::roc_auc(std::move(samples));
  };
  detail::RankingParts parts;
  for (std::size_t a = 0; a < classes_; ++a) {
    for (std::size_t b = a + 1; b < classes_; ++b) {
      const std::size_t both = rows[a].size() + rows[b].size();
      parts.add((auc_in_pair(a, b) + auc_in_pair(b, a)) / 2,
                mean == RankingMean::weighted ? both : 1);
    }
  }
  return parts.mean();
}

TONEWHEEL_INLINE double ClassRanking::mean_average_precision(RankingMean mean,
                                                             ZeroDivision rule) const {
  if (mean == RankingMean::micro) {
    return detail::defined_or(tonewheel::average_precision(all_cells()), rule);
  }
  const double value = detail::ranking_mean_of(support(), mean, [&](std::size_t label) {
    return detail::defined_or(average_precision(label), rule);
  });
  return detail::defined_or(value, rule);
}

TONEWHEEL_INLINE ClassRanking class_ranking(std::span<const std::uint32_t> truth,
                                            const MatrixSpan& scores) {
  detail::require_ranking_matrix(scores, truth.size(), scores.rows);
  ClassRanking ranking(scores.columns);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    try {
      ranking.add(truth[i], scores.values.subspan(i * scores.columns, scores.columns));
    } catch (const Error& error) {
      throw Error(Place{"", i + 1, ""}, error.what());
    }
  }
  return ranking;
}

}  // namespace classification
}  // namespace tonewheel
