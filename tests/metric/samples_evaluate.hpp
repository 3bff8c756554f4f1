#pragma once

#include <metric/samples_vocabulary.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/evaluate/pair_recalls.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>
#include <tonewheel/evaluate/vocabulary_evaluation.hpp>
#include <tonewheel/metric/classification/calibration_score.hpp>

namespace support {

template <class A>
struct Samples;

inline std::array<double, 3> judged_shares(std::size_t i) {
  const double first = static_cast<double>(i % 11) / 10;
  return {first, (1 - first) / 4, (1 - first) * 3 / 4};
}
/// Some of the groups' numbers are large.
inline tonewheel::JudgedRow judged_row(std::size_t i) {
  return {.weight = i % 3 == 0 ? 1 : 1.0 / static_cast<double>(i % 5 + 1),
          .group = i * i % 7 * 20011};
}

/// The judge of votes, which the list has beside that of labels.
struct VotesJudge : tonewheel::PredictionJudge {
  VotesJudge()
      : PredictionJudge({"a", "b", "c"}, true,
                        {.calibration = {.bins = 4, .kind = tonewheel::CalibrationBins::equal_mass},
                         .votes = {.entropy_edges = {0.5}}}) {}
  explicit VotesJudge(const tonewheel::State& state) : PredictionJudge(state) {}
};

template <>
struct Samples<tonewheel::PairRecalls> {
  static tonewheel::PairRecalls empty() { return tonewheel::PairRecalls(3); }
  static void add(tonewheel::PairRecalls& pairs, std::size_t i) {
    pairs.add(i % 3, judged_shares(i * 3));
  }
};

template <>
struct Samples<tonewheel::PredictionJudge> {
  static tonewheel::PredictionJudge empty() { return tonewheel::PredictionJudge({"a", "b", "c"}); }
  static void add(tonewheel::PredictionJudge& judge, std::size_t i) {
    judge.add(i % 3, judged_shares(i * 3), judged_row(i));
  }
};

template <>
struct Samples<VotesJudge> {
  static VotesJudge empty() { return {}; }
  static void add(VotesJudge& judge, std::size_t i) {
    judge.add_votes(std::array{static_cast<double>(i % 3), static_cast<double>(i % 4), 1.0},
                    judged_shares(i), judged_row(i));
  }
};

template <>
struct Samples<tonewheel::VocabularyEvaluation> {
  using Metric = tonewheel::VocabularyMetric;
  static constexpr std::array<std::string_view, 12> words{"w0", "w1", "w2", "w3", "w4",  "w5",
                                                          "w6", "w7", "w8", "w9", "w10", "w11"};

  /// So many samples from the first-th on, on the wheel of ten_words().
  static tonewheel::VocabularyEvaluation of(std::size_t first, std::size_t many) {
    std::vector<std::array<std::string_view, 2>> labels;
    for (std::size_t i = first; i < first + many; ++i) {
      labels.push_back({words[i % words.size()], words[i * 3 % words.size()]});
      labels.push_back({words[(i + 1) % words.size()], words[i * 3 % words.size()]});
    }
    std::vector<tonewheel::LabelRecord> truths;
    std::vector<tonewheel::LabelRecord> predictions;
    for (std::size_t i = 0; i < many; ++i) {
      truths.push_back({.name = words[i], .labels = labels[2 * i]});
      if ((first + i) % 5 != 4) {
        predictions.push_back({.name = words[i], .labels = labels[2 * i + 1]});
      }
      if ((first + i) % 4 == 3) {
        predictions.push_back({.name = "nobody's"});
      }
    }
    return tonewheel::evaluate_vocabulary(truths, predictions,
                                          {.missing = tonewheel::MissingPrediction::skip,
                                           .lexicon = &ten_words(),
                                           .inputs = {{"truth.csv", "12ab"}}});
  }
  static tonewheel::VocabularyEvaluation empty() { return of(0, 0); }
  static void add(tonewheel::VocabularyEvaluation& found, std::size_t i) { found.merge(of(i, 1)); }
};

}  // namespace support
