#include <string>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/graph_file.hpp>
#include <tonewheel/exchange/json.hpp>
#include <tonewheel/exchange/tsv.hpp>

namespace tonewheel {

GraphFile read_graph_file(const std::filesystem::path& path, const RdfOptions& rdf,
                          const GraphOptions& options) {
  const std::string extension = lower_ascii(path.extension().string());
  if (!rdf.format && extension == ".json") {
    return {graph_from_json(read_small_file(path, rdf.max_bytes), path.string()), std::nullopt};
  }
  if (!rdf.format && extension == ".tsv") {
    return {graph_from_tsv(read_small_file(path, rdf.max_bytes), path.string()), std::nullopt};
  }
  if (!rdf.format && !rdf_format_of(path)) {
    throw Error(Place{path.string(), 0, {}},
                "found extension " + shown(path.extension().string()) +
                    ", expected .ttl, .nt, .owl, .rdf, .xml, .json or .tsv");
  }
  RdfGraph read = read_rdf_graph(path, rdf, options);
  return {std::move(read.graph), std::move(read.report)};
}

}  // namespace tonewheel
