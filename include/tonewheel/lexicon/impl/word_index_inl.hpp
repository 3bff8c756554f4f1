#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/word_index.hpp>

namespace tonewheel {
namespace detail {

/// Up to eight bytes as a number, the missing ones 0. Reads no byte outside the text.
inline std::uint64_t load_bytes(const char* bytes, std::size_t size) noexcept {
  std::uint64_t value = 0;
  if (size >= 8) {
    std::memcpy(&value, bytes, 8);
  } else if (size >= 4) {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    std::memcpy(&low, bytes, 4);
    std::memcpy(&high, bytes + size - 4, 4);
    value = low | std::uint64_t{high} << (8 * (size - 4));
  } else {
    for (std::size_t i = 0; i < size; ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
  }
  return value;
}

}  // namespace detail

inline std::size_t WordIndex::home(const Key& key) const noexcept {
  // Odd constants of high weight, so that the high half of a product depends on every byte.
  std::uint64_t mixed = (key.first ^ key.size) * 0x9e3779b97f4a7c15U;
  mixed = (mixed ^ (mixed >> 32U) ^ key.second) * 0xd6e8feb86659fd93U;
  return static_cast<std::size_t>(mixed >> 32U) & (slots_.size() - 1);
}

inline bool WordIndex::same(const Key& a, const Key& b) noexcept {
  return ((a.first ^ b.first) | (a.second ^ b.second) | (a.size ^ b.size)) == 0;
}

inline bool WordIndex::holds(const Slot& slot, const Key& key,
                             std::string_view word) const noexcept {
  return same(slot.key, key) &&
         (word.size() <= 16 ||
          std::memcmp(rest_.data() + slot.rest, word.data() + 16, word.size() - 16) == 0);
}

TONEWHEEL_INLINE WordIndex::WordIndex(std::span<const std::string> words) {
  build(words);
}

TONEWHEEL_INLINE WordIndex::WordIndex(std::span<const std::string_view> words) {
  build(words);
}

template <class Word>
void WordIndex::build(std::span<const Word> words) {
  if (words.size() >= std::size_t{1} << 31U) {
    throw Error("word index: found " + std::to_string(words.size()) +
                " words, expected fewer than 2^31");
  }
  slots_.resize(std::bit_ceil(2 * words.size() + 1));
  size_ = words.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (rest_.size() + word.size() >= std::size_t{1} << 32U) {
      throw Error("word index: found more than 4 GiB of words, expected fewer");
    }
    const Key key = key_of(word);
    std::size_t at = home(key);
    for (; slots_[at].word != empty; at = (at + 1) & (slots_.size() - 1)) {
      if (holds(slots_[at], key, word)) {
        throw Error("word index: found " + shown(word) + " twice, expected distinct words");
      }
    }
    slots_[at] = {key, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(rest_.size())};
    rest_ += word.size() > 16 ? word.substr(16) : std::string_view{};
  }
}

TONEWHEEL_INLINE std::optional<std::uint32_t> WordIndex::find(
    std::string_view word) const noexcept {
  if (slots_.empty()) {
    return std::nullopt;
  }
  const Key key = key_of(word);
  for (std::size_t at = home(key); slots_[at].word != empty; at = (at + 1) & (slots_.size() - 1)) {
    if (holds(slots_[at], key, word)) {
      return slots_[at].word;
    }
  }
  return std::nullopt;
}

TONEWHEEL_INLINE void WordIndex::find_each(std::span<const Key> keys,
                                           std::uint32_t* found) const noexcept {
  if (slots_.empty()) {
    std::fill_n(found, keys.size(), not_found);
    return;
  }
  // The slots of some words are fetched together, since they may lie far from the core.
  constexpr std::size_t together = 32;
  std::array<std::size_t, together> homes;
  const std::size_t last = slots_.size() - 1;
  for (; !keys.empty(); keys = keys.subspan(std::min(together, keys.size()))) {
    const std::span<const Key> some = keys.first(std::min(together, keys.size()));
    for (std::size_t i = 0; i < some.size(); ++i) {
      homes[i] = home(some[i]);
      __builtin_prefetch(&slots_[homes[i]]);
    }
    for (std::size_t i = 0; i < some.size(); ++i) {
      // Most words stand in the first of two neighbours: both are looked at without a branch, which
      // would often be guessed wrong.
      const Key& key = some[i];
      std::size_t at = homes[i];
      const Slot& near = slots_[at];
      const Slot& next = slots_[(at + 1) & last];
      std::uint32_t word = same(next.key, key) ? next.word : not_found;
      word = same(near.key, key) ? near.word : word;
      // Positions have 31 bits: this asks whether none was found and both slots are taken.
      if ((word & ~(near.word | next.word)) >> 31U != 0) {
        do {
          at = (at + 1) & last;
        } while (slots_[at].word != empty && !same(slots_[at].key, key));
        word = slots_[at].word;
      }
      *found++ = word;
    }
  }
}

TONEWHEEL_INLINE WordIndex::Key WordIndex::key_of(std::string_view word) noexcept {
  Key key{.size = word.size()};
  key.first = detail::load_bytes(word.data(), word.size());
  if (word.size() > 8) {
    key.second = detail::load_bytes(word.data() + 8, word.size() - 8);
  }
  return key;
}

}  // namespace tonewheel
