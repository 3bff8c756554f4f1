#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/impl/chosen_kernel_inl.hpp>
#include <tonewheel/kernel/set_counts.hpp>

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/set_counts_vector_inl.hpp>
#endif

namespace tonewheel::kernel {

TONEWHEEL_INLINE void unite_masks(const MaskTable& table, const std::uint32_t* ids,
                                  std::size_t count, std::uint64_t* set) noexcept {
  TONEWHEEL_KERNEL(unite_masks, unite_masks)(table, ids, count, set);
}

TONEWHEEL_INLINE void set_counts(const MaskTable& table, const std::uint64_t* truth,
                                 const std::uint64_t* prediction, SetCounts* out,
                                 std::size_t stride) noexcept {
  TONEWHEEL_KERNEL(set_counts, set_counts)(table, truth, prediction, out, stride);
}

TONEWHEEL_INLINE void sample_set_counts(const MaskTable& table, const std::uint32_t* ids,
                                        const std::uint32_t* ends, std::size_t samples,
                                        std::uint64_t* scratch, SetCounts* out) noexcept {
  TONEWHEEL_KERNEL(sample_set_counts, sample_set_counts)(table, ids, ends, samples, scratch, out);
}

}  // namespace tonewheel::kernel
