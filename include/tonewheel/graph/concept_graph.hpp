#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/ids.hpp>
#include <tonewheel/graph/concept.hpp>
#include <tonewheel/graph/relation.hpp>

namespace tonewheel {

/// A relation with its ends.
struct RelationEnds {
  /// The concept that states it.
  ConceptId from;
  /// The type of the relation.
  RelationTypeId type;
  /// The concept that it is stated to.
  ConceptId to;
  friend auto operator<=>(const RelationEnds&, const RelationEnds&) = default;
};

/// A relation that was stated, with its weight and source.
struct StatedRelation {
  ConceptId from;     ///< where the relation starts
  ConceptId to;       ///< where it leads
  Relation relation;  ///< its type, weight and source
};

/// What a relation has beside its ends and type.
struct RelateOptions {
  double weight = 1;     ///< finite
  std::string source{};  ///< who says so; may be empty
};

/// For find_label: which labels count.
struct LabelSearch {
  std::optional<SchemeId> scheme{};       ///< of this scheme only
  std::optional<std::string> language{};  ///< of this language only
  bool preferred_only = false;            ///< whether alternative labels are passed over
};

/// Concepts and relations: one graph for ontologies, wheels, label sets and their joints. Grows
/// only; ids stay valid. Reading from several threads is safe while nobody writes. Algorithms of
/// Boost.Graph run on it as graph/boost.hpp shows it.
class ConceptGraph {
 public:
  ConceptGraph();

  /// Adds a scheme; ids count up from 0. Throws Error on an empty key or one that is taken; for
  /// relation types also on the inverse of a built-in one ("narrower").
  SchemeId add_scheme(Scheme scheme);
  /// The same of a type of relation.
  RelationTypeId add_relation_type(RelationType type);
  /// Adds a concept. Throws as add_scheme, also on a scheme that is not of this graph, an angle
  /// outside [0, 1), a tier < 1.
  ConceptId add(Concept node);
  /// States a relation once; false if it stood already (its weight and source are kept). Takes the
  /// same time however many relations there are, as find_relation does. Throws Error on ids that
  /// are not of this graph, a relation of a concept to itself, a weight that is not finite.
  bool relate(ConceptId from, RelationTypeId type, ConceptId to, RelateOptions options = {});
  /// relate in both directions, for symmetric types.
  void relate_both(ConceptId a, RelationTypeId type, ConceptId b,
                   const RelateOptions& options = {});

  /// Gives a concept one more label, unless it has it. Throws Error on an id not of this graph.
  void add_label(ConceptId id, Label label);
  /// Puts a concept in the affect space. Throws Error on an id that is not of this graph.
  void set_affect(ConceptId id, ConceptAffect affect);

  /// How many concepts there are.
  [[nodiscard]] std::size_t size() const noexcept { return concepts_.size(); }
  /// How many relations are stated.
  [[nodiscard]] std::size_t relation_count() const noexcept { return stated_.size(); }
  /// The concept of an id of this graph.
  [[nodiscard]] const Concept& operator[](ConceptId id) const { return concepts_[id.index()]; }
  /// As operator[]; throws Error on an id that is not of this graph.
  [[nodiscard]] const Concept& at(ConceptId id) const;
  /// All schemes, by id.
  [[nodiscard]] const std::vector<Scheme>& schemes() const noexcept { return schemes_; }
  /// The scheme of an id of this graph.
  [[nodiscard]] const Scheme& scheme(SchemeId id) const { return schemes_[id.index()]; }
  /// All types of relations, by id; the built-in ones first.
  [[nodiscard]] const std::vector<RelationType>& relation_types() const noexcept { return types_; }
  /// The type of an id of this graph.
  [[nodiscard]] const RelationType& relation_type(RelationTypeId id) const {
    return types_[id.index()];
  }

  /// The concept of a key; nothing if there is none.
  [[nodiscard]] std::optional<ConceptId> find(std::string_view key) const;
  /// As find; throws Error that names the key.
  [[nodiscard]] ConceptId get(std::string_view key) const;
  /// The scheme of a key; nothing if there is none.
  [[nodiscard]] std::optional<SchemeId> find_scheme(std::string_view key) const;
  /// The type of relation of a key; nothing if there is none.
  [[nodiscard]] std::optional<RelationTypeId> find_relation_type(std::string_view key) const;
  /// Concepts with this label, folded (fold_label), in id order: homonyms are normal.
  [[nodiscard]] std::vector<ConceptId> find_label(std::string_view label,
                                                  const LabelSearch& search = {}) const;
  /// Concepts of a scheme in id order.
  [[nodiscard]] std::vector<ConceptId> members(SchemeId scheme) const;

  /// Concepts that `id` states this relation to, and those that state it to `id`; in the order of
  /// stating.
  [[nodiscard]] std::vector<ConceptId> out(ConceptId id, RelationTypeId type) const;
  /// The same at the other end: those that state the relation to `id`.
  [[nodiscard]] std::vector<ConceptId> in(ConceptId id, RelationTypeId type) const;
  /// The relation if it is stated; nullptr otherwise.
  [[nodiscard]] const Relation* find_relation(ConceptId from, RelationTypeId type,
                                              ConceptId to) const;
  /// All relations in the order of `from`, then of stating.
  [[nodiscard]] std::vector<RelationEnds> relations() const;

  /// All relations in the order of stating. A later one moves none of them.
  [[nodiscard]] const std::deque<StatedRelation>& stated() const noexcept { return stated_; }
  /// Positions in stated() of the relations from and to a concept of this graph, ascending.
  [[nodiscard]] std::span<const std::uint32_t> stated_from(ConceptId id) const {
    return from_[id.index()];
  }
  /// The same of the relations to a concept.
  [[nodiscard]] std::span<const std::uint32_t> stated_to(ConceptId id) const {
    return to_[id.index()];
  }

 private:
  void index_label(ConceptId id, const Label& label, std::size_t position);
  /// Where in slots_ a relation stands, or would; slots_ is not empty.
  [[nodiscard]] std::size_t slot(ConceptId from, RelationTypeId type, ConceptId to) const;
  /// Room in slots_ for one more relation.
  void reserve_slot();

  std::vector<Concept> concepts_;
  std::deque<StatedRelation> stated_;
  std::vector<std::vector<std::uint32_t>> from_;  ///< a list a concept, as stated_from gives it
  std::vector<std::vector<std::uint32_t>> to_;
  /// A hash table of the relations: positions in stated_ plus 1, 0 for a free slot; a power of 2 of
  /// slots, at most half of them taken. A concept may have as many relations as the graph.
  std::vector<std::uint32_t> slots_;
  std::vector<Scheme> schemes_;
  std::vector<RelationType> types_;
  std::unordered_map<std::string, ConceptId> by_key_;
  /// Folded label -> concepts and the position among their labels.
  std::unordered_map<std::string, std::vector<std::pair<ConceptId, std::size_t>>> by_label_;
};

/// How labels are compared: ASCII letters in lower case; runs of white space, '_' and '-' one
/// space, none at the ends. Other UTF-8 bytes as they are. Idempotent.
[[nodiscard]] std::string fold_label(std::string_view label);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/graph/impl/concept_graph_inl.hpp>
#endif
