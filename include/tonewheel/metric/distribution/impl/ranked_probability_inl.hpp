#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include <tonewheel/metric/distribution/ranked_probability.hpp>

namespace tonewheel::distribution {

TONEWHEEL_INLINE double rps(const Numbers& p, const Numbers& q,
                            const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  const std::vector<std::size_t> order = detail::distribution_order(options, p.size());
  if (order.size() == 1) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  double sum = 0;
  double ahead = 0;
  for (const std::size_t each : order) {
    ahead += pair.p[each] - pair.q[each];
    sum += ahead * ahead;
  }
  return sum / static_cast<double>(order.size() - 1);
}

}  // namespace tonewheel::distribution
