#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <tonewheel/kernel/impl/vector_inl.hpp>
#include <tonewheel/kernel/mask_table.hpp>

namespace tonewheel::kernel::TONEWHEEL_ISA {

/// The words of a mask that are united at once.
using MaskStep = std::uint64_t __attribute__((vector_size(mask_step * sizeof(std::uint64_t))));

/// See kernel/set_counts.hpp.
inline void unite_masks(const MaskTable& table, const std::uint32_t* ids, std::size_t count,
                        std::uint64_t* set) noexcept {
  for (std::size_t word = 0; word < table.words; word += mask_step) {
    MaskStep all{};
    for (std::size_t i = 0; i < count; ++i) {
      MaskStep mask;
      std::memcpy(&mask, table.bits + ids[i] * table.words + word, sizeof mask);
      all |= mask;
    }
    std::memcpy(set + word, &all, sizeof all);
  }
}

/// Adds the bits of a word of both sets.
inline void add_word(SetCounts& counts, std::uint64_t truth, std::uint64_t prediction) noexcept {
  counts.truth += ones(truth);
  counts.prediction += ones(prediction);
  counts.common += ones(truth & prediction);
}

/// See kernel/set_counts.hpp.
inline void set_counts(const MaskTable& table, const std::uint64_t* truth,
                       const std::uint64_t* prediction, SetCounts* out,
                       std::size_t stride) noexcept {
  for (std::size_t g = 0; g < table.size; ++g) {
    const BitRange range = table.groupings[g];
    SetCounts counts{};
    add_word(counts, truth[range.first] & range.head, prediction[range.first] & range.head);
    if (range.last != range.first) {
      for (std::size_t word = range.first + 1; word < range.last; ++word) {
        add_word(counts, truth[word], prediction[word]);
      }
      add_word(counts, truth[range.last] & range.tail, prediction[range.last] & range.tail);
    }
    out[g * stride] = counts;
  }
}

/// See kernel/set_counts.hpp. Names in full: MaskTable would bring the front's functions too.
inline void sample_set_counts(const MaskTable& table, const std::uint32_t* ids,
                              const std::uint32_t* ends, std::size_t samples,
                              std::uint64_t* scratch, SetCounts* out) noexcept {
  std::uint64_t* truth = scratch;
  std::uint64_t* prediction = scratch + table.words;
  std::size_t start = 0;
  for (std::size_t i = 0; i < samples; ++i) {
    const std::size_t middle = ends[2 * i];
    const std::size_t end = ends[2 * i + 1];
    TONEWHEEL_ISA::unite_masks(table, ids + start, middle - start, truth);
    TONEWHEEL_ISA::unite_masks(table, ids + middle, end - middle, prediction);
    TONEWHEEL_ISA::set_counts(table, truth, prediction, out + i, samples);
    start = end;
  }
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
