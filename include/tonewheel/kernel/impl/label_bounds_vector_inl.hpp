#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/kernel/impl/vector_inl.hpp>
#include <tonewheel/kernel/label_text.hpp>

namespace tonewheel::kernel::TONEWHEEL_ISA {

/// Bit i: byte i of a block is a delimiter, is ASCII white space.
struct LabelBytes {
  std::uint64_t delimiters = 0;
  std::uint64_t spaces = 0;
};

/// The same of a block, whose ASCII letters become small ones.
inline LabelBytes fold_block(char* text) noexcept {
  LabelBytes bits;
#pragma GCC unroll 4
  for (std::size_t from = 0; from < label_block; from += vector_bytes) {
    const auto bytes = load<Bytes>(text + from);
    const auto delimiter = (bytes == '\'') | (bytes == '"') | (bytes == ',');
    // Tab to carriage return, and the separators up to the space.
    const auto space = (bytes - '\t' <= '\r' - '\t') | (bytes - 0x1c <= ' ' - 0x1c);
    const auto capital = reinterpret_cast<Bytes>(bytes - 'A' <= 'Z' - 'A');
    bits.delimiters |= lane_bits(reinterpret_cast<Bytes>(delimiter)) << from;
    bits.spaces |= lane_bits(reinterpret_cast<Bytes>(space)) << from;
    store(text + from, bytes | (capital & ('a' - 'A')));
  }
  return bits;
}

/// a + b; true: the sum is above 64 bits.
inline bool add_carry(std::uint64_t a, std::uint64_t b, std::uint64_t& sum) noexcept {
  return __builtin_add_overflow(a, b, &sum);
}

/// Writes base plus the positions of the bits, and up to 5 numbers more; returns their end.
inline std::uint32_t* write_positions(std::uint64_t bits, std::uint32_t base,
                                      std::uint32_t* out) noexcept {
  constexpr std::uint64_t some_bit = std::uint64_t{1} << 63U;
  std::uint32_t* const end = out + ones(bits);
  // Five labels in a block are usual: they are written without a branch for each.
  do {
#pragma GCC unroll 6
    for (int i = 0; i < 6; ++i) {
      out[i] = base + static_cast<std::uint32_t>(__builtin_ctzll(bits | some_bit));
      bits &= bits - 1;
    }
    out += 6;
  } while (bits != 0);
  return end;
}

/// See kernel/label_bounds.hpp. What a delimiter sets off runs to the right by the carries of sums:
/// through white space to the first byte of a label, and from there to the next delimiter.
inline std::size_t label_bounds(const LabelBounds& task, std::uint32_t* list_ends,
                                std::size_t lists) noexcept {
  std::uint64_t seed = 1;  // into the next block: a label may begin at its first byte,
  std::uint64_t open = 0;  // a label is open
  std::uint32_t* starts = task.starts;
  std::uint32_t* ends = task.ends;
  for (std::size_t block = 0; block < task.blocks; ++block) {
    const auto base = static_cast<std::uint32_t>(block * label_block);
    const LabelBytes bits = fold_block(task.text + base);
    const std::uint64_t seeds = bits.delimiters << 1U | seed;
    std::uint64_t run = 0;
    const bool spaces_run_on = add_carry(seeds & bits.spaces, bits.spaces, run);
    const std::uint64_t first = (run | seeds) & ~bits.spaces & ~bits.delimiters;
    seed = bits.delimiters >> 63U | static_cast<std::uint64_t>(spaces_run_on);
    std::uint64_t closing = 0;
    const bool runs_on = add_carry(~bits.delimiters, first, closing);
    const bool ran_on = add_carry(closing, open, closing);
    closing &= bits.delimiters;
    open = static_cast<std::uint64_t>(runs_on) | static_cast<std::uint64_t>(ran_on);
    task.marks[block] = first;
    task.before[block] = static_cast<std::uint32_t>(starts - task.starts);
    starts = write_positions(first, base, starts);
    ends = write_positions(closing, base, ends);
  }
  const auto count = static_cast<std::uint32_t>(starts - task.starts);
  task.marks[task.blocks] = 0;
  task.before[task.blocks] = count;
  for (std::size_t i = 0; i < lists; ++i) {
    const std::uint32_t end = list_ends[i];
    const std::uint64_t below = (std::uint64_t{1} << end % label_block) - 1;
    list_ends[i] = task.before[end / label_block] + ones(task.marks[end / label_block] & below);
  }
  return count;
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
