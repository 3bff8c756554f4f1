#pragma once

#include <tonewheel/affect/gaussian.hpp>

namespace tonewheel {

TONEWHEEL_INLINE Gaussian make_gaussian(const Vad& mean, const Vad& sd, const Correlations& rho,
                                        Repair repair) {
  return {to_vector(mean), covariance_matrix(sd, rho), repair};
}

TONEWHEEL_INLINE VaGaussian marginal(const Gaussian& gaussian) {
  const Gaussian::Stored& mean = gaussian.mean();
  const Covariance<3>::Stored& covariance = gaussian.covariance().matrix();
  Eigen::Matrix2d block;
  for (Eigen::Index i = 0; i < 4; ++i) {
    block(i % 2, i / 2) = covariance(i % 2, i / 2);
  }
  return {Eigen::Vector2d(mean[0], mean[1]), block};
}

TONEWHEEL_INLINE Normal conditional(const Gaussian& gaussian, Axis target,
                                    const PartialVad& known) {
  const auto t = static_cast<Eigen::Index>(target);
  if (known[static_cast<std::size_t>(target)]) {
    throw Error("conditional: " + std::string(name(target)) + " is both target and known");
  }
  const Covariance<3>::Stored& covariance = gaussian.covariance().matrix();
  const Gaussian::Stored& mean = gaussian.mean();
  for (const auto& value : known) {
    if (value && !std::isfinite(*value)) {
      throw Error("conditional: a known value is not finite");
    }
  }
  Eigen::Index first = -1;
  Eigen::Index second = -1;
  for (Eigen::Index i = 0; i < 3; ++i) {
    if (known[static_cast<std::size_t>(i)]) {
      (first < 0 ? first : second) = i;
    }
  }
  const auto deviation = [&](Eigen::Index i) {
    return *known[static_cast<std::size_t>(i)] - mean[i];
  };
  if (first < 0) {
    return {mean[t], covariance(t, t)};
  }
  if (second < 0) {
    const double slope = covariance(t, first) / covariance(first, first);
    return {mean[t] + slope * deviation(first), covariance(t, t) - slope * covariance(t, first)};
  }
  const double determinant = covariance(first, first) * covariance(second, second) -
                             covariance(first, second) * covariance(first, second);
  const double first_slope = (covariance(t, first) * covariance(second, second) -
                              covariance(t, second) * covariance(first, second)) /
                             determinant;
  const double second_slope = (covariance(t, second) * covariance(first, first) -
                               covariance(t, first) * covariance(first, second)) /
                              determinant;
  return {
      mean[t] + first_slope * deviation(first) + second_slope * deviation(second),
      covariance(t, t) - first_slope * covariance(t, first) - second_slope * covariance(t, second)};
}

}  // namespace tonewheel
