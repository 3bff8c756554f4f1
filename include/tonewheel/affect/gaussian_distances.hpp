#pragma once

#include <vector>

#include <tonewheel/affect/gaussian.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/gaussian_distance.hpp>

/// Distances of many pairs of Gaussians, several at once. They are those of divergence.hpp, which
/// they equal to tolerance::gaussian_distances.
namespace tonewheel {

using kernel::GaussianDistance;

/// One pair, by the function of divergence.hpp.
template <int Dim>
[[nodiscard]] double gaussian_distance(GaussianDistance distance, const BasicGaussian<Dim>& p,
                                       const BasicGaussian<Dim>& q);

/// p.size() x q.size() distances of each of p from each of q, row after row. The same bits for a
/// pair whatever others are there.
template <int Dim>
[[nodiscard]] std::vector<double> gaussian_distances(GaussianDistance distance,
                                                     const std::vector<BasicGaussian<Dim>>& p,
                                                     const std::vector<BasicGaussian<Dim>>& q);

/// n x n distances between all of n Gaussians, row after row: 0 on the diagonal, and exactly
/// symmetric but for kullback_leibler, whose row is that of p.
template <int Dim>
[[nodiscard]] std::vector<double> gaussian_distances(
    GaussianDistance distance, const std::vector<BasicGaussian<Dim>>& gaussians);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/gaussian_distances_inl.hpp>
#endif
