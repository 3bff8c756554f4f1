#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/kernel/distribution_rows.hpp>
#include <tonewheel/metric/distribution/rows.hpp>

namespace tonewheel {
namespace detail {

/// The kernel's name of a metric; nothing where it has none.
inline std::optional<kernel::RowMetric> row_metric(DistributionMetric metric,
                                                   const DistributionOptions& options) {
  using M = DistributionMetric;
  using R = kernel::RowMetric;
  switch (metric) {
    case M::kl:
      return R::kl;
    case M::kl_symmetric:
      return R::kl_symmetric;
    case M::js_divergence:
      return R::js_divergence;
    case M::js_distance:
      return R::js_distance;
    case M::cross_entropy:
      return R::cross_entropy;
    case M::chi_squared:
      return options.chi_squared == ChiSquaredForm::squared   ? R::chi_squared
             : options.chi_squared == ChiSquaredForm::pearson ? R::chi_squared_of_q
                                                              : R::chi_squared_of_p;
    case M::hellinger:
      return R::hellinger;
    case M::fidelity:
      return R::fidelity;
    case M::bhattacharyya:
      return R::bhattacharyya;
    case M::chebyshev:
      return R::chebyshev;
    case M::clark:
      return R::clark;
    case M::canberra:
      return R::canberra;
    case M::euclidean:
      return R::euclidean;
    case M::sorensen:
      return R::sorensen;
    case M::brier:
      return R::brier;
    case M::cosine:
      return R::cosine;
    case M::intersection:
      return R::intersection;
    case M::pearson:
      return R::pearson;
    case M::rps:
      return options.order.empty() ? std::optional(R::ranked_probability) : std::nullopt;
    case M::ndcg:
    case M::emd:
      break;
  }
  return std::nullopt;
}

/// Whether the metric is one of those that a zero can make infinite (see ZeroPolicy).
inline bool has_zero_policy(kernel::RowMetric metric) noexcept {
  using R = kernel::RowMetric;
  return metric == R::kl || metric == R::kl_symmetric || metric == R::cross_entropy ||
         metric == R::bhattacharyya || metric == R::chi_squared_of_q ||
         metric == R::chi_squared_of_p;
}

inline kernel::RowRules row_rules(kernel::RowMetric metric, const DistributionOptions& options) {
  using R = kernel::RowMetric;
  kernel::RowRules rules{
      .mass_tolerance = options.mass == MassPolicy::unit ? options.mass_tolerance : -1,
      .normalise = options.mass == MassPolicy::normalise};
  if (has_zero_policy(metric)) {
    const bool both = options.zeros == ZeroPolicy::floor_both;
    rules.floor_p = both ? options.epsilon : 0;
    rules.floor_q = both || options.zeros == ZeroPolicy::floor_prediction ? options.epsilon : 0;
    rules.smoothing = options.zeros == ZeroPolicy::additive ? options.epsilon : 0;
  }
  if (metric == R::kl || metric == R::kl_symmetric || metric == R::js_divergence ||
      metric == R::js_distance || metric == R::cross_entropy || metric == R::bhattacharyya) {
    rules.divisor = information_divisor(options.unit);
  }
  if (metric == R::kl_symmetric && options.symmetric_kl == SymmetricKlForm::half_sum) {
    rules.divisor *= 2;
  }
  return rules;
}

/// The metric of every row by the kernels; NaN where the per-row function decides, which is
/// everywhere for a metric without a kernel.
inline void metric_rows_by_kernel(DistributionMetric metric, const DistributionTable& p,
                                  const DistributionTable& q, const DistributionOptions& options,
                                  std::span<double> out) {
  const std::optional<kernel::RowMetric> by_kernel = row_metric(metric, options);
  if (by_kernel && p.classes > 0) {
    kernel::distribution_rows(*by_kernel, p.shares, q.shares, p.rows, p.classes,
                              row_rules(*by_kernel, options), out.data());
  } else {
    std::fill(out.begin(), out.end(), std::numeric_limits<double>::quiet_NaN());
  }
}

/// A row as the per-row functions take it; `copy` holds it where it is not dense.
inline std::span<const double> dense_row(const DistributionTable& table, std::size_t row,
                                         std::vector<double>& copy) {
  if (table.classes == 0) {
    return {};
  }
  if (table.shares.column_stride == 1) {
    return {&table.shares.at(row, 0), table.classes};
  }
  copy.resize(table.classes);
  for (std::size_t k = 0; k < table.classes; ++k) {
    copy[k] = table.shares.at(row, k);
  }
  return copy;
}

inline void require_distribution_rows(const MatrixView<double>& matrix, const std::string& role) {
  if (!matrix.fits()) {
    throw Error("distribution rows: found " + std::to_string(matrix.values.size()) +
                " values of the " + role + ", expected " + std::to_string(matrix.rows) + " x " +
                std::to_string(matrix.columns));
  }
}

}  // namespace detail

TONEWHEEL_INLINE DistributionTable distribution_table(const MatrixView<double>& matrix) noexcept {
  return {{matrix.values.data(), static_cast<std::ptrdiff_t>(matrix.columns), 1},
          matrix.rows,
          matrix.columns};
}

TONEWHEEL_INLINE void distribution_metric_rows(DistributionMetric metric,
                                               const DistributionTable& p,
                                               const DistributionTable& q,
                                               const DistributionOptions& options,
                                               std::span<double> out) {
  if (p.rows != q.rows || p.classes != q.classes || out.size() != p.rows) {
    throw Error("distribution rows: found a truth of " + std::to_string(p.rows) + " x " +
                std::to_string(p.classes) + ", a prediction of " + std::to_string(q.rows) + " x " +
                std::to_string(q.classes) + " and room for " + std::to_string(out.size()) +
                " numbers, expected the same shape and a number a row");
  }
  detail::require_distribution_options(options);
  detail::metric_rows_by_kernel(metric, p, q, options, out);
  std::vector<double> p_copy;
  std::vector<double> q_copy;
  for (std::size_t row = 0; row < p.rows; ++row) {
    if (!std::isnan(out[row])) {
      continue;
    }
    try {
      out[row] = distribution_metric(metric, detail::dense_row(p, row, p_copy),
                                     detail::dense_row(q, row, q_copy), options);
    } catch (const Error& error) {
      throw Error(Place{{}, row + 1, {}}, error.what());
    }
  }
}

TONEWHEEL_INLINE std::vector<double> distribution_metric_rows(DistributionMetric metric,
                                                              const MatrixView<double>& p,
                                                              const MatrixView<double>& q,
                                                              const DistributionOptions& options) {
  detail::require_distribution_rows(p, "truth");
  detail::require_distribution_rows(q, "prediction");
  std::vector<double> out(p.rows);
  distribution_metric_rows(metric, distribution_table(p), distribution_table(q), options, out);
  return out;
}

}  // namespace tonewheel
