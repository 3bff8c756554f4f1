// tonewheel-relabel: a data set annotated with valence, arousal and dominance goes in, every row
// comes out described as probabilities of emotions.

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/relabel.hpp>
#include <tonewheel/dataset/relabelling.hpp>

#include "relabel/command_line.hpp"
#include "relabel/facts.hpp"
#include "relabel/options.hpp"
#include "relabel/report.hpp"
#include "support/choose_space.hpp"
#include "support/files.hpp"
#include "support/heap.hpp"
#include "support/program.hpp"
#include "support/progress.hpp"

namespace {

using namespace tonewheel;
using relabelling::CommandLine;

/// Says what was guessed and chosen, and how far the run is.
RelabelReport relabel_aloud(const CommandLine& line, const program::ChosenSpace& chosen,
                            const std::vector<std::string>& notes, RelabelOptions& options) {
  program::Progress progress(line.quiet);
  if (!line.quiet) {
    options.note = [](const std::string& note) { program::say("note: {}\n", note); };
    for (const std::vector<std::string>* list : {&notes, &chosen.notes}) {
      for (const std::string& note : *list) {
        options.note(note);
      }
    }
    if (line.prior.empty() && chosen.space.has_priors()) {
      options.note("the priors are those of the space " + chosen.space.name +
                   " (--prior uniform: every class alike)");
    }
  }
  options.progress = [&](const RelabelProgress& now) {
    progress.update(now.rows, now.position, now.total);
  };
  try {
    return relabel(line.input, line.output, options);
  } catch (const Error& error) {
    if (error.place().row == 0 || options.out_of_range != OutOfRange::error) {
      throw;
    }
    const std::string what = error.what();
    if (what.find("expected a class of the space") != std::string::npos) {
      throw Error(what + (options.prior_from_labels
                              ? "\n(--out-of-range skip leaves such labels out of the count)"
                              : "\n(--out-of-range skip leaves such rows out, counted)"));
    }
    throw Error(what +
                "\n(--scale names the range of the data; --out-of-range skip or clip lets such "
                "rows pass, counted)");
  }
}

int run(const CommandLine& line) {
  relabelling::require_apart(line);
  const program::ChosenSpace chosen = program::choose_space(line.space);
  std::vector<TableStamp> tables = chosen.tables;
  std::vector<std::string> notes;
  RelabelOptions options = relabelling::options_of(line, chosen.space, tables, notes);
  const bool is_part = !line.shard.empty();
  const RelabelReport report = relabel_aloud(line, chosen, notes, options);
  const std::string checksum =
      is_part && !line.json.empty() ? program::stamp_sha256(line.input) : std::string();
  const Relabelling counted(report,
                            relabelling::run_of(report, line, options, chosen, tables, checksum),
                            line.output, is_part ? ShardParts(options.shard) : ShardParts());
  if (!line.quiet) {
    program::say("{}", report_text(counted));
  }
  if (!line.json.empty()) {
    program::write_file(line.json, relabelling::report_bytes(counted, is_part));
  }
  return program::done;
}

}  // namespace

int main(int argc, char** argv) {
  program::ready_heap();
  CommandLine line;
  CLI::App app(
      "Describes every row of a data set annotated with valence, arousal and dominance as "
      "probabilities of emotions.",
      "tonewheel-relabel");
  relabelling::declare(app, line);
  return program::start(app, argc, argv, [&] { return run(line); });
}
