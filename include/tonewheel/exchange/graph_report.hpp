#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tonewheel {

/// Statements of one predicate (for rdf:type, of one type) that the graph does not hold.
struct Unmodelled {
  /// The IRI of the predicate.
  std::string predicate{};
  std::string type{};  ///< only for rdf:type: the type stated
  /// How many statements have it.
  std::size_t count = 0;
  std::string example{};   ///< subject of the first: an IRI, or _:name
  std::uint64_t line = 0;  ///< of the first
  friend bool operator==(const Unmodelled&, const Unmodelled&) = default;
};

/// Data of a file that is wrong or contradicts itself, and what was done with it.
struct GraphFault {
  std::uint64_t line = 0;  ///< 0: unknown
  /// The IRI or blank node that the fault is of.
  std::string subject{};
  /// What was found, and what was expected.
  std::string message{};
  friend bool operator==(const GraphFault&, const GraphFault&) = default;
};

/// What became of every statement: triples == modelled + the counts of `unmodelled`.
struct GraphReport {
  std::size_t triples = 0;               ///< statements of the file
  std::size_t modelled = 0;              ///< statements that the graph holds
  std::vector<Unmodelled> unmodelled{};  ///< most frequent first

  std::size_t classes = 0;                    ///< subjects of type owl:Class, anonymous ones too
  std::size_t named_classes = 0;              ///< those of the classes that have an IRI
  std::size_t skos_concepts = 0;              ///< subjects of type skos:Concept
  std::size_t subclass_axioms = 0;            ///< stated between two named classes
  std::size_t restrictions = 0;               ///< subjects of type owl:Restriction
  std::size_t restrictions_as_relations = 0;  ///< restrictions that became a relation of the graph

  std::size_t repeated = 0;             ///< relations stated again: the same way, or by the inverse
  std::size_t symmetric_completed = 0;  ///< turned round because their type is symmetric
  std::size_t dangling = 0;  ///< hierarchy, matches, disjointness and restrictions that lead to
                             ///< what the file does not declare
  std::vector<std::string> dangling_targets{};  ///< each once, the first 20
  std::size_t top_contradictions = 0;   ///< top concepts with a broader one in the same scheme
  std::size_t demoted_labels = 0;       ///< second preferred ones of a language: now alternative
  std::size_t foreign_annotations = 0;  ///< owl:Axiom or rdf:Statement without a weight or source
  std::size_t dropped_datatypes = 0;    ///< labels, definitions, notations: the text is kept
  std::vector<std::string> imports{};   ///< owl:imports, never followed
  std::string ontology{};               ///< IRI of the first owl:Ontology
  std::string ontology_version{};       ///< its owl:versionInfo
  std::vector<GraphFault> faults{};     ///< in the order of finding
};

}  // namespace tonewheel
