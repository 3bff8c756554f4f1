#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <tonewheel/metric/distribution/divergence.hpp>

namespace tonewheel {
namespace detail {

/// The part of one class in the divergence of Jensen and Shannon, >= 0. Near ones: with
/// p = m (1 + t), q = m (1 - t) it is m ((1 + t) ln(1 + t) + (1 - t) ln(1 - t)) / 2.
inline double js_term(double p, double q) noexcept {
  if (p == q) {
    return 0;
  }
  if (p <= 2 * q && q <= 2 * p) {
    const double t = (p - q) / (p + q);
    const double both = (1 + t) * std::log1p(t) + (1 - t) * std::log1p(-t);
    return std::max(0.0, (p + q) / 4 * both);
  }
  // Of twice the shares, since the middle of the least denormal number and 0 would be 0.
  return (distribution_kl_term(2 * p, p + q) + distribution_kl_term(2 * q, p + q)) / 4;
}

inline double chi_squared_term(double p, double q, ChiSquaredForm form) noexcept {
  const double divisor = form == ChiSquaredForm::squared   ? p + q
                         : form == ChiSquaredForm::pearson ? q
                                                           : p;
  const double difference = p - q;
  return difference == 0 ? 0 : difference / divisor * difference;
}

}  // namespace detail

namespace distribution {

TONEWHEEL_INLINE double kl(const Numbers& p, const Numbers& q, const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options, options.zeros);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    sum += detail::distribution_kl_term(pair.p[i], pair.q[i]);
  }
  return sum / detail::information_divisor(options.unit);
}

TONEWHEEL_INLINE double kl_symmetric(const Numbers& p, const Numbers& q,
                                     const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options, options.zeros);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double x = pair.p[i];
    const double y = pair.q[i];
    if (x != y) {
      sum += x == 0 || y == 0 ? HUGE_VAL : (x - y) * detail::distribution_log_ratio(x, y);
    }
  }
  return sum * (options.symmetric_kl == SymmetricKlForm::half_sum ? 0.5 : 1) /
         detail::information_divisor(options.unit);
}

TONEWHEEL_INLINE double js_divergence(const Numbers& p, const Numbers& q,
                                      const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    sum += detail::js_term(pair.p[i], pair.q[i]);
  }
  return sum / detail::information_divisor(options.unit);
}

TONEWHEEL_INLINE double js_distance(const Numbers& p, const Numbers& q,
                                    const DistributionOptions& options) {
  return std::sqrt(js_divergence(p, q, options));
}

TONEWHEEL_INLINE double cross_entropy(const Numbers& p, const Numbers& q,
                                      const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options, options.zeros);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double x = pair.p[i];
    sum -= x == 0 ? 0 : x * std::log(pair.q[i]);
  }
  return sum / detail::information_divisor(options.unit);
}

TONEWHEEL_INLINE double chi_squared(const Numbers& p, const Numbers& q,
                                    const DistributionOptions& options) {
  const bool symmetric = options.chi_squared == ChiSquaredForm::squared;
  const detail::DistributionPair pair =
      detail::distribution_pair(p, q, options, symmetric ? ZeroPolicy::exact : options.zeros);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    sum += detail::chi_squared_term(pair.p[i], pair.q[i], options.chi_squared);
  }
  return sum;
}

TONEWHEEL_INLINE double hellinger(const Numbers& p, const Numbers& q,
                                  const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double difference = std::sqrt(pair.p[i]) - std::sqrt(pair.q[i]);
    sum += difference * difference;
  }
  return std::sqrt(sum / 2);
}

TONEWHEEL_INLINE double fidelity(const Numbers& p, const Numbers& q,
                                 const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    sum += std::sqrt(pair.p[i]) * std::sqrt(pair.q[i]);  // the product may be too small
  }
  return sum;
}

TONEWHEEL_INLINE double bhattacharyya(const Numbers& p, const Numbers& q,
                                      const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options, options.zeros);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    sum += std::sqrt(pair.p[i]) * std::sqrt(pair.q[i]);
  }
  return (0 - std::log(sum)) / detail::information_divisor(options.unit);
}

}  // namespace distribution
}  // namespace tonewheel
