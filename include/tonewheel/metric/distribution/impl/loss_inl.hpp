#pragma once

#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/distance.hpp>
#include <tonewheel/metric/distribution/divergence.hpp>
#include <tonewheel/metric/distribution/loss.hpp>
#include <tonewheel/metric/distribution/ranked_probability.hpp>

namespace tonewheel {
namespace detail {

inline ZeroPolicy zeros_of_loss(DistributionLoss loss, const DistributionOptions& options) {
  switch (loss) {
    case DistributionLoss::kl:
    case DistributionLoss::kl_symmetric:
    case DistributionLoss::cross_entropy:
      return options.zeros;
    case DistributionLoss::chi_squared:
      return options.chi_squared == ChiSquaredForm::squared ? ZeroPolicy::exact : options.zeros;
    default:
      return ZeroPolicy::exact;
  }
}

inline double value_of_loss(DistributionLoss loss, std::span<const double> p,
                            std::span<const double> q, const DistributionOptions& options) {
  switch (loss) {
    case DistributionLoss::kl:
      return distribution::kl(p, q, options);
    case DistributionLoss::kl_symmetric:
      return distribution::kl_symmetric(p, q, options);
    case DistributionLoss::js_divergence:
      return distribution::js_divergence(p, q, options);
    case DistributionLoss::one_minus_cosine:
      return 1 - distribution::cosine(p, q, options);
    case DistributionLoss::squared_euclidean:
      return distribution::brier(p, q, options);
    case DistributionLoss::chi_squared:
      return distribution::chi_squared(p, q, options);
    case DistributionLoss::squared_hellinger: {
      const double root = distribution::hellinger(p, q, options);
      return root * root;
    }
    case DistributionLoss::cross_entropy:
      return distribution::cross_entropy(p, q, options);
    case DistributionLoss::rps:
      return distribution::rps(p, q, options);
  }
  throw Error("distribution loss: found number " + std::to_string(static_cast<unsigned>(loss)) +
              ", expected one of " + std::to_string(distribution_losses));
}

inline double chi_squared_slope(double p, double q, ChiSquaredForm form) {
  switch (form) {
    case ChiSquaredForm::squared:
      return p == 0 ? 1 : (q - p) / (p + q) * ((q + 3 * p) / (p + q));
    case ChiSquaredForm::pearson:
      return p == 0 ? 1 : (1 - p / q) * (1 + p / q);
    case ChiSquaredForm::neyman:
      break;
  }
  return p == 0 ? HUGE_VAL : 2 * (q - p) / p;
}

/// The slope of losses that are sums over the classes, with respect to q's entry of one of them.
inline double slope_of_loss(DistributionLoss loss, double p, double q,
                            const DistributionOptions& options) {
  const double unit = information_divisor(options.unit);
  switch (loss) {
    case DistributionLoss::kl:
    case DistributionLoss::cross_entropy:
      return p == 0 ? 0 : -(p / q) / unit;
    case DistributionLoss::kl_symmetric: {
      const double half = options.symmetric_kl == SymmetricKlForm::half_sum ? 0.5 : 1;
      if (p == 0 || q == 0) {
        return p == 0 ? HUGE_VAL : -HUGE_VAL;
      }
      return half * ((q - p) / q - distribution_log_ratio(p, q)) / unit;
    }
    case DistributionLoss::js_divergence:
      return (p == 0   ? std::numbers::ln2
              : q == 0 ? -HUGE_VAL
                       : distribution_log_ratio(q, (p + q) / 2)) /
             2 / unit;
    case DistributionLoss::squared_euclidean:
      return 2 * (q - p);
    case DistributionLoss::chi_squared:
      return chi_squared_slope(p, q, options.chi_squared);
    case DistributionLoss::squared_hellinger:
      return p == 0 ? 0.5 : (1 - std::sqrt(p / q)) / 2;
    case DistributionLoss::one_minus_cosine:
    case DistributionLoss::rps:
      break;
  }
  return 0;
}

inline void cosine_slopes(const DistributionPair& pair, std::span<double> slopes) {
  double product = 0;
  double square_p = 0;
  double square_q = 0;
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    product += pair.p[i] * pair.q[i];
    square_p += pair.p[i] * pair.p[i];
    square_q += pair.q[i] * pair.q[i];
  }
  const double length_p = std::sqrt(square_p);
  const double length_q = std::sqrt(square_q);
  const double cosine = product / (length_p * length_q);
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    slopes[i] = (cosine * (pair.q[i] / length_q) - pair.p[i] / length_p) / length_q;
  }
}

/// Each entry moves all cumulative sums from its own place on.
inline void rps_slopes(const DistributionPair& pair, const std::vector<std::size_t>& order,
                       std::span<double> slopes) {
  double ahead = 0;
  for (const std::size_t each : order) {
    ahead += pair.q[each] - pair.p[each];
    slopes[each] = 2 * ahead / (static_cast<double>(order.size()) - 1);
  }
  double sum = 0;
  for (std::size_t place = order.size(); place-- > 0;) {
    sum += slopes[order[place]];
    slopes[order[place]] = sum;
  }
}

}  // namespace detail

TONEWHEEL_INLINE LossSlope distribution_loss(DistributionLoss loss, const Numbers& p,
                                             const Numbers& q, const DistributionOptions& options) {
  LossSlope result{detail::value_of_loss(loss, p, q, options), std::vector<double>(q.size())};
  const detail::DistributionPair pair =
      detail::distribution_pair(p, q, options, detail::zeros_of_loss(loss, options));
  if (loss == DistributionLoss::one_minus_cosine) {
    detail::cosine_slopes(pair, result.gradient);
  } else if (loss == DistributionLoss::rps) {
    detail::rps_slopes(pair, detail::distribution_order(options, q.size()), result.gradient);
  } else {
    for (std::size_t i = 0; i < q.size(); ++i) {
      result.gradient[i] = detail::slope_of_loss(loss, pair.p[i], pair.q[i], options);
    }
  }
  pair.q.chain(result.gradient);
  return result;
}

TONEWHEEL_INLINE std::vector<double> logit_gradient(const Numbers& q, const Numbers& gradient) {
  if (q.size() != gradient.size()) {
    throw Error("logit_gradient: found " + std::to_string(q.size()) + " probabilities and " +
                std::to_string(gradient.size()) + " slopes, expected as many of both");
  }
  double mean = 0;
  for (std::size_t i = 0; i < q.size(); ++i) {
    mean += q[i] == 0 ? 0 : q[i] * gradient[i];
  }
  std::vector<double> slopes(q.size());
  for (std::size_t i = 0; i < q.size(); ++i) {
    slopes[i] = q[i] == 0 ? 0 : q[i] * (gradient[i] - mean);
  }
  return slopes;
}

}  // namespace tonewheel
