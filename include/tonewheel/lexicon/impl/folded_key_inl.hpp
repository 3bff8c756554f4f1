#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <tonewheel/lexicon/impl/word_index_inl.hpp>
#include <tonewheel/lexicon/word_index.hpp>

namespace tonewheel::detail {

/// The size of a key that no word has.
inline constexpr std::uint64_t no_word = ~std::uint64_t{0};

/// The highest bit of every byte: set where a byte is not ASCII.
inline constexpr std::uint64_t high_bits = 0x8080808080808080U;

/// ASCII bytes with small letters.
constexpr std::uint64_t small_letters(std::uint64_t bytes) noexcept {
  constexpr std::uint64_t each = high_bits / 0x80U;
  // The high bits of bytes from A on, and of those behind Z.
  const std::uint64_t from_a = bytes + each * (0x80U - 'A');
  const std::uint64_t behind_z = bytes + each * (0x80U - 'Z' - 1);
  return bytes | ((from_a & ~behind_z & high_bits) >> 2U);
}
static_assert(small_letters(0x405a41005b617a7fU) == 0x407a61005b617a7fU);

/// The key of a label folded, in either folding; of size no_word where that takes more: the label
/// is empty or long, not ASCII, or may have white space at an end.
inline WordIndex::Key folded_key(std::string_view label) noexcept {
  if (label.empty() || label.size() > WordIndex::key_bytes || label.front() <= ' ' ||
      label.back() <= ' ') {
    return {.size = no_word};
  }
  WordIndex::Key key = WordIndex::key_of(label);
  if (((key.first | key.second) & high_bits) != 0) {
    return {.size = no_word};
  }
  key.first = small_letters(key.first);
  key.second = small_letters(key.second);
  return key;
}

}  // namespace tonewheel::detail
