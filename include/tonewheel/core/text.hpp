#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <tonewheel/core/short_decimal.hpp>

namespace tonewheel {

/// The text without ASCII white space at both ends.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view space = " \t\r\n\f\v";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// ASCII letters in lower case; every other byte (UTF-8 included) as it is.
[[nodiscard]] inline std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return lower;
}

/// The parts of a cell between separators, each trimmed: "a; b" is "a" and "b". None of an empty
/// cell, and none after a last separator; an empty part between two is one.
[[nodiscard]] inline std::vector<std::string> split_list(std::string_view cell,
                                                         char separator = ';') {
  std::vector<std::string> parts;
  while (!cell.empty()) {
    const auto end = std::min(cell.find(separator), cell.size());
    parts.emplace_back(trim(cell.substr(0, end)));
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return parts;
}

/// The number a whole trimmed cell stands for, correctly rounded (std::from_chars, with a leading
/// '+' allowed); nothing if the cell is anything else. "nan" and "inf" are numbers. A value too
/// large or too small for a double is nothing: it could not be kept.
[[nodiscard]] inline std::optional<double> parse_number(std::string_view cell) noexcept {
  if (const double value = short_decimal(cell); !std::isnan(value)) {
    return value;
  }
  cell = trim(cell);
  if (cell.size() > 1 && cell.front() == '+' && cell[1] != '-') {
    cell.remove_prefix(1);
  }
  double value = 0;
  const auto [end, status] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (cell.empty() || status != std::errc{} || end != cell.data() + cell.size()) {
    return std::nullopt;
  }
  return value;
}

/// The shortest text that reads back to the same number.
[[nodiscard]] inline std::string number_text(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

/// The text with control bytes shown as `\xNN`, as a terminal may have it.
[[nodiscard]] inline std::string escaped(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      out += "\\x";
      out += hex[byte >> 4U];
      out += hex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out;
}

/// At most `limit` bytes of the text, never cut within a UTF-8 character.
[[nodiscard]] inline std::string_view first_bytes(std::string_view text, std::size_t limit) {
  const bool cut = text.size() > limit;
  while (cut && limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xc0U) == 0x80U) {
    --limit;
  }
  return text.substr(0, limit);
}

/// For messages: the text in quotes, escaped, cut after at most `limit` bytes.
[[nodiscard]] inline std::string shown(std::string_view text, std::size_t limit = 40) {
  return '"' + escaped(first_bytes(text, limit)) + (text.size() > limit ? "...\"" : "\"");
}

/// For tables on a terminal: the text escaped, with "..." in place of what goes beyond `limit`
/// bytes (escapes aside), which is at least 3.
[[nodiscard]] inline std::string printable(std::string_view text, std::size_t limit) {
  return text.size() > limit ? escaped(first_bytes(text, limit - 3)) + "..." : escaped(text);
}

}  // namespace tonewheel
