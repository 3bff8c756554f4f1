#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/matrix_view.hpp>

namespace tonewheel {

/// Whether the total is to be as small or as large as can be.
enum class Objective : unsigned char { least, greatest };

/// Which row goes with which column, and what that costs or brings.
struct Assignment {
  /// Of each row; nothing for rows left over, where there are more of them than columns.
  std::vector<std::optional<std::size_t>> column_of;
  double total = 0;  ///< sum of the chosen values, added by row
};

/// Gives min(rows, columns) rows a column each so that the total is least or greatest: the
/// Hungarian method by shortest augmenting paths with potentials (Kuhn 1955; Jonker & Volgenant
/// 1987), in O(n^2 m) for n <= m. Exact on whole numbers, else to rounding; equal totals are told
/// apart by the order of rows and columns only, so the same matrix gives the same assignment.
/// Throws Error on a size that does not fit and on a value that is not finite or above 1e100 in
/// size.
[[nodiscard]] Assignment assign(const MatrixView<double>& matrix, Objective objective);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/core/impl/assignment_inl.hpp>
#endif
