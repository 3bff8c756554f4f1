#pragma once

#include <tonewheel/metric/regression/concordance.hpp>

namespace tonewheel {
inline namespace regression {

TONEWHEEL_INLINE double concordance(const Numbers& truth, const Numbers& prediction,
                                    const ConcordanceOptions& options) {
  PairMoments moments(options.missing);
  moments.add(truth, prediction);
  return moments.concordance(options.variance);
}

}  // namespace regression
}  // namespace tonewheel
