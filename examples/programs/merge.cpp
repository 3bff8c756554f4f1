// tonewheel-merge: reports of the parts of an input become the report of the whole.

#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/core/table.hpp>

#include "merge/kinds.hpp"
#include "support/apart.hpp"
#include "support/files.hpp"
#include "support/program.hpp"

namespace {

using namespace tonewheel;

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

/// The state in a report of --shard. Throws Error that names the file.
State read_state(const std::string& file) {
  const auto json = nlohmann::json::parse(read_small_file(file), nullptr, false);
  if (!json.is_object() || !json.contains("state")) {
    throw Error({file, 0, ""},
                "expected a report with a \"state\": run the program with --shard i/n --json FILE");
  }
  try {
    return State::parse(json.at("state").dump());
  } catch (const Error& error) {
    throw Error({file, 0, ""}, "found a damaged state: " + std::string(error.what()));
  }
}

int run(const CommandLine& line) {
  std::vector<program::NamedFile> inputs;
  for (const std::string& file : line.parts) {
    inputs.push_back({"PART", file});
  }
  program::require_apart(inputs, {{"--output", line.output}});
  std::vector<NamedState> parts;
  for (const std::string& file : line.parts) {
    parts.push_back({file, read_state(file)});
  }
  const merge::Joined whole = merge::join(parts);
  if (!line.output.empty()) {
    program::write_file(line.output, whole.report);
  }
  if (!line.quiet) {
    fmt::print("{}", whole.text);
  }
  return program::done;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Joins the reports of --shard: of tonewheel-score, -relabel and -evaluate",
               "tonewheel-merge");
  app.footer(examples);
  CommandLine line;
  app.add_option("PART", line.parts, "reports in JSON")->required();
  app.add_option("-o,--output,--json", line.output, "write the report of the whole");
  app.add_flag("--quiet", line.quiet, "print nothing");
  return program::start(app, argc, argv, [&] { return run(line); });
}
