#pragma once

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include <tonewheel/evaluate/evaluate.hpp>
#include <tonewheel/evaluate/impl/assemble_inl.hpp>
#include <tonewheel/evaluate/impl/classification_task_inl.hpp>
#include <tonewheel/evaluate/impl/distribution_task_inl.hpp>
#include <tonewheel/evaluate/impl/multilabel_task_inl.hpp>
#include <tonewheel/evaluate/impl/prepared_target_inl.hpp>
#include <tonewheel/evaluate/impl/regression_task_inl.hpp>

namespace tonewheel {
namespace detail {

inline void require_options(const EvaluateOptions& options) {
  const auto refuse = [](const std::string& message) { throw OptionError(message); };
  if (options.task != "regression" && options.task != "classification" &&
      options.task != "multilabel" && options.task != "distribution") {
    refuse("--task: found " + shown(options.task) +
           ", expected regression, classification, multilabel or distribution");
  }
  if (!options.ground.empty() && options.task != "distribution") {
    refuse("--ground belongs to --task distribution, found --task " + options.task);
  }
  if (options.task == "distribution" && options.ground.empty() &&
      std::find(options.metrics.begin(), options.metrics.end(), "emd") != options.metrics.end()) {
    refuse("--metric emd needs --ground, the distances between the classes");
  }
  if ((options.fold || !options.order.empty()) && options.task != "classification") {
    refuse("--fold and --order belong to --task classification, found --task " + options.task);
  }
  if (!(options.level > 0 && options.level < 1)) {
    refuse("--level lies in (0, 1), found " + number_text(options.level));
  }
  if (!(options.epsilon >= 0 && options.epsilon < 1)) {
    refuse("--epsilon lies in [0, 1), found " + number_text(options.epsilon));
  }
  if (options.bins == 0 || options.threads == 0) {
    refuse("--bins and --threads are at least 1");
  }
  if (options.shard && options.bootstrap > 0) {
    refuse("--bootstrap needs all rows at once, found --shard too");
  }
}

/// Throws Error with the first row that has no partner, unless it may be left out.
inline void require_partners(const TableView& truth, const TableView& prediction,
                             const RowMatching& rows, const EvaluateOptions& options) {
  if (options.unmatched == LeaveOut::skip ||
      (rows.only_first.empty() && rows.only_second.empty())) {
    return;
  }
  const bool in_truth = !rows.only_first.empty();
  const TableView& table = in_truth ? truth : prediction;
  const std::size_t row = in_truth ? rows.only_first[0] : rows.only_second[0];
  const auto& keys = in_truth ? rows.first_keys : rows.second_keys;
  std::string cells;
  for (const std::size_t column : keys) {
    cells += (cells.empty() ? "" : ", ") + shown(trim(table.cell(row, column)));
  }
  throw Error(table.row_place(row, keys.front()),
              "found " + cells + ", which " + (in_truth ? prediction : truth).name() +
                  " has not; " + std::to_string(rows.only_first.size()) +
                  " rows of the truth and " + std::to_string(rows.only_second.size()) +
                  " of the prediction are without a partner\n(--unmatched skip leaves them out, "
                  "counted)");
}

/// Columns that hold what is scored or grouped by, and so do not name rows.
inline std::vector<std::string> columns_of_data(const TableView& truth,
                                                const EvaluateOptions& options) {
  std::vector<std::string> names = options.by;
  for (const std::string& each : options.columns) {
    names.push_back(truth.find_column(each) ? each : each.substr(0, each.find('=')));
  }
  for (const std::string& each : truth.columns()) {
    const bool label =
        std::find(label_names.begin(), label_names.end(), lower_ascii(each)) != label_names.end();
    if (label) {
      names.push_back(each);
    }
  }
  return names;
}

inline PreparedTask prepare(const MatchedTables& tables, const EvaluateOptions& options) {
  PreparedTask task = options.task == "regression"       ? prepare_regression(tables, options)
                      : options.task == "classification" ? prepare_classification(tables, options)
                      : options.task == "multilabel"     ? prepare_multilabel(tables, options)
                                                         : prepare_distribution(tables, options);
  if (task.targets.empty()) {
    std::string why;
    for (const LeftOutColumn& each : task.columns.left_out) {
      why += "\n  " + shown(each.name) + " of " + each.file + ": " + each.why;
    }
    throw OptionError("--task " + options.task +
                      ": the tables share no column of numbers; name them with --columns "
                      "TRUTH=PREDICTION" +
                      why);
  }
  return task;
}

}  // namespace detail

TONEWHEEL_INLINE Evaluation evaluate(const TableView& truth, const TableView& prediction,
                                     const EvaluateOptions& options) {
  detail::require_options(options);
  detail::chosen_metrics(options, {});  // names are checked before anything is read
  const RowMatching rows =
      match_rows(truth, prediction, options.keys, detail::columns_of_data(truth, options));
  detail::require_partners(truth, prediction, rows, options);
  const detail::PreparedTask task = detail::prepare({truth, prediction, rows}, options);
  if (rows.pairs.empty()) {
    throw Error({truth.name(), 0, ""}, "found no rows that " + prediction.name() + " has too");
  }
  return detail::assemble({truth, prediction, rows}, task, options);
}

}  // namespace tonewheel
