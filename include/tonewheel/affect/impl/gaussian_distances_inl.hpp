#pragma once

#include <cmath>
#include <cstddef>

#include <tonewheel/affect/divergence.hpp>
#include <tonewheel/affect/gaussian_distances.hpp>
#include <tonewheel/affect/impl/divergence_inl.hpp>
#include <tonewheel/kernel/gaussian_distances.hpp>
#include <tonewheel/kernel/gaussian_table.hpp>

namespace tonewheel {

template <int Dim>
double gaussian_distance(GaussianDistance distance, const BasicGaussian<Dim>& p,
                         const BasicGaussian<Dim>& q) {
  switch (distance) {
    case GaussianDistance::bhattacharyya:
      return bhattacharyya(p, q);
    case GaussianDistance::hellinger:
      return hellinger(p, q);
    case GaussianDistance::kullback_leibler:
      return kullback_leibler(p, q);
    case GaussianDistance::wasserstein:
      break;
  }
  return wasserstein(p, q);
}

namespace detail {

/// What the kernel of a distance reads.
template <int Dim>
kernel::GaussianTable gaussian_table(GaussianDistance distance,
                                     const std::vector<BasicGaussian<Dim>>& gaussians) {
  constexpr auto n = static_cast<std::size_t>(Dim);
  kernel::GaussianTable table(n, gaussians.size());
  for (std::size_t i = 0; i < gaussians.size(); ++i) {
    const Covariance<Dim>& covariance = gaussians[i].covariance();
    // The table's matrices are row-major; matrix and root are symmetric, the root but for rounding.
    const SmallMatrix matrix = transposed(n, covariance.matrix().data());
    const SmallMatrix whitener = transposed(n, covariance.whitener().data());
    const bool with_root = distance == GaussianDistance::wasserstein;
    const SmallMatrix root =
        with_root ? transposed(n, covariance_root(n, covariance.matrix().data()).data()) : matrix;
    table.set(i, {.mean = gaussians[i].mean().data(),
                  .covariance = matrix.data(),
                  .whitener = whitener.data(),
                  .root = with_root ? root.data() : nullptr,
                  .log_determinant = covariance.log_determinant()});
  }
  return table;
}

/// Those of p[i] from q[first], q[first + 1], ... to out.
template <int Dim>
void gaussian_distances_of(GaussianDistance distance, const std::vector<BasicGaussian<Dim>>& p,
                           const kernel::GaussianTable& p_table, std::size_t i,
                           const std::vector<BasicGaussian<Dim>>& q,
                           const kernel::GaussianTable& q_table, std::size_t first, double* out) {
  kernel::gaussian_distances(distance, p_table, i, q_table, first, q.size() - first, out);
  for (std::size_t j = first; j < q.size(); ++j) {
    double& value = out[j - first];
    value = std::isnan(value) ? gaussian_distance(distance, p[i], q[j]) : value;
  }
}

}  // namespace detail

template <int Dim>
std::vector<double> gaussian_distances(GaussianDistance distance,
                                       const std::vector<BasicGaussian<Dim>>& p,
                                       const std::vector<BasicGaussian<Dim>>& q) {
  const kernel::GaussianTable p_table = detail::gaussian_table(distance, p);
  const kernel::GaussianTable q_table = detail::gaussian_table(distance, q);
  std::vector<double> out(p.size() * q.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    detail::gaussian_distances_of(distance, p, p_table, i, q, q_table, 0,
                                  out.data() + i * q.size());
  }
  return out;
}

template <int Dim>
std::vector<double> gaussian_distances(GaussianDistance distance,
                                       const std::vector<BasicGaussian<Dim>>& gaussians) {
  const bool symmetric = distance != GaussianDistance::kullback_leibler;
  const kernel::GaussianTable table = detail::gaussian_table(distance, gaussians);
  const std::size_t n = gaussians.size();
  std::vector<double> out(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t first = symmetric ? i : 0;
    detail::gaussian_distances_of(distance, gaussians, table, i, gaussians, table, first,
                                  out.data() + i * n + first);
    out[i * n + i] = 0;
    for (std::size_t j = 0; j < first; ++j) {
      out[i * n + j] = out[j * n + i];
    }
  }
  return out;
}

}  // namespace tonewheel
