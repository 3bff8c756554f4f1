#pragma once

#include <metric/samples_affect.hpp>
#include <metric/samples_agreement.hpp>
#include <metric/samples_classification.hpp>
#include <metric/samples_dataset.hpp>
#include <metric/samples_distribution.hpp>
#include <metric/samples_evaluate.hpp>
#include <metric/samples_regression.hpp>
#include <metric/samples_vocabulary.hpp>

#include <cstddef>
#include <cstdint>
#include <tuple>

#include <tonewheel/metric/classification/confusion_matrix.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

namespace support {

/// What the law suite adds to an accumulator of a type: `empty()` makes one, `add(a, i)` adds
/// sample number i, of which many differ.
template <class A>
struct Samples;

template <>
struct Samples<tonewheel::PairMoments> {
  static tonewheel::PairMoments empty() {
    return tonewheel::PairMoments(tonewheel::NanPolicy::skip);
  }
  static void add(tonewheel::PairMoments& score, std::size_t i) {
    const double x = static_cast<double>(i % 13) - 6;
    score.add(i % 11 == 3 ? 0.0 / 0.0 : x / 7, x * x * 1e-3 - 1e10 * static_cast<double>(i % 3));
  }
};

template <>
struct Samples<tonewheel::ConfusionMatrix> {
  static tonewheel::ConfusionMatrix empty() { return tonewheel::ConfusionMatrix(5); }
  static void add(tonewheel::ConfusionMatrix& score, std::size_t i) {
    score.add(i % 5, i * i % 5, 1 + i % 3);
  }
};

template <>
struct Samples<tonewheel::SetScore> {
  static tonewheel::SetScore empty() { return {}; }
  static void add(tonewheel::SetScore& score, std::size_t i) {
    const auto truth = static_cast<std::uint32_t>(i % 4 * (i % 7));
    const auto prediction = static_cast<std::uint32_t>(i % 5);
    score.add(tonewheel::SetCounts{truth, prediction, truth < prediction ? truth : prediction});
  }
};

using AllAccumulators = std::tuple<    //
    tonewheel::CalibrationScore,       //
    tonewheel::ClassMoments,           //
    tonewheel::CoincidenceCounts,      //
    tonewheel::ConfusionMatrix,        //
    tonewheel::DistributionScore,      //
    tonewheel::DoubtCounts,            //
    EqualMassCalibration,              //
    tonewheel::Evaluation,             //
    tonewheel::EvaluatorCorrelations,  //
    tonewheel::FaultCounts,            //
    tonewheel::FleissKappa,            //
    tonewheel::HitRate,                //
    tonewheel::IntervalCoincidences,   //
    tonewheel::IntraclassSums,         //
    tonewheel::JudgementScore,         //
    tonewheel::LabelRanking,           //
    tonewheel::MultilabelScore,        //
    tonewheel::OutOfVocabulary,        //
    tonewheel::PairMoments,            //
    tonewheel::PairRecalls,            //
    tonewheel::PredictionJudge,        //
    tonewheel::PriorShift,             //
    tonewheel::ProbabilityScore,       //
    tonewheel::RankPairs,              //
    tonewheel::RankingScore,           //
    tonewheel::RaterVariance,          //
    tonewheel::Relabelling,            //
    tonewheel::RowTally,               //
    tonewheel::SampleScores,           //
    tonewheel::SentimentScore,         //
    tonewheel::SequenceScores,         //
    tonewheel::SetScore,               //
    tonewheel::SoftScore,              //
    tonewheel::SpaceMoments,           //
    tonewheel::StepScore,              //
    tonewheel::TaskScore,              //
    tonewheel::TemperatureLoss,        //
    TenWordsScore,                     //
    tonewheel::TopKScore,              //
    TwoClassesExpectation,             //
    tonewheel::VocabularyEvaluation,   //
    tonewheel::VoteCounts,             //
    tonewheel::VoteHalves,             //
    tonewheel::VoteMean,               //
    tonewheel::VoteScore,              //
    VotesJudge>;

}  // namespace support
