#pragma once

#include <optional>

#include <tonewheel/affect/em.hpp>
#include <tonewheel/affect/fit.hpp>
#include <tonewheel/evaluate/fit_report.hpp>

namespace fit_program {

using namespace tonewheel;

/// What was fitted, and what it is worth.
struct Result {
  FittedSpace fitted;
  std::optional<FitReport> report;
  std::optional<EmFit> em;
  std::optional<FitReport> second;  ///< of --judge
};

}  // namespace fit_program
