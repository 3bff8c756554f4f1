// A user's program of the component exchange: fails unless a graph comes back from Turtle.
#include <tonewheel/exchange/graph_from_rdf.hpp>
#include <tonewheel/exchange/same_graph.hpp>
#include <tonewheel/exchange/turtle.hpp>

int main() {
  tonewheel::ConceptGraph graph;
  const auto joy = graph.add({.key = "joy"});
  const auto glee = graph.add({.key = "glee"});
  graph.relate(glee, tonewheel::relation::broader, joy);
  const auto triples =
      tonewheel::parse_rdf(tonewheel::to_turtle(graph), {.format = tonewheel::RdfFormat::turtle});
  return tonewheel::differences(graph, tonewheel::graph_from_triples(triples).graph).empty() ? 0
                                                                                             : 1;
}
