#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/kernel/strided.hpp>
#include <tonewheel/metric/distribution/metric.hpp>

namespace tonewheel {

/// A table of distributions in the caller's memory, in any storage order.
struct DistributionTable {
  kernel::Strided<const double> shares{};  ///< where the numbers stand, a row a distribution
  std::size_t rows = 0;                    ///< how many distributions there are
  std::size_t classes = 0;                 ///< how many shares each has
};

/// Row after row.
[[nodiscard]] DistributionTable distribution_table(const MatrixView<double>& matrix) noexcept;

/// The metric of every row of p and q, one number a row of `out`: distribution_metric() on vectors,
/// which it equals to tolerance::distribution_rows, the same infinities and NaN included. By the
/// kernels for all metrics but ndcg, emd and an rps with an order, which go row by row. The same
/// bits for a row whatever other rows stand beside it. Throws Error on tables of different shapes,
/// on an `out` of another size than rows, and as the metric does, with the row, counted from 1, as
/// its place; then `out` holds nothing of use.
void distribution_metric_rows(DistributionMetric metric, const DistributionTable& p,
                              const DistributionTable& q, const DistributionOptions& options,
                              std::span<double> out);
/// The values themselves, one a row.
[[nodiscard]] std::vector<double> distribution_metric_rows(DistributionMetric metric,
                                                           const MatrixView<double>& p,
                                                           const MatrixView<double>& q,
                                                           const DistributionOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/rows_inl.hpp>
#endif
