#include <array>
#include <cstddef>
#include <optional>

#include <tonewheel/exchange/iri.hpp>
#include <tonewheel/lexicon/fold.hpp>

#include "vocabulary.hpp"

namespace tonewheel {
namespace {

using namespace exchange;

constexpr std::string_view not_in_iris = "<>\"{}|^`\\";

constexpr bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

/// By byte: whether it may stand in an IRI.
constexpr std::array<bool, 256> in_iris = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    table[byte] =
        byte > 0x20 && byte != 0x7f &&
        (byte > 0x7f || not_in_iris.find(static_cast<char>(byte)) == std::string_view::npos);
  }
  return table;
}();

constexpr bool fits_iri(char c) noexcept {
  return in_iris[static_cast<unsigned char>(c)];
}

bool is_iri_key(std::string_view key) noexcept {
  return (key.starts_with("http://") || key.starts_with("https://") || key.starts_with("urn:")) &&
         is_absolute_iri(key);
}

std::string escaped(std::string_view key, bool colon_too) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : key) {
    if (fits_iri(c) && c != '%' && !(c == ':' && colon_too)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += hex[byte >> 4U];
      out += hex[byte & 15U];
    }
  }
  return out;
}

std::string unescaped(std::string_view text) {
  const auto digit = [](char c) -> unsigned {
    const std::size_t found = std::string_view("0123456789ABCDEFabcdef").find(c);
    return static_cast<unsigned>(found < 16                        ? found
                                 : found == std::string_view::npos ? 16
                                                                   : found - 6);
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) < 16 &&
        digit(text[i + 2]) < 16) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  // What does not decode to text is not from a key of ours.
  return !invalid_utf8(out) ? out : std::string(text);
}

std::string made(std::string_view space, std::string_view key) {
  if (is_iri_key(key)) {
    return std::string(key);
  }
  // A concept "scheme:x" must not get the IRI of the scheme "x".
  const bool nested =
      space == our_space && (key.starts_with("schema:") || key.starts_with("scheme:") ||
                             key.starts_with("relation:") || key.starts_with("ontology:"));
  return std::string(space) + escaped(key, nested);
}

std::string key_after(std::string_view space, std::string_view iri) {
  return iri.starts_with(space) && iri.size() > space.size() ? unescaped(iri.substr(space.size()))
                                                             : std::string(iri);
}

bool is_built_in(std::string_view key) noexcept {
  for (const BuiltInRelation& type : built_in_relations) {
    if (type.key == key || type.inverse == key) {
      return !key.empty();
    }
  }
  return false;
}

}  // namespace

bool is_absolute_iri(std::string_view text) noexcept {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(text.front())) {
    return false;
  }
  for (const char c : text.substr(0, colon)) {
    if (!is_letter(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') {
      return false;
    }
  }
  for (const char c : text) {
    if (!fits_iri(c)) {
      return false;
    }
  }
  return !invalid_utf8(text);
}

std::string iri_of(const Concept& node) {
  return node.iri.empty() ? made(our_space, node.key) : node.iri;
}

std::string iri_of(const Scheme& scheme) {
  return scheme.iri.empty() ? made(scheme_space, scheme.key) : scheme.iri;
}

std::string iri_of(const RelationType& type) {
  if (!type.iri.empty()) {
    return type.iri;
  }
  return made(is_built_in(type.key) ? schema_space : relation_space, type.key);
}

std::string concept_key(std::string_view iri) {
  for (const std::string_view reserved :
       {schema_space, scheme_space, relation_space, ontology_space}) {
    if (iri.starts_with(reserved)) {
      return std::string(iri);
    }
  }
  return key_after(our_space, iri);
}

std::string scheme_key(std::string_view iri) {
  return key_after(scheme_space, iri);
}

std::string relation_key(std::string_view iri) {
  if (iri.starts_with(schema_space) && is_built_in(iri.substr(schema_space.size()))) {
    return std::string(iri.substr(schema_space.size()));
  }
  return key_after(relation_space, iri);
}

}  // namespace tonewheel
