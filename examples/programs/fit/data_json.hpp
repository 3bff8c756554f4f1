#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/dataset/training_tally.hpp>

#include "support/space_json.hpp"
#include "support/stamp.hpp"

/// Rows and spaces as JSON. What is undefined or infinite is null.
namespace fit_program {

using namespace tonewheel;
using program::Json;

inline Json number_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

inline Json to_json(const RowTally& tally) {
  return {{"rows", tally.n()}, {"first", tally.first_rows()}};
}

inline Json to_json(const TrainingTally& tally, bool keeps_unlabelled) {
  Json skipped = Json::object();
  for (std::size_t i = 1; i < fault_kinds; ++i) {
    const auto fault = static_cast<Fault>(i);
    skipped[std::string(name(fault))] = to_json(tally.faults[fault]);
  }
  Json unlabelled = to_json(tally.unlabelled);
  unlabelled["kept"] = keeps_unlabelled;
  return {
      {"rows",
       {{"read", tally.rows_read}, {"used", tally.rows_used}, {"blank_lines", tally.blank_lines}}},
      {"skipped", std::move(skipped)},
      {"clipped", to_json(tally.faults.clipped)},
      {"unlabelled", std::move(unlabelled)},
      {"columns", tally.columns},
      {"guessed", tally.guesses},
      {"notes", tally.notes}};
}

inline Json to_json(const Space& space) {
  return {{"name", space.name},
          {"dominance", space.has_dominance},
          {"classes", program::classes_json(space)}};
}

}  // namespace fit_program
