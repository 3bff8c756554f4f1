// tonewheel-score: open-vocabulary predictions of emotions against the truth.

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/evaluate/vocabulary_evaluation.hpp>
#include <tonewheel/evaluate/vocabulary_report.hpp>
#include <tonewheel/exchange/label_file.hpp>
#include <tonewheel/exchange/synonym_groups_file.hpp>
#include <tonewheel/lexicon/lexicon.hpp>

#include "score/command_line.hpp"
#include "score/report.hpp"
#include "support/apart.hpp"
#include "support/choose_lexicon.hpp"
#include "support/files.hpp"
#include "support/heap.hpp"
#include "support/program.hpp"

namespace {

using namespace tonewheel;
using score::CommandLine;

VocabularyOptions options_of(const CommandLine& line) {
  VocabularyOptions options;
  options.metric = vocabulary_metric(line.metric);
  options.level = line.level == "both" ? 0 : line.level == "1" ? 1 : 2;
  options.wheels = line.wheels;
  options.missing = missing_prediction(line.missing);
  if (!line.shard.empty()) {
    options.shard = program::checked([&] { return parse_shard(line.shard); });
  }
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  options.threads = line.threads == 0 ? cores : std::min(line.threads, 4 * cores);
  options.names = {.truth = line.truth,
                   .prediction = line.prediction,
                   .groups = line.groups,
                   .name_column = line.name_column,
                   .labels_column = line.labels_column};
  if (options.metric == VocabularyMetric::mer2024 && line.groups.empty()) {
    throw program::WrongUse("--metric mer2024 needs --groups");
  }
  if (options.metric == VocabularyMetric::hit && !line.per_sample.empty()) {
    throw program::WrongUse("--per-sample has no place with --metric hit");
  }
  if (line.truth == "-" && line.prediction == "-") {
    throw program::WrongUse("the standard input can be read once");
  }
  return options;
}

MatchedSamples match(const LabelTable& truths, const LabelTable& predictions,
                     const VocabularyOptions& options) {
  try {
    return match_samples(truths, predictions, options);
  } catch (const Error& error) {
    throw Error(std::string(error.what()) + "\n(--missing skip or empty lets them pass, counted)");
  }
}

/// The files that the result rests on, beside the lexicon or the groups.
std::vector<TableStamp> input_stamps(const CommandLine& line) {
  std::vector<TableStamp> inputs;
  for (const std::string& file : {line.truth, line.prediction}) {
    inputs.push_back({file, file == "-" ? "" : program::sha256_of(file)});
  }
  if (!line.wordnet.empty()) {
    inputs.push_back({line.wordnet, program::sha256_of(line.wordnet)});
  }
  return inputs;
}

std::string per_sample_csv(const VocabularyEvaluation& found, const SampleCounts& counts,
                           const LabelTable& truths) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < truths.size(); ++i) {
    names.push_back(truths[i].name);
  }
  return sample_counts_csv(found, counts, names);
}

int run(const CommandLine& line) {
  program::require_apart({{"--truth", line.truth},
                          {"--prediction", line.prediction},
                          {"--lexicon", line.lexicon},
                          {"--format-csv", line.format_csv},
                          {"--groups", line.groups}},
                         {{"--json", line.json}, {"--per-sample", line.per_sample}});
  VocabularyOptions options = options_of(line);
  LabelFileOptions columns{
      .quoting = line.quoting, .name = line.name_column, .labels = line.labels_column};
  if (!line.format.empty()) {
    columns.format = line.format == "jsonl" ? LabelFormat::jsonl
                     : line.format == "tsv" ? LabelFormat::tsv
                                            : LabelFormat::csv;
  }
  const LabelTable predictions = read_label_file(line.prediction, columns);
  if (!line.truth_labels.empty()) {
    columns.labels = line.truth_labels;
  }
  const LabelTable truths = read_label_file(line.truth, columns);
  const MatchedSamples samples = match(truths, predictions, options);
  std::optional<Lexicon> lexicon;
  std::map<std::string, std::vector<SynonymGroup>> groups;
  if (options.metric == VocabularyMetric::mer2024) {
    options.groups_stamp = {line.groups, program::sha256_of(line.groups)};
    groups = read_synonym_groups(line.groups);
    options.groups = &groups;
  } else {
    lexicon.emplace(program::choose_lexicon(line.lexicon, line.format_csv, line.wordnet));
    options.lexicon = &*lexicon;
    program::checked([&] { return vocabulary_groupings(*lexicon, options); });
  }
  options.inputs = input_stamps(line);
  SampleCounts counts;
  options.sample_counts = line.per_sample.empty() ? nullptr : &counts;
  const VocabularyEvaluation found = evaluate_vocabulary(samples, options);
  if (!line.per_sample.empty()) {
    program::write_file(line.per_sample, per_sample_csv(found, counts, truths));
  }
  if (!line.json.empty()) {
    program::write_file(line.json, score::report_bytes(found, options.shard.has_value()));
  }
  if (!line.quiet) {
    fmt::print("{}", report_text(found));
  }
  return program::done;
}

}  // namespace

int main(int argc, char** argv) {
  program::ready_heap();
  CLI::App app("Scores open-vocabulary predictions of emotions", "tonewheel-score");
  CommandLine line;
  score::declare(app, line);
  return program::start(app, argc, argv, [&] { return run(line); });
}
