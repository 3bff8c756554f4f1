#pragma once

#include <array>
#include <string_view>

/// IRIs that the readers and writers know.
namespace tonewheel::exchange {

inline constexpr std::string_view rdf_space = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
inline constexpr std::string_view rdfs_space = "http://www.w3.org/2000/01/rdf-schema#";
inline constexpr std::string_view owl_space = "http://www.w3.org/2002/07/owl#";
inline constexpr std::string_view skos_space = "http://www.w3.org/2004/02/skos/core#";
inline constexpr std::string_view xsd_space = "http://www.w3.org/2001/XMLSchema#";
inline constexpr std::string_view dct_space = "http://purl.org/dc/terms/";
inline constexpr std::string_view our_space = "urn:tonewheel:";
inline constexpr std::string_view schema_space = "urn:tonewheel:schema:";
inline constexpr std::string_view scheme_space = "urn:tonewheel:scheme:";
inline constexpr std::string_view relation_space = "urn:tonewheel:relation:";
inline constexpr std::string_view ontology_space = "urn:tonewheel:ontology:";

#define TONEWHEEL_RDF(name) "http://www.w3.org/1999/02/22-rdf-syntax-ns#" name
#define TONEWHEEL_RDFS(name) "http://www.w3.org/2000/01/rdf-schema#" name
#define TONEWHEEL_OWL(name) "http://www.w3.org/2002/07/owl#" name
#define TONEWHEEL_SKOS(name) "http://www.w3.org/2004/02/skos/core#" name
#define TONEWHEEL_OBO(name) "http://purl.obolibrary.org/obo/" name
#define TONEWHEEL_OBO_IN_OWL(name) "http://www.geneontology.org/formats/oboInOwl#" name
#define TONEWHEEL_SCHEMA(name) "urn:tonewheel:schema:" name

namespace rdf {
inline constexpr std::string_view type = TONEWHEEL_RDF("type");
inline constexpr std::string_view statement = TONEWHEEL_RDF("Statement");
inline constexpr std::string_view subject = TONEWHEEL_RDF("subject");
inline constexpr std::string_view predicate = TONEWHEEL_RDF("predicate");
inline constexpr std::string_view object = TONEWHEEL_RDF("object");
}  // namespace rdf

namespace rdfs {
inline constexpr std::string_view label = TONEWHEEL_RDFS("label");
inline constexpr std::string_view sub_class_of = TONEWHEEL_RDFS("subClassOf");
inline constexpr std::string_view is_defined_by = TONEWHEEL_RDFS("isDefinedBy");
}  // namespace rdfs

namespace owl {
inline constexpr std::string_view class_ = TONEWHEEL_OWL("Class");
inline constexpr std::string_view ontology = TONEWHEEL_OWL("Ontology");
inline constexpr std::string_view imports = TONEWHEEL_OWL("imports");
inline constexpr std::string_view version_info = TONEWHEEL_OWL("versionInfo");
inline constexpr std::string_view object_property = TONEWHEEL_OWL("ObjectProperty");
inline constexpr std::string_view annotation_property = TONEWHEEL_OWL("AnnotationProperty");
inline constexpr std::string_view symmetric = TONEWHEEL_OWL("SymmetricProperty");
inline constexpr std::string_view transitive = TONEWHEEL_OWL("TransitiveProperty");
inline constexpr std::string_view asymmetric = TONEWHEEL_OWL("AsymmetricProperty");
inline constexpr std::string_view inverse_of = TONEWHEEL_OWL("inverseOf");
inline constexpr std::string_view disjoint_with = TONEWHEEL_OWL("disjointWith");
inline constexpr std::string_view equivalent_class = TONEWHEEL_OWL("equivalentClass");
inline constexpr std::string_view restriction = TONEWHEEL_OWL("Restriction");
inline constexpr std::string_view on_property = TONEWHEEL_OWL("onProperty");
inline constexpr std::string_view some_values_from = TONEWHEEL_OWL("someValuesFrom");
inline constexpr std::string_view axiom = TONEWHEEL_OWL("Axiom");
inline constexpr std::string_view annotated_source = TONEWHEEL_OWL("annotatedSource");
inline constexpr std::string_view annotated_property = TONEWHEEL_OWL("annotatedProperty");
inline constexpr std::string_view annotated_target = TONEWHEEL_OWL("annotatedTarget");
}  // namespace owl

namespace skos {
inline constexpr std::string_view concept_ = TONEWHEEL_SKOS("Concept");
inline constexpr std::string_view concept_scheme = TONEWHEEL_SKOS("ConceptScheme");
inline constexpr std::string_view in_scheme = TONEWHEEL_SKOS("inScheme");
inline constexpr std::string_view top_concept_of = TONEWHEEL_SKOS("topConceptOf");
inline constexpr std::string_view has_top_concept = TONEWHEEL_SKOS("hasTopConcept");
inline constexpr std::string_view pref_label = TONEWHEEL_SKOS("prefLabel");
inline constexpr std::string_view alt_label = TONEWHEEL_SKOS("altLabel");
inline constexpr std::string_view hidden_label = TONEWHEEL_SKOS("hiddenLabel");
inline constexpr std::string_view definition = TONEWHEEL_SKOS("definition");
inline constexpr std::string_view notation = TONEWHEEL_SKOS("notation");
inline constexpr std::string_view broader = TONEWHEEL_SKOS("broader");
inline constexpr std::string_view related = TONEWHEEL_SKOS("related");
inline constexpr std::string_view exact_match = TONEWHEEL_SKOS("exactMatch");
inline constexpr std::string_view close_match = TONEWHEEL_SKOS("closeMatch");
inline constexpr std::string_view broad_match = TONEWHEEL_SKOS("broadMatch");
}  // namespace skos

inline constexpr std::string_view dct_title = "http://purl.org/dc/terms/title";
inline constexpr std::string_view dc_title = "http://purl.org/dc/elements/1.1/title";

/// Our own annotation properties: what OWL and SKOS cannot say.
namespace schema {
inline constexpr std::string_view key = TONEWHEEL_SCHEMA("key");
inline constexpr std::string_view kind = TONEWHEEL_SCHEMA("kind");
inline constexpr std::string_view tier = TONEWHEEL_SCHEMA("tier");
inline constexpr std::string_view angle = TONEWHEEL_SCHEMA("angle");
inline constexpr std::string_view source = TONEWHEEL_SCHEMA("source");
inline constexpr std::string_view weight = TONEWHEEL_SCHEMA("weight");
inline constexpr std::string_view law = TONEWHEEL_SCHEMA("law");
/// A preferred label beside another of the same language, which SKOS forbids.
inline constexpr std::string_view preferred_label = TONEWHEEL_SCHEMA("preferred_label");
inline constexpr std::string_view affect = TONEWHEEL_SCHEMA("affect");
/// Of the node of an affect: the mean, then the covariance.
inline constexpr std::array<std::string_view, 9> affect_numbers{
    TONEWHEEL_SCHEMA("valence"), TONEWHEEL_SCHEMA("arousal"), TONEWHEEL_SCHEMA("dominance"),
    TONEWHEEL_SCHEMA("vv"),      TONEWHEEL_SCHEMA("va"),      TONEWHEEL_SCHEMA("vd"),
    TONEWHEEL_SCHEMA("aa"),      TONEWHEEL_SCHEMA("ad"),      TONEWHEEL_SCHEMA("dd")};
inline constexpr std::string_view origin = TONEWHEEL_SCHEMA("origin");
/// Of the ontology header: this library wrote the file; relations stand as the graph held them.
inline constexpr std::string_view profile = TONEWHEEL_SCHEMA("profile");
/// Type of a relation type whose IRI is of OWL, RDF or SKOS, which cannot be declared.
inline constexpr std::string_view relation_type = TONEWHEEL_SCHEMA("RelationType");
}  // namespace schema

[[nodiscard]] constexpr bool is_of_standard(std::string_view iri) noexcept {
  return iri.starts_with(rdf_space) || iri.starts_with(rdfs_space) || iri.starts_with(owl_space) ||
         iri.starts_with(skos_space);
}

}  // namespace tonewheel::exchange
