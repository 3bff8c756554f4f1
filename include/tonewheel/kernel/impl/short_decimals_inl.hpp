#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/impl/chosen_kernel_inl.hpp>
#include <tonewheel/kernel/short_decimals.hpp>

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/short_decimals_vector_inl.hpp>
#endif

namespace tonewheel::kernel {
namespace detail {

/// A text as a word: its last character in the highest byte, '0' in the bytes before its first. All
/// bits set where it is empty, too long or a point alone. `end - first` bytes can be read before
/// the text's end.
inline std::uint64_t decimal_word(const char* first, const char* begin, const char* end) noexcept {
  constexpr std::uint64_t zeros = 0x3030303030303030;
  const auto size = static_cast<std::size_t>(end - begin);
  if (size - 1 >= short_decimals_size || (size == 1 && *begin == '.')) {  // 0 wraps
    return ~std::uint64_t{0};
  }
  std::uint64_t word = 0;
  if (end - first >= 8) {
    std::memcpy(&word, end - 8, 8);
  } else {
    std::array<char, 8> bytes{};
    std::copy(begin, end, bytes.end() - size);
    std::memcpy(&word, bytes.data(), 8);
  }
  const std::uint64_t text = ~std::uint64_t{0} << (8 * (8 - size));
  return (word & text) | (zeros & ~text);
}

}  // namespace detail

TONEWHEEL_INLINE void short_decimals(std::span<const std::string_view> texts, const char* first,
                                     double* out) noexcept {
  constexpr std::size_t block = 64;  // whole vectors of every instruction set
  if constexpr (std::endian::native != std::endian::little) {
    std::fill_n(out, texts.size(), std::numeric_limits<double>::quiet_NaN());
    return;
  }
  std::array<std::uint64_t, block> words;  // NOLINT: what is read is written before
  std::array<std::uint64_t, block> signs;  // NOLINT: likewise
  std::array<double, block> numbers;       // NOLINT: likewise
  for (std::size_t next = 0; next < texts.size(); next += block) {
    const std::size_t count = std::min(block, texts.size() - next);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view text = texts[next + i];
      // Signs of annotations are a coin's: no branch foresees them, so none is taken.
      const std::size_t minus = !text.empty() && text.front() == '-' ? 1 : 0;
      words[i] = detail::decimal_word(first, text.data() + minus, text.data() + text.size());
      signs[i] = std::uint64_t{minus} << 63U;
    }
    std::fill(words.begin() + count, words.end(), 0);
    std::fill(signs.begin() + count, signs.end(), 0);
    TONEWHEEL_KERNEL(short_decimals, short_decimals)(words.data(), signs.data(), count,
                                                     numbers.data());
    std::copy_n(numbers.begin(), count, out + next);
  }
}

}  // namespace tonewheel::kernel
