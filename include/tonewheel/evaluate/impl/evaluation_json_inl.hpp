#pragma once

#include <cmath>
#include <cstddef>

#include <tonewheel/evaluate/evaluation_report.hpp>
#include <tonewheel/metric/classification/class_scores.hpp>
#include <tonewheel/metric/classification/multilabel_score.hpp>

namespace tonewheel {
namespace detail {

/// The values by the metrics' names.
inline JsonValue values_json(std::span<const Metric* const> metrics,
                             std::span<const double> values) {
  JsonValue all = JsonValue::object();
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    all[metrics[i]->name] = values[i];  // not finite: null
  }
  return all;
}

inline JsonValue score_json(const TaskScore& score) {
  JsonValue all = JsonValue::object();
  for (std::size_t i = 0; i < score.metrics().size(); ++i) {
    all[score.metrics()[i]->name] = score.value(i);
  }
  return all;
}

/// By metric: [low, high], null where there is none.
inline JsonValue interval_json(std::span<const Metric* const> metrics,
                               std::span<const std::optional<DefinedInterval>> intervals) {
  JsonValue all = JsonValue::object();
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    all[metrics[i]->name] = i < intervals.size() && intervals[i]
                                ? JsonValue::array({intervals[i]->low, intervals[i]->high})
                                : JsonValue();
  }
  return all;
}

/// The metrics with rounds in which they were undefined, and how many.
inline JsonValue undefined_rounds_json(std::span<const Metric* const> metrics,
                                       std::span<const std::optional<DefinedInterval>> intervals) {
  JsonValue all = JsonValue::object();
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    if (intervals[i] && intervals[i]->undefined_rounds > 0) {
      all[metrics[i]->name] = intervals[i]->undefined_rounds;
    }
  }
  return all;
}

/// How many of several values were undefined and left out of a mean, where any were.
inline JsonValue undefined_json(std::span<const Metric* const> metrics, const MetricMeans& means) {
  JsonValue all = JsonValue::object();
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (means.undefined[i] > 0) {
      all[metrics[i]->name] = means.undefined[i];
    }
  }
  return all;
}

/// Counts and scores of each class or label; empty where none were counted.
struct ClassTable {
  std::vector<LabelCounts> counts;
  std::vector<LabelScore> scores;
};
inline ClassTable class_table(const TaskScore& score) {
  if (const auto* matrix = score.confusion()) {
    return {matrix->label_counts(), class_scores(*matrix)};
  }
  if (const auto* labels = score.multilabel()) {
    return {{labels->label_counts().begin(), labels->label_counts().end()}, labels->label_scores()};
  }
  return {};
}

inline JsonValue classes_json(const EvaluatedTarget& target) {
  const ClassTable table = class_table(target.score);
  JsonValue list = JsonValue::array();
  for (std::size_t i = 0; i < table.counts.size(); ++i) {
    list.push_back(JsonValue::object({{"name", target.classes[i]},
                                      {"support", table.counts[i].truth},
                                      {"predicted", table.counts[i].prediction},
                                      {"precision", table.scores[i].precision},
                                      {"recall", table.scores[i].recall},
                                      {"f1", table.scores[i].fscore}}));
  }
  return list;
}

inline JsonValue confusion_json(const ConfusionMatrix& matrix) {
  JsonValue rows = JsonValue::array();
  for (std::size_t truth = 0; truth < matrix.classes(); ++truth) {
    JsonValue row = JsonValue::array();
    for (std::size_t prediction = 0; prediction < matrix.classes(); ++prediction) {
      row.push_back(matrix.at(truth, prediction));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The columns that were scored, with each one's values where there are several, and those left out
/// with the reason and its first place.
inline JsonValue columns_json(const Evaluation& found) {
  JsonValue scored = JsonValue::array();
  JsonValue left_out = JsonValue::array();
  for (const EvaluatedTarget& target : found.targets()) {
    if (target.classes.empty() || found.run().options.task == "classification") {
      scored.push_back(target.name);
      continue;
    }
    for (const std::string& each : target.classes) {
      scored.push_back(each);
    }
  }
  for (const LeftOutColumn& each : found.run().left_out) {
    left_out.push_back(JsonValue::object(
        {{"name", each.name}, {"why", each.why}, {"file", each.file}, {"row", each.row}}));
  }
  JsonValue columns = JsonValue::object({{"scored", scored}, {"left_out", left_out}});
  for (const EvaluatedTarget& target : found.targets()) {
    const bool taken = target.name == "scored" || target.name == "left_out";
    if (found.targets().size() > 1) {
      columns[taken ? "column " + target.name : target.name] = score_json(target.score);
    }
  }
  return columns;
}

/// Intervals of all targets, by their names.
inline JsonValue intervals_json(const Evaluation& found, const EvaluatedGroup* group,
                                bool undefined_rounds) {
  JsonValue all = JsonValue::object();
  for (std::size_t i = 0; i < found.targets().size(); ++i) {
    const EvaluatedTarget& target = found.targets()[i];
    const auto& intervals = group == nullptr ? target.intervals : group->intervals[i];
    JsonValue of_target = undefined_rounds ? undefined_rounds_json(found.metrics(), intervals)
                                           : interval_json(found.metrics(), intervals);
    if (!undefined_rounds || of_target != JsonValue::object()) {
      all[target.name] = std::move(of_target);
    }
  }
  return all;
}

inline JsonValue group_json(const Evaluation& found, const EvaluatedGroup& group) {
  const MetricMeans means = found.group_means(group);
  JsonValue entry =
      JsonValue::object({{"metrics", values_json(found.metrics(), means.values)}, {"n", means.n}});
  if (found.targets().size() > 1) {
    JsonValue columns = JsonValue::object();
    for (std::size_t i = 0; i < group.scores.size(); ++i) {
      columns[found.targets()[i].name] = score_json(group.scores[i]);
    }
    entry["columns"] = std::move(columns);
  }
  if (found.run().options.bootstrap > 0) {
    entry["intervals"] = intervals_json(found, &group, false);
  }
  return entry;
}

}  // namespace detail

/// The options as a report's stamp has them.
TONEWHEEL_INLINE JsonValue options_json(const EvaluateOptions& options) {
  const auto list = [](const std::vector<std::string>& names) {
    JsonValue values = JsonValue::array();
    for (const std::string& each : names) {
      values.push_back(each);
    }
    return values;
  };
  const bool by_order = options.keys && options.keys->empty();
  return JsonValue::object(
      {{"metric", list(options.metrics)},
       {"columns", list(options.columns)},
       {"by", list(options.by)},
       {"key", list(options.keys.value_or(std::vector<std::string>{}))},
       {"by_order", by_order},
       {"missing", leave_out_names[static_cast<std::size_t>(options.missing)]},
       {"unmatched", leave_out_names[static_cast<std::size_t>(options.unmatched)]},
       {"one_sided", leave_out_names[static_cast<std::size_t>(options.one_sided)]},
       {"threshold", options.threshold},
       {"fold", options.fold},
       {"order", list(options.order)},
       {"bins", options.bins},
       {"ground", options.ground.name},
       {"long", list(options.long_columns)},
       {"circumference", options.circumference},
       {"epsilon", options.epsilon},
       {"bootstrap", options.bootstrap},
       {"level", options.level},
       {"seed", options.seed}});
}

TONEWHEEL_INLINE JsonValue report_json(const Evaluation& found) {
  const EvaluationRun& run = found.run();
  const MetricMeans means = found.means();
  JsonValue report = JsonValue::object();
  report["task"] = run.options.task;
  report["metrics"] = detail::values_json(found.metrics(), means.values);
  report["n"] = means.n;
  report["rows"] = JsonValue::object({{"matched", found.n()},
                                      {"by", run.key.empty() ? "order" : run.key},
                                      {"only_truth", run.only_truth},
                                      {"only_prediction", run.only_prediction},
                                      {"missing", found.n() - means.n}});
  report["columns"] = detail::columns_json(found);
  if (const JsonValue undefined = detail::undefined_json(found.metrics(), means);
      undefined != JsonValue::object()) {
    report["undefined_columns"] = undefined;
  }
  for (const EvaluatedTarget& target : found.targets()) {
    const bool only = found.targets().size() == 1;
    if (JsonValue classes = detail::classes_json(target); classes != JsonValue::array()) {
      (only ? report["classes"] : report["classes"][target.name]) = std::move(classes);
    }
    if (const auto* matrix = target.score.confusion()) {
      (only ? report["confusion"] : report["confusion"][target.name]) =
          detail::confusion_json(*matrix);
    }
  }
  if (run.options.bootstrap > 0) {
    report["intervals"] = detail::intervals_json(found, nullptr, false);
    report["undefined_rounds"] = detail::intervals_json(found, nullptr, true);
  }
  if (!run.options.by.empty()) {
    report["by"] = JsonValue::object();
    for (const auto& [value, group] : found.groups()) {
      report["by"][value] = detail::group_json(found, group);
    }
    const MetricMeans over_groups = found.mean_over_groups();
    report["mean_over_groups"] = detail::values_json(found.metrics(), over_groups.values);
    if (const JsonValue undefined = detail::undefined_json(found.metrics(), over_groups);
        undefined != JsonValue::object()) {
      report["undefined_groups"] = undefined;
    }
  }
  JsonValue notes = JsonValue::array();
  for (const std::string& note : run.notes) {
    notes.push_back(note);
  }
  report["notes"] = std::move(notes);
  return report;
}

}  // namespace tonewheel
