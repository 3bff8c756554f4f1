#pragma once

/// Named closeness. Each number stands here once, with its reason; tests use the same names.
namespace tonewheel::tolerance {

/// Largest error of a probability in double where no covariance was repaired: rounding of a
/// quadratic form of up to a few hundred, times 2^-53.
inline constexpr double posterior = 1e-13;

/// The same where a covariance was floored at smallest_eigenvalue (condition up to 2e5): the
/// eigenvectors carry 2^-53 / gap, the thin direction multiplies it by 1 / sqrt(1e-6).
inline constexpr double posterior_repaired = 1e-9;

/// Largest error of a probability in float for every shipped space, the points taken as given:
/// quadratic forms and sums are double, only exponentials and the output are rounded to float.
inline constexpr double posterior_float = 2e-6;

/// Largest error of the entropy of a posterior, nats, where no covariance was repaired: the errors
/// of its probabilities, each times a logarithm of up to some ten.
inline constexpr double entropy = 1e-12;

/// Largest distance from 1 of the sum of a row of probabilities in double (float: posterior_float).
inline constexpr double row_sum = 1e-12;

/// Entries of a covariance against the authors' eigenvalue floor in 64-bit arithmetic.
inline constexpr double covariance = 1e-14;

/// Dominance estimates and ellipse adjustment against the authors' formulas: a few roundings.
inline constexpr double closed_form = 1e-12;

/// Fused means and standard deviations: sums over up to some hundred members.
inline constexpr double fusion = 1e-10;

/// Largest difference of a distance between Gaussians by the kernels from the pairwise function,
/// relative to 1 + the distance; of Hellinger's, of its square. The two factor other matrices,
/// whose conditions multiply 2^-53: up to 1e5 for floored covariances, which only the means' part
/// feels.
inline constexpr double gaussian_distances = 1e-12;

/// Resultant length below which angles have no mean direction: it is then the rounding of the
/// cosines and sines of angles that cancel, some 2^-53 each.
inline constexpr double resultant = 1e-12;

/// Largest difference of two total masses, relative to the larger, that are said to be equal: sums
/// of up to some million roundings of shares such as 1 / 3.
inline constexpr double equal_mass = 1e-9;

/// Largest difference of a distribution metric by the kernels from the per-row function, relative
/// to the larger of 1 and the value: both round each of up to thousands of terms once or twice, in
/// the same order.
inline constexpr double distribution_rows = 1e-13;

/// Largest distance from 1 of the sum of a distribution that is taken as it is: rows of some twenty
/// probabilities written with six decimals miss 1 by up to 20 * 5e-7.
inline constexpr double unit_mass = 1e-5;

/// Smallest eigenvalue of a correlation matrix of ratings that is taken for 0, the ratings for
/// lying on one line or plane: what is left of them is 1e-6 of their spread, which a float's
/// rounding may have made and no rater has.
inline constexpr double collinear = 1e-12;

}  // namespace tonewheel::tolerance
