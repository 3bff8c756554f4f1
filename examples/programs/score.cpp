// tonewheel-score: open-vocabulary predictions of emotions against the truth.

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/parallel.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/shard.hpp>
#include <tonewheel/exchange/label_file.hpp>
#include <tonewheel/exchange/synonym_groups_file.hpp>
#include <tonewheel/lexicon/label_list.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/metric/overlap/synonym_groups.hpp>
#include <tonewheel/metric/vocabulary/hit_rate.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>

#include "score/choose_lexicon.hpp"
#include "score/state.hpp"
#include "support/files.hpp"
#include "support/heap.hpp"
#include "support/program.hpp"

namespace {

using namespace tonewheel;
using score::GroupScore;
using score::State;

constexpr const char* examples = R"(Examples:
  tonewheel-score --truth check-openset.csv --prediction predict-openset.csv --lexicon wheel_mapping.npz
  tonewheel-score --truth t.jsonl --prediction p.jsonl --metric tone --json report.json
  tonewheel-score --truth t.csv --prediction p.csv --metric mer2024 --groups openset-synonym.zip
  tonewheel-score --truth t.csv --prediction p.csv --shard 1/2 --json part-1.json

Metrics: ew (M3, every wheel), m1 (base words), m2 (synonyms), mer2024 (groups of each sample), hit (one
gold label a sample), tone (the tiers of TONE).
Exit status: 0 done, 1 faulty data or system, 2 wrong use.)";

struct CommandLine {
  std::string truth;
  std::string prediction;
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
  std::string shard = "1/1";
  std::string json;
  std::string per_sample;
  std::size_t threads = 0;
  bool quiet = false;
};

void declare(CLI::App& app, CommandLine& line) {
  app.footer(examples);
  app.add_option("--truth", line.truth, "CSV, TSV or JSON Lines: a name and its labels")
      ->required();
  app.add_option("--prediction", line.prediction, "the same for the predictions")->required();
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

/// Truths with their predictions, in the order of the truth.
struct Samples {
  LabelTable truths;
  LabelTable predictions;
  std::vector<LabelRecord> truth;
  std::vector<LabelRecord> prediction;  ///< by position in truth
  score::Matching matching;
};

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 5); ++i) {
    text += (i == 0 ? "" : ", ") + shown(names[i]);
  }
  return text + (names.size() > 5 ? ", ..." : "");
}

/// Reads both files and keeps the part of the truth that is this shard's.
Samples read_samples(const CommandLine& line, const Shard& shard) {
  LabelFileOptions options{.name = line.name_column, .labels = line.labels_column};
  Samples samples;
  samples.predictions = read_label_file(line.prediction, options);
  if (!line.truth_labels.empty()) {
    options.labels = line.truth_labels;
  }
  samples.truths = read_label_file(line.truth, options);
  samples.matching.total = samples.truths.size();
  samples.matching.extra = samples.predictions.size();
  const auto [begin, end] = shard.part(samples.truths.size());
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < samples.truths.size(); ++i) {
    const LabelRecord truth = samples.truths[i];
    const auto found = samples.predictions.find(truth.name);
    samples.matching.extra -= found ? 1U : 0U;
    if (i < begin || i >= end) {
      continue;
    }
    if (!found) {
      missing.emplace_back(truth.name);
      if (line.missing != "empty") {
        continue;
      }
    }
    samples.truth.push_back(truth);
    samples.prediction.push_back(found ? samples.predictions[*found]
                                       : LabelRecord{.name = truth.name});
  }
  if (!missing.empty() && line.missing == "error") {
    throw Error({line.prediction, 0, line.name_column},
                "found no prediction for " + std::to_string(missing.size()) + " of " +
                    std::to_string(end - begin) + " samples of " + line.truth + ": " +
                    listed(missing) + "\n(--missing skip or empty lets them pass, counted)");
  }
  samples.matching.missing = missing.size();
  samples.matching.scored = samples.truth.size();
  return samples;
}

/// The groupings that the metric scores.
std::vector<GroupingId> choose_groupings(const Lexicon& lexicon, const CommandLine& line) {
  if (line.metric == "m1" || line.metric == "m2") {
    return {lexicon.grouping(line.metric)};
  }
  std::vector<GroupingId> chosen;
  std::vector<std::string> unknown = line.wheels;
  for (std::size_t i = 0; i < lexicon.groupings().size(); ++i) {
    const Grouping& grouping = lexicon.groupings()[i];
    std::erase(unknown, grouping.name);
    const bool level = line.metric == "hit"    ? grouping.level == 1
                       : line.metric == "tone" ? true
                       : line.level == "both"  ? grouping.level <= 2
                                               : std::to_string(grouping.level) == line.level;
    const bool named = line.wheels.empty() || std::find(line.wheels.begin(), line.wheels.end(),
                                                        grouping.name) != line.wheels.end();
    if (grouping.level > 0 && level && named &&
        (grouping.name == "tone") == (line.metric == "tone")) {
      chosen.push_back({static_cast<std::uint32_t>(i)});
    }
  }
  if (!unknown.empty()) {
    throw program::WrongUse("the lexicon has no wheel " + shown(unknown.front()));
  }
  if (chosen.empty()) {
    throw program::WrongUse("the lexicon " + shown(lexicon.name()) + " has nothing to score " +
                            line.metric + " with" +
                            (line.metric == "tone" ? ": take --lexicon builtin" : ""));
  }
  return chosen;
}

/// Counts of every sample, sample by sample, for --per-sample.
using Rows = std::vector<SetCounts>;

void score_sets(const Lexicon& lexicon, const Samples& samples, const CommandLine& line,
                State& state, Rows& rows) {
  const std::vector<GroupingId> groupings = choose_groupings(lexicon, line);
  const std::size_t width = groupings.size();
  rows.resize(line.per_sample.empty() ? 0 : samples.truth.size() * width);
  // A thread takes longer to start than hundreds of samples to score.
  constexpr std::size_t least_samples = 1024;
  const std::size_t threads = std::min(line.threads, 1 + samples.truth.size() / least_samples);
  std::vector<OpenVocabularyScore> parts(threads, {lexicon, groupings});
  for_parts(threads, samples.truth.size(),
            [&](std::size_t part, std::size_t first, std::size_t last) {
              for (std::size_t i = first; i < last; ++i) {
                const auto counts =
                    parts[part].add(samples.truth[i].labels, samples.prediction[i].labels);
                if (!rows.empty()) {
                  std::copy(counts.begin(), counts.end(),
                            rows.begin() + static_cast<std::ptrdiff_t>(i * width));
                }
              }
            });
  for (std::size_t i = 1; i < parts.size(); ++i) {
    parts[0].merge(parts[i]);
  }
  for (std::size_t i = 0; i < width; ++i) {
    const Grouping& grouping = lexicon.at(groupings[i]);
    state.scores.push_back({grouping.name, grouping.level, parts[0].scores()[i], {}});
  }
  state.unknown = parts[0].out_of_vocabulary();
}

/// The group of a label; nothing where it has none.
std::optional<GroupId> group_of(const Lexicon& lexicon, const Grouping& grouping,
                                std::string_view label) {
  const auto surface = lexicon.find(label);
  const GroupId group = surface ? grouping.group_of[surface->index()] : no_group;
  return group == no_group ? std::nullopt : std::optional(group);
}

void score_hits(const Lexicon& lexicon, const Samples& samples, const CommandLine& line,
                State& state) {
  for (const LabelRecord& each : samples.truth) {
    if (each.labels.size() != 1) {
      throw Error({line.truth, each.row, line.labels_column},
                  "found " + std::to_string(each.labels.size()) +
                      " labels, expected the one gold label that --metric hit scores");
    }
  }
  for (const GroupingId id : choose_groupings(lexicon, line)) {
    const Grouping& grouping = lexicon.at(id);
    std::vector<GroupId> candidates;
    for (const auto& label : state.options["candidates"]) {
      if (const auto group = group_of(lexicon, grouping, gold_label(label.get<std::string>()))) {
        candidates.push_back(*group);
      }
    }
    GroupScore score{grouping.name, grouping.level, {}, {}};
    std::vector<GroupId> predicted;
    for (std::size_t i = 0; i < samples.truth.size(); ++i) {
      predicted.clear();
      for (const std::string_view label : samples.prediction[i].labels) {
        if (const auto group = group_of(lexicon, grouping, label)) {
          predicted.push_back(*group);
        }
      }
      score.hits.add(hit_counts(group_of(lexicon, grouping, gold_label(samples.truth[i].labels[0])),
                                predicted, candidates));
    }
    state.scores.push_back(std::move(score));
  }
  for (const LabelRecord& each : samples.prediction) {
    for (const std::string_view label : each.labels) {
      if (lexicon.find(label)) {
        state.unknown.add_known();
      } else {
        state.unknown.add(fold(label, lexicon.folding()));
      }
    }
  }
}

void score_groups(const Samples& samples, const CommandLine& line, State& state, Rows& rows) {
  const auto groups = read_synonym_groups(line.groups);
  GroupScore score{"mer2024", 0, {}, {}};
  for (std::size_t i = 0; i < samples.truth.size(); ++i) {
    const auto found = groups.find(std::string(samples.truth[i].name));
    if (found == groups.end()) {
      throw Error({line.groups, 0, ""}, "found no groups for sample " +
                                            shown(samples.truth[i].name) + " of " + line.truth);
    }
    const auto& truth = samples.truth[i].labels;
    const auto& prediction = samples.prediction[i].labels;
    const SetCounts counts =
        synonym_counts(found->second, std::vector<std::string>(truth.begin(), truth.end()),
                       std::vector<std::string>(prediction.begin(), prediction.end()));
    score.set.add(counts);
    if (!line.per_sample.empty()) {
      rows.push_back(counts);
    }
    for (const auto* list : {&truth, &prediction}) {
      for (const std::string_view label : *list) {
        const bool grouped =
            std::any_of(found->second.begin(), found->second.end(), [&](const SynonymGroup& group) {
              return std::find(group.begin(), group.end(), label) != group.end();
            });
        grouped ? state.unknown.add_known() : state.unknown.add(label);
      }
    }
  }
  state.scores.push_back(std::move(score));
}

void write_per_sample(const CommandLine& line, const Samples& samples, const State& state,
                      const Rows& rows) {
  std::string text = "name";
  for (const GroupScore& each : state.scores) {
    const std::string prefix =
        each.wheel + (each.level == 0 ? "" : "_level" + std::to_string(each.level));
    text += "," + prefix + "_truth," + prefix + "_prediction," + prefix + "_common";
  }
  text += "\n";
  for (std::size_t i = 0; i < samples.truth.size(); ++i) {
    text += quote_if_needed(samples.truth[i].name, ',');
    for (std::size_t j = 0; j < state.scores.size(); ++j) {
      const SetCounts& counts = rows[i * state.scores.size() + j];
      text += fmt::format(",{},{},{}", counts.truth, counts.prediction, counts.common);
    }
    text += "\n";
  }
  program::write_file(line.per_sample, text);
}

/// The gold labels of a truth, sorted: what a hit is chosen from.
score::Json candidate_labels(const CommandLine& line) {
  const LabelTable truth = read_label_file(
      line.truth, {.name = line.name_column,
                   .labels = line.truth_labels.empty() ? line.labels_column : line.truth_labels});
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    labels.insert(labels.end(), truth[i].labels.begin(), truth[i].labels.end());
  }
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  return labels;
}

int run(CommandLine line) {
  Shard shard;
  try {
    shard = parse_shard(line.shard);
  } catch (const Error& error) {
    throw program::WrongUse(error.what());
  }
  if (line.metric == "mer2024" && line.groups.empty()) {
    throw program::WrongUse("--metric mer2024 needs --groups");
  }
  if (line.metric == "hit" && !line.per_sample.empty()) {
    throw program::WrongUse("--per-sample has no place with --metric hit");
  }
  if ((line.truth == "-" && (line.prediction == "-" || line.metric == "hit"))) {
    throw program::WrongUse("the standard input can be read once");
  }
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  line.threads = line.threads == 0 ? cores : std::min(line.threads, 4 * cores);
  State state;
  state.metric = line.metric;
  state.shard = shard;
  state.options = {{"level", line.level},
                   {"wheels", line.wheels},
                   {"wordnet", !line.wordnet.empty()},
                   {"missing", line.missing}};
  if (line.metric == "hit") {
    state.options["candidates"] = candidate_labels(line);
  }
  const Samples samples = read_samples(line, shard);
  state.matching = samples.matching;
  Rows rows;
  if (line.metric == "mer2024") {
    state.lexicon = {line.groups, program::sha256_of(line.groups)};
    score_groups(samples, line, state, rows);
  } else {
    const Lexicon lexicon = score::choose_lexicon(line.lexicon, line.format_csv, line.wordnet);
    state.lexicon = score::stamp_of(lexicon);
    if (line.metric == "hit") {
      score_hits(lexicon, samples, line, state);
    } else {
      score_sets(lexicon, samples, line, state, rows);
    }
  }
  state.inputs = {state.lexicon};
  for (const std::string& file : {line.truth, line.prediction}) {
    state.inputs.push_back({file, file == "-" ? "" : program::sha256_of(file)});
  }
  if (!line.wordnet.empty()) {
    state.inputs.push_back({line.wordnet, program::sha256_of(line.wordnet)});
  }
  if (!line.per_sample.empty()) {
    write_per_sample(line, samples, state, rows);
  }
  if (!line.json.empty()) {
    program::write_file(line.json, score::report_json(state).dump(2) + "\n");
  }
  if (!line.quiet) {
    fmt::print("{}", score::report_text(state));
  }
  return program::done;
}

}  // namespace

int main(int argc, char** argv) {
  program::ready_heap();
  CLI::App app("Scores open-vocabulary predictions of emotions", "tonewheel-score");
  CommandLine line;
  declare(app, line);
  return program::start(app, argc, argv, [&] { return run(line); });
}
