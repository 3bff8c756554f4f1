#pragma once

#include <algorithm>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {
namespace detail {

/// The covariance of a class: of what its words mean, and on the diagonal what raters add.
[[nodiscard]] inline Eigen::Matrix3d class_covariance(const EmotionClass& each,
                                                      const Correlations& rho) {
  Eigen::Matrix3d matrix = covariance_matrix(each.deviation, rho);
  matrix(0, 0) += each.rater_variance.valence;
  matrix(1, 1) += each.rater_variance.arousal;
  matrix(2, 2) += each.rater_variance.dominance;
  return matrix;
}

/// Whether every covariance of the space, correlations and variance of raters included, is one.
[[nodiscard]] inline bool positive_definite(const Space& space) {
  return std::all_of(space.classes.begin(), space.classes.end(), [](const EmotionClass& each) {
    return Covariance<3>(class_covariance(each, each.correlations.value_or(Correlations{})))
        .positive_definite();
  });
}

}  // namespace detail

TONEWHEEL_INLINE Model make_model(const Space& space, const ModelOptions& options) {
  const std::vector<std::string> names = space.names();
  const bool sound = space.has_correlations() && detail::positive_definite(space);
  const bool full = options.covariance == CovarianceKind::full ||
                    (options.covariance == CovarianceKind::own && sound);
  if (options.covariance != CovarianceKind::diagonal && !space.has_correlations() &&
      std::any_of(space.classes.begin(), space.classes.end(),
                  [](const EmotionClass& each) { return each.correlations.has_value(); })) {
    throw Error("space " + space.name +
                ": some classes have correlations and some have none, expected all or none");
  }
  std::vector<double> priors;
  if (options.prior || !space.has_priors()) {
    priors = options.prior.value_or(Prior::uniform()).weights_for(names);
  } else {
    for (const EmotionClass& each : space.classes) {
      priors.push_back(*each.prior);
    }
  }
  std::vector<Gaussian> gaussians;
  std::vector<RepairNote> repaired;
  std::vector<double> temperatures;
  for (const EmotionClass& each : space.classes) {
    const Correlations rho = full ? each.correlations.value_or(Correlations{}) : Correlations{};
    Covariance<3> covariance(detail::class_covariance(each, rho), options.repair);
    if (!covariance.positive_definite()) {
      throw Error("class " + each.name +
                  ": the covariance is not positive definite, its smallest eigenvalue is " +
                  number_text(covariance.smallest_eigenvalue()) +
                  "; choose the repair floor or nearest");
    }
    if (covariance.repaired()) {
      repaired.push_back({each.name, covariance.smallest_eigenvalue()});
    }
    temperatures.push_back(each.temperature);
    gaussians.emplace_back(to_vector(each.mean), std::move(covariance));
  }
  return {GaussianMixture(names, std::move(gaussians), std::move(priors), std::move(temperatures)),
          std::move(repaired),
          full && space.has_correlations() ? CovarianceKind::full : CovarianceKind::diagonal,
          options.covariance == CovarianceKind::own && space.has_correlations() && !sound,
          options.covariance == CovarianceKind::full && !space.has_correlations(),
          space.has_dominance};
}

}  // namespace tonewheel
