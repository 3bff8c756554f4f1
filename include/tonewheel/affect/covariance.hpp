#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include <Eigen/Core>

#include <tonewheel/affect/correlations.hpp>
#include <tonewheel/affect/nearest_correlation.hpp>
#include <tonewheel/affect/symmetric_eigen.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

/// What to do with a covariance that is not positive definite. `none`: report it. `floor`: raise
/// its eigenvalues to eigenvalue_floor and symmetrise, as the authors of 2602.06778 do. `nearest`:
/// keep the standard deviations (at
/// least 1e-3, the root of the floor) and take the nearest correlation matrix (Higham 2002).
enum class Repair : unsigned char { none, floor, nearest };

/// The authors' floor (2602.06778, code of July 2026), in squared units of the unit scale.
inline constexpr double eigenvalue_floor = 1e-6;

[[nodiscard]] constexpr std::string_view name(Repair repair) noexcept {
  return repair == Repair::none ? "none" : repair == Repair::floor ? "floor" : "nearest";
}

/// A symmetric matrix of Dim x Dim with what densities need of it. The whitening factor W (z = W x
/// has unit covariance) comes from eigenvectors, never from inverting the repaired matrix, which
/// would cost 5 digits at the condition numbers that flooring makes.
template <int Dim>
class Covariance {
 public:
  using Matrix = Eigen::Matrix<double, Dim, Dim>;

  /// Throws Error if `raw` is not finite and symmetric, or has a negative variance.
  explicit Covariance(const Matrix& raw, Repair repair = Repair::none) {
    if (!raw.allFinite() || !raw.isApprox(raw.transpose(), 1e-12) ||
        raw.diagonal().minCoeff() < 0) {
      throw Error("covariance: expected finite, symmetric, with variances >= 0");
    }
    const SymmetricEigen<Dim> eigen = symmetric_eigen<Dim>(raw);
    smallest_eigenvalue_ = eigen.values.minCoeff();
    if (repair == Repair::floor && smallest_eigenvalue_ < eigenvalue_floor) {
      set_factor(eigen.vectors, eigen.values.cwiseMax(eigenvalue_floor));
      matrix_ = eigen.vectors * eigen.values.cwiseMax(eigenvalue_floor).asDiagonal() *
                eigen.vectors.transpose();
      matrix_ = ((matrix_ + matrix_.transpose()) / 2).eval();
      repaired_ = true;
    } else if (repair == Repair::nearest && !is_definite(eigen.values)) {
      set_nearest(raw);
    } else {
      matrix_ = raw;
      if (is_definite(eigen.values)) {
        set_factor(eigen.vectors, eigen.values);
      }
    }
  }

  [[nodiscard]] Matrix matrix() const { return matrix_; }
  /// W with W^T W = inverse of matrix(); only where positive_definite().
  [[nodiscard]] Matrix whitener() const { return whitener_; }
  /// Natural log of the determinant; only where positive_definite().
  [[nodiscard]] double log_determinant() const noexcept { return log_determinant_; }
  /// Of the matrix as it was given, before any repair.
  [[nodiscard]] double smallest_eigenvalue() const noexcept { return smallest_eigenvalue_; }
  [[nodiscard]] bool positive_definite() const noexcept { return positive_definite_; }
  [[nodiscard]] bool repaired() const noexcept { return repaired_; }
  /// False where Repair::nearest stopped at its limit of iterations, near the nearest matrix.
  [[nodiscard]] bool converged() const noexcept { return converged_; }

 private:
  using Stored = Eigen::Matrix<double, Dim, Dim, Eigen::DontAlign>;
  using Vector = Eigen::Matrix<double, Dim, 1>;

  /// Positive beyond the rounding of an eigenvalue computation.
  static bool is_definite(const Vector& values) {
    return values.minCoeff() >
           4 * std::numeric_limits<double>::epsilon() * std::abs(values.maxCoeff());
  }

  void set_factor(const Matrix& vectors, const Vector& values) {
    whitener_ = values.cwiseSqrt().cwiseInverse().asDiagonal() * vectors.transpose();
    log_determinant_ = values.array().log().sum();
    positive_definite_ = true;
  }

  void set_nearest(const Matrix& raw) {
    const Vector deviations = raw.diagonal().cwiseMax(eigenvalue_floor).cwiseSqrt();
    const Vector inverse = deviations.cwiseInverse();
    Matrix correlation = inverse.asDiagonal() * raw * inverse.asDiagonal();
    correlation.diagonal().setOnes();
    const NearestCorrelation<Dim> nearest = nearest_correlation<Dim>(correlation);
    const Vector scale = nearest.scaling.cwiseProduct(deviations);
    converged_ = nearest.converged;
    set_factor(nearest.vectors, nearest.values);
    whitener_ = whitener_ * scale.cwiseInverse().asDiagonal();
    log_determinant_ += 2 * scale.array().log().sum();
    matrix_ = nearest.matrix.cwiseProduct(deviations * deviations.transpose());
    repaired_ = true;
  }

  Stored matrix_ = Stored::Zero();
  Stored whitener_ = Stored::Zero();
  double log_determinant_ = 0;
  double smallest_eigenvalue_ = 0;
  bool positive_definite_ = false;
  bool repaired_ = false;
  bool converged_ = true;
};

/// diag(sd) R diag(sd); throws Error on a negative or non-finite standard deviation or a
/// correlation outside [-1, 1]. The result need not be positive semidefinite.
[[nodiscard]] inline Eigen::Matrix3d covariance_matrix(const Vad& sd, const Correlations& rho) {
  for (const Axis axis : all_axes) {
    if (!(sd[axis] >= 0) || !std::isfinite(sd[axis])) {
      throw Error("standard deviation of " + std::string(name(axis)) + ": found " +
                  number_text(sd[axis]) + ", expected a finite number >= 0");
    }
  }
  for (const double r : {rho.va, rho.vd, rho.ad}) {
    if (!(std::abs(r) <= 1)) {
      throw Error("correlation: found " + number_text(r) + ", expected a number in [-1, 1]");
    }
  }
  const double va = rho.va * sd.valence * sd.arousal;
  const double vd = rho.vd * sd.valence * sd.dominance;
  const double ad = rho.ad * sd.arousal * sd.dominance;
  Eigen::Matrix3d matrix;
  matrix << sd.valence * sd.valence, va, vd,  //
      va, sd.arousal * sd.arousal, ad,        //
      vd, ad, sd.dominance * sd.dominance;
  return matrix;
}

}  // namespace tonewheel
