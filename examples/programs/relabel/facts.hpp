#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/dataset/relabelling.hpp>

#include "relabel/command_line.hpp"
#include "support/choose_space.hpp"
#include "support/stamp.hpp"

/// What a run of tonewheel-relabel is, beside what it counts.
namespace relabelling {

using program::Json;

/// The labels that the priors are the frequencies of, in the whole input.
inline Json to_json(const PriorLabels& labels, const std::vector<std::string>& classes) {
  Json counts = Json::object();
  for (std::size_t k = 0; k < classes.size(); ++k) {
    counts[classes[k]] = labels.counts[k];
  }
  return {{"counts", std::move(counts)},
          {"missing", {{"rows", labels.missing.n()}, {"first", labels.missing.first_rows()}}},
          {"unknown_label", {{"rows", labels.unknown.n()}, {"first", labels.unknown.first_rows()}}},
          {"read_as", labels.read_as}};
}

/// What is the same in every part of a run, as JSON by the names of the report; "stamp" lacks the
/// part. `checksum` is that of the input, which a part's state keeps, so that parts are of one.
inline RelabelRun run_of(const RelabelReport& report, const CommandLine& line,
                         const RelabelOptions& options, const program::ChosenSpace& chosen,
                         const std::vector<program::TableStamp>& tables,
                         const std::string& checksum) {
  Json repaired = Json::array();
  for (const RepairNote& note : report.repaired) {
    repaired.push_back(
        {{"class", note.class_name}, {"smallest_eigenvalue", note.smallest_eigenvalue}});
  }
  const std::string prior = !line.prior.empty()          ? line.prior
                            : options.space.has_priors() ? "space"
                                                         : "uniform";
  const std::string model = options.space.name + "/" + std::string(name(report.covariance)) + "/" +
                            line.repair + "/" + prior;
  const Json facts{
      {"input", line.input},
      {"space", program::to_json(chosen)},
      {"covariance", name(report.covariance)},
      {"correlations_unused", report.correlations_unused},
      {"repaired", std::move(repaired)},
      {"without_correlations", report.without_correlations},
      {"guessed", report.guesses},
      {"prior_labels",
       report.prior_labels ? to_json(*report.prior_labels, report.classes) : Json()},
      {"none_level", report.none_level ? Json(*report.none_level) : Json(nullptr)},
      {"has_dominance", report.has_dominance},
      {"stamp", program::stamp(model, tables,
                               {{"space", options.space.name},
                                {"neutral", line.space.neutral},
                                {"norms", chosen.norms},
                                {"spread", chosen.spread ? Json(*chosen.spread) : Json()},
                                {"applied", program::applied(chosen.space)},
                                {"covariance", line.covariance},
                                {"repair", line.repair},
                                {"prior", prior},
                                {"scale", options.scale.name()},
                                {"dominance_from", line.dominance_from},
                                {"input_format", name(report.formats.input)},
                                {"output_format", name(report.formats.output)},
                                {"precision", line.precision},
                                {"digits", options.digits},
                                {"top", line.top},
                                {"doubt", options.doubt.names()},
                                {"out_of_range", line.out_of_range}})}};
  RelabelRun run{.context = report.context, .facts = {{"input's checksum", checksum}}};
  for (const auto& [name, value] : facts.items()) {
    run.facts.emplace(name, program::json_line(value));
  }
  return run;
}

}  // namespace relabelling
