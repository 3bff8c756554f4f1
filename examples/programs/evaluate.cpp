// tonewheel-evaluate: predictions against the truth, by the metrics of the field.

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/data_table.hpp>
#include <tonewheel/metric/resampling.hpp>

#include "evaluate/catalogue.hpp"
#include "evaluate/classification.hpp"
#include "evaluate/distribution.hpp"
#include "evaluate/multilabel.hpp"
#include "evaluate/regression.hpp"
#include "evaluate/scores.hpp"
#include "support/files.hpp"
#include "support/program.hpp"
#include "support/stamp.hpp"

namespace {

using namespace tonewheel;
using evaluate::Matched;
using evaluate::MetricFacts;
using evaluate::Rows;
using evaluate::Target;
using program::Json;

constexpr const char* examples = R"(Examples:
  tonewheel-evaluate truth.csv prediction.csv --columns valence,arousal
  tonewheel-evaluate truth.csv prediction.csv --task classification --columns emotion=label --bootstrap 2000
  tonewheel-evaluate truth.csv prediction.jsonl --task multilabel --threshold 0.4 --json report.json
  tonewheel-evaluate truth.npy prediction.npy --task distribution --metric kl --metric cosine

Files: CSV, TSV, JSON Lines, .npy. Rows are matched by the column id, name, file or path that both
tables have, else by order. Tasks: regression (a column of numbers each), classification (a column of
labels, or of probabilities for each class), multilabel (a column of 0 and 1 or of scores for each
label), distribution (a column of probabilities for each class).
Exit status: 0 done, 1 faulty data or system, 2 wrong use.)";

struct CommandLine {
  std::string truth;
  std::string prediction;
  std::string task = "regression";
  std::vector<std::string> metrics;
  std::string key;
  bool by_order = false;
  std::string unmatched = "error";
  std::string json;
  std::size_t bootstrap = 0;
  double level = 0.95;
  std::uint64_t seed = 1;
  unsigned threads = 1;
  bool list = false;
  bool quiet = false;
  evaluate::TaskOptions options;
};

void declare(CLI::App& app, CommandLine& line) {
  app.footer(examples);
  app.add_option("truth", line.truth, "table of the truth");
  app.add_option("prediction", line.prediction, "table of the predictions");
  app.add_option("--task", line.task, "what is predicted")
      ->check(CLI::IsMember({"regression", "classification", "multilabel", "distribution"}))
      ->capture_default_str();
  app.add_option("--columns", line.options.columns,
                 "names, with commas between; TRUTH=PREDICTION where they differ [all in common]")
      ->delimiter(',');
  app.add_option("--metric", line.metrics, "only these, see --list");
  app.add_option("--by", line.options.by,
                 "column of the truth: each of its values apart, and their mean");
  app.add_option("--key", line.key, "column that rows are matched by");
  app.add_flag("--by-order", line.by_order, "match rows by order")->excludes("--key");
  app.add_option("--unmatched", line.unmatched, "rows without a partner: stop, or leave them out")
      ->check(CLI::IsMember({"error", "skip"}))
      ->capture_default_str();
  app.add_option("--missing", line.options.missing,
                 "rows with an empty cell or NaN (regression, classification)")
      ->check(CLI::IsMember({"error", "skip"}))
      ->capture_default_str();
  app.add_option("--threshold", line.options.threshold, "multilabel: a score from here on is a 1")
      ->capture_default_str();
  app.add_option("--bins", line.options.bins, "of ece and mce")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--ground", line.options.ground,
                 "distances for emd: line, ring, or a CSV of classes x classes");
  app.add_option("--epsilon", line.options.epsilon,
                 "distribution: probabilities below it become it [exact zeros]")
      ->check(CLI::NonNegativeNumber);
  app.add_option("--bootstrap", line.bootstrap, "rounds for percentile intervals")
      ->capture_default_str();
  app.add_option("--level", line.level, "of the intervals")->capture_default_str();
  app.add_option("--seed", line.seed, "of the bootstrap")->capture_default_str();
  app.add_option("--threads", line.threads, "of the bootstrap; the same result for any number")
      ->check(CLI::Range(1U, 256U))
      ->capture_default_str();
  app.add_option("--json", line.json, "write a report");
  app.add_flag("--list", line.list, "every metric with direction, range, formula and source");
  app.add_flag("--quiet", line.quiet, "print nothing");
}

int list_metrics() {
  std::string_view task;
  for (const MetricFacts& each : evaluate::catalogue()) {
    if (each.task != task) {
      task = each.task;
      fmt::print("{}\n", task);
    }
    fmt::print("  {:<23} {:<6} {:<26} {}{}\n", each.name,
               each.higher_is_better ? "higher" : "lower", each.range, each.formula,
               each.source == "-" ? "" : fmt::format("  ({})", each.source));
  }
  return program::done;
}

/// The metrics to compute, in the order of the catalogue or of --metric.
std::vector<MetricFacts> choose_metrics(const CommandLine& line) {
  if (!line.options.ground.empty() && line.task != "distribution") {
    throw program::WrongUse("--ground belongs to --task distribution, found --task " + line.task);
  }
  std::vector<MetricFacts> of_task;
  for (const MetricFacts& each : evaluate::catalogue()) {
    if (each.task == line.task) {
      of_task.push_back(each);
    }
  }
  std::vector<MetricFacts> chosen;
  for (const std::string& name : line.metrics) {
    const auto found = std::find_if(of_task.begin(), of_task.end(),
                                    [&](const MetricFacts& each) { return each.name == name; });
    if (found == of_task.end()) {
      throw program::WrongUse("no metric " + shown(name) + " for --task " + line.task +
                              ": see --list");
    }
    if (found->name == "emd" && line.options.ground.empty()) {
      throw program::WrongUse("--metric emd needs --ground, the distances between the classes");
    }
    chosen.push_back(*found);
  }
  if (line.metrics.empty()) {
    std::copy_if(of_task.begin(), of_task.end(), std::back_inserter(chosen),
                 [&](const MetricFacts& each) {
                   return each.default_on || (each.name == "emd" && !line.options.ground.empty());
                 });
  }
  return chosen;
}

/// The metrics that the data can be scored by. Throws WrongUse if one was asked for that it cannot.
std::vector<MetricFacts> offered_metrics(std::vector<MetricFacts> metrics,
                                         const std::vector<Target>& targets,
                                         const std::vector<std::size_t>& rows,
                                         const CommandLine& line) {
  for (const Target& target : targets) {
    const auto scores = target.scores(rows);
    for (const std::string& name : line.metrics) {
      if (!scores->offers(name)) {
        throw program::WrongUse("--metric " + name + " needs " +
                                (line.task == "multilabel" ? "scores, found 0 and 1 only"
                                                           : "a column of probabilities for each "
                                                             "class, found none"));
      }
    }
    std::erase_if(metrics, [&](const MetricFacts& each) { return !scores->offers(each.name); });
  }
  return metrics;
}

/// A metric and, with --bootstrap, its interval.
struct Value {
  double value = 0;
  std::optional<Interval> interval;
};

/// Values of some rows, by metric.
struct Result {
  std::size_t n = 0;
  std::vector<Value> values;
};

Result compute(const Target& target, const std::vector<std::size_t>& rows,
               const std::vector<MetricFacts>& metrics, const CommandLine& line) {
  const auto scores = target.scores(rows);
  Result result{scores->n(), {}};
  for (const MetricFacts& metric : metrics) {
    Value value{scores->value(metric.name), {}};
    if (line.bootstrap > 0 && std::isfinite(value.value)) {
      try {
        value.interval = bootstrap_interval(
            Rows(rows), [&](Rows drawn) { return target.scores(drawn)->value(metric.name); },
            {.rounds = line.bootstrap,
             .level = line.level,
             .seed = line.seed,
             .threads = line.threads});
      } catch (const Error&) {
        // Undefined in some round, such as the correlation of rows that are all the same one.
      }
    }
    result.values.push_back(value);
  }
  return result;
}

/// The plain mean of several results; NaN where one is undefined.
Result mean_of(const std::vector<Result>& results) {
  Result mean;
  mean.values.resize(results.front().values.size());
  for (const Result& each : results) {
    mean.n += each.n;
    for (std::size_t i = 0; i < mean.values.size(); ++i) {
      mean.values[i].value += each.values[i].value;
    }
  }
  for (Value& value : mean.values) {
    value.value /= static_cast<double>(results.size());
  }
  return mean;
}

Json number_json(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json values_json(const Result& result, const std::vector<MetricFacts>& metrics) {
  Json values = Json::object();
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    values[std::string(metrics[i].name)] = number_json(result.values[i].value);
  }
  return values;
}

Json interval_json(const Result& result, const std::vector<MetricFacts>& metrics) {
  Json values = Json::object();
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const auto& interval = result.values[i].interval;
    values[std::string(metrics[i].name)] =
        interval ? Json{interval->low, interval->high} : Json(nullptr);
  }
  return values;
}

void print_result(const std::string& title, const Result& result,
                  const std::vector<MetricFacts>& metrics) {
  fmt::print("{} (n = {})\n", title, result.n);
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const Value& each = result.values[i];
    fmt::print("  {:<23} {:>10}", metrics[i].name,
               std::isnan(each.value) ? "undefined" : fmt::format("{:.6f}", each.value));
    if (each.interval) {
      fmt::print("  [{:.6f}, {:.6f}]", each.interval->low, each.interval->high);
    }
    fmt::print("  {} is better\n", metrics[i].higher_is_better ? "higher" : "lower");
  }
}

Matched read_tables(const CommandLine& line) {
  if (line.truth == "-" || line.prediction == "-") {
    throw program::WrongUse("the standard input has no extension: name two files");
  }
  DataTable truth = read_data_table(line.truth);
  DataTable prediction = read_data_table(line.prediction);
  std::optional<std::string> key;
  if (line.by_order || !line.key.empty()) {
    key = line.key;
  }
  RowMatching rows = match_rows(truth, prediction, key);
  if (line.unmatched == "error" && (!rows.only_first.empty() || !rows.only_second.empty())) {
    const bool in_truth = !rows.only_first.empty();
    const DataTable& table = in_truth ? truth : prediction;
    const std::size_t row = in_truth ? rows.only_first[0] : rows.only_second[0];
    const std::string& column = in_truth ? rows.key : rows.second_key;
    throw Error(table.row_place(row, table.column(column)),
                "found " + shown(table.cell(row, table.column(column))) + ", which " +
                    (in_truth ? line.prediction : line.truth) + " has not; " +
                    std::to_string(rows.only_first.size()) + " rows of the truth and " +
                    std::to_string(rows.only_second.size()) +
                    " of the prediction are without a partner\n(--unmatched skip leaves them out, "
                    "counted)");
  }
  return {std::move(truth), std::move(prediction), std::move(rows)};
}

std::vector<Target> targets_of(const Matched& tables, const CommandLine& line) {
  std::vector<Target> targets =
      line.task == "regression"       ? regression_targets(tables, line.options)
      : line.task == "classification" ? classification_targets(tables, line.options)
      : line.task == "multilabel"     ? multilabel_targets(tables, line.options)
                                      : distribution_targets(tables, line.options);
  if (targets.empty()) {
    throw program::WrongUse("--task " + line.task + ": the tables share no column of numbers; " +
                            "name them with --columns TRUTH=PREDICTION");
  }
  return targets;
}

/// The matched rows of each value of --by, sorted by it; none without --by.
std::map<std::string, std::vector<std::size_t>> groups_of(const Matched& tables,
                                                          const std::string& by) {
  std::map<std::string, std::vector<std::size_t>> groups;
  if (by.empty()) {
    return groups;
  }
  const std::size_t column = tables.truth.column(by);
  for (std::size_t i = 0; i < tables.rows.pairs.size(); ++i) {
    groups[std::string(tables.truth.cell(tables.rows.pairs[i].first, column))].push_back(i);
  }
  return groups;
}

/// All columns over some rows: one result each, and their mean.
struct Table {
  std::vector<Result> columns;
  Result mean;
};

Table compute_all(const std::vector<Target>& targets, const std::vector<std::size_t>& rows,
                  const std::vector<MetricFacts>& metrics, const CommandLine& line) {
  Table table;
  for (const Target& target : targets) {
    table.columns.push_back(compute(target, rows, metrics, line));
  }
  table.mean = targets.size() == 1 ? table.columns[0] : mean_of(table.columns);
  table.mean.n = table.columns[0].n;
  for (const Result& each : table.columns) {
    table.mean.n = std::min(table.mean.n, each.n);
  }
  return table;
}

Json columns_json(const Table& table, const std::vector<Target>& targets,
                  const std::vector<MetricFacts>& metrics) {
  Json columns = Json::object();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    columns[targets[i].name] = values_json(table.columns[i], metrics);
  }
  return columns;
}

Json intervals_json(const Table& table, const std::vector<Target>& targets,
                    const std::vector<MetricFacts>& metrics) {
  Json columns = Json::object();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    columns[targets[i].name] = interval_json(table.columns[i], metrics);
  }
  return columns;
}

int run(const CommandLine& line) {
  if (line.list) {
    return list_metrics();
  }
  if (line.truth.empty() || line.prediction.empty()) {
    throw program::WrongUse("name two tables, TRUTH and PREDICTION");
  }
  if (!(line.level > 0 && line.level < 1)) {
    throw program::WrongUse("--level lies in (0, 1)");
  }
  const auto wanted = choose_metrics(line);
  const Matched tables = read_tables(line);
  const auto targets = targets_of(tables, line);
  if (tables.rows.pairs.empty()) {
    throw Error({line.truth, 0, ""}, "found no rows that " + line.prediction + " has too");
  }
  std::vector<std::size_t> all(tables.rows.pairs.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto groups = groups_of(tables, line.options.by);
  const auto metrics = offered_metrics(wanted, targets, all, line);
  const Table whole = compute_all(targets, all, metrics, line);

  Json report;
  report["task"] = line.task;
  report["metrics"] = values_json(whole.mean, metrics);
  report["n"] = whole.mean.n;
  report["rows"] = {{"matched", tables.rows.pairs.size()},
                    {"by", tables.rows.key.empty() ? "order" : tables.rows.key},
                    {"only_truth", tables.rows.only_first.size()},
                    {"only_prediction", tables.rows.only_second.size()},
                    {"missing", tables.rows.pairs.size() - whole.mean.n}};
  if (targets.size() > 1) {
    report["columns"] = columns_json(whole, targets, metrics);
  }
  if (line.bootstrap > 0) {
    report["intervals"] = intervals_json(whole, targets, metrics);
  }
  if (!line.quiet) {
    fmt::print("{} rows matched by {}; without a partner: {} of the truth, {} of the prediction\n",
               tables.rows.pairs.size(), tables.rows.key.empty() ? "order" : tables.rows.key,
               tables.rows.only_first.size(), tables.rows.only_second.size());
    for (std::size_t i = 0; i < targets.size(); ++i) {
      print_result(targets[i].name, whole.columns[i], metrics);
    }
    if (targets.size() > 1) {
      print_result("mean over columns", whole.mean, metrics);
    }
  }
  if (!line.options.by.empty()) {
    std::vector<Result> means;
    report["by"] = Json::object();
    for (const auto& [value, rows] : groups) {
      const Table group = compute_all(targets, rows, metrics, line);
      Json entry = {{"metrics", values_json(group.mean, metrics)}, {"n", group.mean.n}};
      if (targets.size() > 1) {
        entry["columns"] = columns_json(group, targets, metrics);
      }
      if (line.bootstrap > 0) {
        entry["intervals"] = intervals_json(group, targets, metrics);
      }
      report["by"][value] = entry;
      means.push_back(group.mean);
      if (!line.quiet) {
        print_result(line.options.by + " " + value, group.mean, metrics);
      }
    }
    const Result mean = mean_of(means);
    report["mean_over_groups"] = values_json(mean, metrics);
    if (!line.quiet) {
      print_result("mean over " + line.options.by, mean, metrics);
    }
  }
  Json options = {{"columns", line.options.columns},
                  {"by", line.options.by},
                  {"key", line.key},
                  {"by_order", line.by_order},
                  {"missing", line.options.missing},
                  {"unmatched", line.unmatched},
                  {"threshold", line.options.threshold},
                  {"bins", line.options.bins},
                  {"ground", line.options.ground},
                  {"epsilon", line.options.epsilon},
                  {"bootstrap", line.bootstrap},
                  {"level", line.level},
                  {"seed", line.seed}};
  report["stamp"] = program::stamp(line.task,
                                   {{line.truth, program::sha256_of(line.truth)},
                                    {line.prediction, program::sha256_of(line.prediction)}},
                                   options);
  if (!line.json.empty()) {
    program::write_file(line.json, report.dump(2) + "\n");
  }
  return program::done;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Scores predictions by the metrics of the field", "tonewheel-evaluate");
  CommandLine line;
  declare(app, line);
  return program::start(app, argc, argv, [&] { return run(line); });
}
