#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/graph_file.hpp>
#include <tonewheel/exchange/json.hpp>
#include <tonewheel/exchange/same_graph.hpp>
#include <tonewheel/exchange/tsv.hpp>
#include <tonewheel/exchange/turtle.hpp>

#include "exchange/sample_graph.hpp"
#include "support/errors.hpp"
#include "support/temporary_folder.hpp"

using namespace tonewheel;

TEST_CASE("graph file: each format by its extension") {
  const support::TemporaryFolder folder;
  const ConceptGraph graph = support::sample_graph();
  support::write_bytes(folder / "g.JSON", to_json(graph));
  support::write_bytes(folder / "g.tsv", to_tsv(graph));
  support::write_bytes(folder / "g.ttl", to_turtle(graph));
  support::write_bytes(folder / "g.txt", to_turtle(graph));
  CHECK(differences(graph, read_graph_file(folder / "g.JSON").graph).empty());
  CHECK(differences(graph, read_graph_file(folder / "g.tsv").graph).empty());
  const GraphFile turtle = read_graph_file(folder / "g.ttl");
  CHECK(differences(graph, turtle.graph).empty());
  CHECK(turtle.report.has_value());
  CHECK(differences(graph, read_graph_file(folder / "g.txt", {.format = RdfFormat::turtle}).graph)
            .empty());
  CHECK(support::contains(support::message_of([&] { (void)read_graph_file(folder / "g.txt"); }),
                          "\".txt\""));
  CHECK_THROWS_AS((void)read_graph_file(folder / "missing.json"), Error);
}
