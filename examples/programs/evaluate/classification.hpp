#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/metric/classification/calibration_score.hpp>
#include <tonewheel/metric/classification/class_scores.hpp>
#include <tonewheel/metric/classification/confusion_matrix.hpp>
#include <tonewheel/metric/classification/label_ranking.hpp>
#include <tonewheel/metric/classification/probability_score.hpp>
#include <tonewheel/metric/classification/top_k_score.hpp>

#include "scores.hpp"

namespace evaluate {

/// The class of each matched row, by position in the sorted `classes`.
struct ClassLabels {
  std::vector<std::string> classes;
  std::vector<std::optional<std::size_t>> truth;  ///< nothing where it is missing
  std::vector<std::optional<std::size_t>> prediction;
  /// Rows x classes; empty where the prediction gives no probabilities.
  std::vector<double> probabilities;
  std::size_t bins = 15;
  std::function<Place(std::size_t)> place;  ///< of the prediction of a matched row
};

class ClassificationScores final : public Scores {
 public:
  ClassificationScores(const ClassLabels& labels, Rows rows)
      : labels_(labels), matrix_(labels.classes.size()) {
    for (const std::size_t row : rows) {
      if (labels.truth[row] && labels.prediction[row]) {
        rows_.push_back(row);
        matrix_.add(*labels.truth[row], *labels.prediction[row]);
      }
    }
  }

  [[nodiscard]] std::size_t n() const override { return rows_.size(); }
  [[nodiscard]] bool offers(std::string_view metric) const override {
    return !labels_.probabilities.empty() ||
           std::find(probability_metrics.begin(), probability_metrics.end(), metric) ==
               probability_metrics.end();
  }
  [[nodiscard]] double value(std::string_view metric) override {
    return metric == "accuracy"             ? accuracy(matrix_)
           : metric == "uar"                ? balanced_accuracy(matrix_)
           : metric == "precision_macro"    ? macro_score(matrix_).precision
           : metric == "recall_macro"       ? macro_score(matrix_).recall
           : metric == "f1_macro"           ? macro_score(matrix_).fscore
           : metric == "jaccard_macro"      ? macro_score(matrix_).jaccard
           : metric == "f1_micro"           ? micro_score(matrix_).fscore
           : metric == "f1_weighted"        ? weighted_score(matrix_).fscore
           : metric == "precision_weighted" ? weighted_score(matrix_).precision
           : metric == "recall_weighted"    ? weighted_score(matrix_).recall
           : metric == "kappa"              ? cohen_kappa(matrix_)
           : metric == "kappa_linear"       ? weighted_kappa(matrix_, KappaWeights::linear)
           : metric == "kappa_quadratic"    ? weighted_kappa(matrix_, KappaWeights::quadratic)
           : metric == "mcc"                ? matthews_correlation(matrix_)
           : metric == "gmean"              ? geometric_mean_recall(matrix_)
                                            : probability_value(metric);
  }

 private:
  static constexpr std::array<std::string_view, 10> probability_metrics{
      "top1", "top3", "top5",        "log_loss",    "brier",
      "ece",  "mce",  "roc_auc_ovr", "roc_auc_ovo", "map"};

  [[nodiscard]] std::span<const double> probabilities(std::size_t row) const {
    const std::size_t classes = labels_.classes.size();
    return std::span(labels_.probabilities).subspan(row * classes, classes);
  }
  /// A score of all rows' probabilities.
  template <class Score>
  [[nodiscard]] Score filled(Score score) const {
    for (const std::size_t row : rows_) {
      try {
        score.add(*labels_.truth[row], probabilities(row));
      } catch (const Error& error) {
        throw Error(labels_.place(row), error.what());
      }
    }
    return score;
  }
  [[nodiscard]] double probability_value(std::string_view metric) const {
    const std::size_t classes = labels_.classes.size();
    return metric == "log_loss" ? filled(ProbabilityScore(classes)).log_loss()
           : metric == "brier"  ? filled(ProbabilityScore(classes)).brier()
           : metric == "ece"    ? filled(CalibrationScore({.bins = labels_.bins})).expected_error()
           : metric == "mce"    ? filled(CalibrationScore({.bins = labels_.bins})).maximum_error()
           : metric == "roc_auc_ovr" ? filled(LabelRanking(classes)).mean_roc_auc()
           : metric == "roc_auc_ovo" ? filled(LabelRanking(classes)).one_vs_one()
           : metric == "map"         ? filled(LabelRanking(classes)).mean_average_precision()
           : metric == "top1"        ? filled(TopKScore(classes)).accuracy(1)
           : metric == "top3"        ? filled(TopKScore(classes)).accuracy(3)
           : metric == "top5"        ? filled(TopKScore(classes)).accuracy(5)
                                     : (no_such_metric(metric), 0.0);
  }

  const ClassLabels& labels_;
  ConfusionMatrix matrix_;
  std::vector<std::size_t> rows_;
};

/// A label; nothing where it is missing and may be.
inline std::optional<std::string> class_label(const DataTable& table, std::size_t row,
                                              std::size_t column, const TaskOptions& options) {
  const std::string label(trim(table.cell(row, column)));
  if (!label.empty()) {
    return label;
  }
  if (options.missing == "skip") {
    return std::nullopt;
  }
  throw Error(table.row_place(row, column), "found nothing, expected a label");
}

/// The columns of the prediction that hold the probability of each class; none unless each class
/// has one.
inline std::vector<std::size_t> probability_columns(const DataTable& prediction,
                                                    const std::vector<std::string>& classes) {
  std::vector<std::size_t> columns;
  for (const std::string& name : classes) {
    const auto column = prediction.find_column(name);
    if (!column || !is_numeric(prediction, *column)) {
      return {};
    }
    columns.push_back(*column);
  }
  return columns;
}

/// Whether the numbers of a row make a distribution.
inline bool sums_to_one(const DataTable& table, std::size_t row,
                        const std::vector<std::size_t>& columns) {
  double sum = 0;
  for (const std::size_t each : columns) {
    sum += table.number(row, each);
  }
  return std::abs(sum - 1) <= ProbabilityOptions{}.row_sum;
}

/// `classes`, sorted, with the prediction's other columns of numbers that the truth has not.
inline std::vector<std::string> with_other_columns(std::vector<std::string> classes,
                                                   const Matched& tables) {
  for (std::size_t i = 0; i < tables.prediction.columns().size(); ++i) {
    const std::string& name = tables.prediction.columns()[i];
    if (!is_key(tables, name) && !tables.truth.find_column(name) &&
        is_numeric(tables.prediction, i)) {
      classes.push_back(name);
    }
  }
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  return classes;
}

/// The truth's one column of labels, with the prediction's: a column of labels, or a column of
/// probabilities for each class.
inline std::vector<Target> classification_targets(const Matched& tables,
                                                  const TaskOptions& options) {
  auto columns = choose_columns(tables, options, [](std::size_t, std::size_t) { return true; });
  const bool labelled = !columns.empty();
  if (!labelled) {
    // Probabilities alone: the truth's only column beside the key holds the labels.
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < tables.truth.columns().size(); ++i) {
      if (!is_key(tables, tables.truth.columns()[i]) && tables.truth.columns()[i] != options.by) {
        left.push_back(i);
      }
    }
    if (left.size() != 1) {
      throw program::WrongUse(
          "--task classification: the tables share no column of labels; name "
          "one with --columns LABEL or --columns TRUTH=PREDICTION");
    }
    columns.push_back({left[0], 0, tables.truth.columns()[left[0]]});
  }
  std::vector<Target> targets;
  for (const ColumnPair& column : columns) {
    std::vector<std::optional<std::string>> truth;
    std::vector<std::optional<std::string>> prediction;
    std::vector<std::string> classes;
    for (const auto& [first, second] : tables.rows.pairs) {
      truth.push_back(class_label(tables.truth, first, column.truth, options));
      if (labelled) {
        prediction.push_back(class_label(tables.prediction, second, column.prediction, options));
      }
    }
    for (const auto* list : {&truth, &prediction}) {
      for (const auto& label : *list) {
        if (label) {
          classes.push_back(*label);
        }
      }
    }
    std::sort(classes.begin(), classes.end());
    classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
    // A class that never occurs may have a column of probabilities too.
    const auto more = with_other_columns(classes, tables);
    const std::size_t first_row = tables.rows.pairs.empty() ? 0 : tables.rows.pairs[0].second;
    const auto all = probability_columns(tables.prediction, more);
    if (!labelled || (!all.empty() && sums_to_one(tables.prediction, first_row, all) &&
                      !sums_to_one(tables.prediction, first_row,
                                   probability_columns(tables.prediction, classes)))) {
      classes = more;
    }
    if (classes.empty()) {
      classes.emplace_back("");  // no rows
    }
    const auto labels = std::make_shared<ClassLabels>();
    labels->classes = classes;
    labels->bins = options.bins;
    labels->place = [table = tables.prediction, pairs = tables.rows.pairs](std::size_t row) {
      return table.row_place(pairs[row].second);
    };
    const auto place = [&](const std::optional<std::string>& label) {
      return label
                 ? std::optional(static_cast<std::size_t>(
                       std::lower_bound(classes.begin(), classes.end(), *label) - classes.begin()))
                 : std::nullopt;
    };
    const auto probable = probability_columns(tables.prediction, classes);
    if (!labelled && probable.empty()) {
      throw program::WrongUse("--task classification: the prediction has neither a column " +
                              shown(column.name) + " nor one of probabilities for each of " +
                              std::to_string(classes.size()) + " classes");
    }
    for (std::size_t i = 0; i < tables.rows.pairs.size(); ++i) {
      labels->truth.push_back(place(truth[i]));
      for (const std::size_t each : probable) {
        labels->probabilities.push_back(
            present_number(tables.prediction, tables.rows.pairs[i].second, each));
      }
      if (labelled) {
        labels->prediction.push_back(place(prediction[i]));
      } else {
        const auto last = labels->probabilities.end();
        const auto first = last - static_cast<std::ptrdiff_t>(classes.size());
        labels->prediction.push_back(
            static_cast<std::size_t>(std::max_element(first, last) - first));
      }
    }
    targets.push_back({column.name, [labels](Rows rows) {
                         return std::make_unique<ClassificationScores>(*labels, rows);
                       }});
  }
  return targets;
}

}  // namespace evaluate
