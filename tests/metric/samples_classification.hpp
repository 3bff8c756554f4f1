#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <tonewheel/metric/classification/calibration_score.hpp>
#include <tonewheel/metric/classification/judgement.hpp>
#include <tonewheel/metric/classification/label_ranking.hpp>
#include <tonewheel/metric/classification/multilabel_score.hpp>
#include <tonewheel/metric/classification/probability_score.hpp>
#include <tonewheel/metric/classification/ranking_score.hpp>
#include <tonewheel/metric/classification/sentiment.hpp>
#include <tonewheel/metric/classification/top_k_score.hpp>

namespace support {

template <class A>
struct Samples;  // see accumulator_samples.hpp

/// Scores of four labels, some equal, some -0.
inline std::array<double, 4> label_scores(std::size_t i) {
  std::array<double, 4> scores{};
  for (std::size_t label = 0; label < scores.size(); ++label) {
    scores[label] = static_cast<double>((i * i + 3 * label) % 7) / 3 - 1;
  }
  scores[i % 4] = i % 2 == 0 ? 0.0 : -0.0;
  return scores;
}

/// Any of four labels.
inline std::array<std::uint8_t, 4> labels_of(std::size_t i) {
  std::array<std::uint8_t, 4> labels{};
  for (std::size_t label = 0; label < labels.size(); ++label) {
    labels[label] = i * i % 11 >> label & 1U;
  }
  return labels;
}

/// Probabilities of four classes, some of them 0.
inline std::array<double, 4> class_probabilities(std::size_t i) {
  const double first = static_cast<double>(i % 10) / 10;
  const double second = (1 - first) * static_cast<double>(i % 3) / 3;
  return {first, second, 1 - first - second, 0};
}

template <>
struct Samples<tonewheel::CalibrationScore> {
  static tonewheel::CalibrationScore empty() { return tonewheel::CalibrationScore({.bins = 6}); }
  static void add(tonewheel::CalibrationScore& score, std::size_t i) {
    score.add(i % 13 == 0 ? -0.0 : static_cast<double>(i * i % 13) / 13, i % 3 != 0, 1 + i % 2);
  }
};

struct EqualMassCalibration : tonewheel::CalibrationScore {
  using CalibrationScore::CalibrationScore;
};
template <>
struct Samples<EqualMassCalibration> {
  static EqualMassCalibration empty() {
    return EqualMassCalibration({.bins = 6, .kind = tonewheel::CalibrationBins::equal_mass});
  }
  static void add(EqualMassCalibration& score, std::size_t i) {
    Samples<tonewheel::CalibrationScore>::add(score, i);
  }
};

template <>
struct Samples<tonewheel::JudgementScore> {
  static tonewheel::JudgementScore empty() { return {}; }
  static void add(tonewheel::JudgementScore& score, std::size_t i) {
    const std::array<std::optional<bool>, 3> answers{true, false, std::nullopt};
    score.add(tonewheel::mvei_dimensions[i % 4], i % 3 == 0, answers[i % 5 % 3]);
  }
};

/// Of classes and of labels by turns.
template <>
struct Samples<tonewheel::LabelRanking> {
  static tonewheel::LabelRanking empty() { return tonewheel::LabelRanking(4); }
  static void add(tonewheel::LabelRanking& score, std::size_t i) {
    if (i % 2 == 0) {
      score.add(i % 4, label_scores(i));
    } else {
      score.add(labels_of(i), label_scores(i));
    }
  }
};

template <>
struct Samples<tonewheel::MultilabelScore> {
  static tonewheel::MultilabelScore empty() { return tonewheel::MultilabelScore(4); }
  static void add(tonewheel::MultilabelScore& score, std::size_t i) {
    score.add(labels_of(i), labels_of(3 * i + 1));
  }
};

template <>
struct Samples<tonewheel::ProbabilityScore> {
  static tonewheel::ProbabilityScore empty() {
    return tonewheel::ProbabilityScore(4, {.clip = 0, .row_sum = 1e-9});
  }
  static void add(tonewheel::ProbabilityScore& score, std::size_t i) {
    score.add(i % 3, class_probabilities(i));
  }
};

template <>
struct Samples<tonewheel::RankingScore> {
  static tonewheel::RankingScore empty() { return {}; }
  static void add(tonewheel::RankingScore& score, std::size_t i) {
    score.add(i % 9 == 0 ? 1.0 / 0.0 : label_scores(i)[i % 4], i % 3 == 0);
  }
};

template <>
struct Samples<tonewheel::SentimentScore> {
  static tonewheel::SentimentScore empty() { return {}; }
  static void add(tonewheel::SentimentScore& score, std::size_t i) {
    std::optional<double> prediction;
    if (i % 5 != 0) {
      prediction = static_cast<double>(i * i % 7 % 3) - 1;
    }
    score.add(static_cast<double>(i % 4) - 1, prediction);
  }
};

template <>
struct Samples<tonewheel::TopKScore> {
  static tonewheel::TopKScore empty() {
    return tonewheel::TopKScore(4, tonewheel::TopKTie::truth_last);
  }
  static void add(tonewheel::TopKScore& score, std::size_t i) { score.add(i % 4, label_scores(i)); }
};

}  // namespace support
