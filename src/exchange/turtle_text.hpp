#pragma once

#include <array>
#include <string>
#include <string_view>

#include "vocabulary.hpp"

/// The words of a Turtle file: names, texts, numbers.
namespace tonewheel::exchange {

/// A short name of a namespace.
struct TurtlePrefix {
  std::string_view name;
  std::string_view space;
};
/// Those that every file declares, in their order.
inline constexpr std::array<TurtlePrefix, 7> turtle_prefixes{{{"owl", owl_space},
                                                              {"rdf", rdf_space},
                                                              {"rdfs", rdfs_space},
                                                              {"skos", skos_space},
                                                              {"xsd", xsd_space},
                                                              {"dct", dct_space},
                                                              {"tws", schema_space}}};

/// <IRI>, or prefix:name for the plain names of known vocabularies. The IRI is absolute.
[[nodiscard]] std::string turtle_name(std::string_view iri);

/// The text in quotes and escapes.
[[nodiscard]] std::string turtle_string(std::string_view text);

/// The number as a literal of xsd:double; it reads back to the same bits.
[[nodiscard]] std::string turtle_number(double value);

/// Whether a tag is [a-zA-Z]+(-[a-zA-Z0-9]+)*, as Turtle asks.
[[nodiscard]] bool is_turtle_language(std::string_view tag);

}  // namespace tonewheel::exchange
