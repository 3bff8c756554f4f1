#pragma once

#include <cstddef>
#include <limits>

#include <Eigen/Core>

#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>

/// The point behind a distribution over the classes of a mixture. Distributions: K numbers >= 0 in
/// the order of the classes, as an Eigen row or column. Their sum may miss 1 by K x 5e-7 (at least
/// 1e-6), which is what printing with six decimals costs; they are divided by it. Error otherwise.
namespace tonewheel {

/// The class means weighted with the probabilities, on the mixture's scale: cheap, always between
/// the means, and not the inverse of posterior().
template <int Dim, class Derived>
[[nodiscard]] Eigen::Matrix<double, Dim, 1> weighted_mean(const BasicMixture<Dim>& mixture,
                                                          const Eigen::MatrixBase<Derived>& p);

/// How a point is searched that has given probabilities.
struct RecoveryOptions {
  Vad lower = {-1, -1, -1};  ///< corner of the box; dominance does not count for a VA mixture
  Vad upper = {1, 1, 1};     ///< the opposite corner of the box
  /// At most so many of the 1 + K + 3^Dim starting points. All are used where none reaches p, which
  /// takes some milliseconds; a few do for distributions that are close to posteriors.
  std::size_t starts = 64;
  int max_iterations = 100;  ///< of each search
};

/// The point of the box whose posterior is nearest to a distribution.
template <int Dim>
struct Recovery {
  /// The point that was found, inside the box.
  Eigen::Matrix<double, Dim, 1, Eigen::DontAlign> point;
  /// Kullback-Leibler divergence of the distribution from the posterior of `point`, nats, >= 0.
  double divergence = std::numeric_limits<double>::infinity();
  int iterations = 0;      ///< of all starts
  bool converged = false;  ///< no step promises more than rounding; at worst a local minimum
};

/// The inverse of mixture.posterior(): minimises KL(p || posterior(x)) over a box with a damped
/// projected Newton method (analytic Hessian, active set). Starts: the weighted mean, the class
/// means, likeliest first, a lattice; each as it is, and moved to where the logarithms of the
/// posterior fit best. Deterministic. For p = posterior(x), x in the box, the divergence is at most
/// recovery_divergence; of several such points it takes the one that fits the small probabilities
/// too. `point` is x within 1e-9 where the least eigenvalue of the posterior's Fisher information
/// at x is 1e-3 or more (measured on grids and random points of the universal space); where one
/// class has nearly all the mass, p need not determine a point. Throws Error on a box without
/// inside. 2602.06778 maximises log sum p_k w_k N_k(x) instead, which is no inverse.
template <int Dim, class Derived>
[[nodiscard]] Recovery<Dim> recover(const BasicMixture<Dim>& mixture,
                                    const Eigen::MatrixBase<Derived>& p,
                                    const RecoveryOptions& options = {});

namespace detail {
/// recover() of a checked distribution, K numbers: one body, whatever type the caller's is.
template <int Dim>
Recovery<Dim> recover_checked(const BasicMixture<Dim>& mixture, const double* distribution,
                              const RecoveryOptions& options);
}  // namespace detail

/// A divergence at which p counts as reached, nats: what rounding of K probabilities makes of 0 is
/// some 1e-15, and a minimum that is not the one sought is far above.
inline constexpr double recovery_divergence = 1e-13;

}  // namespace tonewheel

#include <tonewheel/affect/impl/recovery_weights_inl.hpp>
#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/recovery_inl.hpp>
#endif
