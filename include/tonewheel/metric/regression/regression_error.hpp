#pragma once

#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

/// Errors of predicted numbers. All are NaN for no pairs and throw Error on different lengths and,
/// by policy, on a missing value.
namespace tonewheel {
inline namespace regression {

/// Mean of (prediction - truth)^2, >= 0, lower is better; symmetric.
[[nodiscard]] double mse(const Numbers& truth, const Numbers& prediction,
                         NanPolicy missing = NanPolicy::error);

/// Square root of mse, in the unit of the values.
[[nodiscard]] double rmse(const Numbers& truth, const Numbers& prediction,
                          NanPolicy missing = NanPolicy::error);

/// Mean of |prediction - truth|, >= 0, lower is better; symmetric.
[[nodiscard]] double mae(const Numbers& truth, const Numbers& prediction,
                         NanPolicy missing = NanPolicy::error);

/// Mean of prediction - truth, 0 is best; changes its sign where the two are exchanged.
[[nodiscard]] double bias(const Numbers& truth, const Numbers& prediction,
                          NanPolicy missing = NanPolicy::error);

/// Coefficient of determination, 1 - sum (truth - prediction)^2 / sum (truth - mean truth)^2, at
/// most 1, higher is better, 0 for predicting the mean; not symmetric. NaN for a constant truth,
/// where scikit-learn returns 1 or 0 unless told otherwise. Wright 1921.
[[nodiscard]] double r_squared(const Numbers& truth, const Numbers& prediction,
                               NanPolicy missing = NanPolicy::error);

/// 1 - Var(truth - prediction) / Var(truth): r_squared with the bias forgiven; NaN as it.
[[nodiscard]] double explained_variance(const Numbers& truth, const Numbers& prediction,
                                        NanPolicy missing = NanPolicy::error);

/// Share of the pairs whose signs are equal, in [0, 1], higher is better. sign(0) = 0 agrees with 0
/// alone; pairs of truth 0 may be left out. NaN where no pair is left. Nicolaou, Gunes & Pantic
/// 2011 (SAGR).
[[nodiscard]] double sign_agreement(const Numbers& truth, const Numbers& prediction,
                                    ZeroTruth zeros = ZeroTruth::counts,
                                    NanPolicy missing = NanPolicy::error);

}  // namespace regression
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/regression/impl/regression_error_inl.hpp>
#endif
