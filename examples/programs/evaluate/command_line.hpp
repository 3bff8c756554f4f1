#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/dataset/shard.hpp>
#include <tonewheel/evaluate/evaluate_options.hpp>
#include <tonewheel/evaluate/ground_choice.hpp>

#include "support/apart.hpp"
#include "support/files.hpp"
#include "support/option_values.hpp"
#include "support/program.hpp"

/// The command line of tonewheel-evaluate.
namespace evaluate {

using namespace tonewheel;

inline constexpr const char* examples = R"(Examples:
  tonewheel-evaluate truth.csv prediction.csv --columns valence,arousal
  tonewheel-evaluate truth.csv prediction.csv --task classification --columns emotion=label --bootstrap 2000
  tonewheel-evaluate truth.csv prediction.jsonl --task multilabel --threshold 0.4 --json report.json
  tonewheel-evaluate truth.npy prediction.npy --task distribution --metric kl --metric cosine
  tonewheel-evaluate ratings.csv --task agreement --columns anna,ben,cleo --bootstrap 2000
  tonewheel-evaluate long.csv --task agreement --long item,rater,emotion --units labels.csv
  tonewheel-evaluate truth.csv prediction.csv --shard 1/2 --json part-1.json

Files: CSV, TSV, JSON Lines, .npy. Rows are matched by the column id, name, file or path that both
tables have, by another one that names each row, else by order. Tasks: regression (a column of
numbers each), classification (a column of labels, or of probabilities for each class, named as it or
p_<class>), multilabel (a column of 0 and 1 or of scores for each label), distribution (a column of
probabilities for each class), agreement (one table: a column of ratings for each rater, or --long).
Exit status: 0 done, 1 faulty data or system, 2 wrong use.)";

struct CommandLine {
  std::optional<Quoting> quoting{};
  std::string truth;
  std::string prediction;
  EvaluateOptions options;
  std::vector<std::string> keys;
  bool by_order = false;
  std::string unmatched = "error";
  std::string missing = "error";
  std::string one_sided = "error";
  std::string format;
  std::string ground;
  std::string shard;
  std::string units;
  std::string json;
  bool list = false;
  bool quiet = false;
};

inline void declare_rows(CLI::App& app, CommandLine& line) {
  const auto policy = CLI::IsMember({"error", "skip"});
  app.add_option("--by", line.options.by,
                 "columns of the truth: each of their values apart, and their mean")
      ->delimiter(',');
  app.add_option("--key", line.keys, "columns that rows are matched by, together")->delimiter(',');
  app.add_flag("--by-order", line.by_order, "match rows by order")->excludes("--key");
  app.add_option("--unmatched", line.unmatched, "rows without a partner: stop, or leave them out")
      ->check(policy)
      ->capture_default_str();
  app.add_option("--missing", line.missing,
                 "rows with an empty cell, NA or NaN (regression, classification)")
      ->check(policy)
      ->capture_default_str();
  app.add_option("--one-sided", line.one_sided,
                 "classes that one table alone has (multilabel, distribution)")
      ->check(policy)
      ->capture_default_str();
  app.add_option("--shard", line.shard,
                 "i/n: the i-th of n parts of the truth; tonewheel-merge joins reports");
}

inline void declare_task(CLI::App& app, CommandLine& line) {
  app.add_option("--threshold", line.options.threshold, "multilabel: a score from here on is a 1")
      ->capture_default_str();
  app.add_flag("--fold", line.options.fold,
               "classification, agreement: letter case does not matter");
  app.add_option("--order", line.options.order,
                 "classification, agreement: the classes from low to high, for weighted kappas and "
                 "ordinal alpha")
      ->delimiter(',');
  app.add_option("--bins", line.options.bins, "of ece and mce")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--ground", line.ground,
                 "distances for emd and alpha_distance: line, ring, or a CSV of classes x classes");
  app.add_option("--long", line.options.long_columns,
                 "agreement: each row is one rating; ITEM,RATER,RATING")
      ->delimiter(',');
  app.add_option("--circumference", line.options.circumference,
                 "agreement: the number after which ratings repeat, for alpha_circular")
      ->check(CLI::PositiveNumber);
  app.add_option("--units", line.units,
                 "agreement: write a CSV with one rating or label for each unit");
  app.add_option("--epsilon", line.options.epsilon,
                 "distribution: probabilities below it become it [exact zeros]")
      ->check(CLI::NonNegativeNumber);
}

inline void declare(CLI::App& app, CommandLine& line) {
  app.footer(examples);
  app.add_option("truth", line.truth, "table of the truth");
  app.add_option("prediction", line.prediction, "table of the predictions");
  app.add_option("--task", line.options.task, "what is predicted")
      ->check(CLI::IsMember(
          {"regression", "classification", "multilabel", "distribution", "agreement"}))
      ->capture_default_str();
  app.add_option("--columns", line.options.columns,
                 "names, with commas between; TRUTH=PREDICTION where they differ [all in common]")
      ->delimiter(',');
  app.add_option("--metric", line.options.metrics, "only these, see --list")->delimiter(',');
  app.add_option("--format", line.format, "of the tables, where a name's ending does not tell")
      ->check(CLI::IsMember({"csv", "tsv", "jsonl", "npy"}));
  program::add_quoting(app, line.quoting);
  declare_rows(app, line);
  declare_task(app, line);
  app.add_option("--bootstrap", line.options.bootstrap, "rounds for percentile intervals")
      ->capture_default_str();
  app.add_option("--level", line.options.level, "of the intervals")->capture_default_str();
  app.add_option("--seed", line.options.seed, "of the bootstrap")->capture_default_str();
  app.add_option("--threads", line.options.threads,
                 "of the bootstrap; the same result for any number")
      ->check(CLI::Range(1U, 256U))
      ->capture_default_str();
  app.add_option("--json", line.json, "write a report");
  app.add_flag("--list", line.list, "every metric with direction, range, formula and source");
  app.add_flag("--quiet", line.quiet, "print nothing");
}

/// Throws WrongUse where the tables do not fit the task.
inline void require_tables(const CommandLine& line) {
  const bool agreement = line.options.task == "agreement";
  if (agreement && (line.truth.empty() || !line.prediction.empty())) {
    throw program::WrongUse("--task agreement: name one table, of ratings");
  }
  if (!agreement && (line.truth.empty() || line.prediction.empty())) {
    throw program::WrongUse("name two tables, TRUTH and PREDICTION");
  }
  if (line.truth == "-" || line.prediction == "-") {
    throw program::WrongUse("the standard input has no extension: name " +
                            std::string(agreement ? "a file" : "two files"));
  }
  if (!agreement && (!line.options.long_columns.empty() || !line.units.empty() ||
                     line.options.circumference > 0)) {
    throw program::WrongUse("--long, --units and --circumference belong to --task agreement");
  }
}

/// What the parser cannot do: words to choices, checksums of the files.
inline void complete(CommandLine& line) {
  require_tables(line);
  program::require_apart(
      {{"TRUTH", line.truth}, {"PREDICTION", line.prediction}, {"--ground", line.ground}},
      {{"--json", line.json}, {"--units", line.units}});
  const auto policy = [](const std::string& word) {
    return word == "skip" ? LeaveOut::skip : LeaveOut::error;
  };
  line.options.unmatched = policy(line.unmatched);
  line.options.missing = policy(line.missing);
  line.options.one_sided = policy(line.one_sided);
  if (line.by_order || !line.keys.empty()) {
    line.options.keys = line.keys;
  }
  try {
    if (!line.shard.empty()) {
      line.options.shard = parse_shard(line.shard);
    }
  } catch (const Error& error) {
    throw program::WrongUse(error.what());
  }
  line.options.ground = ground_choice(line.ground);
  for (const std::string& file : {line.truth, line.prediction}) {
    if (!file.empty()) {
      line.options.inputs.push_back({file, program::sha256_of(file)});
    }
  }
}

}  // namespace evaluate
