#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <numeric>
#include <vector>

#include <tonewheel/metric/distribution/distance.hpp>

namespace tonewheel {
namespace detail {

inline double largest_share(const DistributionView& view) {
  double largest = 0;
  for (std::size_t i = 0; i < view.size(); ++i) {
    largest = std::max(largest, view[i]);
  }
  return largest;
}

/// The first `ranks` gains over their discounts; gains from the first rank on.
inline double discounted_gain(const std::vector<double>& gains, std::size_t ranks) {
  double sum = 0;
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    sum += gains[rank] / std::log2(static_cast<double>(rank) + 2);
  }
  return sum;
}

/// A row less its first entry and then its mean, so that what is common to all cancels exactly.
inline std::vector<double> centred_shares(const DistributionView& view) {
  std::vector<double> centred(view.size());
  double mean = 0;
  for (std::size_t i = 0; i < view.size(); ++i) {
    centred[i] = view[i] - view[0];
    mean += centred[i] / static_cast<double>(view.size());
  }
  const bool constant =
      std::all_of(centred.begin(), centred.end(), [](double x) { return x == 0; });
  double largest = 0;
  for (double& each : centred) {
    each -= constant ? 0 : mean;
    largest = std::max(largest, std::abs(each));
  }
  for (double& each : centred) {
    each = largest == 0 ? 0 : each / largest;  // squares neither vanish nor overflow
  }
  return centred;
}

}  // namespace detail

namespace distribution {

TONEWHEEL_INLINE double chebyshev(const Numbers& p, const Numbers& q,
                                  const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  double largest = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    largest = std::max(largest, std::abs(pair.p[i] - pair.q[i]));
  }
  return largest;
}

TONEWHEEL_INLINE double clark(const Numbers& p, const Numbers& q,
                              const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double difference = pair.p[i] - pair.q[i];
    const double ratio = difference == 0 ? 0 : difference / (pair.p[i] + pair.q[i]);
    sum += ratio * ratio;
  }
  return std::sqrt(sum);
}

TONEWHEEL_INLINE double canberra(const Numbers& p, const Numbers& q,
                                 const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double difference = std::abs(pair.p[i] - pair.q[i]);
    sum += difference == 0 ? 0 : difference / (pair.p[i] + pair.q[i]);
  }
  return sum;
}

TONEWHEEL_INLINE double euclidean(const Numbers& p, const Numbers& q,
                                  const DistributionOptions& options) {
  return std::sqrt(brier(p, q, options));
}

TONEWHEEL_INLINE double sorensen(const Numbers& p, const Numbers& q,
                                 const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  double apart = 0;
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    apart += std::abs(pair.p[i] - pair.q[i]);
    sum += pair.p[i] + pair.q[i];
  }
  return sum == 0 ? std::numeric_limits<double>::quiet_NaN() : apart / sum;
}

TONEWHEEL_INLINE double brier(const Numbers& p, const Numbers& q,
                              const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double difference = pair.p[i] - pair.q[i];
    sum += difference * difference;
  }
  return sum;
}

TONEWHEEL_INLINE double cosine(const Numbers& p, const Numbers& q,
                               const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  const double largest_p = detail::largest_share(pair.p);
  const double largest_q = detail::largest_share(pair.q);
  if (largest_p == 0 || largest_q == 0) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  double product = 0;
  double square_p = 0;
  double square_q = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double x = pair.p[i] / largest_p;
    const double y = pair.q[i] / largest_q;
    product += x * y;
    square_p += x * x;
    square_q += y * y;
  }
  return std::min(1.0, product / (std::sqrt(square_p) * std::sqrt(square_q)));
}

TONEWHEEL_INLINE double intersection(const Numbers& p, const Numbers& q,
                                     const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    sum += std::min(pair.p[i], pair.q[i]);
  }
  return sum;
}

TONEWHEEL_INLINE double pearson(const Numbers& p, const Numbers& q,
                                const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  const std::vector<double> x = detail::centred_shares(pair.p);
  const std::vector<double> y = detail::centred_shares(pair.q);
  const double product = std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
  const double square_x = std::inner_product(x.begin(), x.end(), x.begin(), 0.0);
  const double square_y = std::inner_product(y.begin(), y.end(), y.begin(), 0.0);
  if (square_x == 0 || square_y == 0) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return std::clamp(product / (std::sqrt(square_x) * std::sqrt(square_y)), -1.0, 1.0);
}

TONEWHEEL_INLINE double ndcg(const Numbers& p, const Numbers& q,
                             const DistributionOptions& options) {
  const detail::DistributionPair pair = detail::distribution_pair(p, q, options);
  const std::size_t n = p.size();
  const std::size_t ranks = options.ndcg_at == 0 ? n : std::min(n, options.ndcg_at);
  std::vector<std::size_t> ranked(n);
  std::iota(ranked.begin(), ranked.end(), std::size_t{0});
  std::sort(ranked.begin(), ranked.end(),
            [&q](std::size_t a, std::size_t b) { return q[a] != q[b] ? q[a] > q[b] : a < b; });
  std::vector<double> gains(n);
  std::vector<double> ideal(n);
  for (std::size_t first = 0, last = 0; first < n; first = last) {
    double sum = 0;
    for (last = first; last < n && q[ranked[last]] == q[ranked[first]]; ++last) {
      sum += pair.p[ranked[last]];
    }
    std::fill(gains.begin() + static_cast<std::ptrdiff_t>(first),
              gains.begin() + static_cast<std::ptrdiff_t>(last),
              sum / static_cast<double>(last - first));
  }
  for (std::size_t i = 0; i < n; ++i) {
    ideal[i] = pair.p[i];
  }
  std::sort(ideal.begin(), ideal.end(), std::greater<>());
  const double best = detail::discounted_gain(ideal, ranks);
  return best == 0 ? std::numeric_limits<double>::quiet_NaN()
                   : std::min(1.0, detail::discounted_gain(gains, ranks) / best);
}

}  // namespace distribution
}  // namespace tonewheel
