#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <tonewheel/core/ids.hpp>

namespace tonewheel {

/// What a type of relation promises; validate() reports where a graph breaks it.
struct RelationLaws {
  bool symmetric = false;   ///< a R b asks for b R a to be stated too
  bool transitive = false;  ///< a R b and b R c imply a R c
  bool asymmetric = false;  ///< a R b excludes b R a; with transitive: no cycles
  friend bool operator==(const RelationLaws&, const RelationLaws&) = default;
};

/// A type of relation. Relations of an inverse type are stored turned round, as their base type.
struct RelationType {
  std::string key{};      ///< unique: "broader"
  std::string iri{};      ///< empty: made from the key by an exporter
  std::string inverse{};  ///< key of the inverse type: "narrower"; may be empty
  /// What holds of all relations of the type.
  RelationLaws laws{};
  /// What it is called in pages and reports.
  std::string label{};
  friend bool operator==(const RelationType&, const RelationType&) = default;
};

/// A typed, directed, weighted edge; the concepts are its ends in the graph.
struct Relation {
  /// The type of the relation.
  RelationTypeId type{};
  /// How much it weighs, a finite number.
  double weight = 1;
  /// Where it is from, as one cites it.
  std::string source{};
  friend bool operator==(const Relation&, const Relation&) = default;
};

/// The types that every graph starts with, in the order of their ids.
namespace relation {
inline constexpr RelationTypeId broader{0};      ///< inverse: narrower
inline constexpr RelationTypeId opposite_of{1};  ///< symmetric
inline constexpr RelationTypeId composed_of{2};  ///< inverse: part_of
inline constexpr RelationTypeId has_cause{3};    ///< from a combination to each of its causes
inline constexpr RelationTypeId has_result{4};   ///< from a combination to what it leads to
inline constexpr RelationTypeId leads_to{5};     ///< one cause alone
inline constexpr RelationTypeId synonym_of{6};   ///< symmetric
inline constexpr RelationTypeId exact_match{7};  ///< symmetric, transitive; between schemes
inline constexpr RelationTypeId close_match{8};  ///< symmetric; between schemes
inline constexpr RelationTypeId broad_match{9};  ///< inverse: narrow_match; between schemes
inline constexpr RelationTypeId adjacent{10};    ///< symmetric; neighbours on a wheel
inline constexpr RelationTypeId more_intense_than{11};  ///< inverse: less_intense_than
inline constexpr RelationTypeId related{12};            ///< symmetric
}  // namespace relation

/// A type of relation that every graph has.
struct BuiltInRelation {
  std::string_view key{};      ///< its name in files
  std::string_view inverse{};  ///< its name read backwards; empty: none, or its own
  RelationLaws laws{};         ///< what validate() holds it to
};
/// The laws of an order from narrow to broad.
inline constexpr RelationLaws hierarchy_laws{.transitive = true, .asymmetric = true};
/// The laws of relations that hold both ways.
inline constexpr RelationLaws symmetric_laws{.symmetric = true};
/// The types that every graph has, in the order of their ids.
inline constexpr std::array<BuiltInRelation, 13> built_in_relations{{
    {"broader", "narrower", hierarchy_laws},
    {"opposite_of", "", symmetric_laws},
    {"composed_of", "part_of", {.asymmetric = true}},
    {"has_cause", "cause_of", {.asymmetric = true}},
    {"has_result", "result_of", {.asymmetric = true}},
    {"leads_to", "", {}},
    {"synonym_of", "", symmetric_laws},
    {"exact_match", "", {.symmetric = true, .transitive = true}},
    {"close_match", "", symmetric_laws},
    {"broad_match", "narrow_match", {.asymmetric = true}},
    {"adjacent", "", symmetric_laws},
    {"more_intense_than", "less_intense_than", hierarchy_laws},
    {"related", "", symmetric_laws},
}};

}  // namespace tonewheel
