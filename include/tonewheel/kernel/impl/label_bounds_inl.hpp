#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/isa.hpp>
#include <tonewheel/kernel/label_bounds.hpp>

namespace tonewheel::kernel {

TONEWHEEL_INLINE std::size_t label_bounds(const LabelBounds& task, std::uint32_t* list_ends,
                                          std::size_t lists) noexcept {
  return detail::kernels().label_bounds(task, list_ends, lists);
}

}  // namespace tonewheel::kernel
