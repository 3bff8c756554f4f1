#include "turtle_text.hpp"

#include <algorithm>

#include <tonewheel/core/text.hpp>

namespace tonewheel::exchange {
namespace {

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
}

}  // namespace

std::string turtle_name(std::string_view iri) {
  for (const TurtlePrefix& prefix : turtle_prefixes) {
    if (iri.starts_with(prefix.space) && is_word(iri.substr(prefix.space.size()))) {
      return std::string(prefix.name) + ":" + std::string(iri.substr(prefix.space.size()));
    }
  }
  return "<" + std::string(iri) + ">";
}

std::string turtle_string(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\u00";
      out += hex[byte >> 4U];
      out += hex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string turtle_number(double value) {
  std::string text = number_text(value);
  if (text.ends_with("inf")) {
    text.replace(text.size() - 3, 3, "INF");
  } else if (text.ends_with("nan")) {
    text = "NaN";
  }
  return "\"" + text + "\"^^xsd:double";
}

bool is_turtle_language(std::string_view tag) {
  bool first = true;
  while (true) {
    const std::string_view part = tag.substr(0, tag.find('-'));
    const bool good = !part.empty() && std::all_of(part.begin(), part.end(), [&](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
    });
    if (!good || part.size() == tag.size()) {
      return good;
    }
    tag.remove_prefix(part.size() + 1);
    first = false;
  }
}

}  // namespace tonewheel::exchange
