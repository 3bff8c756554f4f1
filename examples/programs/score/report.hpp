#pragma once

#include <string>

#include <tonewheel/evaluate/vocabulary_evaluation.hpp>
#include <tonewheel/evaluate/vocabulary_report.hpp>

#include "support/stamp.hpp"

/// What tonewheel-score and tonewheel-merge write.
namespace score {

/// The report of a whole run, or of a part, with its state.
inline std::string report_bytes(const tonewheel::VocabularyEvaluation& found, bool with_state) {
  const tonewheel::VocabularyRun& run = found.run();
  tonewheel::JsonValue report = report_json(found);
  if (with_state) {
    report["state"] = program::state_json(found.state());
  }
  report["stamp"] =
      program::stamp_json("score/" + std::string(name(run.metric)), run.inputs, options_json(run));
  return json(report, 2) + "\n";
}

}  // namespace score
