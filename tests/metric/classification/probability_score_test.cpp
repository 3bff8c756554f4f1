#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/metric/classification/calibration_score.hpp>
#include <tonewheel/metric/classification/probability_score.hpp>
#include <tonewheel/metric/classification/top_k_score.hpp>

#include "metric/classification/classification_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::agrees;
using support::contains;
using support::message_of;
using support::same;

namespace {

using Bits = std::vector<std::uint8_t>;
using Classes = std::vector<std::uint32_t>;
using NumberList = std::vector<double>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Largest difference of a row's sum, added in two orders.
constexpr double row_order = 1e-15;

struct Sample {
  std::size_t truth = 0;
  NumberList probabilities{};
};

std::vector<Sample> random_samples(std::mt19937_64& engine, std::size_t n, std::size_t classes) {
  std::vector<Sample> samples(n);
  for (Sample& sample : samples) {
    double sum = 0;
    for (std::size_t i = 0; i < classes; ++i) {
      sample.probabilities.push_back(static_cast<double>(engine() % 9));
      sum += sample.probabilities.back();
    }
    for (double& value : sample.probabilities) {
      value = sum > 0 ? value / sum : 1 / static_cast<double>(classes);
    }
    sample.truth = engine() % classes;
  }
  return samples;
}

/// A score made by `make` of the samples.
auto score_of(std::span<const Sample> samples, auto score) {
  for (const Sample& sample : samples) {
    score.add(sample.truth, sample.probabilities);
  }
  return score;
}

}  // namespace

TEST_CASE("top-k score: scikit-learn's values") {
  const nlohmann::json golden = support::classification_golden();
  REQUIRE(golden["top_k"].size() == 8);
  for (const nlohmann::json& one : golden["top_k"]) {
    const auto truth = one["truth"].get<Classes>();
    const support::Rows<double> scores(one["scores"]);
    for (std::size_t k = 1; k <= scores.columns; ++k) {
      CHECK(agrees(top_k_accuracy(truth, support::span_of(scores), {.k = k}),
                   one["accuracy"][k - 1]));
    }
  }
}

TEST_CASE("top-k score: rules for ties") {
  const auto rank = [](std::size_t truth, TopKTie tie) {
    TopKScore score(4, tie);
    score.add(truth, NumberList{0.5, 1, 1, 1});
    const auto ranks = score.ranks();
    return std::find(ranks.begin(), ranks.end(), std::uint64_t{1}) - ranks.begin();
  };
  CHECK(rank(0, TopKTie::truth_first) == 3);
  CHECK(rank(1, TopKTie::later_first) == 2);
  CHECK(rank(2, TopKTie::later_first) == 1);
  CHECK(rank(1, TopKTie::earlier_first) == 0);
  CHECK(rank(3, TopKTie::earlier_first) == 2);
  CHECK(rank(2, TopKTie::truth_first) == 0);
  CHECK(rank(2, TopKTie::truth_last) == 2);
  CHECK(rank(0, TopKTie::truth_last) == 3);
}

TEST_CASE("top-k score: grows with k to 1, refuses mistakes") {
  std::mt19937_64 engine(81);
  for (int round = 0; round < 20; ++round) {
    const std::vector<Sample> samples = random_samples(engine, 1 + engine() % 20, 5);
    const TopKScore score = score_of(samples, TopKScore(5));
    for (std::size_t k = 1; k < 6; ++k) {
      CHECK(score.accuracy(k) <= score.accuracy(k + 1));
      CHECK(score_of(samples, TopKScore(5, TopKTie::truth_last)).accuracy(k) <= score.accuracy(k));
      CHECK(score_of(samples, TopKScore(5, TopKTie::truth_first)).accuracy(k) >= score.accuracy(k));
    }
    CHECK(score.accuracy(5) == 1);
    CHECK(score.accuracy(99) == 1);
  }
  TopKScore score(2);
  CHECK(std::isnan(score.accuracy(1)));
  CHECK(contains(message_of([&] { (void)score.accuracy(0); }), "found k 0"));
  CHECK(contains(message_of([&] { score.add(2, NumberList{0, 1}); }), "true class 2"));
  CHECK(contains(message_of([&] { score.add(0, NumberList{0}); }), "1 scores"));
  CHECK(contains(message_of([&] { score.add(0, NumberList{0, not_a_number}); }),
                 "found nan as score 1"));
  CHECK(contains(message_of([&] { score.merge(TopKScore(3)); }), "found 3 classes"));
  CHECK(contains(message_of([&] { score.merge(TopKScore(2, TopKTie::truth_last)); }),
                 "another rule for ties"));
  CHECK(contains(message_of([] { const TopKScore none(0); }), "found 0 classes"));
  CHECK(score == TopKScore(2));
  const NumberList two{0, 1};
  CHECK(contains(message_of([&] { (void)top_k_accuracy(Classes{0, 1}, {two, 1, 2}); }),
                 "found 2 true classes and 2 scores, expected 1 and 1 x 2"));
  CHECK(contains(message_of([&] { (void)top_k_accuracy(Classes{3}, {two, 1, 2}); }), "row 1"));
}

TEST_CASE("probability score: scikit-learn's values") {
  const nlohmann::json golden = support::classification_golden();
  REQUIRE(golden["probability"].size() >= 8);
  for (const nlohmann::json& one : golden["probability"]) {
    CAPTURE(one["name"].get<std::string>());
    const auto truth = one["truth"].get<Classes>();
    const support::Rows<double> rows(one["rows"]);
    const MatrixView<double> span = support::span_of(rows);
    CHECK(agrees(log_loss(truth, span), one["log_loss"]));
    CHECK(agrees(log_loss(truth, span, {.clip = 1e-3}), one["log_loss_clipped"]));
    CHECK(agrees(brier_score(truth, span), one["brier"]));
    for (const nlohmann::json& bins : one["calibration"]) {
      const CalibrationOptions width{.bins = bins["bins"].get<std::size_t>()};
      const CalibrationOptions mass{.bins = width.bins, .kind = CalibrationBins::equal_mass};
      CHECK(agrees(expected_calibration_error(truth, span, width), bins["width"][0]));
      CHECK(agrees(maximum_calibration_error(truth, span, width), bins["width"][1]));
      CHECK(agrees(expected_calibration_error(truth, span, mass), bins["mass"][0]));
      CHECK(agrees(maximum_calibration_error(truth, span, mass), bins["mass"][1]));
    }
  }
  for (const nlohmann::json& one : golden["binary_probability"]) {
    const auto truth = one["truth"].get<Bits>();
    const auto p = one["p"].get<NumberList>();
    CHECK(agrees(binary_log_loss(truth, p), one["log_loss"]));
    CHECK(agrees(binary_brier_score(truth, p), one["brier"]));
  }
}

TEST_CASE("probability score: bounds, closed forms, the binary form") {
  std::mt19937_64 engine(82);
  for (int round = 0; round < 20; ++round) {
    const std::size_t classes = 2 + engine() % 6;
    const auto k = static_cast<double>(classes);
    std::vector<Sample> samples = random_samples(engine, 1 + engine() % 40, classes);
    const ProbabilityScore score = score_of(samples, ProbabilityScore(classes));
    CHECK(score.log_loss() >= 0);
    CHECK((score.brier() >= 0 && score.brier() <= 2));
    for (Sample& sample : samples) {
      std::rotate(sample.probabilities.begin(), sample.probabilities.begin() + 1,
                  sample.probabilities.end());
      sample.truth = (sample.truth + classes - 1) % classes;
    }
    const ProbabilityScore rotated = score_of(samples, ProbabilityScore(classes));
    CHECK(rotated.brier() == score.brier());
    CHECK(std::abs(rotated.log_loss() - score.log_loss()) <= row_order * 40);
    ProbabilityScore uniform(classes);
    uniform.add(0, NumberList(classes, 1 / k));
    CHECK(std::abs(uniform.log_loss() - std::log(k)) <= 1e-15 * k);
    CHECK(std::abs(uniform.brier() - (1 - 1 / k)) <= 1e-15);
  }
  const Bits truth{0, 1, 1, 0};
  const NumberList p{0.125, 0.25, 0.75, 0.5};
  const NumberList rows{0.875, 0.125, 0.75, 0.25, 0.25, 0.75, 0.5, 0.5};
  const Classes classes{0, 1, 1, 0};
  CHECK(binary_brier_score(truth, p) == brier_score(classes, {rows, 4, 2}) / 2);
  CHECK(binary_log_loss(truth, p) == log_loss(classes, {rows, 4, 2}));
}

TEST_CASE("probability score: certain and wrong costs what the clip lets it") {
  const NumberList row{1, 0};
  const Classes truth{1};
  CHECK(std::abs(log_loss(truth, {row, 1, 2}) - 52 * std::log(2.0)) <= 1e-13);
  CHECK(std::isinf(log_loss(truth, {row, 1, 2}, {.clip = 0})));
  CHECK(log_loss(Classes{0}, {row, 1, 2}, {.clip = 0}) == 0);
  CHECK(std::isinf(binary_log_loss(Bits{0}, NumberList{1}, {.clip = 0})));
  CHECK(brier_score(truth, {row, 1, 2}) == 2);
}

TEST_CASE("calibration: which bin") {
  CalibrationScore width({.bins = 4});
  for (const double confidence : {0.0, 0.25, 0.2501, 0.5, 0.75, 1.0}) {
    width.add(confidence, true);
  }
  std::vector<std::uint64_t> counts;
  for (const CalibrationBin& bin : width.bins()) {
    counts.push_back(bin.n);
  }
  CHECK(counts == std::vector<std::uint64_t>{2, 2, 1, 1});
  CalibrationScore mass({.bins = 2, .kind = CalibrationBins::equal_mass});
  for (const double confidence : {0.9, 0.5, 0.5, 0.5, 0.25, 0.75}) {
    mass.add(confidence, confidence > 0.6);
  }
  // Sorted: .25 .5 .5 | .5 .75 .9, and the equal ones stay together.
  CHECK(mass.bins()[0].n == 4);
  CHECK(mass.bins()[0].confidence == 1.75 / 4);
  CHECK(mass.bins()[0].accuracy == 0);
  CHECK(mass.bins()[1].right == 2);
  CHECK(mass.maximum_error() == 1.75 / 4);
  CHECK(mass.expected_error() == doctest::Approx((1.75 + 0.35) / 6).epsilon(1e-15));
  CalibrationScore perfect;
  for (int i = 0; i < 8; ++i) {
    perfect.add(0.375, i < 3);
  }
  CHECK(perfect.expected_error() == 0);
  // Of equal probabilities the first class is the prediction.
  CalibrationScore tied({.bins = 1});
  tied.add(std::size_t{0}, NumberList{0.5, 0.5});
  tied.add(std::size_t{1}, NumberList{0.5, 0.5});
  CHECK(tied.bins()[0].right == 1);
}

TEST_CASE("probability and calibration: nothing is undefined, mistakes are refused") {
  CHECK(std::isnan(ProbabilityScore(2).log_loss()));
  CHECK(std::isnan(ProbabilityScore(2).brier()));
  CHECK(std::isnan(CalibrationScore().expected_error()));
  CHECK(std::isnan(CalibrationScore().maximum_error()));
  CHECK(std::isnan(CalibrationScore().bins()[0].accuracy));
  CHECK(std::isnan(binary_log_loss(Bits{}, NumberList{})));
  CHECK(std::isnan(binary_brier_score(Bits{}, NumberList{})));
  ProbabilityScore score(2);
  CHECK(contains(message_of([&] { score.add(2, NumberList{0.5, 0.5}); }), "true class 2"));
  CHECK(contains(message_of([&] { score.add(1, NumberList{1}); }), "1 probabilities"));
  CHECK(contains(message_of([&] { score.add(1, NumberList{0.5, not_a_number}); }),
                 "found nan for class 1"));
  CHECK(contains(message_of([&] { score.add(1, NumberList{-0.5, 1}); }), "found -0.5 for class 0"));
  CHECK(contains(message_of([&] { score.add(1, NumberList{0.5, 0.25}); }), "sum to 0.75"));
  CHECK(contains(message_of([&] { score.merge(ProbabilityScore(3)); }), "found 3 classes"));
  CHECK(contains(message_of([&] { score.merge(ProbabilityScore(2, {.clip = 0})); }), "clip 0"));
  CHECK(score == ProbabilityScore(2));
  CHECK(contains(message_of([] { const ProbabilityScore none(0); }), "found 0 classes"));
  CHECK(contains(message_of([] { const ProbabilityScore none(2, {.clip = 0.5}); }),
                 "found clip 0.5"));
  CHECK(contains(message_of([] { const ProbabilityScore none(2, {.row_sum = not_a_number}); }),
                 "found row sum"));
  const NumberList rows{0.5, 0.5, 0.5, 0.75};
  CHECK(contains(message_of([&] { (void)log_loss(Classes{0, 1}, {rows, 2, 2}); }), "row 2"));
  CHECK(contains(message_of([&] { (void)brier_score(Classes{0}, {rows, 2, 2}); }),
                 "found 1 true classes and 4 probabilities, expected 2 and 2 x 2"));
  CHECK(contains(message_of([] { (void)binary_log_loss(Bits{1, 2}, NumberList{0, 1}); }), "row 2"));
  CHECK(contains(message_of([] { (void)binary_log_loss(Bits{1}, NumberList{0, 1}); }), "1 labels"));
  CHECK(contains(message_of([] { (void)binary_brier_score(Bits{1}, NumberList{not_a_number}); }),
                 "found nan"));
  CalibrationScore calibration;
  CHECK(contains(message_of([&] { calibration.add(1.5, true); }), "found confidence 1.5"));
  CHECK(contains(message_of([&] { calibration.add(not_a_number, true); }), "found confidence nan"));
  CHECK(
      contains(message_of([&] { calibration.add(std::size_t{2}, NumberList{0, 1}); }), "class 2"));
  CHECK(contains(message_of([&] { calibration.add(std::size_t{0}, NumberList{1, not_a_number}); }),
                 "nan"));
  CHECK(contains(message_of([&] { calibration.merge(CalibrationScore({.bins = 3})); }), "3 bins"));
  CHECK(contains(message_of([] { const CalibrationScore none({.bins = 0}); }), "found 0 bins"));
  CHECK(calibration.n() == 0);
  CHECK(contains(message_of([&] { (void)expected_calibration_error(Classes{0, 5}, {rows, 2, 2}); }),
                 "row 2"));
}
