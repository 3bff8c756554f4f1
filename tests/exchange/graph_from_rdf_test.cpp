#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/graph_from_rdf.hpp>
#include <tonewheel/exchange/json.hpp>
#include <tonewheel/exchange/same_graph.hpp>
#include <tonewheel/exchange/tsv.hpp>

#include "support/errors.hpp"
#include "support/shared_file.hpp"

using namespace tonewheel;
using support::contains;

namespace {

const std::string prefixes =
    "@prefix : <http://e.org/> .\n"
    "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix obo: <http://purl.obolibrary.org/obo/> .\n"
    "@prefix dct: <http://purl.org/dc/terms/> .\n"
    "@prefix tws: <urn:tonewheel:schema:> .\n";
constexpr std::uint64_t first_line = 9;
const std::string e = "http://e.org/";

RdfGraph read(const std::string& text, const GraphOptions& options = {}) {
  RdfGraph read =
      graph_from_triples(parse_rdf(prefixes + text, {.format = RdfFormat::turtle}), options);
  std::size_t sum = read.report.modelled;
  for (const Unmodelled& each : read.report.unmodelled) {
    sum += each.count;
  }
  CHECK(sum == read.report.triples);
  return read;
}

std::size_t unmodelled(const GraphReport& report, const std::string& predicate,
                       const std::string& type = {}) {
  for (const Unmodelled& each : report.unmodelled) {
    if (each.predicate == predicate && each.type == type) {
      return each.count;
    }
  }
  return 0;
}

const Concept& at(const ConceptGraph& graph, const std::string& name) {
  return graph[graph.get(e + name)];
}

bool related(const ConceptGraph& graph, const std::string& from, RelationTypeId type,
             const std::string& to) {
  return graph.find_relation(graph.get(e + from), type, graph.get(e + to)) != nullptr;
}

RelationTypeId type_of(const ConceptGraph& graph, const std::string& key) {
  const auto type = graph.find_relation_type(key);
  REQUIRE(type.has_value());
  return *type;
}

const std::string two_classes = ":a a owl:Class . :b a owl:Class . :c a owl:Class .\n";

void check_fault(const std::string& text, const std::string& message) {
  INFO(text);
  const RdfGraph found = read(two_classes + text);
  REQUIRE(found.report.faults.size() == 1);
  INFO(found.report.faults[0].message);
  CHECK(contains(found.report.faults[0].message, message));
  CHECK(found.report.faults[0].line == first_line + 1);
}

}  // namespace

TEST_CASE("graph from rdf: labels, definitions, notation") {
  const auto [graph, report] = read(
      ":a a owl:Class ; rdfs:label \"a\"@en , \"a\" , \"second\"@en ; skos:altLabel \"b\"@de ;\n"
      "  skos:hiddenLabel \"c\" ; obo:IAO_0000118 \"d\" ; obo:IAO_0000111 \"a\"@en , \"e\" ;\n"
      "  skos:definition \"D\"@en ; obo:IAO_0000115 \"E\" ; skos:notation \"1\"^^:code ;\n"
      "  <http://www.geneontology.org/formats/oboInOwl#hasExactSynonym> \"f\" ;\n"
      "  obo:MFOEM_000010 \"g\" ; :synonym \"h\" ; rdfs:label :not-text ; rdfs:comment \"?\" .\n",
      {.synonym_properties = {e + "synonym"}});
  const Concept& a = at(graph, "a");
  const std::vector<Label> expected{{{"a", "en"}, LabelKind::preferred},
                                    {{"a", ""}, LabelKind::preferred},
                                    {{"second", "en"}, LabelKind::alternative},
                                    {{"b", "de"}, LabelKind::alternative},
                                    {{"c", ""}, LabelKind::hidden},
                                    {{"d", ""}, LabelKind::alternative},
                                    {{"f", ""}, LabelKind::alternative},
                                    {{"g", ""}, LabelKind::alternative},
                                    {{"h", ""}, LabelKind::alternative},
                                    {{"e", ""}, LabelKind::alternative}};
  CHECK(a.labels == expected);
  CHECK(a.definitions == std::vector<LanguageText>{{"D", "en"}, {"E", ""}});
  CHECK(a.notation == "1");
  CHECK(a.key == e + "a");
  CHECK(a.iri == e + "a");
  CHECK(a.kind == ConceptKind::other);
  CHECK(report.demoted_labels == 1);
  CHECK(report.dropped_datatypes == 1);
  CHECK(unmodelled(report, "http://www.w3.org/2000/01/rdf-schema#comment") == 1);
  CHECK(unmodelled(report, "http://www.w3.org/2000/01/rdf-schema#label") == 1);
}

TEST_CASE("graph from rdf: classes, named and anonymous") {
  const auto [graph, report] =
      read(two_classes +
           ":a rdfs:subClassOf :b , owl:Thing , [ a owl:Class ; owl:unionOf ( :b :c ) ] .\n"
           ":d a rdfs:Class . :i a owl:NamedIndividual , :a . :s a skos:Concept , owl:Class .");
  CHECK(report.classes == 5);
  CHECK(report.named_classes == 4);
  CHECK(report.skos_concepts == 1);
  CHECK(report.subclass_axioms == 1);
  CHECK(report.dangling == 1);
  CHECK(report.dangling_targets == std::vector<std::string>{"http://www.w3.org/2002/07/owl#Thing"});
  CHECK(graph.size() == 4);
  CHECK(related(graph, "a", relation::broader, "b"));
  CHECK(unmodelled(report, "http://www.w3.org/2000/01/rdf-schema#subClassOf") == 2);
  CHECK(unmodelled(report, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", e + "a") == 1);
  CHECK(report.unmodelled.front().count == 2);
}

TEST_CASE("graph from rdf: restrictions and property laws") {
  const auto [graph, report] = read(
      two_classes +
      ":p a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:label \"part of\"@en ;\n"
      "  owl:inverseOf :q . :q a owl:ObjectProperty . :s a owl:SymmetricProperty .\n"
      ":x a owl:AsymmetricProperty , owl:FunctionalProperty .\n"
      ":a rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :b ] ,\n"
      "  [ a owl:Restriction ; owl:onProperty :q ; owl:someValuesFrom :c ] ,\n"
      "  [ a owl:Restriction ; owl:onProperty :undeclared ; owl:someValuesFrom :c ] ,\n"
      "  [ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :c ] ,\n"
      "  [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :nowhere ] ,\n"
      "  [ a owl:Restriction ; owl:onProperty [ owl:inverseOf :p ] ; owl:someValuesFrom :b ] .\n"
      ":c rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :s ; owl:someValuesFrom :b ] .");
  CHECK(report.restrictions == 7);
  CHECK(report.restrictions_as_relations == 4);
  CHECK(report.dangling == 1);
  CHECK(report.symmetric_completed == 1);
  const RelationTypeId p = type_of(graph, e + "p");
  CHECK(related(graph, "a", p, "b"));
  CHECK(related(graph, "a", type_of(graph, e + "q"), "c"));
  CHECK(related(graph, "a", type_of(graph, e + "undeclared"), "c"));
  CHECK(related(graph, "b", type_of(graph, e + "s"), "c"));
  CHECK(graph.relation_type(p).label == "part of");
  CHECK(graph.relation_type(p).inverse == e + "q");
  CHECK(graph.relation_type(p).laws == RelationLaws{.transitive = true});
  CHECK(graph.relation_type(type_of(graph, e + "x")).laws == RelationLaws{.asymmetric = true});
  CHECK(unmodelled(report, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                   "http://www.w3.org/2002/07/owl#FunctionalProperty") == 1);
}

TEST_CASE("graph from rdf: relations of SKOS, both ways of stating them") {
  const auto [graph, report] = read(
      ":a a skos:Concept ; skos:broader :b ; skos:related :c ; skos:exactMatch :c ;\n"
      "  skos:closeMatch :c ; skos:broadMatch :c ; :own :b ; skos:narrowMatch :b .\n"
      ":b a skos:Concept ; skos:narrower :a . :c a skos:Concept ; skos:broaderTransitive :b ;\n"
      "  skos:exactMatch <http://elsewhere.org/c> .");
  CHECK(report.repeated == 1);
  CHECK(report.dangling == 1);
  CHECK(report.symmetric_completed == 3);
  CHECK(related(graph, "a", relation::broader, "b"));
  CHECK(related(graph, "c", relation::broader, "b"));
  CHECK(related(graph, "c", relation::related, "a"));
  CHECK(related(graph, "c", relation::exact_match, "a"));
  CHECK(related(graph, "c", relation::close_match, "a"));
  CHECK(related(graph, "a", relation::broad_match, "c"));
  CHECK(related(graph, "b", relation::broad_match, "a"));
  CHECK(related(graph, "a", type_of(graph, e + "own"), "b"));
  const RdfGraph as_stated = read(":a a skos:Concept ; skos:related :c . :c a skos:Concept .",
                                  {.complete_symmetric = false});
  CHECK(as_stated.graph.relation_count() == 1);
}

TEST_CASE("graph from rdf: what OWL says of classes") {
  const auto [graph, report] =
      read(two_classes + ":a owl:disjointWith :b ; owl:equivalentClass :c ; rdfs:seeAlso :b .");
  CHECK(related(graph, "b", type_of(graph, "disjoint_with"), "a"));
  CHECK(related(graph, "c", type_of(graph, "equivalent_class"), "a"));
  CHECK(related(graph, "a", type_of(graph, "http://www.w3.org/2000/01/rdf-schema#seeAlso"), "b"));
  CHECK(report.symmetric_completed == 2);
}

TEST_CASE("graph from rdf: schemes") {
  const auto [graph, report] = read(
      ":s a skos:ConceptScheme ; dct:title \"S\" ; skos:hasTopConcept :d , :a . "
      "<urn:tonewheel:scheme:t>\n"
      "  a skos:ConceptScheme . :o a owl:Ontology ; owl:versionInfo \"7\" ; owl:imports :far .\n"
      ":a a skos:Concept ; skos:inScheme :s , :u . :b a skos:Concept ; skos:topConceptOf :s ;\n"
      "  skos:broader :a . :c a owl:Class ; rdfs:isDefinedBy :o . :f a owl:Class ;\n"
      "  rdfs:isDefinedBy :nowhere . :d a skos:Concept . :n a skos:Concept .");
  REQUIRE(graph.schemes().size() == 4);
  CHECK(graph.scheme({0}) == Scheme{e + "s", e + "s", "S", ""});
  CHECK(graph.scheme({1}) == Scheme{"t", "", "", ""});
  CHECK(at(graph, "a").scheme == SchemeId{0});
  CHECK(at(graph, "b").scheme == SchemeId{0});
  CHECK(at(graph, "d").scheme == SchemeId{0});
  CHECK(at(graph, "c").scheme == graph.find_scheme(e + "o"));
  CHECK(!at(graph, "f").scheme);
  CHECK(!at(graph, "n").scheme);
  CHECK(report.top_contradictions == 1);
  CHECK(report.imports == std::vector<std::string>{e + "far"});
  CHECK(report.ontology == e + "o");
  CHECK(report.ontology_version == "7");
  CHECK(unmodelled(report, "http://www.w3.org/2004/02/skos/core#inScheme") == 1);
  CHECK(unmodelled(report, "http://www.w3.org/2002/07/owl#imports") == 1);
}

TEST_CASE("graph from rdf: weights and sources of relations") {
  const auto [graph, report] =
      read(two_classes +
           ":a rdfs:subClassOf :b , _:r . _:r a owl:Restriction ; owl:onProperty :p ;\n"
           "  owl:someValuesFrom :c . :b :p :c .\n"
           "[] a owl:Axiom ; owl:annotatedSource :a ; owl:annotatedProperty rdfs:subClassOf ;\n"
           "  owl:annotatedTarget :b ; tws:weight 0.5 ; tws:source \"S\" ; rdfs:comment \"?\" .\n"
           "[] a owl:Axiom ; owl:annotatedSource :a ; owl:annotatedProperty rdfs:subClassOf ;\n"
           "  owl:annotatedTarget _:r ; tws:weight \"2\" .\n"
           "[] a rdf:Statement ; rdf:subject :b ; rdf:predicate :p ; rdf:object :c ; tws:source "
           "\"T\" .\n"
           "[] a owl:Axiom ; owl:annotatedSource :a ; owl:annotatedProperty rdfs:label ;\n"
           "  owl:annotatedTarget \"x\" ; rdfs:comment \"not ours\" .\n");
  const auto of = [&held = graph](const char* from, RelationTypeId type, const char* to) {
    return *held.find_relation(held.get(e + from), type, held.get(e + to));
  };
  const RelationTypeId p = type_of(graph, e + "p");
  CHECK(of("a", relation::broader, "b") == Relation{relation::broader, 0.5, "S"});
  CHECK(of("a", p, "c") == Relation{p, 2, ""});
  CHECK(of("b", p, "c") == Relation{p, 1, "T"});
  CHECK(report.foreign_annotations == 1);
  CHECK(report.faults.empty());
  CHECK(unmodelled(report, "http://www.w3.org/2000/01/rdf-schema#comment") == 2);
}

TEST_CASE("graph from rdf: wrong data is a fault with its line") {
  check_fault(":a tws:tier \"high\" .", "tier \"high\"");
  check_fault(":a tws:tier 0 .", "tier \"0\"");
  check_fault(":a tws:tier 99999999999999999999 .", "tier");
  check_fault(":a tws:angle 1 .", "angle 1");
  check_fault(":a tws:angle \"x\" .", "expected a number");
  check_fault(":a tws:kind \"plant\" .", "kind \"plant\"");
  check_fault(":a rdfs:subClassOf :a .", "to itself");
  check_fault(":a tws:affect [ tws:valence 1 ] .", "an affect without one number");
  check_fault("[] a owl:Axiom ; tws:weight 1 .", "does not name one statement");
  const std::string axiom =
      "[] a owl:Axiom ; owl:annotatedSource :a ; owl:annotatedProperty rdfs:subClassOf ; "
      "owl:annotatedTarget :b ; ";
  check_fault(axiom + "tws:weight 2 .", "not stated");
  check_fault(":a rdfs:subClassOf :b . " + axiom + "tws:weight \"inf\" .", "finite");
  check_fault(":a rdfs:subClassOf :b . " + axiom + "tws:weight 1 . " + axiom + "tws:weight 2 .",
              "second weight");
}

TEST_CASE("graph from rdf: keys that are taken are faults, and nothing is lost") {
  const auto [graph, report] = read(
      ":a a owl:Class ; tws:key \"k\" . :b a owl:Class ; tws:key \"k\" ; rdfs:subClassOf :a .\n"
      ":p a owl:ObjectProperty ; tws:key \"broader\" . :s a skos:ConceptScheme ; tws:key \"x\" .\n"
      ":t a skos:ConceptScheme ; tws:key \"x\" .");
  CHECK(graph.size() == 2);
  CHECK(graph.find("k"));
  CHECK(graph.find(e + "b"));
  CHECK(graph.find_relation_type(e + "p"));
  CHECK(graph.find_scheme(e + "t"));
  CHECK(report.faults.size() == 3);
}

TEST_CASE("graph from rdf: names that mean something else are no relation types") {
  const auto [graph, report] =
      read(two_classes +
           ":a tws:newer :b ; rdfs:label :b . rdfs:label a owl:ObjectProperty .\n"
           "tws:newer a owl:ObjectProperty .\n"
           ":a rdfs:subClassOf [ a owl:Restriction ; owl:onProperty tws:newer ; owl:someValuesFrom "
           ":b ] .");
  CHECK(graph.relation_count() == 0);
  CHECK(graph.relation_types().size() == built_in_relations.size());
  CHECK(unmodelled(report, "urn:tonewheel:schema:newer") == 1);
}

TEST_CASE("graph from rdf: circles of blank nodes and odd shapes end") {
  const auto [graph, report] = read(
      ":a a owl:Class ; rdfs:subClassOf _:x . _:x a owl:Restriction ; owl:onProperty :p ;\n"
      "  owl:someValuesFrom _:x . _:y rdfs:subClassOf _:y ; a owl:Class . _:z a skos:ConceptScheme "
      ",\n"
      "  owl:ObjectProperty , owl:Ontology . :a skos:inScheme _:z ; tws:affect :a , \"x\" .");
  CHECK(graph.size() == 1);
  CHECK(report.restrictions_as_relations == 0);
}

TEST_CASE("graph from rdf: Plutchik's wheel") {
  const auto path = support::shared_file("data/ontology/plutchik.ttl");
  if (!path) {
    MESSAGE("skipped: plutchik.ttl is not there");
    return;
  }
  const auto [graph, report] = read_rdf_graph(*path);
  CHECK(report.triples == 197);
  CHECK(report.modelled == 194);
  CHECK(report.skos_concepts == 32);
  CHECK(graph.size() == 32);
  CHECK(graph.schemes().size() == 1);
  CHECK(graph.relation_count() == 48);
  CHECK(report.repeated == 16);
  CHECK(report.top_contradictions == 0);
  CHECK(report.faults.empty());
  CHECK(differences(graph, graph_from_json(to_json(graph))).empty());
  CHECK(differences(graph, graph_from_tsv(to_tsv(graph))).empty());
}

TEST_CASE("graph from rdf: the Emotion Ontology") {
  const auto path = support::shared_file("data/ontology/MFOEM.owl");
  if (!path || !reads_rdf_xml()) {
    MESSAGE("skipped: MFOEM.owl is not there, or this build does not read RDF/XML");
    return;
  }
  const auto [graph, report] = read_rdf_graph(*path);
  CHECK(report.triples == 5343);
  CHECK(report.classes == 637);
  CHECK(report.named_classes == 622);
  CHECK(report.restrictions == 99);
  CHECK(report.restrictions_as_relations == 82);
  CHECK(report.subclass_axioms == 661);
  CHECK(report.foreign_annotations == 118);
  CHECK(report.faults.empty());
  CHECK(report.ontology_version == "2025-06-16");
  CHECK(graph.size() == 622);
  // 661 in the hierarchy, 82 by restrictions, 19 disjoint and 1 equivalent, both ways.
  CHECK(graph.relation_count() == 661 + 82 + 38 + 2);
  CHECK(graph.find_label("anger").size() >= 1);
  CHECK(differences(graph, graph_from_json(to_json(graph))).empty());
  CHECK(differences(graph, graph_from_tsv(to_tsv(graph))).empty());
}
