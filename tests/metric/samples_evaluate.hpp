#pragma once

#include <metric/samples_vocabulary.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/evaluate/evaluation.hpp>
#include <tonewheel/evaluate/pair_recalls.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>
#include <tonewheel/evaluate/task_score.hpp>
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

template <>
struct Samples<tonewheel::TaskScore> {
  static tonewheel::TaskScore empty() {
    return {
        "classification", {"f1_macro", "log_loss", "ece", "roc_auc_ovr", "top3"}, {.classes = 3}};
  }
  static void add(tonewheel::TaskScore& score, std::size_t i) {
    if (i % 9 == 4) {
      score.add_missing();
    } else {
      score.add_class(i % 3, i * i % 3, judged_shares(i));
    }
  }
};

/// Rows of three speakers, of columns that may have gaps.
template <>
struct Samples<tonewheel::Evaluation> {
  static constexpr bool composed = true;
  static tonewheel::TaskScore score() { return {"regression", {"ccc", "spearman", "mae"}, {}}; }
  static tonewheel::Evaluation with(std::map<std::string, tonewheel::EvaluatedGroup> groups,
                                    const tonewheel::TaskScore& valence,
                                    const tonewheel::TaskScore& arousal) {
    tonewheel::EvaluationRun run{.metrics = {"ccc", "spearman", "mae"},
                                 .key = "id",
                                 .only_truth = 3,
                                 .matched = 1000000,
                                 .left_out = {{"text", "no numbers", "t.csv", 1}},
                                 .notes = {"a note"},
                                 .options = {.by = {"who"}, .inputs = {{"t.csv", "0f"}}}};
    return {std::move(run),
            {},
            {{"valence", {}, valence, {}}, {"arousal", {}, arousal, {}}},
            std::move(groups)};
  }
  static tonewheel::Evaluation empty() { return with({}, score(), score()); }
  static void add(tonewheel::Evaluation& all, std::size_t i) {
    tonewheel::TaskScore valence = score();
    valence.add_numbers(static_cast<double>(i % 7) / 3, static_cast<double>(i * i % 11) / 7);
    tonewheel::TaskScore arousal = score();
    arousal.add_numbers(i % 5 == 0 ? 0.0 / 0.0 : 0.25, static_cast<double>(i % 13));
    all.merge(
        with({{"speaker " + std::to_string(i % 3), {{valence, arousal}, {}}}}, valence, arousal));
  }
};

}  // namespace support
