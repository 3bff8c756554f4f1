#pragma once

#include <span>

#include <tonewheel/affect/gaussian.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// The Gaussian with the mean and covariance of a weighted mixture of Gaussians: the one nearest
/// to the mixture in Kullback-Leibler divergence. Weights: >= 0, one for each member, not all zero
/// (they are normalised); none given means equal weights. Throws Error otherwise.
template <int Dim>
[[nodiscard]] BasicGaussian<Dim> moment_match(std::span<const BasicGaussian<Dim>> members,
                                              std::span<const double> weights = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/moments_inl.hpp>
#endif
