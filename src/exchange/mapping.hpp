#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tonewheel/graph/relation.hpp>

namespace tonewheel::exchange {

/// What a predicate says about a concept, other than relations.
enum class Property : unsigned char {
  preferred,
  preferred_again,  ///< ours: a second one of the same language
  editor_preferred,
  alternative,
  hidden,
  definition,
  notation,
  key,
  kind,
  tier,
  angle,
  source,
  affect,
  scheme,
  top_of,
  defined_by,
};
[[nodiscard]] std::optional<Property> property_of(std::string_view predicate);

/// A predicate that stands for a built-in type, or for the inverse of one.
struct BuiltInDirection {
  RelationTypeId type{};
  bool turned = false;
};
[[nodiscard]] std::optional<BuiltInDirection> built_in_direction(std::string_view predicate);

/// Whether a predicate can never be a relation type: it means something else to the reader, or is a
/// name of our schema that this version does not know.
[[nodiscard]] bool means_something_else(std::string_view predicate);

/// Types that OWL brings along: disjoint_with and equivalent_class.
[[nodiscard]] std::optional<RelationType> preset_type(std::string_view iri);

}  // namespace tonewheel::exchange
