// tonewheel-merge: reports of tonewheel-score on the parts of a truth become the report of the
// whole.

#include <algorithm>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>

#include "score/state.hpp"
#include "support/files.hpp"
#include "support/program.hpp"

namespace {

using namespace tonewheel;
using score::State;

constexpr const char* examples = R"(Examples:
  tonewheel-merge part-*.json -o report.json

The parts may come in any order; the result is that of one run, to the last bit. Parts of different
runs (other metric, tables, inputs or options) are refused, and so are missing or doubled parts.
Exit status: 0 done, 1 faulty data or system, 2 wrong use.)";

struct CommandLine {
  std::vector<std::string> parts;
  std::string output;
  bool quiet = false;
};

/// Throws Error unless both are parts of one run.
void require_same_run(const State& first, const State& other, const std::string& first_file,
                      const std::string& file) {
  const auto differ = [&](const std::string& what, const std::string& found,
                          const std::string& expected) {
    if (found != expected) {
      throw Error({file, 0, ""}, what + ": found " + shown(found, 200) + ", expected " +
                                     shown(expected, 200) + " as in " + first_file);
    }
  };
  differ("metric", other.metric, first.metric);
  differ("tables", other.lexicon.name + " " + other.lexicon.sha256,
         first.lexicon.name + " " + first.lexicon.sha256);
  differ("inputs", score::stamps_json(other.inputs).dump(),
         score::stamps_json(first.inputs).dump());
  differ("options", other.options.dump(), first.options.dump());
  differ("number of parts", std::to_string(other.shard.count), std::to_string(first.shard.count));
  differ("samples", std::to_string(other.matching.total), std::to_string(first.matching.total));
  const auto groupings = [](const State& state) {
    std::string text;
    for (const auto& each : state.scores) {
      text += each.wheel + " " + std::to_string(each.level) + "; ";
    }
    return text;
  };
  differ("scores", groupings(other), groupings(first));
}

int run(const CommandLine& line) {
  State whole;
  std::vector<std::string> file_of;  // by part
  for (const std::string& file : line.parts) {
    State part = score::read_state(read_small_file(file), file);
    if (file_of.empty()) {
      file_of.resize(part.shard.count);
    } else {
      require_same_run(whole, part, line.parts.front(), file);
    }
    std::string& place = file_of[part.shard.index - 1];
    if (!place.empty()) {
      throw Error({file, 0, ""}, "found part " + std::to_string(part.shard.index) + ", which " +
                                     place + " is too");
    }
    place = file;
    if (file == line.parts.front()) {
      whole = std::move(part);
    } else {
      score::merge(whole, part);
    }
  }
  std::string missing;
  for (std::size_t i = 0; i < file_of.size(); ++i) {
    if (file_of[i].empty()) {
      missing += (missing.empty() ? "" : ", ") + std::to_string(i + 1);
    }
  }
  if (!missing.empty()) {
    throw Error("found " + std::to_string(line.parts.size()) + " of " +
                std::to_string(file_of.size()) + " parts, expected part " + missing + " too");
  }
  whole.shard = {};
  const std::string report = score::report_json(whole).dump(2) + "\n";
  if (!line.output.empty()) {
    program::write_file(line.output, report);
  }
  if (!line.quiet) {
    fmt::print("{}", score::report_text(whole));
  }
  return program::done;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Joins the reports of tonewheel-score --shard", "tonewheel-merge");
  app.footer(examples);
  CommandLine line;
  app.add_option("PART", line.parts, "reports in JSON")->required();
  app.add_option("-o,--output,--json", line.output, "write the report of the whole");
  app.add_flag("--quiet", line.quiet, "print nothing");
  return program::start(app, argc, argv, [&] { return run(line); });
}
