// tonewheel-lexicon: from free words to groups of emotions: how, and how well.

#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/finished_lexicon_file.hpp>
#include <tonewheel/exchange/lexicon_file.hpp>
#include <tonewheel/lexicon/coverage.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/lexicon_stamp.hpp>
#include <tonewheel/lexicon/lint.hpp>
#include <tonewheel/lexicon/trace.hpp>

#include "support/apart.hpp"
#include "support/choose_lexicon.hpp"
#include "support/files.hpp"
#include "support/heap.hpp"
#include "support/program.hpp"
#include "support/stamp.hpp"

namespace {

using namespace tonewheel;
using program::Json;

constexpr const char* examples = R"(Examples:
  tonewheel-lexicon explain joyfully "let down"
  tonewheel-lexicon lint emotion_wheel --format-csv emotion_wheel_2025/format.csv
  tonewheel-lexicon coverage wheel_mapping.npz
  tonewheel-lexicon import emotion_wheel -o lexicon.json
  tonewheel-lexicon import lexicon.json -o lexicon.tonelex

A lexicon is builtin, wheel_mapping.npz, the folder emotion_wheel, or a lexicon in JSON, CSV or
.tonelex. JSON is for people; .tonelex is the same, finished: it loads fastest.
Exit status: 0 done, 1 lint found something, or faulty data or system, 2 wrong use.)";

struct CommandLine {
  std::string lexicon = "builtin";
  std::string format_csv;
  std::string wordnet;
  std::string output;
  std::string json;
  std::vector<std::string> words;
  std::vector<std::string> kinds;
};

std::string grouping_name(const std::string& name, int level) {
  return level == 0 ? name : name + " level " + std::to_string(level);
}

Json to_json(const Trace& trace) {
  const auto optional = [](const std::optional<std::string>& text) {
    return text ? Json(*text) : Json(nullptr);
  };
  Json bases = Json::array();
  for (const TraceBase& each : trace.bases) {
    bases.push_back({{"base", each.base}, {"wheel_words", each.wheel_words}});
  }
  Json steps = Json::array();
  for (const TraceStep& each : trace.steps) {
    steps.push_back({{"wheel", each.wheel},
                     {"level", each.level},
                     {"candidates", each.candidates},
                     {"chosen", optional(each.chosen)},
                     {"cluster", optional(each.cluster)}});
  }
  return {{"label", trace.label},     {"surface", trace.surface}, {"folded", trace.folded},
          {"known", trace.known},     {"bases", bases},           {"m1", optional(trace.m1)},
          {"m2", optional(trace.m2)}, {"wheels", steps}};
}

void write_report(const CommandLine& line, const std::string& what, const Lexicon& lexicon,
                  Json report) {
  if (!line.json.empty()) {
    report["stamp"] = program::stamp("lexicon/" + what, {stamp_of(lexicon)}, Json::object());
    program::write_file(line.json, program::json_text(report));
  }
}

int explain_words(const CommandLine& line) {
  const Lexicon lexicon = program::choose_lexicon(line.lexicon, line.format_csv, line.wordnet);
  Json traces = Json::array();
  for (const std::string& word : line.words) {
    const Trace trace = explain(lexicon, word);
    fmt::print("{}", trace_text(trace));
    traces.push_back(to_json(trace));
  }
  write_report(line, "explain", lexicon, {{"labels", traces}});
  return program::done;
}

int lint_lexicon(const CommandLine& line) {
  const Lexicon lexicon = program::choose_lexicon(line.lexicon, line.format_csv);
  Json list = Json::array();
  for (const LintFinding& each : lint(lexicon)) {
    const std::string kind(name(each.kind));
    if (!line.kinds.empty() &&
        std::find(line.kinds.begin(), line.kinds.end(), kind) == line.kinds.end()) {
      continue;
    }
    fmt::print("{}: {}\n", kind, each.text);
    list.push_back({{"kind", kind},
                    {"words", each.words},
                    {"wheel", each.wheel},
                    {"level", each.level},
                    {"text", each.text}});
  }
  const bool clean = list.empty();
  fmt::print("{}: {} findings\n", lexicon.name(), list.size());
  write_report(line, "lint", lexicon, {{"findings", list}});
  return clean ? program::done : program::faulty;
}

int cover_lexicon(const CommandLine& line) {
  const Lexicon lexicon = program::choose_lexicon(line.lexicon, line.format_csv);
  const std::vector<Coverage> covered = coverage(lexicon);
  fmt::print("{}: {} surface forms\n{:<20} {:>8} {:>7} {:>10} {:>8} {:>12}\n", lexicon.name(),
             lexicon.size(), "grouping", "surfaces", "share", "ambiguous", "groups", "unreachable");
  Json list = Json::array();
  for (const Coverage& each : covered) {
    fmt::print("{:<20} {:>8} {:>7.3f} {:>10} {:>8} {:>12}\n", grouping_name(each.name, each.level),
               each.surfaces,
               lexicon.size() == 0
                   ? 0.0
                   : static_cast<double>(each.surfaces) / static_cast<double>(lexicon.size()),
               each.ambiguous, fmt::format("{}/{}", each.reached, each.groups),
               each.unreachable.size());
    list.push_back({{"name", each.name},
                    {"level", each.level},
                    {"surfaces", each.surfaces},
                    {"ambiguous", each.ambiguous},
                    {"groups", each.groups},
                    {"groups_reached", each.reached},
                    {"unreachable", each.unreachable}});
  }
  write_report(line, "coverage", lexicon, {{"surfaces", lexicon.size()}, {"groupings", list}});
  return program::done;
}

int import_lexicon(const CommandLine& line) {
  // Tables that make no lexicon are not written.
  const Lexicon lexicon(
      named_lexicon_tables(line.lexicon, program::lexicon_options(line.lexicon, line.format_csv)));
  const LexiconTables& tables = lexicon.tables();
  program::write_file(line.output, lower_ascii(line.output).ends_with(".tonelex")
                                       ? to_finished_bytes(lexicon)
                                       : to_json_text(tables));
  const auto stamp = stamp_of(lexicon);
  fmt::print("{}: {} surface forms, {} base words, {} clusterings, SHA-256 {}\n", stamp.name,
             tables.bases_of.size(), tables.synonyms_of.size(), tables.clusterings.size(),
             stamp.sha256);
  return program::done;
}

}  // namespace

int main(int argc, char** argv) {
  program::ready_heap();
  CLI::App app("From free words to groups of emotions", "tonewheel-lexicon");
  app.footer(examples);
  app.require_subcommand(1);
  CommandLine line;
  const auto command = [&](const char* name, const char* what) {
    CLI::App* sub = app.add_subcommand(name, what);
    sub->add_option("--format-csv", line.format_csv, "in place of the lexicon's format.csv");
    return sub;
  };
  CLI::App* explain = command("explain", "show every step from a label to its groups");
  explain->add_option("LABEL", line.words, "free words")->required();
  explain->add_option("--lexicon", line.lexicon, "which")->capture_default_str();
  explain->add_option("--wordnet", line.wordnet,
                      "folder of WordNet's files: inflected words find their base forms too");
  CLI::App* lint = command("lint", "find what is wrong or doubtful in a lexicon");
  lint->add_option("LEXICON", line.lexicon, "which")->capture_default_str();
  lint->add_option("--kind", line.kinds, "only findings of these kinds");
  CLI::App* coverage = command("coverage", "how many words reach each wheel");
  coverage->add_option("LEXICON", line.lexicon, "which")->capture_default_str();
  for (CLI::App* sub : {explain, lint, coverage}) {
    sub->add_option("--json", line.json, "write a report");
  }
  CLI::App* import = command("import", "write a lexicon as one file: JSON, or .tonelex");
  import->add_option("LEXICON", line.lexicon, "which")->required();
  import->add_option("-o,--output", line.output, "file")->required();
  return program::start(app, argc, argv, [&] {
    program::require_apart({{"LEXICON", line.lexicon}, {"--format-csv", line.format_csv}},
                           {{"--output", line.output}, {"--json", line.json}});
    if (*explain) {
      return explain_words(line);
    }
    if (*lint) {
      return lint_lexicon(line);
    }
    return *coverage ? cover_lexicon(line) : import_lexicon(line);
  });
}
