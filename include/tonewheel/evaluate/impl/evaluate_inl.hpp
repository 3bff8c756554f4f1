#pragma once

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include <tonewheel/evaluate/evaluate.hpp>
#include <tonewheel/evaluate/impl/classification_task_inl.hpp>
#include <tonewheel/evaluate/impl/distribution_task_inl.hpp>
#include <tonewheel/evaluate/impl/multilabel_task_inl.hpp>
#include <tonewheel/evaluate/impl/prepared_target_inl.hpp>
#include <tonewheel/evaluate/impl/regression_task_inl.hpp>

namespace tonewheel {
namespace detail {

/// Positions in the list of matched rows.
using RowList = std::vector<std::size_t>;
using Intervals = std::vector<std::optional<DefinedInterval>>;

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

/// The metrics asked for, or those by default, that these data can give.
inline std::vector<std::string> chosen_metrics(const EvaluateOptions& options,
                                               const std::vector<PreparedTarget>& targets) {
  std::vector<std::string> chosen;
  for (const std::string& name : options.metrics) {
    const auto of_task = catalogue(options.task);
    if (std::none_of(of_task.begin(), of_task.end(),
                     [&](const Metric& each) { return each.name == name; })) {
      throw OptionError("no metric " + shown(name) + " for --task " + options.task +
                        ": see --list");
    }
    for (const PreparedTarget& target : targets) {
      const std::string why = target.refuses(name);
      if (!why.empty()) {
        throw OptionError("--metric " + name + " " + why);
      }
    }
    if (std::find(chosen.begin(), chosen.end(), name) == chosen.end()) {
      chosen.push_back(name);
    }
  }
  if (!options.metrics.empty()) {
    return chosen;
  }
  for (const Metric& each : catalogue(options.task)) {
    const bool wanted = each.by_default || (each.name == "emd" && !options.ground.empty());
    if (wanted && std::all_of(targets.begin(), targets.end(), [&](const PreparedTarget& target) {
          return target.refuses(each.name).empty();
        })) {
      chosen.emplace_back(each.name);
    }
  }
  return chosen;
}

inline TaskScore score_of(const PreparedTarget& target, const EvaluateOptions& options,
                          std::span<const std::string> metrics, std::span<const std::size_t> rows) {
  TaskScore score(options.task, metrics, target.shape);
  for (const std::size_t row : rows) {
    target.add(score, row);
  }
  return score;
}

inline Intervals intervals_of(const PreparedTarget& target, const EvaluateOptions& options,
                              std::span<const std::string> metrics,
                              std::span<const std::size_t> rows) {
  if (options.bootstrap == 0 || rows.empty()) {
    return {};
  }
  return bootstrap_intervals(rows, metrics.size(),
                             [&](std::span<const std::size_t> drawn, std::span<double> out) {
                               const TaskScore score = score_of(target, options, metrics, drawn);
                               for (std::size_t i = 0; i < out.size(); ++i) {
                                 out[i] = score.value(i);
                               }
                             },
                             {.rounds = options.bootstrap,
                              .level = options.level,
                              .seed = options.seed,
                              .threads = options.threads});
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

/// The positions of each value of the columns of options.by, sorted by it; none without.
inline std::map<std::string, RowList> grouped(const TableView& truth, const RowMatching& rows,
                                              const EvaluateOptions& options,
                                              std::span<const std::size_t> chosen) {
  std::map<std::string, RowList> groups;
  std::vector<std::size_t> columns;
  for (const std::string& each : options.by) {
    columns.push_back(truth.column(each));
  }
  for (const std::size_t position : chosen) {
    std::string value;
    for (const std::size_t column : columns) {
      value += (column == columns.front() ? "" : ", ");
      value += truth.cell(rows.pairs[position].first, column);
    }
    if (!columns.empty()) {
      groups[value].push_back(position);
    }
  }
  return groups;
}

/// The matched rows whose truth lies in the part.
inline RowList rows_of_part(const RowMatching& rows, std::size_t truth_rows,
                            const std::optional<Shard>& shard) {
  RowList list;
  const auto [begin, end] = shard.value_or(Shard{}).part(truth_rows);
  for (std::size_t i = 0; i < rows.pairs.size(); ++i) {
    if (rows.pairs[i].first >= begin && rows.pairs[i].first < end) {
      list.push_back(i);
    }
  }
  return list;
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
  EvaluationRun run{.metrics = detail::chosen_metrics(options, task.targets),
                    .key = rows.key,
                    .only_truth = rows.only_first.size(),
                    .only_prediction = rows.only_second.size(),
                    .matched = rows.pairs.size(),
                    .left_out = task.columns.left_out,
                    .notes = task.columns.notes,
                    .options = options};
  run.options.threads = 1;
  run.options.shard.reset();
  for (const detail::PreparedTarget& target : task.targets) {
    for (const std::string& name : run.metrics) {
      if (metric(options.task, name).needs_order && !target.shape.ordered) {
        run.notes.push_back(name + " has no value: no order given for " +
                            detail::listed(target.classes) + ": --order");
      }
    }
  }
  const detail::RowList chosen = detail::rows_of_part(rows, truth.rows(), options.shard);
  std::vector<EvaluatedTarget> targets;
  for (const detail::PreparedTarget& target : task.targets) {
    targets.push_back({target.name, target.classes,
                       detail::score_of(target, options, run.metrics, chosen),
                       detail::intervals_of(target, options, run.metrics, chosen)});
  }
  std::map<std::string, EvaluatedGroup> groups;
  for (const auto& [value, positions] : detail::grouped(truth, rows, options, chosen)) {
    EvaluatedGroup& group = groups[value];
    for (const detail::PreparedTarget& target : task.targets) {
      group.scores.push_back(detail::score_of(target, options, run.metrics, positions));
      if (options.bootstrap > 0) {
        group.intervals.push_back(detail::intervals_of(target, options, run.metrics, positions));
      }
    }
  }
  return {std::move(run), options.shard ? ShardParts(*options.shard) : ShardParts(),
          std::move(targets), std::move(groups)};
}

}  // namespace tonewheel
