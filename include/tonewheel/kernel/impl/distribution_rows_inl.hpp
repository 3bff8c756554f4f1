#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/distribution_rows.hpp>
#include <tonewheel/kernel/impl/chosen_kernel_inl.hpp>

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/distribution_rows_tile_inl.hpp>
#endif

namespace tonewheel::kernel {

TONEWHEEL_INLINE void distribution_rows(RowMetric metric, Strided<const double> p,
                                        Strided<const double> q, std::size_t rows,
                                        std::size_t classes, const RowRules& rules,
                                        double* out) noexcept {
  TONEWHEEL_KERNEL(distribution_rows, distribution_rows_kernel)(metric,
                                                                {p, q, rows, classes, rules, out});
}

}  // namespace tonewheel::kernel
