#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/relabelling.hpp>

#include "relabel/doubt.hpp"
#include "support/stamp.hpp"

/// What tonewheel-relabel reports, and tonewheel-merge of its parts.
namespace relabelling {

using namespace tonewheel;
using program::Json;

inline Json to_json(const RowTally& tally) {
  return {{"rows", tally.n()}, {"first", tally.first_rows()}};
}

/// The report of a run, of a part of one, or of parts that were joined.
inline std::string report_bytes(const Relabelling& counted, bool with_state) {
  const DoubtContext& context = counted.run().context;
  const auto fact = [&](const char* name) {
    const auto found = counted.run().facts.find(name);
    Json value = found == counted.run().facts.end() ? Json(Json::value_t::discarded)
                                                    : Json::parse(found->second, nullptr, false);
    if (value.is_discarded()) {
      throw Error("relabelling: found no " + std::string(name) +
                  " in JSON among the facts of the run, expected those of tonewheel-relabel");
    }
    return value;
  };
  Json skipped = Json::object();
  for (std::size_t i = 1; i < fault_kinds; ++i) {
    const auto fault = static_cast<Fault>(i);
    skipped[std::string(name(fault))] = to_json(counted.faults()[fault]);
  }
  Json mass = Json::object();
  Json priors = Json::object();
  const std::vector<double> means = counted.mean_mass();
  for (std::size_t k = 0; k < context.classes.size(); ++k) {
    mass[context.classes[k]] = means[k];
    priors[context.classes[k]] = context.priors[k];
  }
  const std::vector<std::string> outputs = counted.outputs();
  Json json{{"input", fact("input")},
            {"output", outputs.size() == 1 ? Json(outputs.front()) : Json(outputs)},
            {"rows",
             {{"read", counted.rows_read()},
              {"written", counted.n()},
              {"skipped", counted.faults().n()},
              {"blank_lines", counted.blank_lines()}}},
            {"skipped", std::move(skipped)},
            {"clipped", to_json(counted.faults().clipped)},
            {"mean_mass", std::move(mass)},
            {"priors", std::move(priors)}};
  // Parts of runs of before have none.
  if (counted.run().facts.contains("prior_labels")) {
    json["prior_labels"] = fact("prior_labels");
  }
  for (const char* name : {"space", "covariance", "correlations_unused", "repaired",
                           "without_correlations", "guessed"}) {
    json[name] = fact(name);
  }
  json["doubt"] = program::doubt_json(counted, fact("has_dominance") == true, fact("none_level"));
  json["warnings"] = program::warnings_json(counted.warnings());
  if (with_state) {
    json["state"] = Json::parse(counted.state().text());
  }
  json["stamp"] = fact("stamp");
  const ShardParts& parts = counted.parts();
  json["stamp"]["options"]["shard"] =
      parts.empty() || parts.complete() ? std::string("1/1") : parts.state();
  return program::json_text(json);
}

}  // namespace relabelling
