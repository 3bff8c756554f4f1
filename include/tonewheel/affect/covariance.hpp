#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include <Eigen/Core>

#include <tonewheel/affect/correlations.hpp>
#include <tonewheel/affect/nearest_correlation.hpp>
#include <tonewheel/affect/vad.hpp>

namespace tonewheel {

/// What to do with a covariance that is not positive definite. `none`: report it. `floor`: raise
/// its eigenvalues to eigenvalue_floor and symmetrise, as the authors of 2602.06778 do. `nearest`:
/// keep the standard deviations (at
/// least 1e-3, the root of the floor) and take the nearest correlation matrix (Higham 2002).
enum class Repair : unsigned char { none, floor, nearest };

/// The authors' floor (2602.06778, code of July 2026), in squared units of the unit scale.
inline constexpr double eigenvalue_floor = 1e-6;

/// "none", "floor" or "nearest".
[[nodiscard]] constexpr std::string_view name(Repair repair) noexcept {
  return repair == Repair::none ? "none" : repair == Repair::floor ? "floor" : "nearest";
}

namespace detail {

/// What a Covariance knows beside its two matrices.
struct CovarianceFacts {
  double log_determinant = 0;
  double smallest_eigenvalue = 0;
  bool positive_definite = false;
  bool repaired = false;
  bool converged = true;
};

/// Fills `matrix` and `whitener` (0 where not positive definite) from `raw`; all n x n,
/// column-major.
CovarianceFacts factor_covariance(std::size_t n, const double* raw, Repair repair, double* matrix,
                                  double* whitener);

/// diag(sd) R diag(sd), 3 x 3; throws Error as covariance_matrix does.
std::array<double, 9> covariance_entries(const Vad& sd, const Correlations& rho);

}  // namespace detail

/// A symmetric matrix of Dim x Dim with what densities need of it. The whitening factor W (z = W x
/// has unit covariance) comes from eigenvectors, never from inverting the repaired matrix, which
/// would cost 5 digits at the condition numbers that flooring makes.
template <int Dim>
class Covariance {
 public:
  /// Dim x Dim numbers, as they are given.
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  /// As it is kept: the same bytes whatever alignment the compiler's flags give a Matrix.
  using Stored = Eigen::Matrix<double, Dim, Dim, Eigen::DontAlign>;

  /// Throws Error if `raw` is not finite and symmetric, or has a negative variance.
  explicit Covariance(const Matrix& raw, Repair repair = Repair::none)
      : facts_(
            detail::factor_covariance(Dim, raw.data(), repair, matrix_.data(), whitener_.data())) {}

  /// The matrix, after any repair.
  [[nodiscard]] const Stored& matrix() const noexcept { return matrix_; }
  /// W with W^T W = inverse of matrix(); only where positive_definite().
  [[nodiscard]] const Stored& whitener() const noexcept { return whitener_; }
  /// Natural log of the determinant; only where positive_definite().
  [[nodiscard]] double log_determinant() const noexcept { return facts_.log_determinant; }
  /// Of the matrix as it was given, before any repair.
  [[nodiscard]] double smallest_eigenvalue() const noexcept { return facts_.smallest_eigenvalue; }
  /// Whether all eigenvalues are above 0 by more than their rounding.
  [[nodiscard]] bool positive_definite() const noexcept { return facts_.positive_definite; }
  /// Whether the matrix is not the one that was given.
  [[nodiscard]] bool repaired() const noexcept { return facts_.repaired; }
  /// False where Repair::nearest stopped at its limit of iterations, near the nearest matrix.
  [[nodiscard]] bool converged() const noexcept { return facts_.converged; }

 private:
  Stored matrix_;
  Stored whitener_;
  detail::CovarianceFacts facts_;  // after what its initialisation fills
};

/// diag(sd) R diag(sd); throws Error on a negative or non-finite standard deviation or a
/// correlation outside [-1, 1]. The result need not be positive semidefinite.
[[nodiscard]] inline Eigen::Matrix3d covariance_matrix(const Vad& sd, const Correlations& rho) {
  const std::array<double, 9> entries = detail::covariance_entries(sd, rho);
  Eigen::Matrix3d matrix;
  std::copy(entries.begin(), entries.end(), matrix.data());
  return matrix;
}

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/covariance_inl.hpp>
#endif
