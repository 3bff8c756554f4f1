#pragma once

#include <tonewheel/metric/regression/regression_error.hpp>

namespace tonewheel {

namespace detail {

[[nodiscard]] inline PairMoments regression_moments(std::span<const double> truth,
                                                    std::span<const double> prediction,
                                                    NanPolicy missing) {
  PairMoments moments(missing);
  moments.add(truth, prediction);
  return moments;
}

}  // namespace detail

inline namespace regression {

TONEWHEEL_INLINE double mse(const Numbers& truth, const Numbers& prediction, NanPolicy missing) {
  return detail::regression_moments(truth, prediction, missing).mse();
}

TONEWHEEL_INLINE double rmse(const Numbers& truth, const Numbers& prediction, NanPolicy missing) {
  return detail::regression_moments(truth, prediction, missing).rmse();
}

TONEWHEEL_INLINE double mae(const Numbers& truth, const Numbers& prediction, NanPolicy missing) {
  return detail::regression_moments(truth, prediction, missing).mae();
}

TONEWHEEL_INLINE double bias(const Numbers& truth, const Numbers& prediction, NanPolicy missing) {
  return detail::regression_moments(truth, prediction, missing).bias();
}

TONEWHEEL_INLINE double r_squared(const Numbers& truth, const Numbers& prediction,
                                  NanPolicy missing) {
  return detail::regression_moments(truth, prediction, missing).r_squared();
}

TONEWHEEL_INLINE double explained_variance(const Numbers& truth, const Numbers& prediction,
                                           NanPolicy missing) {
  return detail::regression_moments(truth, prediction, missing).explained_variance();
}

TONEWHEEL_INLINE double sign_agreement(const Numbers& truth, const Numbers& prediction,
                                       ZeroTruth zeros, NanPolicy missing) {
  return detail::regression_moments(truth, prediction, missing).sign_agreement(zeros);
}

}  // namespace regression
}  // namespace tonewheel
