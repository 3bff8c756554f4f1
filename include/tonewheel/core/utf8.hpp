#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace tonewheel {

namespace detail {

/// Bytes at the start that are ASCII.
inline std::size_t ascii_prefix(std::string_view text) noexcept {
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & 0x8080808080808080U) != 0) {
      break;
    }
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80U) {
    ++at;
  }
  return at;
}

/// Bytes of the well-formed character at the start, from its first byte on: 1 to 4; 0 where none is
/// (Unicode 14, table 3-7).
inline std::size_t utf8_length(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80U) {
    return 1;
  }
  if (lead < 0xc2U || lead > 0xf4U) {
    return 0;
  }
  const std::size_t length = lead < 0xe0U ? 2 : lead < 0xf0U ? 3 : 4;
  if (text.size() < length) {
    return 0;
  }
  // The second byte is where overlong forms, surrogates and numbers too large show.
  const unsigned low = lead == 0xe0U ? 0xa0U : lead == 0xf0U ? 0x90U : 0x80U;
  const unsigned high = lead == 0xedU ? 0x9fU : lead == 0xf4U ? 0x8fU : 0xbfU;
  if (byte(1) < low || byte(1) > high) {
    return 0;
  }
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) {
      return 0;
    }
  }
  return length;
}

}  // namespace detail

/// Where a text stops being UTF-8: the first byte that does not begin a well-formed character;
/// nothing where all of it is well-formed.
[[nodiscard]] inline std::optional<std::size_t> invalid_utf8(std::string_view text) noexcept {
  for (std::size_t at = 0;;) {
    at += detail::ascii_prefix(text.substr(at));
    if (at == text.size()) {
      return std::nullopt;
    }
    const std::size_t length = detail::utf8_length(text.substr(at));
    if (length == 0) {
      return at;
    }
    at += length;
  }
}

/// Adds a character by its code point, which is at most 0x10ffff and no surrogate.
inline void append_utf8(std::string& out, std::uint32_t character) {
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80U | (character >> shift & 0x3fU));
  };
  if (character < 0x80U) {
    out += static_cast<char>(character);
  } else if (character < 0x800U) {
    out += static_cast<char>(0xc0U | character >> 6U);
    tail(0);
  } else if (character < 0x10000U) {
    out += static_cast<char>(0xe0U | character >> 12U);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0U | character >> 18U);
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace tonewheel
