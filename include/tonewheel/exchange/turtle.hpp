#pragma once

#include <string>

#include <tonewheel/graph/concept_graph.hpp>

namespace tonewheel {

/// Which words the file uses: OWL's or SKOS's.
enum class RdfProfile : unsigned char {
  owl,   ///< concepts are classes; relations beside the hierarchy and the matches, restrictions
  skos,  ///< concepts are skos:Concepts; relations are statements between them
};

/// How a graph is written.
struct TurtleOptions {
  RdfProfile profile = RdfProfile::owl;  ///< whether the file speaks OWL or SKOS
  std::string iri{};                     ///< of the ontology; empty: urn:tonewheel:ontology:graph
  std::string title{};                   ///< of the ontology; may be empty
  std::string version{};                 ///< of the ontology; empty: this library's
};

/// The whole graph as Turtle, in id order: reading it back gives an equal graph (same_graph.hpp)
/// with the same concept ids. What the profile has no words for stands in annotation properties of
/// urn:tonewheel:schema:. Throws Error that names the element on text that is not UTF-8, a language
/// that is no tag, an IRI with characters that none can hold, two elements with one IRI, a relation
/// type whose IRI means something else here.
[[nodiscard]] std::string to_turtle(const ConceptGraph& graph, const TurtleOptions& options = {});

}  // namespace tonewheel
