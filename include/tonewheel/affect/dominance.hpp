#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <Eigen/Core>

#include <tonewheel/affect/gaussian.hpp>
#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/error.hpp>

/// Dominance of a point of which only valence and arousal are known. Three estimates: the exact
/// conditional of a mixture, and the two of 2602.06778 (estimateDominanceValues.py), which are
/// clipped to [-1, 1]. All on the unit scale; all throw Error unless valence and arousal are
/// finite.
namespace tonewheel {

/// The authors' least standard deviation in a regression of dominance.
inline constexpr double regression_deviation_floor = 1e-6;

/// The authors' largest correlation of valence with arousal in a regression of dominance.
inline constexpr double regression_correlation_limit = 0.99;

/// The distribution of dominance in a mixture, given valence and arousal: mean and variance of the
/// classes' conditional normals, weighted by the posterior (priors included) of the marginal
/// mixture. Exact. Built once, cheap to ask: no memory is taken where squared distances are finite.
class ConditionalDominance {
 public:
  explicit ConditionalDominance(const GaussianMixture& mixture) : plane_(marginal(mixture)) {
    for (std::size_t k = 0; k < mixture.size(); ++k) {
      // From the whitener, never from the covariance: a difference of near equals where it is thin.
      const Eigen::Matrix3d whitener = mixture.gaussian(k).covariance().whitener();
      const Eigen::Vector3d precision = whitener.transpose() * whitener.col(2);
      const Eigen::Vector3d mean = mixture.gaussian(k).mean();
      lines_.push_back(
          {mean, -precision[0] / precision[2], -precision[1] / precision[2], 1 / precision[2]});
    }
  }

  [[nodiscard]] Normal operator()(const Va& point) const {
    const Eigen::Vector2d x = to_vector(point);
    if (!x.allFinite()) {
      throw Error("dominance: valence and arousal are not finite");
    }
    double top = -std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < lines_.size(); ++k) {
      top = std::max(top, log_joint(k, x));
    }
    Eigen::VectorXd far;  // weights of a point so far away that every density is 0
    if (!std::isfinite(top)) {
      far = plane_.posterior(x);
    }
    double total = 0;
    Normal sum;
    for (std::size_t k = 0; k < lines_.size(); ++k) {
      const double weight =
          far.size() > 0 ? far[static_cast<Eigen::Index>(k)] : std::exp(log_joint(k, x) - top);
      if (weight > 0) {
        total += weight;
        const double mean = lines_[k].at(x);
        const double shift = mean - sum.mean;
        sum.mean += shift * (weight / total);
        sum.variance += weight * (lines_[k].variance + shift * (mean - sum.mean));
      }
    }
    sum.variance /= total;
    return sum;
  }

 private:
  /// The conditional of one class: its mean is a plane over valence and arousal.
  struct Line {
    Eigen::Matrix<double, 3, 1, Eigen::DontAlign> mean;
    double valence_slope = 0;
    double arousal_slope = 0;
    double variance = 0;

    [[nodiscard]] double at(const Eigen::Vector2d& x) const {
      return mean[2] + valence_slope * (x[0] - mean[0]) + arousal_slope * (x[1] - mean[1]);
    }
  };

  [[nodiscard]] double log_joint(std::size_t k, const Eigen::Vector2d& x) const {
    return plane_.table().log_weights()[k] - 0.5 * plane_.gaussian(k).squared_distance(x);
  }

  VaMixture plane_;
  std::vector<Line> lines_;
};

/// For a single point; for many build a ConditionalDominance.
[[nodiscard]] inline Normal conditional_dominance(const GaussianMixture& mixture, const Va& point) {
  return ConditionalDominance(mixture)(point);
}

/// Regression of dominance on valence and arousal in one class; slopes 0 without correlations.
struct DominanceRegression {
  Vad mean;
  double valence_slope = 0;
  double arousal_slope = 0;

  /// How far the regression moves dominance off its mean.
  [[nodiscard]] double shift(const Va& point) const noexcept {
    return valence_slope * (point.valence - mean.valence) +
           arousal_slope * (point.arousal - mean.arousal);
  }
};

/// As the authors do it: the correlation of valence with arousal is clipped to
/// [-regression_correlation_limit, regression_correlation_limit], the standard deviations of
/// valence and arousal are at least regression_deviation_floor.
[[nodiscard]] inline DominanceRegression dominance_regression(const EmotionClass& emotion) {
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

/// From the regression of the class that a point is labelled with, bounded to one and a half
/// standard deviations: mean + b tanh(shift / b), b = 1.5 sd; the mean where sd is 0. In [-1, 1].
/// Error of the formula: tolerance::closed_form. 2602.06778, code of July 2026.
[[nodiscard]] inline double label_dominance(const EmotionClass& emotion, const Va& point) {
  if (!std::isfinite(point.valence) || !std::isfinite(point.arousal)) {
    throw Error("dominance: valence and arousal are not finite");
  }
  const double bound = 1.5 * emotion.deviation.dominance;
  const double shift = dominance_regression(emotion).shift(point);
  const double move = bound > 0 ? bound * std::tanh(shift / bound) : 0.0;
  return std::clamp(emotion.mean.dominance + move, -1.0, 1.0);
}

struct PosteriorDominanceOptions {
  /// Clip each class's estimate to [-1, 1] before the sum too, as the script of October 2025 does.
  bool clip_classes = false;
};

/// The classes' regressions weighted by their posteriors, where valence and arousal are independent
/// normals (standard deviations at least regression_deviation_floor) and every class has the same
/// prior. In [-1, 1], never NaN; |valence|, |arousal| <= 1e100, else Error. 2602.06778, code of
/// October 2025.
class PosteriorDominance {
 public:
  /// Throws Error for a space without classes.
  explicit PosteriorDominance(const Space& space, const PosteriorDominanceOptions& options = {})
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

  [[nodiscard]] double operator()(const Va& point) const {
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

 private:
  struct Part {
    DominanceRegression regression;
    double valence_deviation = 1;
    double arousal_deviation = 1;

    /// Up to a constant that all classes share.
    [[nodiscard]] double log_density(const Va& point) const {
      const double v = (point.valence - regression.mean.valence) / valence_deviation;
      const double a = (point.arousal - regression.mean.arousal) / arousal_deviation;
      return -0.5 * (v * v + a * a) - std::log(valence_deviation) - std::log(arousal_deviation);
    }
  };

  PosteriorDominanceOptions options_;
  std::vector<Part> parts_;
};

}  // namespace tonewheel
