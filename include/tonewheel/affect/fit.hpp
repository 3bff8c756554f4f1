#pragma once

#include <optional>
#include <string>
#include <vector>

#include <tonewheel/affect/prior.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/space_moments.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// The shape of a class that is fitted.
enum class FitCovariance : unsigned char {
  full,      ///< its own covariance: quadratic discriminant analysis
  diagonal,  ///< its own variances, axes independent: Gaussian naive Bayes
  pooled,    ///< one covariance for all classes: linear discriminant analysis
};

/// How often a class is expected.
enum class FitPrior : unsigned char {
  counted,   ///< as often as in the rows
  balanced,  ///< each alike, and each counts alike in the pooled covariance too
  uniform,   ///< each alike
  given,     ///< FitOptions::given
};

/// What becomes of a class with fewer rows than FitOptions::min_rows.
enum class SmallClass : unsigned char {
  error,  ///< Error
  pool,   ///< its own mean, the pooled covariance
  drop,   ///< the space does without it
};

/// Rows that nobody rated, added to those of each class: the fewer rows a class has, the more it is
/// drawn towards what others say. Numbers of rows, >= 0.
struct Shrinkage {
  /// At the class's own mean, with the pooled covariance; infinite: it is the class's covariance.
  double pooled = 0;
  double base = 0;  ///< with the mean and covariance that FitOptions::base has for the class
};

/// How a space is learned from labelled rows.
struct FitOptions {
  FitCovariance covariance = FitCovariance::full;  ///< the shape of the classes
  Shrinkage shrinkage{};        ///< towards what classes with few rows are drawn, and how far
  const Space* base = nullptr;  ///< read where shrinkage.base > 0; it needs every class
  FitPrior prior = FitPrior::counted;    ///< how often each class is expected
  std::optional<Prior> given{};          ///< with FitPrior::given; names every class of the rows
  double min_rows = 10;                  ///< in weight, as ClassMoments::weight
  SmallClass small = SmallClass::error;  ///< what becomes of classes with fewer rows than min_rows
  MomentDivisor divisor = MomentDivisor::n_minus_1;  ///< what sums of squares are divided by
  /// Kept in the space, where it widens every class; an axis where it is above 0 may be constant.
  Vad rater_variance{};
  /// One, or one a class of the rows; none: 1.
  std::vector<double> temperatures{};
  std::string name = "fitted";  ///< of the space that is learned
};

/// A space, and what was not as the options have it by default.
struct FittedSpace {
  Space space;                       ///< the classes, with their Gaussians and priors
  std::vector<std::string> notes;    ///< a sentence each
  std::vector<std::string> dropped;  ///< classes of the rows that the space does without
};

/// The likeliest Gaussians of rated rows: mean and covariance of every class, on the unit scale,
/// with n, prior, correlations (but for diagonal), rater variance, temperature and source. With the
/// default options its posteriors are those of scikit-learn's QuadraticDiscriminantAnalysis.
///
/// With S = a class's covariance by the divisor, W its weight, m its mean, P the pooled covariance
/// (the classes' sums of squares about their means by N - K, or N; balanced: the mean of S), and
/// X, Y the rows of shrinkage with the base's mean b and covariance B:
///   mean       = (W m + Y b) / (W + Y)
///   covariance = (W S + Y B + W Y / (W + Y) (m - b)(m - b)^T + X P) / (W + Y + X)
/// which is what those rows would give. A pooled covariance is the same sum over all classes.
/// A class without rows that pool or the base keeps has prior_floor for a counted prior.
///
/// Throws Error that names the class, what was found and the way out: a class below min_rows, one
/// without a spread (an axis constant, or axes on one line or plane to tolerance::collinear), no
/// rows at all, a base without a class or an axis, points beyond the unit scale, options that are
/// no numbers.
[[nodiscard]] FittedSpace fit(const SpaceMoments& moments, const FitOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/fit_inl.hpp>
#endif
