#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

#include <tonewheel/core/delimited.hpp>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tonewheel {
namespace detail {

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

#if defined(__SSE2__)

/// Bit i: whether text[i] is `byte`; of up to 64 bytes, at least 16.
inline std::uint64_t equal_bits(std::string_view text, char byte) noexcept {
  const __m128i pattern = _mm_set1_epi8(byte);
  const auto bits_at = [&](std::size_t from) noexcept {
    const void* bytes = text.data() + from;
    const __m128i equal =
        _mm_cmpeq_epi8(_mm_loadu_si128(static_cast<const __m128i*>(bytes)), pattern);
    return std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(equal))} << from;
  };
  std::uint64_t bits = bits_at(text.size() - 16);
  for (std::size_t from = 0; from + 16 < text.size(); from += 16) {
    bits |= bits_at(from);
  }
  return bits;
}

/// Bit i: whether text[place + i] is `byte`, for the 64 bytes from `place` on or those that are
/// left. The last of a text are looked at together with some that were seen. text: at least 16
/// bytes.
inline std::uint64_t equal_bits(std::string_view text, std::size_t place, char byte) noexcept {
  const std::size_t from = std::min(place, text.size() - 16);
  return equal_bits(text.substr(from, 64), byte) >> (place - from);
}

/// As split_fields for a record without quotes, or where they mean nothing: finds the delimiters of
/// 64 bytes at once. False where it has a quote or is short.
inline bool split_plain(std::string_view record, char delimiter,
                        std::vector<std::string_view>& fields, Quoting quoting) {
  if (record.size() < 16) {
    return false;
  }
  std::size_t start = 0;
  for (std::size_t place = 0; place < record.size(); place += 64) {
    if (quoting == Quoting::standard && equal_bits(record, place, '"') != 0) {
      return false;
    }
    for (std::uint64_t bits = equal_bits(record, place, delimiter); bits != 0; bits &= bits - 1) {
      const std::size_t end = place + static_cast<std::size_t>(std::countr_zero(bits));
      fields.emplace_back(record.data() + start, end - start);
      start = end + 1;
    }
  }
  fields.emplace_back(record.data() + start, record.size() - start);
  return true;
}

#else

/// Where vectors of bytes are unknown every record is searched field by field.
inline bool split_plain(std::string_view, char, std::vector<std::string_view>&, Quoting) {
  return false;
}

#endif

}  // namespace detail

TONEWHEEL_INLINE RecordSpan next_record(std::string_view buffer, char delimiter, bool last,
                                        Quoting quoting) {
  std::size_t position = 0;
  std::size_t line_end = buffer.find('\n');
  for (;;) {
    if (line_end < position) {
      line_end = buffer.find('\n', position);
    }
    const std::size_t stop = line_end == std::string_view::npos ? buffer.size() : line_end;
    const std::size_t quote = quoting == Quoting::none ? std::string_view::npos
                                                       : buffer.substr(0, stop).find('"', position);
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
                                   std::vector<std::string_view>& fields, Quoting quoting) {
  fields.clear();
  if (detail::split_plain(record, delimiter, fields, quoting)) {
    return;
  }
  fields.clear();
  std::size_t start = 0;
  for (;;) {
    std::size_t search = start;
    if (quoting == Quoting::standard && start < record.size() && record[start] == '"') {
      search = detail::close_quote(record, start + 1);
      if (search == std::string_view::npos) {
        search = record.size();
      }
    }
    const std::size_t end = record.find(delimiter, search);
    if (end == std::string_view::npos) {
      fields.push_back(record.substr(start));
      return;
    }
    fields.push_back(record.substr(start, end - start));
    start = end + 1;
  }
}

TONEWHEEL_INLINE std::optional<std::size_t> find_text_after_quote(std::string_view record,
                                                                  char delimiter) {
  std::size_t start = 0;
  for (std::size_t field = 0;; ++field) {
    std::size_t search = start;
    if (start < record.size() && record[start] == '"') {
      search = detail::close_quote(record, start + 1);
      if (search == std::string_view::npos) {
        return std::nullopt;
      }
      if (search < record.size() && record[search] != delimiter) {
        return field;
      }
    }
    const std::size_t end = record.find(delimiter, search);
    if (end == std::string_view::npos) {
      return std::nullopt;
    }
    start = end + 1;
  }
}

TONEWHEEL_INLINE void find_all(std::string_view text, char byte,
                               std::vector<std::size_t>& positions) {
#if defined(__SSE2__)
  if (text.size() >= 16) {
    for (std::size_t place = 0; place < text.size(); place += 64) {
      for (std::uint64_t bits = detail::equal_bits(text, place, byte); bits != 0;
           bits &= bits - 1) {
        positions.push_back(place + static_cast<std::size_t>(std::countr_zero(bits)));
      }
    }
    return;
  }
#endif
  for (std::size_t at = text.find(byte); at != std::string_view::npos;
       at = text.find(byte, at + 1)) {
    positions.push_back(at);
  }
}

TONEWHEEL_INLINE std::string unquote(std::string_view field, Quoting quoting) {
  if (quoting == Quoting::none || field.empty() || field.front() != '"') {
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
