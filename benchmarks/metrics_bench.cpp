// Metrics of 100,000 samples that metrics_python.py makes by the same formulas: a line a metric,
// its name, seconds of the fastest of three runs, value.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

#include <tonewheel/metric/classification/class_scores.hpp>
#include <tonewheel/metric/classification/confusion_matrix.hpp>
#include <tonewheel/metric/classification/ranking_score.hpp>
#include <tonewheel/metric/distribution/score.hpp>
#include <tonewheel/metric/regression/concordance.hpp>
#include <tonewheel/metric/regression/correlation.hpp>

namespace {

using namespace tonewheel;

constexpr std::size_t samples = 100'000;
constexpr std::size_t classes = 8;

double fraction(double x) {
  return x - std::floor(x);
}

/// The i-th of numbers spread evenly over [0, 1).
double spread(std::size_t i, double step) {
  return fraction(static_cast<double>(i) * step);
}

void measure(const char* name, const auto& metric) {
  double best = 1e9;
  double value = 0;
  for (int round = 0; round < 3; ++round) {
    const auto start = std::chrono::steady_clock::now();
    value = metric();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count());
  }
  fmt::print("{} {} {}\n", name, best, value);
}

/// Rows of `classes` positive numbers that sum to 1.
std::vector<double> distributions(double step) {
  std::vector<double> rows(samples * classes);
  for (std::size_t row = 0; row < samples; ++row) {
    double* cells = rows.data() + row * classes;
    double sum = 0;
    for (std::size_t i = 0; i < classes; ++i) {
      cells[i] = 0.01 + spread(row * classes + i, step);
      sum += cells[i];
    }
    std::for_each(cells, cells + classes, [&](double& cell) { cell /= sum; });
  }
  return rows;
}

}  // namespace

int main() {
  std::vector<double> truth(samples);
  std::vector<double> prediction(samples);
  std::vector<std::size_t> true_class(samples);
  std::vector<std::size_t> predicted_class(samples);
  std::vector<std::uint8_t> positive(samples);
  for (std::size_t i = 0; i < samples; ++i) {
    truth[i] = spread(i, 0.6180339887498949);
    const double noise = spread(i, 0.7548776662466927);
    prediction[i] = 0.75 * truth[i] + 0.25 * noise;
    true_class[i] = static_cast<std::size_t>(truth[i] * classes);
    predicted_class[i] = noise < 0.5 ? true_class[i] : static_cast<std::size_t>(noise * classes);
    positive[i] = truth[i] > 0.5 ? 1 : 0;
  }
  const std::vector<double> p = distributions(0.6180339887498949);
  const std::vector<double> q = distributions(0.7548776662466927);
  const auto confusion = [&] {
    ConfusionMatrix matrix(classes);
    for (std::size_t i = 0; i < samples; ++i) {
      matrix.add(true_class[i], predicted_class[i]);
    }
    return matrix;
  };
  measure("ccc", [&] { return concordance(truth, prediction); });
  measure("pearson", [&] { return pearson(truth, prediction); });
  measure("spearman", [&] { return spearman(truth, prediction); });
  measure("kendall", [&] { return kendall_tau_b(truth, prediction); });
  measure("f1_macro", [&] { return macro_score(confusion()).fscore; });
  measure("mcc", [&] { return matthews_correlation(confusion()); });
  measure("roc_auc", [&] { return roc_auc(positive, prediction); });
  measure("js_distance", [&] {
    DistributionScore score(DistributionMetric::js_distance);
    for (std::size_t row = 0; row < samples; ++row) {
      score.add({p.data() + row * classes, classes}, {q.data() + row * classes, classes});
    }
    return score.mean();
  });
}
