#pragma once

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/distribution_rows.hpp>
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/isa.hpp>

namespace tonewheel::kernel {

TONEWHEEL_INLINE void distribution_rows(RowMetric metric, Strided<const double> p,
                                        Strided<const double> q, std::size_t rows,
                                        std::size_t classes, const RowRules& rules,
                                        double* out) noexcept {
  detail::kernels().distribution_rows(metric, {p, q, rows, classes, rules, out});
}

}  // namespace tonewheel::kernel
