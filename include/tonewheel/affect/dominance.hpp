#pragma once

#include <cstddef>
#include <vector>

#include <tonewheel/affect/gaussian.hpp>
#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>

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
  /// Of the classes of a mixture over all three axes.
  explicit ConditionalDominance(const GaussianMixture& mixture);

  /// The distribution of dominance at a point of valence and arousal.
  [[nodiscard]] Normal operator()(const Va& point) const;

 private:
  /// The conditional of one class: its mean is a plane over valence and arousal.
  struct Line {
    Vad mean;
    double valence_slope = 0;
    double arousal_slope = 0;
    double variance = 0;

    [[nodiscard]] double at(const Va& x) const {
      return mean.dominance + valence_slope * (x.valence - mean.valence) +
             arousal_slope * (x.arousal - mean.arousal);
    }
  };

  [[nodiscard]] double log_joint(std::size_t k, const Va& point) const;

  VaMixture plane_;
  std::vector<Line> lines_;
};

/// For a single point; for many build a ConditionalDominance.
[[nodiscard]] Normal conditional_dominance(const GaussianMixture& mixture, const Va& point);

/// Regression of dominance on valence and arousal in one class; slopes 0 without correlations.
struct DominanceRegression {
  /// The means of the class, through which the plane of the regression goes.
  Vad mean;
  /// How much dominance rises per unit of valence.
  double valence_slope = 0;
  /// How much dominance rises per unit of arousal.
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
[[nodiscard]] DominanceRegression dominance_regression(const EmotionClass& emotion);

/// From the regression of the class that a point is labelled with, bounded to one and a half
/// standard deviations: mean + b tanh(shift / b), b = 1.5 sd; the mean where sd is 0. In [-1, 1].
/// Error of the formula: tolerance::closed_form. 2602.06778, code of July 2026.
[[nodiscard]] double label_dominance(const EmotionClass& emotion, const Va& point);

/// How the classes' estimates are added.
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
  explicit PosteriorDominance(const Space& space, const PosteriorDominanceOptions& options = {});

  /// The dominance estimated at a point of valence and arousal, on the unit scale.
  [[nodiscard]] double operator()(const Va& point) const;

 private:
  struct Part {
    DominanceRegression regression;
    double valence_deviation = 1;
    double arousal_deviation = 1;

    /// Up to a constant that all classes share.
    [[nodiscard]] double log_density(const Va& point) const;
  };

  PosteriorDominanceOptions options_;
  std::vector<Part> parts_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/dominance_inl.hpp>
#endif
