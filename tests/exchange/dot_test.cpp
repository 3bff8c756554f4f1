#include <string>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/dot.hpp>

#include "exchange/sample_graph.hpp"
#include "support/errors.hpp"
#include "support/program.hpp"

using namespace tonewheel;
using support::contains;

namespace {

ConceptGraph small() {
  ConceptGraph graph;
  const SchemeId scheme = graph.add_scheme({.key = "s", .iri = {}, .title = {}, .source = {}});
  Concept node;
  node.key = "joy";
  node.scheme = scheme;
  node.tier = 1;
  const ConceptId joy = graph.add(node);
  node.key = "say \"glee\" \\";
  node.tier = 2;
  const ConceptId glee = graph.add(node);
  Concept sadness;
  sadness.key = "sadness";
  const ConceptId sad = graph.add(sadness);
  graph.relate(glee, relation::broader, joy);
  graph.relate_both(sad, relation::opposite_of, joy);
  return graph;
}

}  // namespace

TEST_CASE("dot: the hierarchy, and a symmetric relation as one line") {
  const std::string dot = to_dot(small());
  CHECK(contains(dot, "n0 [label=\"joy\"];"));
  CHECK(contains(dot, "n1 [label=\"say \\\"glee\\\" \\\\\"];"));
  CHECK(contains(dot, "n1 -> n0;"));
  CHECK(
      contains(dot, "n0 -> n2 [label=\"opposite_of\", style=dashed, constraint=false, dir=none];"));
  CHECK(!contains(dot, "n2 -> n0"));
}

TEST_CASE("dot: chosen types, a scheme, colours") {
  const ConceptGraph graph = small();
  CHECK(!contains(to_dot(graph, {.types = {relation::broader}}), "opposite_of"));
  CHECK(!contains(to_dot(graph, {.scheme = SchemeId{0}}), "sadness"));
  CHECK(!contains(to_dot(graph, {.types = {relation::broader}, .isolated = false}), "sadness"));
  CHECK(contains(to_dot(graph, {.colours = DotColours::tier}), "fillcolor=\"#b3cde3\""));
  CHECK(contains(to_dot(graph, {.colours = DotColours::scheme}), "fillcolor=\"#fbb4ae\""));
  CHECK_THROWS_AS((void)to_dot(graph, {.scheme = SchemeId{9}}), Error);
  CHECK_THROWS_AS((void)to_dot(graph, {.types = {RelationTypeId{99}}}), Error);
}

TEST_CASE("dot: Graphviz draws hard texts") {
  const support::TemporaryFolder folder;
  if (support::run(folder, "dot -V").status != 0) {
    MESSAGE("skipped: no Graphviz");
    return;
  }
  support::write_bytes(folder / "g.dot", to_dot(support::sample_graph()));
  const support::Ran ran = support::run(folder, "dot -Tdot g.dot");
  CHECK(ran.status == 0);
  CHECK(ran.err == "");
}
