#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/metric/classification/multilabel_score.hpp>

#include "metric/classification/classification_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::agree;
using support::agrees;
using support::contains;
using support::message_of;
using support::same;

namespace {

using Bits = std::vector<std::uint8_t>;

struct Sample {
  Bits truth{};
  Bits prediction{};
};

std::vector<Sample> random_samples(std::mt19937_64& engine, std::size_t n, std::size_t labels) {
  std::vector<Sample> samples(n);
  for (Sample& sample : samples) {
    for (std::size_t i = 0; i < labels; ++i) {
      sample.truth.push_back(engine() % 3 == 0 ? 1 : 0);
      sample.prediction.push_back(engine() % 4 == 0 ? 1 : sample.truth.back());
    }
  }
  return samples;
}

MultilabelScore score_of(const std::vector<Sample>& samples, std::size_t labels) {
  MultilabelScore score(labels);
  for (const Sample& sample : samples) {
    score.add(sample.truth, sample.prediction);
  }
  return score;
}

void append(std::vector<double>& values, const LabelScore& score) {
  values.insert(values.end(), {score.precision, score.recall, score.fscore, score.jaccard});
}

std::vector<double> values_of(const MultilabelScore& score) {
  std::vector<double> values{score.jaccard_accuracy(), score.hamming_loss(),
                             score.subset_accuracy()};
  for (const ZeroDivision rule : {ZeroDivision::zero, ZeroDivision::one, ZeroDivision::leave_out}) {
    append(values, score.macro({.zero_division = rule}));
    append(values, score.macro({.zero_division = rule}, LabelChoice::found));
    append(values, score.micro({.zero_division = rule}));
    append(values, score.weighted({.zero_division = rule}));
    append(values, score.samples({.zero_division = rule}));
  }
  return values;
}

}  // namespace

TEST_CASE("multilabel score: three samples by hand") {
  MultilabelScore score(3);
  score.add(Bits{1, 1, 0}, Bits{1, 0, 1});  // 1 of 3
  score.add(Bits{0, 0, 0}, Bits{0, 0, 0});  // agreed: nothing
  score.add(Bits{0, 0, 1}, Bits{0, 0, 1});
  CHECK(score.n() == 3);
  CHECK(score.labels() == 3);
  CHECK(score.jaccard_accuracy() == 7.0 / 9);
  CHECK(score.samples().jaccard == 4.0 / 9);
  CHECK(score.samples({.zero_division = ZeroDivision::leave_out}).jaccard == 2.0 / 3);
  CHECK(score.hamming_loss() == 2.0 / 9);
  CHECK(score.subset_accuracy() == 2.0 / 3);
  CHECK(score.micro().precision == 2.0 / 3);
  CHECK(score.micro().recall == 2.0 / 3);
  CHECK(score.label_scores()[2].precision == 0.5);
  CHECK(score.macro().recall == 2.0 / 3);
  CHECK(score.weighted().precision == (1 + 0 + 0.5) / 3);
}

TEST_CASE("multilabel score: scikit-learn's values") {
  const nlohmann::json golden = support::classification_golden();
  REQUIRE(golden["multilabel"].size() >= 15);
  for (const nlohmann::json& one : golden["multilabel"]) {
    CAPTURE(one["name"].get<std::string>());
    const support::Rows<std::uint8_t> truth(one["truth"]);
    const support::Rows<std::uint8_t> prediction(one["prediction"]);
    const MultilabelScore score = multilabel_score(truth.values, prediction.values, truth.columns);
    CHECK(agrees(score.jaccard_accuracy(), one["jaccard_accuracy"]));
    CHECK(agrees(score.hamming_loss(), one["hamming"]));
    CHECK(agrees(score.subset_accuracy(), one["subset"]));
    CHECK(agree(score.label_scores(), one["per_label"]));
    CHECK(agrees(score.macro(), one["macro"]));
    CHECK(agrees(score.macro({.zero_division = ZeroDivision::one}), one["macro_one"]));
    CHECK(agrees(score.macro({.beta = 2}), one["macro_two"]));
    CHECK(agrees(score.micro(), one["micro"]));
    CHECK(agrees(score.micro({.beta = 0.5}), one["micro_half"]));
    CHECK(agrees(score.weighted(), one["weighted"]));
    CHECK(agrees(score.samples(), one["samples"]));
    CHECK(agrees(score.samples({.zero_division = ZeroDivision::one}), one["samples_one"]));
  }
}

TEST_CASE("multilabel score: the same for any order of labels and samples, to the last bit") {
  std::mt19937_64 engine(62);
  for (int round = 0; round < 50; ++round) {
    const std::size_t labels = 1 + engine() % 11;
    std::vector<Sample> samples = random_samples(engine, 1 + engine() % 80, labels);
    const std::vector<double> before = values_of(score_of(samples, labels));
    std::vector<std::size_t> from(labels);
    std::iota(from.begin(), from.end(), std::size_t{0});
    std::shuffle(from.begin(), from.end(), engine);
    std::shuffle(samples.begin(), samples.end(), engine);
    for (Sample& sample : samples) {
      const Sample old = sample;
      for (std::size_t i = 0; i < labels; ++i) {
        sample.truth[i] = old.truth[from[i]];
        sample.prediction[i] = old.prediction[from[i]];
      }
    }
    const std::vector<double> after = values_of(score_of(samples, labels));
    CHECK(std::equal(before.begin(), before.end(), after.begin(), after.end(), same));
  }
}

TEST_CASE("multilabel score: bounds, symmetry and identity") {
  std::mt19937_64 engine(63);
  for (int round = 0; round < 50; ++round) {
    const std::size_t labels = 1 + engine() % 11;
    std::vector<Sample> samples = random_samples(engine, 1 + engine() % 80, labels);
    const MultilabelScore score = score_of(samples, labels);
    for (const double value : values_of(score)) {
      CHECK((std::isnan(value) || (value >= 0 && value <= 1)));
    }
    CHECK(score.subset_accuracy() <= score.jaccard_accuracy());
    for (Sample& sample : samples) {
      std::swap(sample.truth, sample.prediction);
    }
    const MultilabelScore swapped = score_of(samples, labels);
    CHECK(swapped.jaccard_accuracy() == score.jaccard_accuracy());
    CHECK(swapped.hamming_loss() == score.hamming_loss());
    CHECK(swapped.macro().precision == score.macro().recall);
    CHECK(swapped.samples().fscore == score.samples().fscore);
    for (Sample& sample : samples) {
      sample.prediction = sample.truth;
    }
    const MultilabelScore perfect = score_of(samples, labels);
    CHECK(perfect.jaccard_accuracy() == 1);
    CHECK(perfect.subset_accuracy() == 1);
    CHECK(perfect.hamming_loss() == 0);
    CHECK(perfect.macro({.zero_division = ZeroDivision::one}).fscore == 1);
  }
}

TEST_CASE("multilabel score: nothing is undefined, mistakes are refused and change nothing") {
  MultilabelScore score(2);
  CHECK(std::isnan(score.jaccard_accuracy()));
  CHECK(std::isnan(score.hamming_loss()));
  CHECK(std::isnan(score.subset_accuracy()));
  CHECK(score.samples().fscore == 0);
  CHECK(score.macro().fscore == 0);
  CHECK(contains(message_of([&] { score.add(Bits{1}, Bits{1, 0}); }),
                 "found 1 true labels, expected 2"));
  CHECK(contains(message_of([&] { score.add(Bits{1, 0}, Bits{1, 0, 1}); }),
                 "found 3 predicted labels, expected 2"));
  CHECK(contains(message_of([&] { score.add(Bits{1, 0}, Bits{1, 2}); }),
                 "found 2 as predicted label 1, expected 0 or 1"));
  CHECK(contains(message_of([&] { score.merge(MultilabelScore(3)); }), "found 3 labels"));
  CHECK(contains(message_of([] { const MultilabelScore none(0); }), "found 0 labels"));
  CHECK(score == MultilabelScore(2));
  CHECK(contains(message_of([] { (void)multilabel_score(Bits{1, 0}, Bits{1}, 1); }),
                 "found 2 true and 1 predicted cells"));
  CHECK(contains(message_of([] { (void)multilabel_score(Bits{1, 0, 1}, Bits{1, 0, 1}, 2); }),
                 "a multiple of 2"));
  const auto error =
      support::error_of([] { (void)multilabel_score(Bits{1, 0, 1}, Bits{1, 0, 3}, 1); });
  REQUIRE(error);
  CHECK(error->place().row == 3);
}
