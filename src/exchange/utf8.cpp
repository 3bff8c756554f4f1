#include "utf8.hpp"

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel::exchange {
namespace {

/// Bytes of the well-formed character at the start of a text that is not empty; 0: there is none.
std::size_t character_length(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80U) {
    return 1;
  }
  if (first >= 0xc2U && first <= 0xdfU) {
    return tail(1) ? 2 : 0;
  }
  if (first >= 0xe0U && first <= 0xefU) {
    const bool overlong = first == 0xe0U && byte(1) < 0xa0U;
    const bool surrogate = first == 0xedU && byte(1) > 0x9fU;
    return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xf0U && first <= 0xf4U) {
    const bool overlong = first == 0xf0U && byte(1) < 0x90U;
    const bool too_large = first == 0xf4U && byte(1) > 0x8fU;
    return tail(1) && tail(2) && tail(3) && !overlong && !too_large ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::size_t find_bad_utf8(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = character_length(text.substr(at));
    if (length == 0) {
      return at;
    }
    at += length;
  }
  return std::string_view::npos;
}

void require_utf8(std::string_view text, const std::string& what) {
  const std::size_t bad = find_bad_utf8(text);
  if (bad != std::string_view::npos) {
    constexpr std::string_view hex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(text[bad]);
    throw Error(what + ": found byte 0x" + hex[byte >> 4U] + hex[byte & 15U] + " at position " +
                std::to_string(bad) + ", expected UTF-8");
  }
}

}  // namespace tonewheel::exchange
