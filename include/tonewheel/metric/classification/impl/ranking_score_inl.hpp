#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/exact/ratio_sum.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/metric/classification/impl/label_score_inl.hpp>
#include <tonewheel/metric/classification/ranking_score.hpp>

namespace tonewheel {

namespace detail {

/// Samples that pass one threshold together, and those above it.
struct RankingStep {
  std::uint64_t positives = 0;
  std::uint64_t negatives = 0;
  std::uint64_t positives_above = 0;
  std::uint64_t negatives_above = 0;
};

/// Calls visit(step) for each distinct score, the highest first.
inline void for_each_threshold(std::vector<ScoredLabel>& samples, const auto& visit) {
  constexpr std::size_t most = std::size_t{1} << 32U;
  if (samples.size() > most) {
    throw Error("ranking: found " + std::to_string(samples.size()) +
                " samples, expected at most 2^32");
  }
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (std::isnan(samples[i].score)) {
      throw Error(Place{"", i + 1, ""}, "ranking: found score nan, expected a number");
    }
  }
  std::sort(samples.begin(), samples.end(),
            [](const ScoredLabel& a, const ScoredLabel& b) { return a.score > b.score; });
  RankingStep step;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    ++(samples[i].positive ? step.positives : step.negatives);
    if (i + 1 == samples.size() || samples[i + 1].score != samples[i].score) {
      visit(std::as_const(step));
      step = {0, 0, step.positives_above + step.positives, step.negatives_above + step.negatives};
    }
  }
}

inline std::vector<ScoredLabel> scored_labels(std::span<const std::uint8_t> truth,
                                              std::span<const double> scores) {
  if (truth.size() != scores.size()) {
    throw Error("ranking: found " + std::to_string(truth.size()) + " labels and " +
                std::to_string(scores.size()) + " scores, expected as many of both");
  }
  std::vector<ScoredLabel> samples(truth.size());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (truth[i] > 1) {
      throw Error(Place{"", i + 1, ""},
                  "ranking: found label " + std::to_string(truth[i]) + ", expected 0 or 1");
    }
    samples[i] = {scores[i], truth[i] == 1};
  }
  return samples;
}

/// A mean of values, those that are NaN left out; NaN where nothing is left.
struct RankingParts {
  ExactSum sum{};
  std::uint64_t weights = 0;

  void add(double value, std::uint64_t weight) {
    if (!std::isnan(value)) {
      sum.add_product(value, static_cast<double>(weight));
      weights += weight;
    }
  }
  [[nodiscard]] double mean() const {
    return weights == 0 ? std::numeric_limits<double>::quiet_NaN()
                        : sum.value() / static_cast<double>(weights);
  }
};

/// The mean over labels of value(label), where how often each is true may weigh.
inline double ranking_mean_of(std::span<const std::uint64_t> support, RankingMean mean,
                              const auto& value) {
  RankingParts parts;
  for (std::size_t label = 0; label < support.size(); ++label) {
    parts.add(value(label), mean == RankingMean::weighted ? support[label] : 1);
  }
  return parts.mean();
}

/// The value, or what the rule says where it is undefined.
inline double defined_or(double value, ZeroDivision rule) {
  return std::isnan(value) ? zero_by_zero(rule) : value;
}

/// Of the scores of one sample.
inline void require_ranking_scores(std::span<const double> scores, std::size_t labels) {
  if (scores.size() != labels) {
    throw Error("ranking: found " + std::to_string(scores.size()) + " scores, expected " +
                std::to_string(labels));
  }
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (std::isnan(scores[i])) {
      throw Error("ranking: found nan as score " + std::to_string(i) + ", expected a number");
    }
  }
}

inline void require_ranking_matrix(const MatrixView<double>& scores, std::size_t truths,
                                   std::size_t expected) {
  if (truths != expected || scores.columns == 0 || !scores.fits()) {
    throw Error("ranking: found " + std::to_string(truths) + " true values and " +
                std::to_string(scores.values.size()) + " scores, expected " +
                std::to_string(expected) + " and " + std::to_string(scores.rows) + " x " +
                std::to_string(scores.columns));
  }
}

}  // namespace detail

inline namespace classification {

TONEWHEEL_INLINE double roc_auc(std::vector<ScoredLabel> samples) {
  std::uint64_t half_pairs = 0;  // at most 2 (n / 2)^2 <= 2^63
  std::uint64_t positives = 0;
  std::uint64_t negatives = 0;
  detail::for_each_threshold(samples, [&](const detail::RankingStep& step) {
    half_pairs += step.negatives * (2 * step.positives_above + step.positives);
    positives += step.positives;
    negatives += step.negatives;
  });
  if (positives == 0 || negatives == 0) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return static_cast<double>(half_pairs) / static_cast<double>(2 * positives * negatives);
}

TONEWHEEL_INLINE double roc_auc(const Flags& truth, const Numbers& scores) {
  return roc_auc(detail::scored_labels(truth, scores));
}

TONEWHEEL_INLINE double average_precision(std::vector<ScoredLabel> samples) {
  RatioSum sum;
  std::uint64_t positives = 0;
  detail::for_each_threshold(samples, [&](const detail::RankingStep& step) {
    positives += step.positives;
    const auto passed = static_cast<double>(positives);
    const auto wrong = static_cast<double>(step.negatives_above + step.negatives);
    sum.add(static_cast<double>(step.positives), passed, passed + wrong);
  });
  return positives == 0 ? std::numeric_limits<double>::quiet_NaN()
                        : sum.over(static_cast<double>(positives));
}

TONEWHEEL_INLINE double average_precision(const Flags& truth, const Numbers& scores) {
  return average_precision(detail::scored_labels(truth, scores));
}

TONEWHEEL_INLINE RankingScore::RankingScore(const State& state) {
  StateReader from(state, kind);
  for (const bool positive : {true, false}) {
    for (const double score : from.count<std::vector<double>>(positive ? "positive" : "negative")) {
      add(score, positive);
    }
  }
  from.finish();
}

TONEWHEEL_INLINE State RankingScore::state() const {
  return StateWriter(kind)
      .count("positive", scores(true))
      .count("negative", scores(false))
      .finish();
}

TONEWHEEL_INLINE std::vector<double> RankingScore::scores(bool positive) const {
  std::vector<double> scores;
  for (const ScoredLabel& sample : samples_) {
    if (sample.positive == positive) {
      scores.push_back(sample.score);
    }
  }
  std::sort(scores.begin(), scores.end());
  return scores;
}

TONEWHEEL_INLINE void RankingScore::add(double score, bool positive) {
  if (std::isnan(score)) {
    throw Error("ranking: found score nan, expected a number");
  }
  samples_.push_back({score == 0 ? 0 : score, positive});  // no -0
}

TONEWHEEL_INLINE void RankingScore::merge(const RankingScore& other) {
  const std::size_t more = other.samples_.size();  // the other may be this one
  for (std::size_t i = 0; i < more; ++i) {
    samples_.push_back(other.samples_[i]);
  }
}

}  // namespace classification
}  // namespace tonewheel
