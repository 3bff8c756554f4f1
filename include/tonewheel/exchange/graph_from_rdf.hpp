#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/exchange/graph_report.hpp>
#include <tonewheel/exchange/rdf.hpp>
#include <tonewheel/exchange/triple.hpp>
#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// How RDF becomes a graph.
struct GraphOptions {
  /// States relations of symmetric types in both directions. Nothing: yes, unless the file says
  /// that this library wrote it, so that our own files come back as they were.
  std::optional<bool> complete_symmetric{};
  /// IRIs of further properties whose values are alternative labels, such as an ontology's own.
  std::vector<std::string> synonym_properties{};
};

/// A graph made of RDF, and what was said on the way.
struct RdfGraph {
  ConceptGraph graph{};  ///< the concepts and relations
  GraphReport report{};  ///< what became of every statement
};

/// OWL and SKOS as a concept graph; ids in the order of declaration in the file.
///
/// Named owl:Class and skos:Concept -> concepts; kind `other` unless the file says it in our terms.
/// rdfs:label, skos:prefLabel -> preferred labels; skos:altLabel and the synonyms of OBO and MFOEM
/// -> alternative; skos:hiddenLabel -> hidden; skos:definition and IAO_0000115 -> definitions.
/// skos:ConceptScheme -> schemes; owl:Ontology is one only for classes whose rdfs:isDefinedBy names
/// it and where the file declares it.
/// rdfs:subClassOf, skos:broader, narrower (and their transitive forms) -> broader; skos:related
/// and the matches -> the built-in types; owl:disjointWith -> `disjoint_with`, owl:equivalentClass
/// -> `equivalent_class`; subClassOf a someValuesFrom restriction, and any other statement between
/// two concepts -> a relation of the property's own type, made where it is not declared. Weights
/// and sources come from owl:Axiom and rdf:Statement in our terms. What this does not hold is
/// counted in the report; wrong values are faults there, never an Error.
[[nodiscard]] RdfGraph graph_from_triples(const Triples& triples, const GraphOptions& options = {});

/// read_rdf, then graph_from_triples.
[[nodiscard]] RdfGraph read_rdf_graph(const std::filesystem::path& path, const RdfOptions& rdf = {},
                                      const GraphOptions& options = {});

}  // namespace tonewheel
