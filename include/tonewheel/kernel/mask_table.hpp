#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace tonewheel {

/// Sizes of a sample's two sets of groups and of what they share: common <= truth, prediction.
struct SetCounts {
  /// Groups of the true words.
  std::uint32_t truth = 0;
  /// Groups of the predicted words.
  std::uint32_t prediction = 0;
  /// Groups of both.
  std::uint32_t common = 0;
  friend auto operator<=>(const SetCounts&, const SetCounts&) = default;
};

namespace kernel {

/// Words of 64 bits in a mask: a multiple of this.
inline constexpr std::size_t mask_step = 4;

/// The bits of a grouping: `head` of word `first` of a mask, all of those between, and `tail` of
/// word `last`, 0 where that is the first.
struct BitRange {
  /// Which word of the mask its first bits are in.
  std::uint32_t first = 0;
  /// Which word of the mask its last bits are in.
  std::uint32_t last = 0;
  /// Its bits in word `first`.
  std::uint64_t head = 0;
  /// Its bits in word `last`.
  std::uint64_t tail = 0;
};

/// Which groups a word belongs to, as bits, in the caller's memory.
struct MaskTable {
  const std::uint64_t* bits = nullptr;  ///< mask after mask
  std::size_t words = 0;                ///< of a mask
  const BitRange* groupings = nullptr;  ///< what is counted apart
  std::size_t size = 0;                 ///< of groupings
};

}  // namespace kernel
}  // namespace tonewheel
