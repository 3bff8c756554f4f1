#pragma once

#include <cstddef>
#include <cstdint>

namespace tonewheel::kernel {

/// Bytes that label_bounds looks at together.
inline constexpr std::size_t label_block = 64;

/// Label lists, one behind the other in a text, and room for where their labels stand, all in the
/// caller's memory. Every list ends with one of the delimiters ' " ,
struct LabelBounds {
  char* text = nullptr;             ///< its ASCII letters become small ones
  std::size_t blocks = 0;           ///< the text's size in label_blocks; delimiters fill the last
  std::uint32_t* starts = nullptr;  ///< of labels, and 16 more than there are
  std::uint32_t* ends = nullptr;    ///< the same
  std::uint64_t* marks = nullptr;   ///< scratch memory: blocks + 1
  std::uint32_t* before = nullptr;  ///< scratch memory: blocks + 1
};

}  // namespace tonewheel::kernel
