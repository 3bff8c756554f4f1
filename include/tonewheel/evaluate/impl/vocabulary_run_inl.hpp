#pragma once

#include <tonewheel/evaluate/vocabulary_run.hpp>

namespace tonewheel {

TONEWHEEL_INLINE JsonValue json_value(std::span<const TableStamp> stamps) {
  JsonValue list = JsonValue::array();
  for (const TableStamp& each : stamps) {
    list.push_back(JsonValue::object({{"name", each.name}, {"sha256", each.sha256}}));
  }
  return list;
}

TONEWHEEL_INLINE JsonValue options_json(const VocabularyRun& run) {
  JsonValue options =
      JsonValue::object({{"level", run.level == 0 ? "both" : std::to_string(run.level)},
                         {"wheels", JsonValue::Array(run.wheels.begin(), run.wheels.end())},
                         {"wordnet", run.inflects},
                         {"missing", name(run.missing)}});
  if (run.metric == VocabularyMetric::hit) {
    options["candidates"] = JsonValue::Array(run.candidates.begin(), run.candidates.end());
  }
  return options;
}

}  // namespace tonewheel
