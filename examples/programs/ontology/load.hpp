#pragma once

#include <filesystem>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/sha256.hpp>
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
#include <tonewheel/exchange/graph_from_rdf.hpp>
#include <tonewheel/exchange/json.hpp>
#include <tonewheel/exchange/tsv.hpp>
#include <tonewheel/ontology/atlas.hpp>

#include "support/program.hpp"
#include "support/stamp.hpp"

/// The graph that tonewheel-ontology asks: what ships, or a file.
namespace ontology {

using namespace tonewheel;

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

}  // namespace ontology
