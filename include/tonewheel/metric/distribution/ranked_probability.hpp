#pragma once

#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/metric/distribution/options.hpp>

namespace tonewheel::distribution {

/// Ranked probability score: sum of (P_k - Q_k)^2 / (K - 1), P and Q the cumulative distributions;
/// in [0, 1], lower is better, 0 for equal distributions, symmetric; NaN for one class. Epstein
/// 1969; Murphy 1971.
/// It needs an order of the classes: a miss by one place is a small one. Emotion classes have none
/// of their own, and the score of the same data changes with the order of the columns; so give
/// options.order (by valence, say) and report it, or take emd with a ground distance instead.
/// Errors are those of distribution/divergence.hpp, and an order that is no permutation.
[[nodiscard]] double rps(const Numbers& p, const Numbers& q,
                         const DistributionOptions& options = {});

}  // namespace tonewheel::distribution

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/ranked_probability_inl.hpp>
#endif
