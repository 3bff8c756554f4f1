#pragma once

#include <tonewheel/metric/regression/concordance.hpp>

namespace tonewheel {
inline namespace regression {

TONEWHEEL_INLINE double concordance(std::span<const double> truth,
                                    std::span<const double> prediction,
                                    const ConcordanceOptions& options) {
  PairMoments moments(options.missing);
  moments.add(truth, prediction);
  return moments.concordance(options.variance);
}

}  // namespace regression
}  // namespace tonewheel
