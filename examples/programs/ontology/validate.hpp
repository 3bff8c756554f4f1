#pragma once

#include <map>
#include <string>
#include <vector>

#include <tonewheel/graph/components.hpp>
#include <tonewheel/graph/validate.hpp>

#include "ontology/session.hpp"

/// tonewheel-ontology validate: counts, what the graph does not hold, and every broken law.
namespace ontology {

inline Json report_json(const GraphReport& report) {
  Json unmodelled = Json::array();
  for (const Unmodelled& each : report.unmodelled) {
    unmodelled.push_back({{"predicate", each.predicate},
                          {"type", each.type},
                          {"count", each.count},
                          {"example", each.example},
                          {"line", each.line}});
  }
  Json faults = Json::array();
  for (const GraphFault& each : report.faults) {
    faults.push_back({{"line", each.line}, {"subject", each.subject}, {"message", each.message}});
  }
  return {{"triples", report.triples},
          {"modelled", report.modelled},
          {"unmodelled", std::move(unmodelled)},
          {"classes", report.classes},
          {"named_classes", report.named_classes},
          {"skos_concepts", report.skos_concepts},
          {"subclass_axioms", report.subclass_axioms},
          {"restrictions", report.restrictions},
          {"restrictions_as_relations", report.restrictions_as_relations},
          {"repeated", report.repeated},
          {"symmetric_completed", report.symmetric_completed},
          {"dangling", report.dangling},
          {"dangling_targets", report.dangling_targets},
          {"top_contradictions", report.top_contradictions},
          {"demoted_labels", report.demoted_labels},
          {"foreign_annotations", report.foreign_annotations},
          {"dropped_datatypes", report.dropped_datatypes},
          {"imports", report.imports},
          {"ontology", report.ontology},
          {"ontology_version", report.ontology_version},
          {"faults", std::move(faults)}};
}

inline void print_report(const GraphReport& report) {
  fmt::print("{} triples, {} modelled, {} not\n", report.triples, report.modelled,
             report.triples - report.modelled);
  fmt::print("{} classes ({} named, {} anonymous), {} SKOS concepts\n", report.classes,
             report.named_classes, report.classes - report.named_classes, report.skos_concepts);
  fmt::print("{} subclass axioms between named classes; {} restrictions, {} of them relations\n",
             report.subclass_axioms, report.restrictions, report.restrictions_as_relations);
  for (const std::string& import : report.imports) {
    fmt::print("imports {}, which is not followed\n", import);
  }
  if (report.dangling + report.repeated + report.demoted_labels + report.dropped_datatypes > 0) {
    fmt::print(
        "{} relations lead to what the file does not declare; {} stated again; {} second "
        "preferred labels kept as alternatives; {} datatypes dropped\n",
        report.dangling, report.repeated, report.demoted_labels, report.dropped_datatypes);
  }
  for (const std::string& target : report.dangling_targets) {
    fmt::print("not declared: {}\n", target);
  }
  if (!report.unmodelled.empty()) {
    fmt::print("not modelled, by predicate:\n");
    for (const Unmodelled& each : report.unmodelled) {
      fmt::print("  {:5}  {} {}\n", each.count, each.predicate, each.type);
    }
  }
}

/// Faults of one graph, printed; how many there are.
inline std::size_t validate_one(const Common& common, const Loaded& loaded, Json& json) {
  const ConceptGraph& graph = loaded.graph;
  const auto broken = tonewheel::validate(graph);
  std::map<std::string, std::size_t> by_law;
  Json laws = Json::array();
  for (const BrokenLaw& each : broken) {
    ++by_law[std::string(name(each.law))];
    Json keys = Json::array();
    for (const ConceptId id : each.concepts) {
      keys.push_back(graph[id].key);
    }
    laws.push_back(
        {{"law", name(each.law)}, {"concepts", std::move(keys)}, {"message", each.message}});
  }
  const std::size_t faults =
      broken.size() + (loaded.report ? loaded.report->faults.size() : std::size_t{0});
  json = {{"concepts", graph.size()},
          {"relations", graph.relation_count()},
          {"schemes", graph.schemes().size()},
          {"components", connected_components(graph).size()},
          {"faults", faults},
          {"broken", std::move(laws)}};
  if (loaded.report) {
    json["file"] = report_json(*loaded.report);
  }
  if (common.quiet) {
    return faults;
  }
  if (loaded.report) {
    print_report(*loaded.report);
  }
  fmt::print("{} concepts, {} relations, {} schemes, {} connected parts\n", graph.size(),
             graph.relation_count(), graph.schemes().size(), connected_components(graph).size());
  if (loaded.report) {
    for (const GraphFault& each : loaded.report->faults) {
      fmt::print("line {}: {}: {}\n", each.line, each.subject, each.message);
    }
  }
  for (const BrokenLaw& each : broken) {
    fmt::print("{}: {}\n", name(each.law), each.message);
  }
  std::string sums;
  for (const auto& [law, count] : by_law) {
    sums += fmt::format("{}{} {}", sums.empty() ? " (" : ", ", count, law);
  }
  fmt::print("{} faults{}\n", faults, sums.empty() ? "" : sums + ")");
  return faults;
}

inline int validate(const Common& common, const std::vector<std::string>& files) {
  std::size_t faults = 0;
  Json all = Json::object();
  std::vector<std::string> sources = files;
  if (sources.empty()) {
    sources.push_back(common.graph);
  }
  Loaded stamped;
  for (const std::string& file : sources) {
    Common each = common;
    each.graph = file;
    const Loaded loaded = load(each);
    if (!common.quiet && files.size() > 1) {
      fmt::print("{}\n", file);
    }
    Json json;
    faults += validate_one(common, loaded, json);
    all[file.empty() ? "shipped" : file] = std::move(json);
    stamped.tables.insert(stamped.tables.end(), loaded.tables.begin(), loaded.tables.end());
  }
  write_report(common, stamped, {{"graphs", std::move(all)}, {"faults", faults}}, "validate",
               {{"files", files}});
  return faults == 0 ? program::done : program::faulty;
}

}  // namespace ontology
