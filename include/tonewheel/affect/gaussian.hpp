#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>

#include <Eigen/Core>

#include <tonewheel/affect/covariance.hpp>
#include <tonewheel/affect/impl/small_matrix_inl.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

/// The three numbers as an Eigen vector: valence, arousal, dominance.
[[nodiscard]] inline Eigen::Vector3d to_vector(const Vad& point) {
  return {point.valence, point.arousal, point.dominance};
}
/// The two numbers as an Eigen vector: valence, arousal.
[[nodiscard]] inline Eigen::Vector2d to_vector(const Va& point) {
  return {point.valence, point.arousal};
}

/// A normal distribution over affect space; Dim is 3 (VAD) or 2 (VA).
template <int Dim>
class BasicGaussian {
 public:
  /// A point.
  using Vector = Eigen::Matrix<double, Dim, 1>;
  /// A covariance, as it is given.
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  /// A point as it is kept: the same bytes whatever alignment the compiler's flags give a Vector.
  using Stored = Eigen::Matrix<double, Dim, 1, Eigen::DontAlign>;

  /// Throws Error if the mean is not finite or the covariance not positive definite; the message
  /// gives its smallest eigenvalue.
  BasicGaussian(const Vector& mean, Covariance<Dim> covariance)
      : covariance_(std::move(covariance)) {
    std::copy(mean.data(), mean.data() + Dim, mean_.data());
    if (!detail::all_finite(Dim, mean.data())) {
      throw Error("Gaussian: the mean is not finite");
    }
    if (!covariance_.positive_definite()) {
      throw Error("Gaussian: the covariance is not positive definite, its smallest eigenvalue is " +
                  number_text(covariance_.smallest_eigenvalue()) +
                  "; Repair::floor or Repair::nearest would mend it");
    }
  }
  /// The same from a matrix, which is repaired first if asked.
  BasicGaussian(const Vector& mean, const Matrix& covariance, Repair repair = Repair::none)
      : BasicGaussian(mean, Covariance<Dim>(covariance, repair)) {}

  /// The mean.
  [[nodiscard]] const Stored& mean() const noexcept { return mean_; }
  /// The covariance, positive definite.
  [[nodiscard]] const Covariance<Dim>& covariance() const noexcept { return covariance_; }

  /// Squared Mahalanobis distance of x from the mean, >= 0; infinite where it overflows.
  [[nodiscard]] double squared_distance(const Vector& x) const {
    const double square =
        detail::whitened_square(Dim, covariance_.whitener().data(), x.data(), mean_.data());
    // Far away the parts of a whitened coordinate may be inf - inf.
    return std::isnan(square) && detail::all_finite(Dim, x.data())
               ? std::numeric_limits<double>::infinity()
               : square;
  }
  /// log(sqrt(det(2 pi covariance))), the negative log density at the mean.
  [[nodiscard]] double log_normaliser() const {
    return 0.5 * (covariance_.log_determinant() + Dim * std::log(2 * std::numbers::pi));
  }
  /// Natural log of the density at x, finite for every x whose squared distance is.
  [[nodiscard]] double log_density(const Vector& x) const {
    return -0.5 * squared_distance(x) - log_normaliser();
  }

 private:
  Stored mean_;
  Covariance<Dim> covariance_;
};

/// Over valence, arousal and dominance.
using Gaussian = BasicGaussian<3>;
/// Over valence and arousal.
using VaGaussian = BasicGaussian<2>;

/// From mean, standard deviations and correlations on the unit scale.
[[nodiscard]] Gaussian make_gaussian(const Vad& mean, const Vad& sd, const Correlations& rho = {},
                                     Repair repair = Repair::none);

/// The distribution of valence and arousal, whatever the dominance.
[[nodiscard]] VaGaussian marginal(const Gaussian& gaussian);

/// A normal distribution of one number: mean, variance > 0.
struct Normal {
  double mean = 0;      ///< the centre, finite
  double variance = 0;  ///< square of the standard deviation
};

/// What is known of a point; axes that are not known are nothing.
using PartialVad = std::array<std::optional<double>, 3>;

/// The distribution of one axis, the known other axes given (none known: its marginal).
/// Throws Error if `target` itself is among the known or a known value is not finite.
[[nodiscard]] Normal conditional(const Gaussian& gaussian, Axis target, const PartialVad& known);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/gaussian_inl.hpp>
#endif
