#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/kernel/label_text.hpp>

namespace tonewheel::kernel {

/// Finds the labels between delimiters: from the first byte that is not ASCII white space up to the
/// delimiter, where there is such a byte. Returns how many there are. For each of the lists,
/// list_ends[i], where it ends in the text, becomes the number of labels up to there.
std::size_t label_bounds(const LabelBounds& task, std::uint32_t* list_ends,
                         std::size_t lists) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/label_bounds_inl.hpp>
#endif
