// tonewheel-evaluate: predictions against the truth, by the metrics of the field.

#include <map>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <tonewheel/evaluate/evaluate.hpp>
#include <tonewheel/evaluate/evaluate_agreement.hpp>
#include <tonewheel/evaluate/evaluation_report.hpp>
#include <tonewheel/exchange/data_table.hpp>
#include <tonewheel/metric/catalogue.hpp>

#include "evaluate/command_line.hpp"
#include "evaluate/report.hpp"
#include "support/files.hpp"
#include "support/program.hpp"

namespace {

using namespace tonewheel;
using evaluate::CommandLine;

int list_metrics() {
  std::string_view task;
  for (const Metric& each : catalogue()) {
    if (each.task == "vocabulary") {
      continue;  // of tonewheel-score
    }
    if (each.task != task) {
      task = each.task;
      fmt::print("{}\n", task);
    }
    fmt::print("  {:<23} {:<6} {:<26} {}{}{}\n", each.name, name(each.better), each.range,
               each.formula, each.source.empty() ? "" : fmt::format("  ({})", each.source),
               each.undefined.empty() ? "" : fmt::format("; undefined where {}", each.undefined));
  }
  return program::done;
}

DataTable read_table(const std::string& path, const CommandLine& line) {
  static const std::map<std::string, DataFormat> formats{{"csv", DataFormat::csv},
                                                         {"tsv", DataFormat::tsv},
                                                         {"jsonl", DataFormat::jsonl},
                                                         {"npy", DataFormat::npy}};
  DataTableOptions options{.quoting = line.quoting};
  if (!line.format.empty()) {
    options.format = formats.at(line.format);
  }
  return read_data_table(path, options);
}

/// How far raters agree, of one table.
int run_agreement(const CommandLine& line) {
  const AgreementEvaluation found = evaluate_agreement(read_table(line.truth, line), line.options);
  if (!line.json.empty()) {
    program::write_file(line.json,
                        evaluate::agreement_bytes(found, line.options.shard.has_value()));
  }
  if (!line.units.empty()) {
    program::write_file(line.units, units_csv(found));
  }
  if (!line.quiet) {
    fmt::print("{}", report_text(found));
  }
  return program::done;
}

int run(CommandLine line) {
  if (line.list) {
    return list_metrics();
  }
  evaluate::complete(line);
  if (line.options.task == "agreement") {
    return run_agreement(line);
  }
  const Evaluation found = tonewheel::evaluate(read_table(line.truth, line),
                                               read_table(line.prediction, line), line.options);
  if (!line.json.empty()) {
    program::write_file(line.json, evaluate::report_bytes(found, line.options.shard.has_value()));
  }
  if (!line.quiet) {
    fmt::print("{}", report_text(found));
  }
  return program::done;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Scores predictions by the metrics of the field", "tonewheel-evaluate");
  CommandLine line;
  evaluate::declare(app, line);
  return program::start(app, argc, argv, [&] { return run(line); });
}
