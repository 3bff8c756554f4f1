#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// Finds words of a fixed list by their bytes: open addressing with linear probing, at most half
/// full, the first 16 bytes of a word in its slot. Made once, read by any number of threads.
class WordIndex {
 public:
  /// Size and first 16 bytes, the rest zeros: equal for equal words, and for words of up to 16
  /// bytes only for them.
  struct Key {
    std::uint64_t first = 0;   ///< bytes 1 to 8
    std::uint64_t second = 0;  ///< bytes 9 to 16
    std::uint64_t size = 0;    ///< how many bytes the word has
  };
  /// How many bytes of a word a Key holds.
  static constexpr std::size_t key_bytes = 16;
  /// What find returns for a word that is not there.
  static constexpr std::uint32_t not_found = ~std::uint32_t{0};

  WordIndex() = default;
  /// The words must be distinct. Throws Error on a word that stands twice, on 2^31 words, and
  /// where they hold 4 GiB.
  explicit WordIndex(std::span<const std::string> words);
  /// The same of views.
  explicit WordIndex(std::span<const std::string_view> words);

  /// Position of the word in the list.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view word) const noexcept;
  /// Positions of words of up to 16 bytes, given by their keys, or not_found. found: as many.
  void find_each(std::span<const Key> keys, std::uint32_t* found) const noexcept;
  /// The size and the first bytes of a word.
  [[nodiscard]] static Key key_of(std::string_view word) noexcept;
  /// How many words there are.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  struct Slot {
    Key key{};
    std::uint32_t word = empty;
    std::uint32_t rest = 0;  ///< where bytes 16 and on stand in rest_
  };
  static constexpr std::uint32_t empty = not_found;

  template <class Word>
  void build(std::span<const Word> words);

  static bool same(const Key& a, const Key& b) noexcept;
  [[nodiscard]] std::size_t home(const Key& key) const noexcept;
  [[nodiscard]] bool holds(const Slot& slot, const Key& key, std::string_view word) const noexcept;

  std::vector<Slot> slots_;  ///< a power of two
  std::string rest_;
  std::size_t size_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/lexicon/impl/word_index_inl.hpp>
#endif
