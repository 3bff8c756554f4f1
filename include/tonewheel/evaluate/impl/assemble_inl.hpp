#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <tonewheel/evaluate/evaluation.hpp>
#include <tonewheel/evaluate/impl/class_order_inl.hpp>
#include <tonewheel/evaluate/impl/prepared_target_inl.hpp>

/// From targets whose columns are read to an evaluation: metrics, rows, groups, intervals.
namespace tonewheel::detail {

/// Positions in the list of matched rows.
using RowList = std::vector<std::size_t>;
using Intervals = std::vector<std::optional<DefinedInterval>>;

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
        std::string message = "--metric " + name;
        throw OptionError(message.append(" ").append(why));
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
    const auto wanted = [&](const PreparedTarget& target) {
      const bool by_default = target.wanted ? target.wanted(each) : each.by_default;
      const bool has_ground = each.name == "emd" && !options.ground.empty();
      return (by_default || has_ground) && target.refuses(each.name).empty();
    };
    if (std::all_of(targets.begin(), targets.end(), wanted)) {
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

/// The positions of each value of the columns of options.by, sorted by it; none without.
inline std::map<std::string, RowList> grouped(const TableView& truth, const RowMatching& rows,
                                              const EvaluateOptions& options,
                                              std::span<const std::size_t> chosen) {
  std::map<std::string, RowList> groups;
  std::vector<std::size_t> columns;
  columns.reserve(options.by.size());
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

/// The evaluation of what a task has made of the tables.
inline Evaluation assemble(const MatchedTables& tables, const PreparedTask& task,
                           const EvaluateOptions& options) {
  EvaluationRun run{.metrics = chosen_metrics(options, task.targets),
                    .key = tables.rows.key,
                    .only_truth = tables.rows.only_first.size(),
                    .only_prediction = tables.rows.only_second.size(),
                    .matched = tables.rows.pairs.size(),
                    .left_out = task.columns.left_out,
                    .notes = task.columns.notes,
                    .options = options};
  run.options.threads = 1;
  run.options.shard.reset();
  for (const PreparedTarget& target : task.targets) {
    for (const std::string& name : run.metrics) {
      if (metric(options.task, name).needs_order && !target.shape.ordered) {
        run.notes.push_back(name + " has no value: no order given for " + listed(target.classes) +
                            ": --order");
      }
    }
  }
  const RowList chosen = rows_of_part(tables.rows, tables.truth.rows(), options.shard);
  std::vector<EvaluatedTarget> targets;
  targets.reserve(task.targets.size());
  for (const PreparedTarget& target : task.targets) {
    targets.push_back({target.name, target.classes, score_of(target, options, run.metrics, chosen),
                       intervals_of(target, options, run.metrics, chosen)});
  }
  std::map<std::string, EvaluatedGroup> groups;
  for (const auto& [value, positions] : grouped(tables.truth, tables.rows, options, chosen)) {
    EvaluatedGroup& group = groups[value];
    for (const PreparedTarget& target : task.targets) {
      group.scores.push_back(score_of(target, options, run.metrics, positions));
      if (options.bootstrap > 0) {
        group.intervals.push_back(intervals_of(target, options, run.metrics, positions));
      }
    }
  }
  return {std::move(run), options.shard ? ShardParts(*options.shard) : ShardParts(),
          std::move(targets), std::move(groups)};
}

}  // namespace tonewheel::detail
