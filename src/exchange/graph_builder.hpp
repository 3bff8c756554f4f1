#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include <tonewheel/exchange/graph_from_rdf.hpp>

#include "mapping.hpp"
#include "triple_index.hpp"

namespace tonewheel::exchange {

/// Builds a graph from the statements of a file, step by step; each step takes the statements that
/// it has modelled.
class GraphBuilder {
 public:
  GraphBuilder(const Triples& triples, const GraphOptions& options)
      : index_(triples), options_(options) {}

  [[nodiscard]] RdfGraph build();

 private:
  using Position = TripleIndex::Position;

  /// A relation as a file states it, inverses turned round: from, IRI of the type, to.
  using Stated = std::tuple<std::string, std::string, std::string>;
  struct Annotation {
    RelateOptions options{};
    std::string node{};
    std::vector<Position> statements{};
    bool used = false;
  };
  struct Existential {
    std::string property{};
    std::string filler{};
    std::vector<Position> statements{};
  };

  // graph_builder.cpp
  void read_header();
  void read_relation_types();
  void read_relation_type(const std::string& iri);
  void add_relation_types();
  void read_schemes();
  void read_scheme(const std::string& iri, std::string_view type);
  void count_classes();
  void take_known_declarations();
  void check_top_concepts();
  void complete_symmetric();
  void fault(Position at, const std::string& message);

  // concept_builder.cpp
  void read_concepts();
  void read_concept(const std::string& iri);
  void read_label(Concept& node, Position at, Property property);
  void read_editor_labels(Concept& node, const std::string& iri);
  void read_value(Concept& node, Position at, Property property);
  void read_affect(Concept& node, Position at);
  [[nodiscard]] std::optional<SchemeId> scheme_of(const std::string& iri);
  [[nodiscard]] std::optional<Property> property_of(std::string_view predicate) const;
  [[nodiscard]] std::optional<double> number_of(Position at);
  void note_datatype(const Term& literal);

  // relation_builder.cpp
  void read_annotations();
  void read_annotation(const std::string& node, bool axiom);
  void read_relations();
  void read_relation(Position at);
  void read_restriction(Position at);
  void relate(Position at, const std::string& from, const std::string& predicate,
              const std::string& to, const std::vector<Position>& statements);
  void note_dangling(const std::string& target);
  void report_unused_annotations();
  [[nodiscard]] std::optional<Existential> existential(const std::string& node) const;
  [[nodiscard]] RelationTypeId type_for(const std::string& iri);
  [[nodiscard]] std::string free_type_key(std::string key, const std::string& iri);

  TripleIndex index_;
  const GraphOptions& options_;
  RdfGraph result_;
  bool ours_ = false;
  std::unordered_map<std::string, RelationTypeId> types_;  ///< by IRI; built-in ones are not here
  std::vector<std::pair<std::string, RelationType>> type_drafts_;
  std::unordered_map<std::string, SchemeId> schemes_;
  std::unordered_map<std::string, ConceptId> concepts_;
  std::unordered_map<std::string, std::vector<Position>> top_of_;  ///< hasTopConcept, by concept
  std::vector<std::pair<ConceptId, SchemeId>> tops_;
  std::map<Stated, Annotation> annotations_;
};

}  // namespace tonewheel::exchange
