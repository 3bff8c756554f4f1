#include "mapping.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "vocabulary.hpp"

namespace tonewheel::exchange {

std::optional<Property> property_of(std::string_view predicate) {
  static const std::unordered_map<std::string_view, Property> known{
      {rdfs::label, Property::preferred},
      {skos::pref_label, Property::preferred},
      {schema::preferred_label, Property::preferred_again},
      {TONEWHEEL_OBO("IAO_0000111"), Property::editor_preferred},
      {skos::alt_label, Property::alternative},
      {TONEWHEEL_OBO("IAO_0000118"), Property::alternative},
      {TONEWHEEL_OBO("MFOEM_000010"), Property::alternative},  // "synonym"
      {TONEWHEEL_OBO("MFOEM_000165"), Property::alternative},  // "tag display synonym"
      {TONEWHEEL_OBO_IN_OWL("hasExactSynonym"), Property::alternative},
      {TONEWHEEL_OBO_IN_OWL("hasRelatedSynonym"), Property::alternative},
      {TONEWHEEL_OBO_IN_OWL("hasNarrowSynonym"), Property::alternative},
      {TONEWHEEL_OBO_IN_OWL("hasBroadSynonym"), Property::alternative},
      {skos::hidden_label, Property::hidden},
      {skos::definition, Property::definition},
      {TONEWHEEL_OBO("IAO_0000115"), Property::definition},
      {skos::notation, Property::notation},
      {schema::key, Property::key},
      {schema::kind, Property::kind},
      {schema::tier, Property::tier},
      {schema::angle, Property::angle},
      {schema::source, Property::source},
      {schema::affect, Property::affect},
      {skos::in_scheme, Property::scheme},
      {skos::top_concept_of, Property::top_of},
      {rdfs::is_defined_by, Property::defined_by},
  };
  const auto found = known.find(predicate);
  return found == known.end() ? std::nullopt : std::optional(found->second);
}

std::optional<BuiltInDirection> built_in_direction(std::string_view predicate) {
  static const std::unordered_map<std::string_view, BuiltInDirection> known{
      {rdfs::sub_class_of, {relation::broader, false}},
      {skos::broader, {relation::broader, false}},
      {TONEWHEEL_SKOS("broaderTransitive"), {relation::broader, false}},
      {TONEWHEEL_SKOS("narrower"), {relation::broader, true}},
      {TONEWHEEL_SKOS("narrowerTransitive"), {relation::broader, true}},
      {skos::related, {relation::related, false}},
      {skos::exact_match, {relation::exact_match, false}},
      {skos::close_match, {relation::close_match, false}},
      {skos::broad_match, {relation::broad_match, false}},
      {TONEWHEEL_SKOS("narrowMatch"), {relation::broad_match, true}},
      {TONEWHEEL_SKOS("relatedMatch"), {relation::related, false}},
  };
  if (const auto found = known.find(predicate); found != known.end()) {
    return found->second;
  }
  if (!predicate.starts_with(schema_space)) {
    return std::nullopt;
  }
  const std::string_view key = predicate.substr(schema_space.size());
  for (std::size_t i = 0; i < built_in_relations.size(); ++i) {
    const BuiltInRelation& type = built_in_relations[i];
    if (!key.empty() && (key == type.key || key == type.inverse)) {
      return BuiltInDirection{{static_cast<std::uint32_t>(i)}, key == type.inverse};
    }
  }
  return std::nullopt;
}

bool means_something_else(std::string_view predicate) {
  return predicate == rdf::type || predicate == skos::has_top_concept ||
         property_of(predicate).has_value() ||
         (predicate.starts_with(schema_space) && !built_in_direction(predicate));
}

std::optional<RelationType> preset_type(std::string_view iri) {
  if (iri == owl::disjoint_with) {
    return RelationType{.key = "disjoint_with",
                        .iri = std::string(iri),
                        .inverse = {},
                        .laws = symmetric_laws,
                        .label = {}};
  }
  if (iri == owl::equivalent_class) {
    return RelationType{.key = "equivalent_class",
                        .iri = std::string(iri),
                        .inverse = {},
                        .laws = {.symmetric = true, .transitive = true},
                        .label = {}};
  }
  return std::nullopt;
}

}  // namespace tonewheel::exchange
