#pragma once

#include <string>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/distance.hpp>
#include <tonewheel/metric/distribution/divergence.hpp>
#include <tonewheel/metric/distribution/earth_movers.hpp>
#include <tonewheel/metric/distribution/metric.hpp>
#include <tonewheel/metric/distribution/ranked_probability.hpp>

namespace tonewheel {
namespace detail {

inline double emd_of_row(std::span<const double> p, std::span<const double> q,
                         const DistributionOptions& options) {
  const DistributionPair pair = distribution_pair(p, q, options);
  const std::size_t classes = p.size();
  if (options.ground_distance.size() != classes * classes) {
    throw Error("emd: found " + std::to_string(options.ground_distance.size()) +
                " ground distances, expected " + std::to_string(classes) + " x " +
                std::to_string(classes) + " in options.ground_distance");
  }
  const MatrixView<double> distances{options.ground_distance, classes, classes};
  if (options.mass == MassPolicy::as_given) {
    return earth_movers_distance(p, q, distances);
  }
  std::vector<double> shares_p(classes);
  std::vector<double> shares_q(classes);
  double sum_p = 0;
  double sum_q = 0;
  for (std::size_t i = 0; i < classes; ++i) {
    sum_p += pair.p[i];
    sum_q += pair.q[i];
  }
  for (std::size_t i = 0; i < classes; ++i) {
    shares_p[i] = pair.p[i] / sum_p;
    shares_q[i] = pair.q[i] / sum_q;
  }
  return earth_movers_distance(shares_p, shares_q, distances);
}

}  // namespace detail

TONEWHEEL_INLINE double distribution_metric(DistributionMetric metric, const Numbers& p,
                                            const Numbers& q, const DistributionOptions& options) {
  switch (metric) {
    case DistributionMetric::kl:
      return distribution::kl(p, q, options);
    case DistributionMetric::kl_symmetric:
      return distribution::kl_symmetric(p, q, options);
    case DistributionMetric::js_divergence:
      return distribution::js_divergence(p, q, options);
    case DistributionMetric::js_distance:
      return distribution::js_distance(p, q, options);
    case DistributionMetric::cross_entropy:
      return distribution::cross_entropy(p, q, options);
    case DistributionMetric::chi_squared:
      return distribution::chi_squared(p, q, options);
    case DistributionMetric::hellinger:
      return distribution::hellinger(p, q, options);
    case DistributionMetric::fidelity:
      return distribution::fidelity(p, q, options);
    case DistributionMetric::bhattacharyya:
      return distribution::bhattacharyya(p, q, options);
    case DistributionMetric::chebyshev:
      return distribution::chebyshev(p, q, options);
    case DistributionMetric::clark:
      return distribution::clark(p, q, options);
    case DistributionMetric::canberra:
      return distribution::canberra(p, q, options);
    case DistributionMetric::euclidean:
      return distribution::euclidean(p, q, options);
    case DistributionMetric::sorensen:
      return distribution::sorensen(p, q, options);
    case DistributionMetric::brier:
      return distribution::brier(p, q, options);
    case DistributionMetric::cosine:
      return distribution::cosine(p, q, options);
    case DistributionMetric::intersection:
      return distribution::intersection(p, q, options);
    case DistributionMetric::pearson:
      return distribution::pearson(p, q, options);
    case DistributionMetric::ndcg:
      return distribution::ndcg(p, q, options);
    case DistributionMetric::rps:
      return distribution::rps(p, q, options);
    case DistributionMetric::emd:
      return detail::emd_of_row(p, q, options);
  }
  throw Error("distribution metric: found number " + std::to_string(static_cast<unsigned>(metric)) +
              ", expected one of " + std::to_string(distribution_metrics.size()));
}

}  // namespace tonewheel
