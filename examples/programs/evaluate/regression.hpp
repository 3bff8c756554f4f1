#pragma once

#include <cmath>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/metric/regression/correlation.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

#include "scores.hpp"

namespace evaluate {

/// A true and a predicted number for each matched row; NaN where one is missing.
struct NumberPairs {
  std::vector<double> truth;
  std::vector<double> prediction;
};

class RegressionScores final : public Scores {
 public:
  RegressionScores(const NumberPairs& numbers, Rows rows)
      : moments_(NanPolicy::skip), ranks_(NanPolicy::skip) {
    for (const std::size_t row : rows) {
      const double truth = numbers.truth[row];
      const double prediction = numbers.prediction[row];
      moments_.add(truth, prediction);
      // The same rows count for both.
      if (std::isfinite(truth) && std::isfinite(prediction)) {
        ranks_.add(truth, prediction);
      }
    }
  }

  [[nodiscard]] std::size_t n() const override { return moments_.n(); }
  [[nodiscard]] double value(std::string_view metric) override {
    return metric == "ccc"                      ? moments_.concordance(Variance::population)
           : metric == "ccc_n1"                 ? moments_.concordance(Variance::sample)
           : metric == "pearson"                ? moments_.pearson()
           : metric == "spearman"               ? ranks_.spearman()
           : metric == "kendall"                ? ranks_.kendall_tau_b()
           : metric == "kendall_c"              ? ranks_.kendall_tau_c()
           : metric == "rmse"                   ? moments_.rmse()
           : metric == "mse"                    ? moments_.mse()
           : metric == "mae"                    ? moments_.mae()
           : metric == "bias"                   ? moments_.bias()
           : metric == "r2"                     ? moments_.r_squared()
           : metric == "explained_variance"     ? moments_.explained_variance()
           : metric == "sign_agreement"         ? moments_.sign_agreement(ZeroTruth::counts)
           : metric == "sign_agreement_nonzero" ? moments_.sign_agreement(ZeroTruth::left_out)
                                                : (no_such_metric(metric), 0.0);
  }

 private:
  PairMoments moments_;
  RankPairs ranks_;
};

/// A number of a row; a missing one, NaN or an infinity is an Error unless it may be skipped.
inline double regression_number(const DataTable& table, std::size_t row, std::size_t column,
                                const TaskOptions& options) {
  if (options.missing == "skip") {
    return table.number(row, column);
  }
  const double value = present_number(table, row, column);
  if (!std::isfinite(value)) {
    throw Error(table.row_place(row, column),
                "found " + shown(table.cell(row, column)) + ", expected a finite number");
  }
  return value;
}

inline std::vector<Target> regression_targets(const Matched& tables, const TaskOptions& options) {
  const auto columns = choose_columns(tables, options, [&](std::size_t truth, std::size_t other) {
    return is_numeric(tables.truth, truth) && is_numeric(tables.prediction, other);
  });
  std::vector<Target> targets;
  for (const ColumnPair& column : columns) {
    const auto numbers = std::make_shared<NumberPairs>();
    for (const auto& [truth, prediction] : tables.rows.pairs) {
      numbers->truth.push_back(regression_number(tables.truth, truth, column.truth, options));
      numbers->prediction.push_back(
          regression_number(tables.prediction, prediction, column.prediction, options));
    }
    targets.push_back({column.name, [numbers](Rows rows) {
                         return std::make_unique<RegressionScores>(*numbers, rows);
                       }});
  }
  return targets;
}

}  // namespace evaluate
