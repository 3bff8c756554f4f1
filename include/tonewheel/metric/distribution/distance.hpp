#pragma once

#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/metric/distribution/options.hpp>

/// Distances and similarities of a predicted distribution q and the true one p, as vectors over the
/// same K classes; sums run over the classes. Distances are symmetric, 0 for equal distributions,
/// and lower is better. Errors are those of distribution/divergence.hpp.
namespace tonewheel::distribution {

/// max |p - q|, in [0, 1].
[[nodiscard]] double chebyshev(const Numbers& p, const Numbers& q,
                               const DistributionOptions& options = {});

/// sqrt(sum ((p - q) / (p + q))^2), in [0, sqrt K]; 0 / 0 counts as 0. Clark 1952.
[[nodiscard]] double clark(const Numbers& p, const Numbers& q,
                           const DistributionOptions& options = {});

/// sum |p - q| / (p + q), in [0, K]; 0 / 0 counts as 0. Lance & Williams 1966.
[[nodiscard]] double canberra(const Numbers& p, const Numbers& q,
                              const DistributionOptions& options = {});

/// sqrt(sum (p - q)^2), in [0, sqrt 2].
[[nodiscard]] double euclidean(const Numbers& p, const Numbers& q,
                               const DistributionOptions& options = {});

/// sum |p - q| / sum (p + q), in [0, 1]: half the sum of |p - q| for distributions; NaN where both
/// are all 0. Sorensen 1948; Bray & Curtis 1957.
[[nodiscard]] double sorensen(const Numbers& p, const Numbers& q,
                              const DistributionOptions& options = {});

/// sum (p - q)^2, in [0, 2], not divided by K. Brier 1950.
[[nodiscard]] double brier(const Numbers& p, const Numbers& q,
                           const DistributionOptions& options = {});

/// sum p q / (|p| |q|), a similarity in [0, 1], 1 where one is a multiple of the other; NaN where
/// one is all 0. Higher is better; symmetric.
[[nodiscard]] double cosine(const Numbers& p, const Numbers& q,
                            const DistributionOptions& options = {});

/// sum min(p, q), a similarity in [0, 1]; higher is better; symmetric. Swain & Ballard 1991.
[[nodiscard]] double intersection(const Numbers& p, const Numbers& q,
                                  const DistributionOptions& options = {});

/// Pearson's correlation of p and q over the classes, in [-1, 1]; higher is better; symmetric; NaN
/// where one is constant, such as the uniform distribution, or K = 1. Pearson 1895.
[[nodiscard]] double pearson(const Numbers& p, const Numbers& q,
                             const DistributionOptions& options = {});

/// Normalised discounted cumulative gain of the classes ranked by q, the gain of a class being its
/// p and the discount of rank r log2(r + 1): in [0, 1], higher is better, 1 where q ranks as p
/// does. Classes of equal q share the mean of their gains; NaN where p is all 0. Ranks beyond
/// options.ndcg_at are left out. Jarvelin & Kekalainen 2002; ties: McSherry & Najork 2008.
[[nodiscard]] double ndcg(const Numbers& p, const Numbers& q,
                          const DistributionOptions& options = {});

}  // namespace tonewheel::distribution

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/distance_inl.hpp>
#endif
