#pragma once

#include <string>

#include <tonewheel/exchange/dot.hpp>
#include <tonewheel/exchange/graphml.hpp>
#include <tonewheel/exchange/turtle.hpp>
#include <tonewheel/graph/subgraph.hpp>

#include "ontology/session.hpp"

/// tonewheel-ontology convert and export: a graph into a file.
namespace ontology {

inline void write_graph(const Loaded& loaded, const Common& common, const std::string& output,
                        const std::string& format, const std::string& profile) {
  const auto scheme = chosen_scheme(loaded, common);
  const ConceptGraph part = scheme ? subgraph(loaded.graph, {*scheme}) : loaded.graph;
  const std::string kind = format_of(output, format);
  TurtleOptions turtle;
  turtle.profile = profile == "skos" ? RdfProfile::skos : RdfProfile::owl;
  turtle.title = scheme ? part.scheme(*part.find_scheme(common.scheme)).title : "";
  std::string bytes;
  if (kind == "ttl") {
    bytes = to_turtle(part, turtle);
  } else if (kind == "json") {
    bytes = to_json(part);
  } else if (kind == "tsv") {
    bytes = to_tsv(part);
  } else if (kind == "graphml") {
    bytes = to_graphml(part);
  } else if (kind == "dot") {
    bytes = to_dot(part, {.colours = DotColours::tier});
  } else {
    throw program::WrongUse(kind +
                            " can be read, not written; expected ttl, json, tsv, graphml or dot");
  }
  program::write_file(output, bytes);
  if (!common.quiet) {
    program::say("{} concepts, {} relations written\n", part.size(), part.relation_count());
  }
}

/// What a conversion leaves out is said; the exit status is 0, since it was counted.
inline int convert(const Common& common, const std::string& output, const std::string& format,
                   const std::string& profile) {
  const Loaded loaded = load(common);
  write_graph(loaded, common, output, format, profile);
  Json json{{"concepts", loaded.graph.size()}, {"relations", loaded.graph.relation_count()}};
  if (loaded.report) {
    const std::size_t left = loaded.report->triples - loaded.report->modelled;
    json["unmodelled"] = left;
    if (left > 0 && !common.quiet) {
      program::say("{} of {} triples are not modelled and not written (validate lists them)\n",
                   left, loaded.report->triples);
    }
  }
  write_report(common, loaded, std::move(json), "convert",
               {{"output", output}, {"profile", profile}, {"scheme", common.scheme}});
  return program::done;
}

}  // namespace ontology
