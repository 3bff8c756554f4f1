#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <tonewheel/metric/classification/label_ranking.hpp>
#include <tonewheel/metric/classification/multilabel_score.hpp>

#include "scores.hpp"

namespace evaluate {

/// Rows x labels.
struct LabelMatrix {
  std::size_t labels = 0;
  std::vector<std::uint8_t> truth;
  std::vector<std::uint8_t> prediction;
  std::vector<double> scores;
  bool scored = false;  ///< some prediction is neither 0 nor 1
};

class MultilabelScores final : public Scores {
 public:
  MultilabelScores(const LabelMatrix& matrix, Rows rows)
      : matrix_(matrix), rows_(rows.begin(), rows.end()), score_(matrix.labels) {
    for (const std::size_t row : rows_) {
      score_.add(part(matrix.truth, row), part(matrix.prediction, row));
    }
  }

  [[nodiscard]] std::size_t n() const override { return rows_.size(); }
  [[nodiscard]] bool offers(std::string_view metric) const override {
    return matrix_.scored || std::find(ranking_metrics.begin(), ranking_metrics.end(), metric) ==
                                 ranking_metrics.end();
  }
  [[nodiscard]] double value(std::string_view metric) override {
    return metric == "jaccard"           ? score_.jaccard_accuracy()
           : metric == "hamming"         ? score_.hamming_loss()
           : metric == "subset_accuracy" ? score_.subset_accuracy()
           : metric == "precision_micro" ? score_.micro().precision
           : metric == "recall_micro"    ? score_.micro().recall
           : metric == "f1_micro"        ? score_.micro().fscore
           : metric == "precision_macro" ? score_.macro().precision
           : metric == "recall_macro"    ? score_.macro().recall
           : metric == "f1_macro"        ? score_.macro().fscore
           : metric == "f1_weighted"     ? score_.weighted().fscore
           : metric == "f1_samples"      ? score_.samples().fscore
                                         : ranking_value(metric);
  }

 private:
  static constexpr std::array<std::string_view, 5> ranking_metrics{
      "map", "roc_auc", "coverage_error", "ranking_loss", "lrap"};

  template <class Number>
  [[nodiscard]] std::span<const Number> part(const std::vector<Number>& cells,
                                             std::size_t row) const {
    return std::span(cells).subspan(row * matrix_.labels, matrix_.labels);
  }
  [[nodiscard]] double ranking_value(std::string_view metric) const {
    LabelRanking ranking(matrix_.labels);
    for (const std::size_t row : rows_) {
      ranking.add(part(matrix_.truth, row), part(matrix_.scores, row));
    }
    return metric == "map"              ? ranking.mean_average_precision()
           : metric == "roc_auc"        ? ranking.mean_roc_auc()
           : metric == "coverage_error" ? ranking.coverage_error()
           : metric == "ranking_loss"   ? ranking.ranking_loss()
           : metric == "lrap"           ? ranking.ranking_average_precision()
                                        : (no_such_metric(metric), 0.0);
  }

  const LabelMatrix& matrix_;
  std::vector<std::size_t> rows_;
  MultilabelScore score_;
};

inline std::vector<Target> multilabel_targets(const Matched& tables, const TaskOptions& options) {
  const auto columns = choose_columns(tables, options, [&](std::size_t truth, std::size_t other) {
    return is_numeric(tables.truth, truth) && is_numeric(tables.prediction, other);
  });
  if (columns.empty()) {
    return {};
  }
  const auto matrix = std::make_shared<LabelMatrix>();
  matrix->labels = columns.size();
  for (const auto& [truth, prediction] : tables.rows.pairs) {
    for (const ColumnPair& column : columns) {
      const double label = present_number(tables.truth, truth, column.truth);
      if (label != 0 && label != 1) {
        throw Error(tables.truth.row_place(truth, column.truth),
                    "found " + number_text(label) + ", expected 0 or 1");
      }
      const double score = present_number(tables.prediction, prediction, column.prediction);
      if (std::isnan(score)) {
        throw Error(tables.prediction.row_place(prediction, column.prediction),
                    "found NaN, expected a score");
      }
      matrix->truth.push_back(label == 1 ? 1 : 0);
      matrix->prediction.push_back(score >= options.threshold ? 1 : 0);
      matrix->scores.push_back(score);
      matrix->scored = matrix->scored || (score != 0 && score != 1);
    }
  }
  return {{"labels",
           [matrix](Rows rows) { return std::make_unique<MultilabelScores>(*matrix, rows); }}};
}

}  // namespace evaluate
