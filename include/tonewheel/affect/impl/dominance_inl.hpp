#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <Eigen/Core>

#include <tonewheel/affect/dominance.hpp>
#include <tonewheel/core/error.hpp>

namespace tonewheel {

TONEWHEEL_INLINE ConditionalDominance::ConditionalDominance(const GaussianMixture& mixture)
    : plane_(marginal(mixture)) {
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    // From the whitener, never from the covariance: a difference of near equals where it is thin.
    const Eigen::Matrix3d whitener = mixture.gaussian(k).covariance().whitener();
    const Eigen::Vector3d precision = whitener.transpose() * whitener.col(2);
    const Eigen::Vector3d mean = mixture.gaussian(k).mean();
    lines_.push_back({{mean[0], mean[1], mean[2]},
                      -precision[0] / precision[2],
                      -precision[1] / precision[2],
                      1 / precision[2]});
  }
}

TONEWHEEL_INLINE Normal ConditionalDominance::operator()(const Va& point) const {
  if (!std::isfinite(point.valence) || !std::isfinite(point.arousal)) {
    throw Error("dominance: valence and arousal are not finite");
  }
  double top = -std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < lines_.size(); ++k) {
    top = std::max(top, log_joint(k, point));
  }
  Eigen::VectorXd far;  // weights of a point so far away that every density is 0
  if (!std::isfinite(top)) {
    far = plane_.posterior(to_vector(point));
  }
  double total = 0;
  Normal sum;
  for (std::size_t k = 0; k < lines_.size(); ++k) {
    const double weight =
        far.size() > 0 ? far[static_cast<Eigen::Index>(k)] : std::exp(log_joint(k, point) - top);
    if (weight > 0) {
      total += weight;
      const double mean = lines_[k].at(point);
      const double shift = mean - sum.mean;
      sum.mean += shift * (weight / total);
      sum.variance += weight * (lines_[k].variance + shift * (mean - sum.mean));
    }
  }
  sum.variance /= total;
  return sum;
}

TONEWHEEL_INLINE double ConditionalDominance::log_joint(std::size_t k, const Va& point) const {
  return plane_.table().log_weights()[k] -
         0.5 * plane_.gaussian(k).squared_distance(to_vector(point));
}

TONEWHEEL_INLINE Normal conditional_dominance(const GaussianMixture& mixture, const Va& point) {
  return ConditionalDominance(mixture)(point);
}

TONEWHEEL_INLINE DominanceRegression dominance_regression(const EmotionClass& emotion) {
  const Correlations rho = emotion.correlations.value_or(Correlations{});
  const double va = std::clamp(rho.va, -regression_correlation_limit, regression_correlation_limit);
  const double rest = 1 - va * va;
  const Vad& sd = emotion.deviation;
  return {emotion.mean,
          sd.dominance / std::max(sd.valence, regression_deviation_floor) *
              ((rho.vd - va * rho.ad) / rest),
          sd.dominance / std::max(sd.arousal, regression_deviation_floor) *
              ((rho.ad - va * rho.vd) / rest)};
}

TONEWHEEL_INLINE double label_dominance(const EmotionClass& emotion, const Va& point) {
  if (!std::isfinite(point.valence) || !std::isfinite(point.arousal)) {
    throw Error("dominance: valence and arousal are not finite");
  }
  const double bound = 1.5 * emotion.deviation.dominance;
  const double shift = dominance_regression(emotion).shift(point);
  const double move = bound > 0 ? bound * std::tanh(shift / bound) : 0.0;
  return std::clamp(emotion.mean.dominance + move, -1.0, 1.0);
}

TONEWHEEL_INLINE PosteriorDominance::PosteriorDominance(const Space& space,
                                                        const PosteriorDominanceOptions& options)
    : options_(options) {
  if (space.classes.empty()) {
    throw Error("dominance: the space " + space.name + " has no class, expected at least one");
  }
  for (const EmotionClass& each : space.classes) {
    parts_.push_back({dominance_regression(each),
                      std::max(each.deviation.valence, regression_deviation_floor),
                      std::max(each.deviation.arousal, regression_deviation_floor)});
  }
}

TONEWHEEL_INLINE double PosteriorDominance::operator()(const Va& point) const {
  if (!(std::abs(point.valence) <= 1e100) || !(std::abs(point.arousal) <= 1e100)) {
    throw Error("dominance: valence " + std::to_string(point.valence) + " and arousal " +
                std::to_string(point.arousal) + ", expected finite numbers");
  }
  double top = -std::numeric_limits<double>::infinity();
  for (const Part& part : parts_) {
    top = std::max(top, part.log_density(point));
  }
  double total = 0;
  double sum = 0;
  for (const Part& part : parts_) {
    const double weight = std::exp(part.log_density(point) - top);
    const double estimate = part.regression.mean.dominance + part.regression.shift(point);
    total += weight;
    sum += weight * (options_.clip_classes ? std::clamp(estimate, -1.0, 1.0) : estimate);
  }
  return std::clamp(sum / total, -1.0, 1.0);
}

TONEWHEEL_INLINE double PosteriorDominance::Part::log_density(const Va& point) const {
  const double v = (point.valence - regression.mean.valence) / valence_deviation;
  const double a = (point.arousal - regression.mean.arousal) / arousal_deviation;
  return -0.5 * (v * v + a * a) - std::log(valence_deviation) - std::log(arousal_deviation);
}

}  // namespace tonewheel
