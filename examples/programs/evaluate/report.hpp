#pragma once

#include <string>

#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/evaluate/evaluation.hpp>
#include <tonewheel/evaluate/evaluation_report.hpp>

#include "support/stamp.hpp"

namespace evaluate {

/// The JSON report of a run, or of a part, which then has its state.
inline std::string report_bytes(const tonewheel::Evaluation& found, bool with_state) {
  const tonewheel::EvaluateOptions& options = found.run().options;
  tonewheel::JsonValue report = report_json(found);
  if (with_state) {
    report["state"] = program::state_json(found.state());
  }
  report["stamp"] = program::stamp_json(options.task, options.inputs, options_json(options));
  return json(report, 2) + "\n";
}

}  // namespace evaluate
