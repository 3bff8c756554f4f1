#include "utf8.hpp"

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/fold.hpp>

namespace tonewheel::exchange {

void require_utf8(std::string_view text, const std::string& what) {
  if (const auto bad = invalid_utf8(text)) {
    constexpr std::string_view hex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(text[*bad]);
    throw Error(what + ": found byte 0x" + hex[byte >> 4U] + hex[byte & 15U] + " at position " +
                std::to_string(*bad) + ", expected UTF-8");
  }
}

}  // namespace tonewheel::exchange
