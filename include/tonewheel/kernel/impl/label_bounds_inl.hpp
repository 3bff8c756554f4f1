#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/impl/chosen_kernel_inl.hpp>
#include <tonewheel/kernel/label_bounds.hpp>

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/label_bounds_vector_inl.hpp>
#endif

namespace tonewheel::kernel {

TONEWHEEL_INLINE std::size_t label_bounds(const LabelBounds& task, std::uint32_t* list_ends,
                                          std::size_t lists) noexcept {
  return TONEWHEEL_KERNEL(label_bounds, label_bounds)(task, list_ends, lists);
}

}  // namespace tonewheel::kernel
