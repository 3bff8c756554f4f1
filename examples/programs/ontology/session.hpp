#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/glasgow.hpp>
#include <tonewheel/data/label_matches.hpp>
#include <tonewheel/data/label_sets.hpp>
#include <tonewheel/data/pad151.hpp>
#include <tonewheel/data/parrott.hpp>
#include <tonewheel/data/universal.hpp>
#include <tonewheel/data/vocabulary.hpp>
#include <tonewheel/data/wheels.hpp>
#include <tonewheel/data/word_forms.hpp>
#include <tonewheel/dataset/output_file.hpp>
#include <tonewheel/exchange/graph_from_rdf.hpp>
#include <tonewheel/exchange/json.hpp>
#include <tonewheel/exchange/tsv.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/tone.hpp>

#include "support/program.hpp"
#include "support/stamp.hpp"

/// What the subcommands of tonewheel-ontology share: the graph they ask, reports, messages.
namespace ontology {

using namespace tonewheel;
using program::Json;

/// Options of every subcommand.
struct Common {
  std::string graph;  ///< file; empty: what ships
  std::string scheme;
  std::string format;
  std::string json;
  std::string vocabulary;
  bool quiet = false;
};

/// A graph and where it comes from.
struct Loaded {
  ConceptGraph graph;
  std::optional<GraphReport> report;  ///< of a file in RDF
  std::vector<program::TableStamp> tables;
  std::string citation;  ///< of the norms that place its words
  bool shipped = false;
};

inline std::string lower_extension(const std::filesystem::path& path) {
  return lower_ascii(path.extension().string());
}

/// The format that a file name or --format says; throws WrongUse.
inline std::string format_of(const std::string& path, const std::string& stated) {
  if (!stated.empty()) {
    return stated;
  }
  const std::string ending = lower_extension(path);
  if (ending == ".owl" || ending == ".rdf" || ending == ".xml") {
    return "rdfxml";
  }
  for (const char* each : {"ttl", "nt", "json", "tsv", "graphml", "dot"}) {
    if (ending == std::string(".") + each) {
      return each;
    }
  }
  throw program::WrongUse("found " + shown(path) +
                          ", expected a name that ends in .ttl, .nt, .owl, .rdf, .xml, .json, .tsv "
                          "(or, to write, .graphml, .dot), or --format");
}

inline Loaded load_file(const std::string& path, const std::string& stated) {
  const std::string format = format_of(path, stated);
  if (format == "graphml" || format == "dot") {
    throw program::WrongUse(format + " can be written, not read");
  }
  std::string bytes = path == "-" ? std::string(std::istreambuf_iterator<char>(std::cin), {})
                                  : read_small_file(path, RdfOptions{}.max_bytes);
  const std::string shown_name = path == "-" ? "stdin" : path;
  Loaded loaded;
  loaded.tables.push_back({shown_name, sha256(bytes)});
  if (format == "json" || format == "tsv") {
    loaded.graph =
        format == "json" ? graph_from_json(bytes, shown_name) : graph_from_tsv(bytes, shown_name);
    return loaded;
  }
  RdfOptions options;
  options.format = format == "ttl"  ? RdfFormat::turtle
                   : format == "nt" ? RdfFormat::n_triples
                                    : RdfFormat::rdf_xml;
  if (path != "-") {
    options.base = "file://" + std::filesystem::absolute(path).generic_string();
  }
  RdfGraph read = graph_from_triples(parse_rdf(bytes, options, shown_name));
  loaded.graph = std::move(read.graph);
  loaded.report = std::move(read.report);
  return loaded;
}

inline Loaded load_shipped(const std::string& vocabulary) {
  Loaded loaded;
  loaded.shipped = true;
  for (const EmbeddedTable& table :
       {data::parrott, data::vocabulary, data::wheels, data::label_sets, data::label_matches,
        data::glasgow, data::word_forms, data::universal, data::pad151}) {
    loaded.tables.push_back({std::string(table.name), std::string(table.sha256)});
  }
  AtlasOptions options;
  loaded.citation = options.norms.citation();
  if (!vocabulary.empty()) {
    const std::string bytes = read_small_file(vocabulary);
    loaded.tables.push_back({vocabulary, sha256(bytes)});
    options.vocabulary = Vocabulary::from_table(Table::parse(bytes, vocabulary));
  }
  loaded.graph = atlas(options);
  return loaded;
}

inline Loaded load(const Common& common) {
  return common.graph.empty() ? load_shipped(common.vocabulary)
                              : load_file(common.graph, common.format);
}

inline void write_file(const std::string& path, const std::string& bytes) {
  OutputFile file(path);
  file.write(bytes);
  file.commit();
}

/// Writes the JSON report where it is asked for.
inline void write_report(const Common& common, const Loaded& loaded, Json json,
                         const std::string& what, const Json& options) {
  if (!common.json.empty()) {
    if (!loaded.citation.empty()) {
      json["cite"] = loaded.citation;
    }
    json["stamp"] = program::stamp("ontology/" + what, loaded.tables, options);
    write_file(common.json, json.dump(2) + "\n");
  }
}

inline std::optional<SchemeId> chosen_scheme(const Loaded& loaded, const Common& common) {
  if (common.scheme.empty()) {
    return std::nullopt;
  }
  if (const auto scheme = loaded.graph.find_scheme(common.scheme)) {
    return scheme;
  }
  std::string known;
  for (const Scheme& each : loaded.graph.schemes()) {
    known += (known.empty() ? "" : ", ") + each.key;
  }
  throw program::WrongUse("scheme " + shown(common.scheme) + ": expected one of " + known);
}

/// A concept for people: its key, which is a path of names; before an opaque IRI its name.
inline std::string concept_text(const ConceptGraph& graph, ConceptId id) {
  const Concept& node = graph[id];
  return node.key.find(':') == std::string::npos || node.name() == node.key
             ? node.key
             : std::string(node.name()) + " <" + node.key + ">";
}

/// A type of relation for people, read forwards or backwards.
inline std::string relation_text(const RelationType& type, bool backwards) {
  const std::string& forward = type.label.empty() ? type.key : type.label;
  if (!backwards) {
    return forward;
  }
  return type.inverse.empty() || !type.label.empty() ? "inverse of " + forward : type.inverse;
}

/// All concepts that a text means; throws Error with near names where there are none.
inline std::vector<ConceptId> require(const Loaded& loaded, const std::string& text,
                                      const Common& common) {
  const auto found = resolve(loaded.graph, text, {.scheme = chosen_scheme(loaded, common)});
  if (!found.empty()) {
    return found;
  }
  std::string near;
  std::size_t count = 0;
  const std::string folded = fold_label(text);
  for (std::uint32_t i = 0; i < loaded.graph.size() && count < 5 && folded.size() >= 3; ++i) {
    const std::string name = fold_label(loaded.graph[{i}].name());
    if (name.starts_with(folded.substr(0, std::max<std::size_t>(3, folded.size() * 2 / 3))) &&
        near.find(shown(name)) == std::string::npos) {
      near += (near.empty() ? "; near: " : ", ") + shown(name);
      ++count;
    }
  }
  throw Error("nothing is called " + shown(text) + near);
}

/// The one concept that a text means: of several the one in the highest tier, then the first.
inline ConceptId require_one(const Loaded& loaded, const std::string& text, const Common& common) {
  const auto found = require(loaded, text, common);
  ConceptId best = found.front();
  for (const ConceptId id : found) {
    if (loaded.graph[id].scheme == loaded.graph[best].scheme &&
        loaded.graph[id].tier.value_or(99) < loaded.graph[best].tier.value_or(99)) {
      best = id;
    }
  }
  return best;
}

}  // namespace ontology
