#pragma once

#include <string>
#include <string_view>

#include <tonewheel/graph/concept.hpp>
#include <tonewheel/graph/relation.hpp>

/// How keys of a graph and IRIs of a file belong together. A key that starts with http://, https://
/// or urn: is its own IRI. Any other is written after a prefix, with the characters that an IRI
/// cannot hold, and '%', as %XX:
///   concepts   urn:tonewheel:KEY
///   schemes    urn:tonewheel:scheme:KEY
///   relations  urn:tonewheel:schema:KEY of the built-in types, urn:tonewheel:relation:KEY
namespace tonewheel {

/// The element's own IRI; made from its key where that is empty.
[[nodiscard]] std::string iri_of(const Concept& node);
/// The same of a scheme.
[[nodiscard]] std::string iri_of(const Scheme& scheme);
/// The same of a relation type.
[[nodiscard]] std::string iri_of(const RelationType& type);

/// The key that an IRI stands for: without our prefix, unescaped; else the whole IRI.
[[nodiscard]] std::string concept_key(std::string_view iri);
/// The same of a scheme's IRI.
[[nodiscard]] std::string scheme_key(std::string_view iri);
/// The same of a relation type's IRI.
[[nodiscard]] std::string relation_key(std::string_view iri);

/// Whether a text can stand between < and > in Turtle: a scheme, and no character that an IRI
/// cannot hold; UTF-8.
[[nodiscard]] bool is_absolute_iri(std::string_view text) noexcept;

}  // namespace tonewheel
