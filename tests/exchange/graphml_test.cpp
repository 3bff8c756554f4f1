#include <string>

#include <doctest/doctest.h>

#include <tonewheel/exchange/dot.hpp>
#include <tonewheel/exchange/graphml.hpp>

#include "exchange/python.hpp"
#include "exchange/sample_graph.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;

TEST_CASE("graphml: networkx reads nodes, edges and texts") {
  const support::TemporaryFolder folder;
  const auto python = support::python_with(folder, "networkx");
  if (!python) {
    MESSAGE("skipped: no Python with networkx");
    return;
  }
  const ConceptGraph graph = support::sample_graph();
  support::write_bytes(folder / "g.graphml", to_graphml(graph));
  support::write_bytes(folder / "count.py", R"py(
import networkx
g = networkx.read_graphml("g.graphml")
joy = g.nodes["n0"]
print(g.number_of_nodes(), g.number_of_edges(), joy["key"], joy["label"], joy["kind"], joy["tier"],
      joy["angle"], joy["valence"], joy["arousal"], joy["scheme"])
text = {d["key"] for _, d in g.nodes(data=True)}
assert "<b>&amp;</b> ]]> <!-- -->" in text
assert "line\nbreak\r\nand\rreturn\ttab" in text, text
weights = sorted(d["weight"] for _, _, d in g.edges(data=True))
assert weights[-1] == 1 and weights[0] < -0.5, weights
)py");
  const support::Ran ran = support::run(folder, *python + " count.py");
  INFO(ran.err);
  REQUIRE(ran.status == 0);
  CHECK(ran.out == std::to_string(graph.size()) + " " + std::to_string(graph.relation_count()) +
                       " tone/joy joy emotion 1 0.1 0.81 0.30000000000000004 tone\n");
}

TEST_CASE("graphml: an empty graph, and text that is not UTF-8") {
  CHECK(contains(to_graphml(ConceptGraph()), "</graph>"));
  ConceptGraph graph;
  Concept node;
  node.key = "\xff";
  graph.add(node);
  CHECK(contains(support::message_of([&] { (void)to_graphml(graph); }), "UTF-8"));
  CHECK(contains(support::message_of([&] { (void)to_dot(graph); }), "UTF-8"));
}
