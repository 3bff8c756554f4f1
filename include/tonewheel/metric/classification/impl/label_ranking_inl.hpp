#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/metric/classification/impl/ranking_score_inl.hpp>
#include <tonewheel/metric/classification/label_ranking.hpp>

namespace tonewheel {

namespace detail {

inline constexpr std::size_t ranking_most_labels = std::size_t{1} << 31U;

/// add(sample) of each row of scores; an Error gets the row, from 1, as its place.
inline LabelRanking ranking_of_rows(const MatrixView<double>& scores, const auto& add) {
  LabelRanking ranking(scores.columns);
  for (std::size_t i = 0; i < scores.rows; ++i) {
    try {
      add(ranking, i, scores.values.subspan(i * scores.columns, scores.columns));
    } catch (const Error& error) {
      throw Error(Place{"", i + 1, ""}, error.what());
    }
  }
  return ranking;
}

}  // namespace detail

inline namespace classification {

TONEWHEEL_INLINE LabelRanking::LabelRanking(std::size_t labels) : labels_(labels) {
  if (labels == 0 || labels > detail::ranking_most_labels) {
    throw Error("label ranking: found " + std::to_string(labels) + " labels, expected 1 to 2^31");
  }
}

TONEWHEEL_INLINE LabelRanking::LabelRanking(const State& state) : labels_(0) {
  StateReader from(state, kind);
  *this = LabelRanking(from.option<std::size_t>("labels"));
  const auto truth = from.count<std::vector<std::vector<std::uint64_t>>>("truth");
  const auto scores = from.count<std::vector<double>>("scores");
  from.finish();
  from.require(scores.size() % labels_ == 0 && scores.size() / labels_ == truth.size(), "scores",
               "one of each label, sample after sample");
  for (std::size_t i = 0; i < truth.size(); ++i) {
    std::vector<std::uint8_t> row(labels_);
    for (const std::uint64_t label : truth[i]) {
      from.require(label < labels_ && row[label] == 0, "truth", "different labels of each sample");
      row[label] = 1;
    }
    add(row, std::span(scores).subspan(i * labels_, labels_));
  }
}

TONEWHEEL_INLINE State LabelRanking::state() const {
  std::vector<std::vector<std::uint64_t>> truth;
  std::vector<double> scores;
  scores.reserve(scores_.size());
  for (const std::size_t sample : sorted()) {
    std::vector<std::uint64_t>& row = truth.emplace_back();
    for (std::size_t i = 0; i < labels_; ++i) {
      if (truth_of(sample)[i] == 1) {
        row.push_back(i);
      }
    }
    scores.insert(scores.end(), scores_of(sample).begin(), scores_of(sample).end());
  }
  return StateWriter(kind)
      .option("labels", labels_)
      .count("truth", truth)
      .count("scores", scores)
      .finish();
}

TONEWHEEL_INLINE std::span<const std::uint8_t> LabelRanking::truth_of(std::size_t sample) const {
  return std::span(truth_).subspan(sample * labels_, labels_);
}

TONEWHEEL_INLINE std::span<const double> LabelRanking::scores_of(std::size_t sample) const {
  return std::span(scores_).subspan(sample * labels_, labels_);
}

TONEWHEEL_INLINE std::vector<std::size_t> LabelRanking::sorted() const {
  std::vector<std::size_t> order(n());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    const auto truth = std::ranges::mismatch(truth_of(a), truth_of(b));
    return truth.in1 != truth_of(a).end()
               ? *truth.in1 < *truth.in2
               : std::ranges::lexicographical_compare(scores_of(a), scores_of(b));
  });
  return order;
}

TONEWHEEL_INLINE bool LabelRanking::same_samples(const LabelRanking& other) const {
  return std::ranges::equal(sorted(), other.sorted(), [&](std::size_t a, std::size_t b) {
    return std::ranges::equal(truth_of(a), other.truth_of(b)) &&
           std::ranges::equal(scores_of(a), other.scores_of(b));
  });
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
  for (const double score : scores) {
    scores_.push_back(score == 0 ? 0 : score);  // no -0
  }
}

TONEWHEEL_INLINE void LabelRanking::add(std::size_t truth, std::span<const double> scores) {
  if (truth >= labels_) {
    throw Error("label ranking: found true class " + std::to_string(truth) +
                ", expected one below " + std::to_string(labels_));
  }
  std::vector<std::uint8_t> row(labels_);
  row[truth] = 1;
  add(row, scores);
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

TONEWHEEL_INLINE double LabelRanking::one_vs_one(RankingMean mean) const {
  if (mean == RankingMean::micro) {
    throw Error("label ranking: found a micro mean one against one, expected macro or weighted");
  }
  std::vector<std::vector<std::size_t>> rows(labels_);
  for (std::size_t i = 0; i < n(); ++i) {
    const std::span<const std::uint8_t> truth = truth_of(i);
    const auto found = std::count(truth.begin(), truth.end(), 1);
    if (found != 1) {
      throw Error(Place{"", i + 1, ""}, "label ranking: found a sample with " +
                                            std::to_string(found) +
                                            " labels one against one, expected one");
    }
    rows[static_cast<std::size_t>(std::find(truth.begin(), truth.end(), 1) - truth.begin())]
        .push_back(i);
  }
  const auto auc_in_pair = [&](std::size_t positive, std::size_t negative) {
    std::vector<ScoredLabel> samples;
    samples.reserve(rows[positive].size() + rows[negative].size());
    for (const std::size_t label : {positive, negative}) {
      for (const std::size_t row : rows[label]) {
        samples.push_back({scores_[row * labels_ + positive], label == positive});
      }
    }
    return tonewheel::roc_auc(std::move(samples));
  };
  detail::RankingParts parts;
  for (std::size_t a = 0; a < labels_; ++a) {
    for (std::size_t b = a + 1; b < labels_; ++b) {
      const std::size_t both = rows[a].size() + rows[b].size();
      parts.add((auc_in_pair(a, b) + auc_in_pair(b, a)) / 2,
                mean == RankingMean::weighted ? both : 1);
    }
  }
  return parts.mean();
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

TONEWHEEL_INLINE LabelRanking label_ranking(const Flags& truth, const MatrixView<double>& scores) {
  detail::require_ranking_matrix(scores, truth.size(), scores.values.size());
  return detail::ranking_of_rows(scores, [&](LabelRanking& to, std::size_t i, auto row) {
    to.add(truth.values().subspan(i * scores.columns, scores.columns), row);
  });
}

TONEWHEEL_INLINE LabelRanking class_ranking(const Codes& truth, const MatrixView<double>& scores) {
  detail::require_ranking_matrix(scores, truth.size(), scores.rows);
  return detail::ranking_of_rows(scores, [&](LabelRanking& to, std::size_t i, auto row) {
    to.add(std::size_t{truth[i]}, row);
  });
}

}  // namespace classification
}  // namespace tonewheel
