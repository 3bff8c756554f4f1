#pragma once

#include <cstddef>

#include <tonewheel/kernel/row_metric.hpp>
#include <tonewheel/kernel/strided.hpp>

namespace tonewheel::kernel {

/// One number a row, of rows x classes shares. NaN where a share is not in [0, 1e100], where a sum
/// is refused (of 0, to normalise), and where the number is not defined or cannot be told from an
/// undefined one (the cosine and correlation of vectors shorter than 1e-100): the per-row functions
/// of metric/ decide there. The same bits for a row whatever other rows are computed with it, on
/// one instruction set. Error: tolerance::distribution_rows.
void distribution_rows(RowMetric metric, Strided<const double> p, Strided<const double> q,
                       std::size_t rows, std::size_t classes, const RowRules& rules,
                       double* out) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/distribution_rows_inl.hpp>
#endif
