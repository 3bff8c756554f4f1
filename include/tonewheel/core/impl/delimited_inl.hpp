#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include <tonewheel/core/delimited.hpp>

namespace tonewheel {
namespace detail {

/// As text.find(byte, position), faster where the byte is near: eight bytes a step.
inline std::size_t find_near(std::string_view text, char byte, std::size_t position) noexcept {
  if constexpr (std::endian::native == std::endian::little) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    const std::uint64_t pattern = ones * static_cast<unsigned char>(byte);
    for (; position + 8 <= text.size(); position += 8) {
      std::uint64_t word;  // NOLINT: written before read
      std::memcpy(&word, text.data() + position, 8);
      word ^= pattern;
      // The lowest bit set belongs to the first byte that is zero now.
      if (const std::uint64_t zeros = (word - ones) & ~word & (ones << 7U); zeros != 0) {
        return position + static_cast<std::size_t>(std::countr_zero(zeros)) / 8;
      }
    }
  }
  for (; position < text.size(); ++position) {
    if (text[position] == byte) {
      return position;
    }
  }
  return std::string_view::npos;
}

/// From just behind an opening quote: just behind the quote that closes it, or npos.
inline std::size_t close_quote(std::string_view text, std::size_t position) noexcept {
  for (;;) {
    position = text.find('"', position);
    if (position == std::string_view::npos) {
      return position;
    }
    ++position;
    if (position >= text.size() || text[position] != '"') {
      return position;
    }
    ++position;
  }
}

}  // namespace detail

TONEWHEEL_INLINE RecordSpan next_record(std::string_view buffer, char delimiter, bool last) {
  std::size_t position = 0;
  std::size_t line_end = buffer.find('\n');
  for (;;) {
    if (line_end < position) {
      line_end = buffer.find('\n', position);
    }
    const std::size_t stop = line_end == std::string_view::npos ? buffer.size() : line_end;
    const std::size_t quote = buffer.substr(0, stop).find('"', position);
    if (quote == std::string_view::npos) {
      if (line_end == std::string_view::npos) {
        return {buffer.size(), last ? buffer.size() : 0, false};
      }
      const bool crlf = line_end > 0 && buffer[line_end - 1] == '\r';
      return {crlf ? line_end - 1 : line_end, line_end + 1, false};
    }
    position = quote + 1;
    if (quote == 0 || buffer[quote - 1] == delimiter) {
      position = detail::close_quote(buffer, position);
      if (position == std::string_view::npos) {
        return {buffer.size(), 0, true};
      }
    }
  }
}

TONEWHEEL_INLINE void split_fields(std::string_view record, char delimiter,
                                   std::vector<std::string_view>& fields) {
  fields.clear();
  std::size_t start = 0;
  for (;;) {
    std::size_t search = start;
    if (start < record.size() && record[start] == '"') {
      search = detail::close_quote(record, start + 1);
      if (search == std::string_view::npos) {
        search = record.size();
      }
    }
    const std::size_t end = detail::find_near(record, delimiter, search);
    if (end == std::string_view::npos) {
      fields.push_back(record.substr(start));
      return;
    }
    fields.push_back(record.substr(start, end - start));
    start = end + 1;
  }
}

TONEWHEEL_INLINE std::string unquote(std::string_view field) {
  if (field.empty() || field.front() != '"') {
    return std::string(field);
  }
  std::string value;
  value.reserve(field.size());
  std::size_t position = 1;
  while (position < field.size()) {
    const std::size_t quote = field.find('"', position);
    if (quote == std::string_view::npos) {
      break;
    }
    value.append(field.substr(position, quote - position));
    position = quote + 1;
    if (position >= field.size() || field[position] != '"') {
      break;
    }
    value += '"';
    ++position;
  }
  value.append(field.substr(std::min(position, field.size())));
  return value;
}

TONEWHEEL_INLINE std::string quote_if_needed(std::string_view value, char delimiter) {
  if (value.find_first_of("\"\r\n") == std::string_view::npos &&
      value.find(delimiter) == std::string_view::npos) {
    return std::string(value);
  }
  std::string field = "\"";
  for (const char c : value) {
    field += c;
    if (c == '"') {
      field += c;
    }
  }
  field += '"';
  return field;
}

}  // namespace tonewheel
