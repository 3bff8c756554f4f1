// tonewheel-fit: rated points that people labelled go in, a space learned from them comes out, and
// what it is worth is said.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <tonewheel/affect/em.hpp>
#include <tonewheel/affect/fit.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/output_file.hpp>
#include <tonewheel/dataset/training_moments.hpp>
#include <tonewheel/evaluate/judge_fit.hpp>

#include "fit/command_line.hpp"
#include "fit/hints.hpp"
#include "fit/match_spaces.hpp"
#include "fit/result.hpp"
#include "fit/rows.hpp"
#include "fit/run_json.hpp"
#include "fit/sense.hpp"
#include "fit/settings.hpp"
#include "fit/summary.hpp"
#include "support/files.hpp"
#include "support/heap.hpp"
#include "support/program.hpp"

namespace {

using namespace tonewheel;
using namespace fit_program;

/// Fits to rows that are all labelled, or to those that are.
void fit_rows(const CommandLine& line, const TrainingRows& rows, Settings& settings,
              Result& result) {
  if (!rows.has_dominance()) {
    settings.fit.rater_variance.dominance = 0;
  } else if (settings.two_rater_variances) {
    throw program::WrongUse("--rater-variance: found " + shown(line.rater_variance) +
                            ", expected V,A,D: the data has dominance");
  } else if (settings.raters && !settings.raters->dominance) {
    settings.notes.push_back(line.rater_variance +
                             " has no dominance: a rater's variance of it is taken as 0");
  }
  match_spaces(rows.classes(), settings);
  if (line.folds == 0) {
    result.fitted = fit(gather_moments(rows).moments, settings.fit);
    return;
  }
  result.report = judge_fit(rows, settings.fit, settings.judge);
  result.fitted = result.report->fitted.value();
  if (result.report->better_than_frequencies() != Verdict::yes && line.shrink != "auto") {
    settings.notes.push_back(
        line.unlabelled == "em"
            ? "few rows make classes that are too sure of themselves: --covariance pooled calms "
              "them"
            : "few rows make classes that are too sure of themselves: --shrink auto, --covariance "
              "pooled and --temperature one are the ways to calm them");
  }
}

/// Lets rows without labels have their say.
void learn_unlabelled(const CommandLine& line, const TrainingRows& rows, const Settings& settings,
                      Result& result) {
  const LabelledPass pass = [&](const ConsumeLabelled& consume) {
    rows.pass([&](const TrainingBlock& block) {
      for (std::size_t i = 0; i < block.size(); ++i) {
        consume(block.points[i], block.labels[i], block.weights.empty() ? 1 : block.weights[i]);
      }
    });
  };
  static_assert(no_label == unlabelled);
  result.em = em(pass, result.fitted.space,
                 {.covariance = settings.fit.covariance,
                  .prior = settings.fit.prior,
                  .given = settings.fit.given,
                  .min_rows = line.min_rows,
                  .name = settings.fit.name});
  result.fitted.space = result.em->space;
  const EmFit& em = *result.em;
  result.fitted.notes.push_back(fmt::format(
      "EM of {} rows with a label and {} without: {} in {} steps{}", em.labelled, em.unlabelled,
      em.converged()                       ? "converged"
      : em.outcome == EmOutcome::collapsed ? "stopped, for a class collapsed"
                                           : "did not converge",
      em.log_likelihoods.size() - 1, em.note.empty() ? "" : ", " + em.note));
  if (result.report) {
    result.fitted.notes.push_back(
        "the report judges the space of the labelled rows, which EM started from");
  }
}

/// The second table: judged as it is, and with the frequencies of its classes as its points alone
/// tell them. Throws Error where it has the rows that were fitted to.
void judge_second(const CommandLine& line, const Settings& settings, const OpenedRows& first,
                  const OpenedRows& second, Result& result) {
  JudgeOptions options = settings.judge;
  options.estimate_prior = true;
  options.fitted_to = &first.get();
  result.second = judge(second.get(), result.fitted.space, options);
  if (result.second->overlap->same_rows) {
    throw Error(
        {line.judge, 0, {}},
        "found the same rows as in " + line.input +
            ", expected rows that the space was not fitted to (folds judge the rows of DATA "
            "without --judge)");
  }
}

int run(const CommandLine& line) {
  require_sense(line);
  Settings settings = settings_of(line);
  settings.fit.base = settings.base ? &settings.base->space : nullptr;
  OutputFile output(line.output);  // refused before all work where it cannot be written
  Result result;
  const std::vector<std::string> given =
      settings.base ? settings.base->space.names() : std::vector<std::string>();
  const OpenedRows rows = with_hint(line, [&] {
    OpenedRows opened = open_rows(line, line.input, settings.scale, settings.threads, given, false);
    fit_rows(line, opened.get(), settings, result);
    return opened;
  });
  if (line.unlabelled == "em") {
    learn_unlabelled(line, rows.get(), settings, result);
  }
  std::optional<OpenedRows> second;
  if (!line.judge.empty()) {
    second = with_hint(line, [&] {
      return with_dropped(result.fitted.dropped, [&] {
        OpenedRows opened = open_rows(line, line.judge, settings.scale, settings.threads,
                                      result.fitted.space.names(), true);
        judge_second(line, settings, rows, opened, result);
        return opened;
      });
    });
  }
  const OpenedRows* const judged = second ? &*second : nullptr;
  const std::string csv = space_to_csv(result.fitted.space);
  output.write(csv);
  if (!line.json.empty()) {
    program::write_file(line.json,
                        program::json_text(to_json(line, settings, rows, judged, result)));
  }
  output.commit();
  if (!line.quiet) {  // last: nothing is lost where nobody listens
    print_summary(summary_of(line, settings, rows, judged, result));
  }
  return program::done;
}

}  // namespace

int main(int argc, char** argv) {
  program::ready_heap();
  CommandLine line;
  CLI::App app(
      "Learns a space from points of valence, arousal and dominance that people labelled, and says "
      "what it is worth.",
      "tonewheel-fit");
  declare(app, line);
  return program::start(app, argc, argv, [&] { return run(line); });
}
