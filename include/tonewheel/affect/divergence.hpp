#pragma once

#include <tonewheel/affect/gaussian.hpp>
#include <tonewheel/core/config.hpp>

/// Closed-form distances between two Gaussians of the same dimension. All are >= 0 and 0 for equal
/// arguments; all but kullback_leibler are symmetric; hellinger and wasserstein are metrics.
namespace tonewheel {

/// -log of the integral of sqrt(p q), in nats. Bhattacharyya 1943.
template <int Dim>
[[nodiscard]] double bhattacharyya(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q);

/// sqrt(1 - exp(-bhattacharyya)), in [0, 1]. Hellinger 1909.
template <int Dim>
[[nodiscard]] double hellinger(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q);

/// Integral of p log(p / q), in nats. Kullback and Leibler 1951.
template <int Dim>
[[nodiscard]] double kullback_leibler(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q);

/// 2-Wasserstein distance with Euclidean ground distance, in units of the scale.
/// Dowson and Landau 1982; Olkin and Pukelsheim 1982.
template <int Dim>
[[nodiscard]] double wasserstein(const BasicGaussian<Dim>& p, const BasicGaussian<Dim>& q);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/divergence_inl.hpp>
#endif
