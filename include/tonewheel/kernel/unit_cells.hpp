#pragma once

#include <cstddef>

namespace tonewheel::kernel {

/// Bytes that unit_cells may write behind a cell's start.
inline constexpr std::size_t unit_cell_room = 10;

/// Decimals that unit_cells can write.
inline constexpr int unit_cell_digits = 7;

/// Writes probabilities as cells of delimited text, ",0.250000": the delimiter and the number with
/// `digits` decimals (1 to 7), rounded to nearest. Stops at, or some cells before, a value whose
/// text is not certain: outside [0, 1], -0, NaN, or within 1e-6 units of the last decimal of a tie.
/// Returns how many it wrote; `out` moves behind them. There is room for unit_cell_room bytes from
/// the start of each cell.
std::size_t unit_cells(const double* values, std::size_t count, char delimiter, int digits,
                       char*& out) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/unit_cells_inl.hpp>
#endif
