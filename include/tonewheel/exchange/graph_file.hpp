#pragma once

#include <filesystem>
#include <optional>

#include <tonewheel/exchange/graph_from_rdf.hpp>
#include <tonewheel/exchange/graph_report.hpp>
#include <tonewheel/exchange/rdf.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// A graph that was read from a file, and what was said on the way.
struct GraphFile {
  ConceptGraph graph{};                 ///< all concepts and relations of the file
  std::optional<GraphReport> report{};  ///< of RDF; JSON and TSV hold nothing but the graph
};

/// A graph from a file, by its extension: .json, .tsv, or RDF as read_rdf reads it. A stated RDF
/// format goes before the extension. Throws Error with the file and the place in it.
[[nodiscard]] GraphFile read_graph_file(const std::filesystem::path& path,
                                        const RdfOptions& rdf = {},
                                        const GraphOptions& options = {});

}  // namespace tonewheel
