#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/kernel/mask_table.hpp>

namespace tonewheel::kernel {

/// The union of the masks of `count` ids into `set`, table.words words.
void unite_masks(const MaskTable& table, const std::uint32_t* ids, std::size_t count,
                 std::uint64_t* set) noexcept;

/// Counts of two sets, one for each grouping, to out[0], out[stride], ...
void set_counts(const MaskTable& table, const std::uint64_t* truth, const std::uint64_t* prediction,
                SetCounts* out, std::size_t stride) noexcept;

/// The same for samples: list j holds the ids [ends[j - 1], ends[j]), from 0 on; lists 2 i and
/// 2 i + 1 are truth and prediction of sample i, whose counts in grouping g go to
/// out[g * samples + i]. Scratch memory: 2 table.words words.
void sample_set_counts(const MaskTable& table, const std::uint32_t* ids, const std::uint32_t* ends,
                       std::size_t samples, std::uint64_t* scratch, SetCounts* out) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/set_counts_inl.hpp>
#endif
