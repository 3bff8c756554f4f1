#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/metric/classification/class_predictions.hpp>
#include <tonewheel/metric/classification/class_scores.hpp>

#include "metric/classification/classification_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::agree;
using support::agrees;
using support::contains;
using support::message_of;
using support::same;

namespace {

using Labels = std::vector<std::uint32_t>;

struct Sample {
  std::size_t truth = 0;
  std::size_t prediction = 0;
};

std::vector<Sample> random_samples(std::mt19937_64& engine, std::size_t n, std::size_t classes) {
  std::vector<Sample> samples(n);
  for (Sample& sample : samples) {
    sample.truth = engine() % classes;
    sample.prediction = engine() % 2 == 0 ? sample.truth : engine() % classes;
  }
  return samples;
}

ConfusionMatrix matrix_of(const std::vector<Sample>& samples, std::size_t classes) {
  ConfusionMatrix matrix(classes);
  for (const Sample& sample : samples) {
    matrix.add(sample.truth, sample.prediction);
  }
  return matrix;
}

ConfusionMatrix matrix_of(std::size_t classes, const std::vector<std::uint64_t>& counts) {
  return ConfusionMatrix::from_counts(classes, counts);
}

/// Steps between sectors of a wheel.
std::vector<double> wheel_steps(std::size_t classes) {
  std::vector<double> steps;
  for (std::size_t i = 0; i < classes; ++i) {
    for (std::size_t j = 0; j < classes; ++j) {
      const std::size_t apart = i > j ? i - j : j - i;
      steps.push_back(static_cast<double>(std::min(apart, classes - apart)));
    }
  }
  return steps;
}

void append(std::vector<double>& values, const LabelScore& score) {
  values.insert(values.end(), {score.precision, score.recall, score.fscore, score.jaccard});
}

/// Every value that does not depend on the order of the classes.
std::vector<double> values_of(const ConfusionMatrix& matrix) {
  std::vector<double> values{accuracy(matrix),
                             balanced_accuracy(matrix),
                             balanced_accuracy(matrix, {.adjusted = true}),
                             cohen_kappa(matrix),
                             matthews_correlation(matrix),
                             geometric_mean_recall(matrix)};
  for (const ZeroDivision rule : {ZeroDivision::zero, ZeroDivision::one, ZeroDivision::leave_out}) {
    append(values, macro_score(matrix, {.zero_division = rule}));
    append(values, macro_score(matrix, {.zero_division = rule}, LabelChoice::all));
    append(values, weighted_score(matrix, {.zero_division = rule}));
    append(values, micro_score(matrix, {.zero_division = rule}));
  }
  return values;
}

bool all_same(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return same(x, y); });
}

bool within(double value, double low, double high) {
  return std::isnan(value) || (value >= low && value <= high);
}

}  // namespace

TEST_CASE("confusion matrix: counts stand at row truth, column prediction") {
  ConfusionMatrix matrix(3);
  matrix.add(0, 1);
  matrix.add(0, 1);
  matrix.add(2, 2, 5);
  matrix.add(1, 0, 0);
  CHECK(matrix.n() == 7);
  CHECK(matrix.classes() == 3);
  CHECK(matrix.at(0, 1) == 2);
  CHECK(matrix.at(1, 0) == 0);
  CHECK(matrix.at(2, 2) == 5);
  CHECK(matrix == matrix_of(3, {0, 2, 0, 0, 0, 0, 0, 0, 5}));
  CHECK(matrix.label_counts() == std::vector<LabelCounts>{{2, 0, 0}, {0, 2, 0}, {5, 5, 5}});
}

TEST_CASE("confusion matrix: shards merge to the same state in any order") {
  std::mt19937_64 engine(51);
  for (int round = 0; round < 10; ++round) {
    const std::size_t classes = 1 + engine() % 9;
    const std::vector<Sample> samples = random_samples(engine, engine() % 60, classes);
    const ConfusionMatrix whole = matrix_of(samples, classes);
    for (std::size_t cut = 0; cut <= samples.size(); ++cut) {
      const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(cut);
      const ConfusionMatrix left = matrix_of({samples.begin(), middle}, classes);
      ConfusionMatrix both = matrix_of({middle, samples.end()}, classes);
      both.merge(left);
      CHECK(both == whole);
    }
  }
  ConfusionMatrix twice = matrix_of(2, {1, 2, 3, 4});
  twice.merge(twice);
  CHECK(twice == matrix_of(2, {2, 4, 6, 8}));
}

TEST_CASE("confusion matrix: mistakes are refused and change nothing") {
  ConfusionMatrix matrix(3);
  CHECK(message_of([&] { matrix.add(3, 0); }) ==
        "confusion matrix: found true class 3, expected one below 3");
  CHECK(message_of([&] { matrix.add(0, 7); }) ==
        "confusion matrix: found predicted class 7, expected one below 3");
  CHECK(contains(message_of([&] { matrix.merge(ConfusionMatrix(2)); }), "found 2 classes"));
  CHECK(contains(message_of([] { const ConfusionMatrix none(0); }), "found 0 classes"));
  CHECK(contains(message_of([] { const ConfusionMatrix none(8193); }), "expected 1 to 8192"));
  CHECK(contains(message_of([] { (void)matrix_of(2, {1, 2, 3}); }), "found 3 counts, expected 4"));
  const std::uint64_t most = std::uint64_t{1} << 53U;
  CHECK(contains(message_of([&] { matrix.add(0, 0, most + 1); }), "at most 2^53"));
  CHECK(matrix == ConfusionMatrix(3));
  matrix.add(0, 0, most);
  CHECK(contains(message_of([&] { matrix.add(1, 1); }), "at most 2^53"));
  CHECK(contains(message_of([&] { matrix.merge(matrix); }), "at most 2^53"));
  CHECK(contains(
      message_of([] { (void)matrix_of(2, {std::numeric_limits<std::uint64_t>::max(), 2, 0, 0}); }),
      "at most 2^53"));
  CHECK(accuracy(matrix) == 1);
  CHECK(std::isnan(cohen_kappa(matrix)));
}

TEST_CASE("class predictions: lengths and classes are checked, with the sample") {
  const Labels truth{0, 1, 2};
  CHECK(confusion({.truth = truth, .prediction = truth, .classes = 3}) ==
        matrix_of(3, {1, 0, 0, 0, 1, 0, 0, 0, 1}));
  CHECK(contains(
      message_of([&] { (void)confusion({.truth = truth, .prediction = Labels{0}, .classes = 3}); }),
      "found 3 true and 1 predicted"));
  const auto error = support::error_of(
      [&] { (void)confusion({.truth = truth, .prediction = Labels{0, 5, 1}, .classes = 3}); });
  REQUIRE(error);
  CHECK(error->place().row == 2);
  CHECK(contains(error->what(), "predicted class 5, expected both below 3"));
}

TEST_CASE("class scores: scikit-learn's values") {
  const nlohmann::json golden = support::classification_golden();
  REQUIRE(golden["single"].size() >= 30);
  for (const nlohmann::json& one : golden["single"]) {
    CAPTURE(one["name"].get<std::string>());
    const auto truth = one["truth"].get<Labels>();
    const auto prediction = one["prediction"].get<Labels>();
    const auto classes = one["classes"].get<std::size_t>();
    const ConfusionMatrix matrix =
        confusion({.truth = truth, .prediction = prediction, .classes = classes});
    const support::Rows<std::uint64_t> counts(one["matrix"]);
    CHECK(matrix == matrix_of(classes, counts.values));
    CHECK(agrees(accuracy(matrix), one["accuracy"]));
    CHECK(agrees(balanced_accuracy(matrix), one["balanced"]));
    CHECK(agrees(balanced_accuracy(matrix, {.adjusted = true}), one["adjusted"]));
    CHECK(agree(class_scores(matrix), one["per_class"]));
    CHECK(agree(class_scores(matrix, {.zero_division = ZeroDivision::one}), one["per_class_one"]));
    for (std::size_t c = 0; c < classes; ++c) {
      CHECK(agrees(class_scores(matrix, {.beta = 0.5})[c], one["per_class_half"][c]));
      CHECK(agrees(class_scores(matrix, {.beta = 0})[c], one["per_class_zero_beta"][c]));
    }
    CHECK(agrees(macro_score(matrix), one["macro_found"]));
    CHECK(agrees(macro_score(matrix, {}, LabelChoice::all), one["macro_all"]));
    CHECK(agrees(macro_score(matrix, {.zero_division = ZeroDivision::one}, LabelChoice::all),
                 one["macro_all_one"]));
    CHECK(agrees(macro_score(matrix, {.beta = 2}), one["macro_found_two"]));
    CHECK(agrees(weighted_score(matrix), one["weighted"]));
    CHECK(agrees(micro_score(matrix), one["micro"]));
    CHECK(agrees(cohen_kappa(matrix), one["kappa"]));
    CHECK(agrees(weighted_kappa(matrix, KappaWeights::linear), one["kappa_linear"]));
    CHECK(agrees(weighted_kappa(matrix, KappaWeights::quadratic), one["kappa_quadratic"]));
    const std::vector<double> steps = wheel_steps(classes);
    CHECK(agrees(weighted_kappa(matrix, {steps, classes, classes}), one["kappa_round"]));
    const support::Rows<double> weights(one["weights"]);
    CHECK(agrees(weighted_kappa(matrix, support::span_of(weights)), one["kappa_given"]));
    CHECK(agrees(matthews_correlation(matrix), one["mcc"]));
    CHECK(agrees(geometric_mean_recall(matrix), one["gmean"]));
  }
}

TEST_CASE("class scores: matrices by hand") {
  // Two raters of 50 proposals: 0.7 agreed, 0.5 by chance.
  const ConfusionMatrix raters = matrix_of(2, {20, 5, 10, 15});
  CHECK(accuracy(raters) == 0.7);
  CHECK(cohen_kappa(raters) == 0.4);
  // Two classes: tp 6, fn 2, fp 1, tn 3.
  const ConfusionMatrix two = matrix_of(2, {3, 1, 2, 6});
  const LabelScore positive = class_scores(two)[1];
  CHECK(positive.precision == 6.0 / 7);
  CHECK(positive.recall == 6.0 / 8);
  CHECK(positive.fscore == 12.0 / 15);
  CHECK(positive.jaccard == 6.0 / 9);
  CHECK(std::abs(matthews_correlation(two) - (6 * 3 - 1 * 2) / std::sqrt(7.0 * 8 * 4 * 5)) <=
        1e-15);
  CHECK(balanced_accuracy(two) == 0.75);
  CHECK(balanced_accuracy(two, {.adjusted = true}) == 0.5);
}

TEST_CASE("class scores: sums of fractions are rounded once") {
  // Recall 1/3, 1/6 and 1/2 sum to 1.
  const ConfusionMatrix matrix = matrix_of(3, {1, 2, 0, 5, 1, 0, 0, 1, 1});
  CHECK(balanced_accuracy(matrix) == 1.0 / 3);
  CHECK(macro_score(matrix).recall == 1.0 / 3);
  CHECK(balanced_accuracy(matrix, {.adjusted = true}) == 0);
}

TEST_CASE("class scores: the same for any order of samples and classes, to the last bit") {
  std::mt19937_64 engine(52);
  for (int round = 0; round < 100; ++round) {
    const std::size_t classes = 1 + engine() % 12;
    const std::size_t used = 1 + engine() % classes;
    std::vector<Sample> samples = random_samples(engine, 1 + engine() % 300, used);
    const ConfusionMatrix matrix = matrix_of(samples, classes);
    std::vector<std::size_t> to(classes);
    std::iota(to.begin(), to.end(), std::size_t{0});
    std::shuffle(to.begin(), to.end(), engine);
    std::shuffle(samples.begin(), samples.end(), engine);
    for (Sample& sample : samples) {
      sample = {to[sample.truth], to[sample.prediction]};
    }
    const ConfusionMatrix moved = matrix_of(samples, classes);
    CHECK(all_same(values_of(matrix), values_of(moved)));
    for (std::size_t c = 0; c < classes; ++c) {
      CHECK(class_scores(matrix)[c].fscore == class_scores(moved)[to[c]].fscore);
    }
    // Turning a wheel, and reading it the other way round, leaves the steps as they are.
    const std::vector<double> steps = wheel_steps(classes);
    std::vector<Sample> turned = samples;
    for (Sample& sample : turned) {
      sample = {(2 * classes - sample.truth) % classes,
                (2 * classes - sample.prediction) % classes};
    }
    CHECK(same(weighted_kappa(moved, {steps, classes, classes}),
               weighted_kappa(matrix_of(turned, classes), {steps, classes, classes})));
  }
}

TEST_CASE("class scores: bounds, symmetry and identities on random matrices") {
  std::mt19937_64 engine(53);
  for (int round = 0; round < 200; ++round) {
    const std::size_t classes = 1 + engine() % 8;
    const std::vector<Sample> samples = random_samples(engine, 1 + engine() % 100, classes);
    const ConfusionMatrix matrix = matrix_of(samples, classes);
    std::vector<Sample> swapped = samples;
    for (Sample& sample : swapped) {
      std::swap(sample.truth, sample.prediction);
    }
    const ConfusionMatrix transposed = matrix_of(swapped, classes);
    for (const double value : values_of(matrix)) {
      CHECK(within(value, -1, 1));
    }
    CHECK(accuracy(matrix) == accuracy(transposed));
    CHECK(same(cohen_kappa(matrix), cohen_kappa(transposed)));
    CHECK(same(matthews_correlation(matrix), matthews_correlation(transposed)));
    for (const KappaWeights weights : {KappaWeights::linear, KappaWeights::quadratic}) {
      CHECK(same(weighted_kappa(matrix, weights), weighted_kappa(transposed, weights)));
      CHECK(within(weighted_kappa(matrix, weights), -std::numeric_limits<double>::infinity(), 1));
    }
    // Precision of one is recall of the other, F is symmetric.
    CHECK(macro_score(matrix).precision == macro_score(transposed).recall);
    CHECK(macro_score(matrix).fscore == macro_score(transposed).fscore);
    // One wrong for all: weights of 1 give Cohen's kappa.
    std::vector<double> ones(classes * classes, 1);
    for (std::size_t i = 0; i < classes; ++i) {
      ones[i * classes + i] = 0;
    }
    CHECK(same(weighted_kappa(matrix, {ones, classes, classes}), cohen_kappa(matrix)));
    // Of single labels: micro precision, recall, F and weighted recall are the accuracy.
    const LabelScore micro = micro_score(matrix);
    CHECK(micro.precision == accuracy(matrix));
    CHECK(micro.recall == accuracy(matrix));
    CHECK(micro.fscore == accuracy(matrix));
    CHECK(weighted_score(matrix).recall == accuracy(matrix));
    // Recall left out where it is undefined is the unweighted average recall.
    CHECK(macro_score(matrix, {.zero_division = ZeroDivision::leave_out}).recall ==
          balanced_accuracy(matrix));
  }
}

TEST_CASE("class scores: perfect is 1, independent marginals are 0 by chance") {
  std::mt19937_64 engine(54);
  for (int round = 0; round < 100; ++round) {
    const std::size_t classes = 2 + engine() % 7;
    ConfusionMatrix perfect(classes);
    ConfusionMatrix independent(classes);
    std::vector<std::uint64_t> rows(classes);
    std::vector<std::uint64_t> columns(classes);
    for (std::size_t i = 0; i < classes; ++i) {
      perfect.add(i, i, 1 + engine() % 1000003);
      rows[i] = 1 + engine() % 1000;
      columns[i] = 1 + engine() % 1000;
    }
    for (std::size_t i = 0; i < classes; ++i) {
      for (std::size_t j = 0; j < classes; ++j) {
        independent.add(i, j, rows[i] * columns[j]);
      }
    }
    for (const double value : values_of(perfect)) {
      CHECK(value == 1);
    }
    CHECK(weighted_kappa(perfect, KappaWeights::quadratic) == 1);
    CHECK(cohen_kappa(independent) == 0);
    CHECK(weighted_kappa(independent, KappaWeights::linear) == 0);
    CHECK(weighted_kappa(independent, KappaWeights::quadratic) == 0);
    CHECK(matthews_correlation(independent) == 0);
  }
}

TEST_CASE("class scores: large counts keep kappa and correlation exact") {
  // n = 2^52, a single sample off independence: n trace - sum t p is 2^50 + ... exactly.
  const std::uint64_t quarter = std::uint64_t{1} << 50U;
  const ConfusionMatrix matrix = matrix_of(2, {quarter + 1, quarter - 1, quarter, quarter});
  // trace = 2^51 + 1; both columns: 2^51 + 1 and 2^51 - 1; rows 2^51 each; so kappa = 1 / 2^51.
  CHECK(cohen_kappa(matrix) == 0x1p-51);
  CHECK(std::abs(matthews_correlation(matrix) / 0x1p-51 - 1) <= 1e-15);
}

TEST_CASE("class scores: nothing, and classes that never occur") {
  const ConfusionMatrix empty(3);
  CHECK(std::isnan(accuracy(empty)));
  CHECK(std::isnan(balanced_accuracy(empty)));
  CHECK(std::isnan(cohen_kappa(empty)));
  CHECK(std::isnan(weighted_kappa(empty, KappaWeights::linear)));
  CHECK(std::isnan(matthews_correlation(empty)));
  CHECK(std::isnan(geometric_mean_recall(empty)));
  CHECK(macro_score(empty).fscore == 0);
  CHECK(weighted_score(empty, {.zero_division = ZeroDivision::one}).fscore == 1);
  CHECK(std::isnan(micro_score(empty, {.zero_division = ZeroDivision::leave_out}).fscore));
  // Class 2 is true but never predicted, class 3 neither.
  const ConfusionMatrix matrix = matrix_of(4, {2, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
  const LabelScoreOptions leave{.zero_division = ZeroDivision::leave_out};
  CHECK(std::isnan(class_scores(matrix, leave)[2].precision));
  CHECK(class_scores(matrix, leave)[2].fscore == 0);
  CHECK(std::isnan(class_scores(matrix, leave)[3].fscore));
  CHECK(macro_score(matrix, leave, LabelChoice::all).precision == 7.0 / 12);
  CHECK(macro_score(matrix).precision == 7.0 / 18);
  // Weights 2 and 2 of the classes that have a precision, not 5.
  CHECK(weighted_score(matrix, leave).precision == 7.0 / 12);
}

TEST_CASE("label score: F is undefined only where a label neither occurs nor is predicted") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double beta : {0.0, 0.5, 1.0, 1e6}) {
    for (const ZeroDivision rule : {ZeroDivision::one, ZeroDivision::leave_out}) {
      const LabelScoreOptions options{.beta = beta, .zero_division = rule};
      const double undefined = rule == ZeroDivision::one ? 1 : nan;
      CHECK(label_score({5, 0, 0}, options).fscore == 0);
      CHECK(label_score({0, 5, 0}, options).fscore == 0);
      CHECK(same(label_score({0, 0, 0}, options).fscore, undefined));
      CHECK(same(label_score({5, 0, 0}, options).precision, undefined));
      CHECK(label_score({5, 0, 0}, options).recall == 0);
    }
  }
  const LabelCounts label{4, 5, 3};
  CHECK(label_score(label, {.beta = 0}).fscore == label_score(label).precision);
  CHECK(std::abs(label_score(label, {.beta = 1e6}).fscore - label_score(label).recall) <= 1e-11);
}

TEST_CASE("class scores: weights and beta outside their ranges are refused") {
  const ConfusionMatrix matrix = matrix_of(2, {1, 2, 3, 4});
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto refused = [&](const std::vector<double>& weights, std::size_t n) {
    return message_of([&] { (void)weighted_kappa(matrix, {weights, n, n}); });
  };
  CHECK(contains(refused({0, 1, 1}, 2), "found 2 x 2 weights in 3 numbers, expected 2 x 2"));
  CHECK(contains(refused({0, 1, 1, 0, 0, 0, 0, 0, 0}, 3), "expected 2 x 2"));
  CHECK(contains(refused({0, nan, 1, 0}, 2), "found weight nan from class 0 to 1"));
  CHECK(contains(refused({0, 1, -1, 0}, 2), "found weight -1 from class 1 to 0"));
  CHECK(contains(refused({0, 1, 1, 2}, 2), "0 from a class to itself"));
  CHECK(contains(refused({0, 1e101, 1, 0}, 2), "1e+101"));
  for (const double beta : {-1.0, nan, 2e6}) {
    CHECK(contains(message_of([&] { (void)macro_score(matrix, {.beta = beta}); }), "found beta"));
    CHECK(contains(message_of([&] { (void)class_scores(matrix, {.beta = beta}); }), "found beta"));
  }
  const std::vector<LabelCounts> wrong{{1, 2, 2}};
  CHECK(contains(message_of([&] { (void)micro_score(wrong); }), "2 samples in common"));
  CHECK(contains(message_of([&] { (void)macro_score(wrong, LabelChoice::all); }), "in common"));
}
