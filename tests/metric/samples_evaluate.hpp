#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <tonewheel/evaluate/pair_recalls.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>
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

}  // namespace support
