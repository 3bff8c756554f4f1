#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/evaluation_report.hpp>
#include <tonewheel/evaluate/impl/evaluation_json_inl.hpp>
#include <tonewheel/metric/undefined.hpp>

namespace tonewheel {
namespace detail {

/// "ccc  0.889  [0.7, 0.95]  higher is better", one metric a line.
inline std::string metrics_text(const std::string& title, std::uint64_t n,
                                std::span<const Metric* const> metrics,
                                std::span<const double> values,
                                std::span<const std::optional<DefinedInterval>> intervals,
                                std::span<const std::uint64_t> undefined) {
  std::string text = fmt::format("{} (n = {})\n", title, n);
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    text += fmt::format("  {:<23} {:>10}", metrics[i]->name,
                        is_undefined(values[i]) ? "undefined" : fmt::format("{:.6f}", values[i]));
    if (i < intervals.size() && intervals[i]) {
      text += fmt::format("  [{:.6f}, {:.6f}]", intervals[i]->low, intervals[i]->high);
      if (intervals[i]->undefined_rounds > 0) {
        text += fmt::format(" without {} undefined round{}", intervals[i]->undefined_rounds,
                            intervals[i]->undefined_rounds == 1 ? "" : "s");
      }
    } else if (!intervals.empty() && !is_undefined(values[i])) {
      text += "  no interval: undefined in most rounds";
    }
    text += metrics[i]->better == Direction::zero
                ? "  0 is best"
                : fmt::format("  {} is better", name(metrics[i]->better));
    if (i < undefined.size() && undefined[i] > 0) {
      text += fmt::format("; {} undefined left out", undefined[i]);
    }
    text += "\n";
  }
  return text;
}

/// Support, precision, recall and F of each class.
inline std::string classes_text(const EvaluatedTarget& target) {
  const ClassTable table = class_table(target.score);
  if (table.counts.empty()) {
    return "";
  }
  std::size_t width = 5;
  for (const std::string& each : target.classes) {
    width = std::max(width, std::min<std::size_t>(each.size(), 24));
  }
  std::string text = fmt::format("  {:<{}}  {:>9} {:>9}  {:>9} {:>9} {:>9}\n", "class", width,
                                 "support", "predicted", "precision", "recall", "F");
  for (std::size_t i = 0; i < table.counts.size(); ++i) {
    const LabelScore& score = table.scores[i];
    text += fmt::format("  {:<{}}  {:>9} {:>9}  {:>9.6f} {:>9.6f} {:>9.6f}\n",
                        printable(target.classes[i], 24), width, table.counts[i].truth,
                        table.counts[i].prediction, score.precision, score.recall, score.fscore);
  }
  return text;
}

/// The confusion matrix, where it is no wider than a terminal.
inline std::string confusion_text(const EvaluatedTarget& target) {
  const auto* matrix = target.score.confusion();
  if (matrix == nullptr) {
    return "";
  }
  constexpr std::size_t most_columns = 100;
  constexpr std::size_t name_width = 12;
  const std::size_t cell = std::max<std::size_t>(6, std::to_string(matrix->n()).size() + 1);
  if (name_width + 2 + matrix->classes() * (cell + 1) > most_columns) {
    return "";
  }
  std::string text = "  confusion: rows are the truth, columns the prediction\n";
  text += fmt::format("  {:<{}}", "", name_width);
  for (const std::string& each : target.classes) {
    text += fmt::format(" {:>{}}", printable(each, cell), cell);
  }
  text += "\n";
  for (std::size_t truth = 0; truth < matrix->classes(); ++truth) {
    text += fmt::format("  {:<{}}", printable(target.classes[truth], name_width), name_width);
    for (std::size_t prediction = 0; prediction < matrix->classes(); ++prediction) {
      text += fmt::format(" {:>{}}", matrix->at(truth, prediction), cell);
    }
    text += "\n";
  }
  return text;
}

/// What was scored and what was not, a line each.
inline std::string columns_text(const Evaluation& found) {
  std::string text;
  for (const LeftOutColumn& each : found.run().left_out) {
    text += fmt::format("left out: column {} of {}: {}", shown(each.name), each.file, each.why);
    text += each.row == 0 ? "\n" : fmt::format(" (row {})\n", each.row);
  }
  for (const std::string& note : found.run().notes) {
    text += "note: " + note + "\n";
  }
  return text;
}

}  // namespace detail

TONEWHEEL_INLINE std::string report_text(const Evaluation& found) {
  const EvaluationRun& run = found.run();
  const auto metrics = found.metrics();
  std::string text;
  if (run.options.task != "agreement") {  // which has one table
    text += fmt::format(
        "{} rows matched by {}; without a partner: {} of the truth, {} of the prediction\n",
        found.n(), run.key.empty() ? "order" : run.key, run.only_truth, run.only_prediction);
  }
  text += detail::columns_text(found);
  for (const EvaluatedTarget& target : found.targets()) {
    std::vector<double> values;
    values.reserve(metrics.size());
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      values.push_back(target.score.value(i));
    }
    text += detail::metrics_text(printable(target.name, 60), target.score.n(), metrics, values,
                                 target.intervals, {});
    text += detail::classes_text(target) + detail::confusion_text(target);
  }
  if (found.targets().size() > 1) {
    const MetricMeans means = found.means();
    text += detail::metrics_text("mean over columns", means.n, metrics, means.values, {},
                                 means.undefined);
  }
  if (run.options.by.empty()) {
    return text;
  }
  std::string by;
  for (const std::string& each : run.options.by) {
    by += (by.empty() ? "" : ", ") + each;
  }
  for (const auto& [value, group] : found.groups()) {
    const MetricMeans means = found.group_means(group);
    text += detail::metrics_text(by + " " + printable(value, 60), means.n, metrics, means.values,
                                 {}, means.undefined);
  }
  const MetricMeans mean = found.mean_over_groups();
  return text +
         detail::metrics_text("mean over " + by, mean.n, metrics, mean.values, {}, mean.undefined);
}

}  // namespace tonewheel
