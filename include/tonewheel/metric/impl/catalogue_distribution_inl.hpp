#pragma once

#include <vector>

#include <tonewheel/metric/catalogue.hpp>
#include <tonewheel/metric/distribution/score.hpp>

namespace tonewheel::detail {

TONEWHEEL_INLINE void add_distribution_metrics(std::vector<Metric>& list) {
  for (const DistributionMetricFacts& each : distribution_metrics) {
    list.push_back({each, [](const DistributionScore& all) { return all.mean(); }});
  }
}

}  // namespace tonewheel::detail
