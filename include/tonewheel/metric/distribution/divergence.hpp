#pragma once

#include <span>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/metric/distribution/options.hpp>

/// Divergences of a predicted distribution q from the true one p over the same K classes; sums run
/// over the classes. All are >= 0 up to rounding and 0 for equal distributions, lower is better,
/// where nothing else is said. Each throws Error on no classes, on different numbers of them, on an
/// entry that is not in [0, 1e100] (with its class), and on a sum the options refuse.
/// Divergences between Gaussians are in affect/divergence.hpp.
namespace tonewheel::distribution {

/// sum p ln(p / q), in [0, infinity]; infinity where q = 0 < p. In bits by the option. Kullback &
/// Leibler 1951. Below 0 only where the sums differ.
[[nodiscard]] double kl(const Numbers& p, const Numbers& q,
                        const DistributionOptions& options = {});

/// sum (p - q) ln(p / q) = KL(p, q) + KL(q, p), or half of it by the option; in [0, infinity],
/// infinity where just one of the two is 0; symmetric. Jeffreys 1946.
[[nodiscard]] double kl_symmetric(const Numbers& p, const Numbers& q,
                                  const DistributionOptions& options = {});

/// (KL(p, m) + KL(q, m)) / 2, m = (p + q) / 2; in [0, ln 2] nats or [0, 1] bit; symmetric. Lin
/// 1991.
[[nodiscard]] double js_divergence(const Numbers& p, const Numbers& q,
                                   const DistributionOptions& options = {});

/// Square root of js_divergence, a metric; in [0, sqrt(ln 2)], or [0, 1] in bits. Endres &
/// Schindelin 2003. What scipy.spatial.distance.jensenshannon returns.
[[nodiscard]] double js_distance(const Numbers& p, const Numbers& q,
                                 const DistributionOptions& options = {});

/// -sum p ln q, in [entropy of p, infinity], so not 0 for equal distributions; infinity where
/// q = 0 < p. In bits by the option. Good 1952.
[[nodiscard]] double cross_entropy(const Numbers& p, const Numbers& q,
                                   const DistributionOptions& options = {});

/// sum (p - q)^2 / d, d = p + q: in [0, 2], symmetric; by the option d = q or d = p, in [0,
/// infinity], infinity where only d is 0. 0 / 0 counts as 0. Cha 2007; Pearson 1900; Neyman 1949.
[[nodiscard]] double chi_squared(const Numbers& p, const Numbers& q,
                                 const DistributionOptions& options = {});

/// sqrt(sum (sqrt p - sqrt q)^2 / 2), a metric in [0, 1]; symmetric. Hellinger 1909.
[[nodiscard]] double hellinger(const Numbers& p, const Numbers& q,
                               const DistributionOptions& options = {});

/// sum sqrt(p q), the Bhattacharyya coefficient, in [0, 1]; higher is better, 1 for equal
/// distributions; symmetric. Bhattacharyya 1943; "fidelity" in Cha 2007 (some call its square so).
[[nodiscard]] double fidelity(const Numbers& p, const Numbers& q,
                              const DistributionOptions& options = {});

/// -ln of the Bhattacharyya coefficient, in [0, infinity], infinity where no class has a share in
/// both; symmetric. In bits by the option. Bhattacharyya 1943.
[[nodiscard]] double bhattacharyya(const Numbers& p, const Numbers& q,
                                   const DistributionOptions& options = {});

}  // namespace tonewheel::distribution

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/divergence_inl.hpp>
#endif
