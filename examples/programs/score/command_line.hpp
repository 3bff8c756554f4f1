#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <tonewheel/core/delimited.hpp>

#include "support/option_values.hpp"

/// The command line of tonewheel-score.
namespace score {

inline constexpr const char* examples = R"(Examples:
  tonewheel-score --truth check-openset.csv --prediction predict-openset.csv --lexicon wheel_mapping.npz
  tonewheel-score --truth t.jsonl --prediction p.jsonl --metric tone --json report.json
  tonewheel-score --truth t.csv --prediction p.csv --metric mer2024 --groups openset-synonym.zip
  tonewheel-score --truth t.csv --prediction p.csv --shard 1/2 --json part-1.json

Metrics: ew (M3, every wheel), m1 (base words), m2 (synonyms), mer2024 (groups of each sample), hit (one
gold label a sample), tone (the tiers of TONE).
Exit status: 0 done, 1 faulty data or system, 2 wrong use.)";

struct CommandLine {
  std::optional<tonewheel::Quoting> quoting{};
  std::string truth;
  std::string prediction;
  std::string format;
  std::string lexicon = "builtin";
  std::string format_csv;
  std::string wordnet;
  std::string metric = "ew";
  std::string level = "both";
  std::string groups;
  std::vector<std::string> wheels;
  std::string name_column = "name";
  std::string labels_column = "openset";
  std::string truth_labels;
  std::string missing = "error";
  std::string shard;  ///< empty: the whole, and a report without its state
  std::string json;
  std::string per_sample;
  std::size_t threads = 0;
  bool quiet = false;
};

inline void declare(CLI::App& app, CommandLine& line) {
  app.footer(examples);
  app.add_option("--truth", line.truth, "CSV, TSV or JSON Lines: a name and its labels")
      ->required();
  app.add_option("--prediction", line.prediction, "the same for the predictions")->required();
  app.add_option("--format", line.format, "of both, where a name's ending does not tell")
      ->check(CLI::IsMember({"csv", "tsv", "jsonl"}));
  program::add_quoting(app, line.quoting);
  app.add_option(
         "--lexicon", line.lexicon,
         "builtin, wheel_mapping.npz, the folder emotion_wheel, or a lexicon in JSON, CSV or "
         ".tonelex, which loads fastest (tonewheel-lexicon import)")
      ->capture_default_str();
  app.add_option("--format-csv", line.format_csv, "in place of the lexicon's format.csv");
  app.add_option("--wordnet", line.wordnet,
                 "folder of WordNet's files: inflected words find their base forms too");
  app.add_option("--metric", line.metric, "what to score")
      ->check(CLI::IsMember({"ew", "m1", "m2", "mer2024", "hit", "tone"}))
      ->capture_default_str();
  app.add_option("--level", line.level, "of the wheels")
      ->check(CLI::IsMember({"1", "2", "both"}))
      ->capture_default_str();
  app.add_option("--groups", line.groups, "mer2024: synonym groups, a zip, a folder or JSON");
  app.add_option("--wheel", line.wheels, "only these wheels");
  app.add_option("--name-column", line.name_column, "column or key of the name")
      ->capture_default_str();
  app.add_option("--labels-column", line.labels_column, "column or key of the labels")
      ->capture_default_str();
  app.add_option("--truth-labels-column", line.truth_labels,
                 "the same in the truth [--labels-column]");
  app.add_option("--missing", line.missing,
                 "samples without a prediction: stop, leave them out, or take them for empty lists")
      ->check(CLI::IsMember({"error", "skip", "empty"}))
      ->capture_default_str();
  app.add_option("--threads", line.threads, "0: one for each core; the scores are the same")
      ->capture_default_str();
  app.add_option("--shard", line.shard, "i/n: the i-th of n parts; tonewheel-merge joins reports");
  app.add_option("--json", line.json, "write a report");
  app.add_option("--per-sample", line.per_sample, "write a CSV with the counts of each sample");
  app.add_flag("--quiet", line.quiet, "print nothing");
}

}  // namespace score
