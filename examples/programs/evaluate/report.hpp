#pragma once

#include <string>

#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/evaluate/evaluate_agreement.hpp>
#include <tonewheel/evaluate/evaluation.hpp>
#include <tonewheel/evaluate/evaluation_report.hpp>

#include "support/stamp.hpp"

namespace evaluate {

/// A report with its state, if it is of a part, and with its stamp.
inline std::string stamped(tonewheel::JsonValue report, const tonewheel::Evaluation& found,
                           bool with_state) {
  const tonewheel::EvaluateOptions& options = found.run().options;
  if (with_state) {
    report["state"] = program::state_json(found.state());
  }
  report["stamp"] = program::stamp_json(options.task, options.inputs, options_json(options));
  return json(report, 2) + "\n";
}

/// The JSON report of a run, or of a part, which then has its state.
inline std::string report_bytes(const tonewheel::Evaluation& found, bool with_state) {
  return stamped(report_json(found), found, with_state);
}
inline std::string agreement_bytes(const tonewheel::AgreementEvaluation& found, bool with_state) {
  return stamped(report_json(found), found.scores, with_state);
}

}  // namespace evaluate
