#pragma once

#include <string>
#include <string_view>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/core/utf8.hpp>

namespace tonewheel::detail {

/// Adds a text as JSON writes it, in quotes. Throws Error on one that is not UTF-8; `what` is what
/// the text stands in.
inline void append_json_text(std::string& out, std::string_view text, std::string_view what) {
  if (const auto at = invalid_utf8(text)) {
    throw Error(std::string(what) + ": found the text " + shown(text) + ", whose byte " +
                std::to_string(*at) + " is not UTF-8, expected UTF-8");
  }
  constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (byte < 0x20) {
          out += "\\u00";
          out += hex[byte >> 4U];
          out += hex[byte & 15U];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

}  // namespace tonewheel::detail
