#pragma once

#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

namespace tonewheel {
inline namespace regression {

/// By which variance, and what a missing value does.
struct ConcordanceOptions {
  Variance variance = Variance::population;  ///< by n or n - 1
  NanPolicy missing = NanPolicy::error;      ///< what a missing value does
};

/// Concordance correlation coefficient, 2 Cov(x, y) / (Var x + Var y + (mean x - mean y)^2), in
/// [-1, 1]: 1 where all pairs are equal, 0 where one side is constant and the other is not, or two
/// constants differ. Higher is better; symmetric. Lin 1989.
///
/// NaN where both sides are the same constant (so for one pair, equal), for one pair by n - 1, and
/// for no pairs. Throws Error on different lengths and, by policy, on a missing value.
///
/// Divisors in use: n (Lin 1989; the OMG challenges, audmetric, py-feat) and n - 1 (torchmetrics);
/// they differ while the means do. AVEC 2019's script takes the covariance by n and the variances
/// by n - 1, which is below 1 even for equal series: it is not here. Programs that compute the
/// formula from Pearson's r, undefined for a constant, disagree there: torchmetrics returns NaN,
/// OMG takes r as 0 (see sequences.hpp).
[[nodiscard]] double concordance(const Numbers& truth, const Numbers& prediction,
                                 const ConcordanceOptions& options = {});

}  // namespace regression
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/regression/impl/concordance_inl.hpp>
#endif
