#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "fit/attribution.hpp"
#include "fit/command_line.hpp"
#include "fit/data_json.hpp"
#include "fit/report_json.hpp"
#include "fit/result.hpp"
#include "fit/rows.hpp"
#include "fit/settings.hpp"
#include "fit/summary.hpp"
#include "support/files.hpp"
#include "support/stamp.hpp"

/// The report of a run as JSON.
namespace fit_program {

inline Json to_json(const RaterScatter& raters) {
  const auto list = [&](const Vad& value) {
    return Json{value.valence, value.arousal, raters.dominance ? Json(value.dominance) : Json()};
  };
  return {{"variance", list(raters.variance)},
          {"deviation", list(raters.deviation())},
          {"scale", raters.scale.name()},
          {"ratings", raters.ratings},
          {"items", raters.items},
          {"column", raters.column},
          {"left_out", raters.left_out}};
}

/// The checksum of what was read.
inline TableStamp stamp_of(const std::string& path, const OpenedRows& rows) {
  if (rows.bytes() != nullptr) {
    return {path, sha256(*rows.bytes())};
  }
  return {path, program::stamp_sha256(path)};
}

inline Json to_json(const CommandLine& line, const Settings& settings, const OpenedRows& rows,
                    const OpenedRows* second, const Result& result) {
  const bool keeps = line.unlabelled == "em";
  Json json{{"input", line.input}, {"output", line.output}};
  json["data"] = to_json(rows.tally(), keeps);
  json["space"] = to_json(result.fitted.space);
  json["fit"] = {{"notes", result.fitted.notes}, {"dropped", result.fitted.dropped}};
  json["notes"] = settings.notes;
  json["warnings"] =
      warnings_of(line, settings, rows, second,
                  result.second ? result.second->overlap : std::optional<RowOverlap>());
  json["rater_scatter"] = settings.raters ? to_json(*settings.raters) : Json();
  json["judged"] = result.report ? to_json(*result.report) : Json();
  json["em"] = result.em ? Json{{"labelled", result.em->labelled},
                                {"unlabelled", result.em->unlabelled},
                                {"converged", result.em->converged()},
                                {"log_likelihoods", result.em->log_likelihoods},
                                {"note", result.em->note}}
                         : Json();
  std::vector<TableStamp> tables{stamp_of(line.input, rows)};
  if (!line.points.empty()) {
    tables.push_back({line.points, program::stamp_sha256(line.points)});
  }
  json["second"] = Json();
  if (second != nullptr) {
    tables.push_back(stamp_of(line.judge, *second));
    json["second"] = {{"input", line.judge},
                      {"data", to_json(second->tally(), keeps)},
                      {"judged", to_json(*result.second)}};
  }
  tables.insert(tables.end(), settings.tables.begin(), settings.tables.end());
  json["rests_on"] = Json::array();
  for (const Attribution& each : attributions_of(settings, result)) {
    json["rests_on"].push_back({{"space", each.space},
                                {"norms", each.norms.empty() ? Json() : Json(each.norms)},
                                {"cite", each.citation.empty() ? Json() : Json(each.citation)}});
    for (const TableStamp& table : each.tables) {
      const bool there = std::any_of(tables.begin(), tables.end(), [&](const TableStamp& other) {
        return other.name == table.name;
      });
      if (!there) {
        tables.push_back(table);
      }
    }
  }
  const std::string layout = line.is_folder()       ? "affectnet-plus " + line.labels
                             : !line.votes.empty()  ? "votes"
                             : !line.raters.empty() ? "raters"
                             : line.is_long()       ? "long"
                                                    : "label";
  json["stamp"] = program::stamp(
      "fit/" + line.covariance + "/" + line.prior, tables,
      {{"labels", layout},
       {"scale", settings.scale.name()},
       {"covariance", line.covariance},
       {"space", line.base.empty() ? Json() : Json(line.base)},
       {"shrink", line.shrink},
       {"prior", line.prior},
       {"min_rows", line.min_rows},
       {"small", line.small},
       {"rater_variance", line.rater_variance},
       {"rater_scale", settings.raters ? Json(settings.raters->scale.name()) : Json()},
       {"votes_are", line.votes_are},
       {"temperature", line.temperature},
       {"weights", line.weights},
       {"group", line.group},
       {"folds", line.folds},
       {"seed", line.seed.value_or(default_seed)},
       {"judge_rows", line.judge_rows.value_or(default_judge_rows)},
       {"out_of_range", line.out_of_range},
       {"unlabelled", line.unlabelled}});
  return json;
}

}  // namespace fit_program
