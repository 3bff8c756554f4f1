#pragma once

#include <array>
#include <string>
#include <vector>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/graph/crosswalk_matrix.hpp>
#include <tonewheel/ontology/label_set.hpp>
#include <tonewheel/ontology/set_crosswalk.hpp>

#include "ontology/session.hpp"

/// tonewheel-ontology crosswalk: the labels of one set as labels of another.
namespace ontology {

struct CrosswalkLine {
  std::string from;
  std::string to;
  std::string output;
  std::string overrides;
  bool as_matrix = false;
  bool no_ancestor = false;
  bool no_affect = false;
  double least_affect = CrosswalkOptions{}.least_affect;
};

/// Header: an empty cell and the second set's labels; a row for each label of the first set.
inline std::string matrix_csv(const ConceptGraph& graph, const Crosswalk& crosswalk) {
  const Eigen::MatrixXd matrix = crosswalk_matrix(crosswalk);
  std::string csv = "label";
  for (const ConceptId id : crosswalk.to) {
    csv += "," + quote_if_needed(graph[id].name(), ',');
  }
  for (std::size_t i = 0; i < crosswalk.from.size(); ++i) {
    csv += "\n" + quote_if_needed(graph[crosswalk.from[i]].name(), ',');
    for (std::size_t j = 0; j < crosswalk.to.size(); ++j) {
      csv += "," + number_text(matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)));
    }
  }
  return csv + "\n";
}

inline int crosswalk(const Common& common, const CrosswalkLine& line) {
  const Loaded loaded = load(common);
  const ConceptGraph& graph = loaded.graph;
  const auto set = [&](const std::string& key) {
    try {
      return label_set(graph, key);
    } catch (const Error& error) {
      throw program::WrongUse(error.what());
    }
  };
  CrosswalkOptions options{.by_ancestor = !line.no_ancestor,
                           .by_affect = !line.no_affect,
                           .least_affect = line.least_affect};
  if (!line.overrides.empty()) {
    options.overrides = crosswalk_overrides(Table::read(line.overrides));
  }
  const LabelSet from = set(line.from);
  const LabelSet to = set(line.to);
  const Crosswalk walk = tonewheel::crosswalk(graph, from, to, options);
  const std::string csv = line.as_matrix ? matrix_csv(graph, walk) : crosswalk_csv(graph, walk);
  program::write_file(line.output, csv);
  std::array<std::size_t, crosswalk_kind_names.size()> counts{};
  std::vector<bool> counted(walk.from.size(), false);
  Json pairs = Json::array();
  for (const CrosswalkPair& pair : walk.pairs) {
    counts[static_cast<std::size_t>(pair.kind)] += counted[pair.from] ? 0U : 1U;
    counted[pair.from] = true;
    pairs.push_back({{"from", graph[walk.from[pair.from]].name()},
                     {"to", graph[walk.to[pair.to]].name()},
                     {"kind", name(pair.kind)},
                     {"strength", pair.strength},
                     {"weight", pair.weight}});
  }
  std::string sums;
  Json kinds = Json::object();
  for (std::size_t k = 0; k < counts.size(); ++k) {
    kinds[std::string(crosswalk_kind_names[k])] = counts[k];
    if (counts[k] > 0) {
      sums += fmt::format("{}{} {}", sums.empty() ? "" : ", ", counts[k], crosswalk_kind_names[k]);
    }
  }
  if (!common.quiet) {
    program::say("{} labels of {} to {} of {}: {}\n", walk.from.size(), line.from, walk.to.size(),
                 line.to, sums);
    for (const std::size_t row : walk.unmatched()) {
      program::say("nothing joins {} to {}: its mass is spread evenly\n",
                   shown(graph[walk.from[row]].name()), line.to);
    }
  }
  write_report(
      common, loaded,
      {{"from", line.from}, {"to", line.to}, {"kinds", kinds}, {"pairs", std::move(pairs)}},
      "crosswalk",
      {{"overrides", line.overrides},
       {"by_ancestor", !line.no_ancestor},
       {"by_affect", !line.no_affect},
       {"least_affect", line.least_affect}});
  return program::done;
}

}  // namespace ontology
