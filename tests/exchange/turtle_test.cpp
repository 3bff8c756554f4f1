#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/graph_from_rdf.hpp>
#include <tonewheel/exchange/same_graph.hpp>
#include <tonewheel/exchange/turtle.hpp>

#include "exchange/python.hpp"
#include "exchange/sample_graph.hpp"
#include "support/errors.hpp"
#include "support/shared_file.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

RdfGraph from_turtle(const std::string& text) {
  return graph_from_triples(parse_rdf(text, {.format = RdfFormat::turtle}, "t.ttl"));
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

/// Through Turtle and back: equal, with nothing left over, the same ids and the same bytes again.
void check_round_trip(const ConceptGraph& graph) {
  for (const RdfProfile profile : {RdfProfile::owl, RdfProfile::skos}) {
    const std::string text = to_turtle(graph, {.profile = profile});
    const RdfGraph back = from_turtle(text);
    CHECK(joined(differences(graph, back.graph)) == "");
    CHECK(joined(differences(back.graph, graph)) == "");
    CHECK(back.report.unmodelled.empty());
    CHECK(back.report.faults.empty());
    CHECK(to_turtle(back.graph, {.profile = profile}) == text);
    REQUIRE(back.graph.size() == graph.size());
    for (std::uint32_t i = 0; i < graph.size(); ++i) {
      CHECK(back.graph[{i}].key == graph[{i}].key);
      CHECK(back.graph[{i}].labels == graph[{i}].labels);
    }
  }
}

ConceptGraph graph_of(Concept node) {
  ConceptGraph graph;
  graph.add(std::move(node));
  return graph;
}

Concept named(const std::string& key) {
  Concept node;
  node.key = key;
  return node;
}

}  // namespace

TEST_CASE("turtle: a graph with every field and relation comes back") {
  check_round_trip(support::sample_graph());
}

TEST_CASE("turtle: an empty graph comes back") {
  check_round_trip(ConceptGraph());
}

TEST_CASE("turtle: NUL in a text comes back or is refused, but is never cut") {
  Concept node = named("a");
  node.source = std::string("x\0y", 3);
  const std::string text = to_turtle(graph_of(node));
  CHECK(from_turtle(text).graph[{0}].source == node.source);
}

TEST_CASE("turtle: published ontologies come back in both profiles") {
  for (const char* name : {"plutchik.ttl", "MFOEM.owl"}) {
    const auto path = support::shared_file("data/ontology/" + std::string(name));
    if (!path || (std::string(name) == "MFOEM.owl" && !reads_rdf_xml())) {
      MESSAGE("skipped: " << name << " is not there, or this build does not read it");
      continue;
    }
    check_round_trip(read_rdf_graph(*path).graph);
  }
}

TEST_CASE("turtle: options of the header") {
  ConceptGraph graph = graph_of(named("a"));
  const auto back = from_turtle(to_turtle(
      graph, {.iri = "http://example.org/onto", .title = "A \"title\"", .version = "2026-01"}));
  CHECK(back.report.ontology == "http://example.org/onto");
  CHECK(back.report.ontology_version == "2026-01");
  CHECK(from_turtle(to_turtle(graph)).report.ontology_version == version);
}

TEST_CASE("turtle: what cannot be written is refused with its name") {
  Concept bad_iri = named("the key");
  bad_iri.iri = "http://example.org/a b";
  CHECK(contains(message_of([&] { (void)to_turtle(graph_of(bad_iri)); }), "\"the key\""));
  bad_iri.iri = "http://example.org/a>b";
  CHECK(contains(message_of([&] { (void)to_turtle(graph_of(bad_iri)); }), "found IRI"));
  bad_iri.iri = "no scheme";
  CHECK(contains(message_of([&] { (void)to_turtle(graph_of(bad_iri)); }), "absolute"));
  Concept bad_text = named("the key");
  bad_text.source = "\xff";
  CHECK(contains(message_of([&] { (void)to_turtle(graph_of(bad_text)); }), "0xff"));
  Concept bad_language = named("the key");
  bad_language.labels = {{{"a", "e n"}, LabelKind::preferred}};
  CHECK(contains(message_of([&] { (void)to_turtle(graph_of(bad_language)); }), "\"e n\""));

  ConceptGraph twins;
  Concept twin = named("a");
  twin.iri = "http://example.org/same";
  twins.add(twin);
  twin.key = "b";
  twins.add(twin);
  CHECK(contains(message_of([&] { (void)to_turtle(twins); }), "the same IRI"));

  for (const char* iri :
       {"http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#broader",
        "urn:tonewheel:schema:weight"}) {
    ConceptGraph typed;
    typed.add_relation_type({.key = "own", .iri = iri, .inverse = {}, .laws = {}, .label = {}});
    CHECK(contains(message_of([&] { (void)to_turtle(typed); }), "something else"));
  }
}

TEST_CASE("turtle: rdflib reads it and counts the same classes and axioms") {
  const support::TemporaryFolder folder;
  const auto python = support::python_with(folder, "rdflib");
  if (!python) {
    MESSAGE("skipped: no Python with rdflib");
    return;
  }
  const ConceptGraph graph = support::sample_graph();
  const std::string text = to_turtle(graph);
  support::write_bytes(folder / "g.ttl", text);
  support::write_bytes(folder / "count.py", R"py(
import rdflib
from rdflib import RDF, RDFS, OWL, SKOS
g = rdflib.Graph()
g.parse("g.ttl", format="turtle")
print(len(g), len(set(g.subjects(RDF.type, OWL.Class))), len(list(g.triples((None, RDFS.subClassOf, None)))),
      len(set(g.subjects(RDF.type, OWL.Axiom))), len(set(g.subjects(RDF.type, OWL.Restriction))))
labels = sorted(str(o) for o in g.objects(None, SKOS.notation))
open("notations.txt", "w", encoding="utf-8", newline="").write("\x00".join(labels))
)py");
  const support::Ran ran = support::run(folder, *python + " count.py");
  INFO(ran.err);
  REQUIRE(ran.status == 0);
  const Triples triples = parse_rdf(text, {.format = RdfFormat::turtle});
  std::size_t classes = 0;
  std::size_t subclass = 0;
  std::size_t axioms = 0;
  std::size_t restrictions = 0;
  for (const Triple& triple : triples) {
    classes += triple.object.value == "http://www.w3.org/2002/07/owl#Class" ? 1U : 0U;
    axioms += triple.object.value == "http://www.w3.org/2002/07/owl#Axiom" ? 1U : 0U;
    restrictions += triple.object.value == "http://www.w3.org/2002/07/owl#Restriction" ? 1U : 0U;
    subclass += triple.predicate == "http://www.w3.org/2000/01/rdf-schema#subClassOf" ? 1U : 0U;
  }
  CHECK(classes == graph.size());
  CHECK(axioms > 10);
  CHECK(ran.out == std::to_string(triples.size()) + " " + std::to_string(classes) + " " +
                       std::to_string(subclass) + " " + std::to_string(axioms) + " " +
                       std::to_string(restrictions) + "\n");
  // The texts themselves, byte for byte.
  const std::string notations = support::read_bytes(folder / "notations.txt");
  for (const std::string& each : support::nasty_texts()) {
    INFO(each);
    CHECK(contains(notations, each));
  }
}
