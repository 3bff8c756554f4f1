#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/dataset/training_tally.hpp>

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
  const auto axes = [&](const Vad& value) {
    Json list{value.valence, value.arousal};
    if (space.has_dominance) {
      list.push_back(value.dominance);
    }
    return list;
  };
  Json classes = Json::array();
  for (const EmotionClass& each : space.classes) {
    Json entry{{"name", each.name},
               {"n", each.n ? Json(*each.n) : Json()},
               {"prior", each.prior ? Json(*each.prior) : Json()},
               {"mean", axes(each.mean)},
               {"deviation", axes(each.deviation)}};
    if (each.correlations) {
      entry["rho_va"] = each.correlations->va;
      if (space.has_dominance) {
        entry["rho_vd"] = each.correlations->vd;
        entry["rho_ad"] = each.correlations->ad;
      }
    }
    entry["rater_variance"] = axes(each.rater_variance);
    entry["temperature"] = each.temperature;
    entry["source"] = each.source;
    classes.push_back(std::move(entry));
  }
  return {{"name", space.name}, {"dominance", space.has_dominance}, {"classes", classes}};
}

}  // namespace fit_program
