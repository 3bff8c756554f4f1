#pragma once

#include <algorithm>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/evaluate/fit_report.hpp>
#include <tonewheel/evaluate/impl/report_sentences_inl.hpp>
#include <tonewheel/evaluate/impl/report_tables_inl.hpp>
#include <tonewheel/evaluate/impl/report_text_inl.hpp>

namespace tonewheel {

TONEWHEEL_INLINE const JudgedPredictor* FitReport::find(std::string_view predictor) const {
  const auto found =
      std::find_if(predictors.begin(), predictors.end(),
                   [&](const JudgedPredictor& each) { return each.name == predictor; });
  return found == predictors.end() ? nullptr : &*found;
}

TONEWHEEL_INLINE Verdict FitReport::better_than_frequencies() const {
  return space().against_frequencies.value_or(LossComparison{}).better;
}

TONEWHEEL_INLINE std::string report_text(const FitReport& report) {
  if (report.predictors.size() < 2) {
    throw Error("report: found " + std::to_string(report.predictors.size()) +
                " predictors, expected a space and the class frequencies");
  }
  return detail::ReportText(report).run();
}

}  // namespace tonewheel
