#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/utf8.hpp>

namespace tonewheel {

/// How words are made comparable.
enum class Folding : unsigned char {
  official,  ///< Python's str.lower() and strip(), as the MER scorers do
  unicode,   ///< normalised (NFC), case-folded (by utf8proc), stripped
};

/// "unicode" or "official", as files and options have it.
[[nodiscard]] constexpr std::string_view name(Folding folding) noexcept {
  return folding == Folding::official ? "official" : "unicode";
}

/// The text without white space at both ends, as Python's str.strip(): what Unicode calls white
/// space, and the separators U+001C to U+001F. Bytes that are not UTF-8 are not white space.
[[nodiscard]] std::string_view strip(std::string_view text) noexcept;

/// The word as a lexicon knows it, without Unicode white space at both ends. Throws Error on
/// invalid UTF-8 with the position of the byte. ASCII text takes a short path.
[[nodiscard]] std::string fold(std::string_view text, Folding folding = Folding::unicode);
/// As fold, into `out`, whose memory is used again; `text` must not be part of `out`.
void fold_into(std::string& out, std::string_view text, Folding folding = Folding::unicode);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#endif
