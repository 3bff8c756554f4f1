#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/metric/distribution/options.hpp>

namespace tonewheel {

/// The metrics between two distributions over the same classes, each documented beside its own
/// function: distribution/divergence.hpp, distribution/distance.hpp, ranked_probability.hpp and
/// earth_movers.hpp.
enum class DistributionMetric : unsigned char {
  kl,
  kl_symmetric,
  js_divergence,
  js_distance,
  cross_entropy,
  chi_squared,
  hellinger,
  fidelity,
  bhattacharyya,
  chebyshev,
  clark,
  canberra,
  euclidean,
  sorensen,
  brier,
  cosine,
  intersection,
  pearson,
  ndcg,
  rps,
  emd,
};

/// What a metric of distributions is called and how to read it.
struct DistributionMetricFacts {
  DistributionMetric metric = DistributionMetric::kl;
  std::string_view key;  ///< in programs and reports
  bool higher_is_better = false;
  std::string_view range;
  std::string_view formula;
  std::string_view source;
};

/// In the order of the enumeration. p is the truth, q the prediction, sums run over K classes.
inline constexpr std::array<DistributionMetricFacts, 21> distribution_metrics{{
    {DistributionMetric::kl, "kl", false, "[0, inf]", "sum p ln(p/q)", "Kullback & Leibler 1951"},
    {DistributionMetric::kl_symmetric, "kl_symmetric", false, "[0, inf]", "sum (p-q) ln(p/q)",
     "Jeffreys 1946"},
    {DistributionMetric::js_divergence, "js_divergence", false, "[0, ln 2]",
     "(KL(p,m) + KL(q,m))/2, m = (p+q)/2", "Lin 1991"},
    {DistributionMetric::js_distance, "js_distance", false, "[0, sqrt(ln 2)]",
     "sqrt(js_divergence)", "Endres & Schindelin 2003"},
    {DistributionMetric::cross_entropy, "cross_entropy", false, "[H(p), inf]", "-sum p ln q",
     "Good 1952"},
    {DistributionMetric::chi_squared, "chi_squared", false, "[0, 2]", "sum (p-q)^2/(p+q)",
     "Cha 2007"},
    {DistributionMetric::hellinger, "hellinger", false, "[0, 1]",
     "sqrt(sum (sqrt p - sqrt q)^2 / 2)", "Hellinger 1909"},
    {DistributionMetric::fidelity, "fidelity", true, "[0, 1]", "sum sqrt(p q)",
     "Bhattacharyya 1943"},
    {DistributionMetric::bhattacharyya, "bhattacharyya", false, "[0, inf]", "-ln sum sqrt(p q)",
     "Bhattacharyya 1943"},
    {DistributionMetric::chebyshev, "chebyshev", false, "[0, 1]", "max |p-q|", "Cha 2007"},
    {DistributionMetric::clark, "clark", false, "[0, sqrt K]", "sqrt(sum ((p-q)/(p+q))^2)",
     "Clark 1952"},
    {DistributionMetric::canberra, "canberra", false, "[0, K]", "sum |p-q|/(p+q)",
     "Lance & Williams 1966"},
    {DistributionMetric::euclidean, "euclidean", false, "[0, sqrt 2]", "sqrt(sum (p-q)^2)",
     "Cha 2007"},
    {DistributionMetric::sorensen, "sorensen", false, "[0, 1]", "sum |p-q| / sum (p+q)",
     "Sorensen 1948"},
    {DistributionMetric::brier, "brier", false, "[0, 2]", "sum (p-q)^2", "Brier 1950"},
    {DistributionMetric::cosine, "cosine", true, "[0, 1]", "sum p q / (|p| |q|)", "Cha 2007"},
    {DistributionMetric::intersection, "intersection", true, "[0, 1]", "sum min(p, q)",
     "Swain & Ballard 1991"},
    {DistributionMetric::pearson, "pearson", true, "[-1, 1]", "correlation over the classes",
     "Pearson 1895"},
    {DistributionMetric::ndcg, "ndcg", true, "[0, 1]",
     "DCG/ideal DCG, gain p, classes ranked by q, discount log2(rank+1)",
     "Jarvelin & Kekalainen 2002"},
    {DistributionMetric::rps, "rps", false, "[0, 1]",
     "sum (cumulative difference)^2 / (K-1); needs an order of the classes", "Epstein 1969"},
    {DistributionMetric::emd, "emd", false, "[0, largest ground distance]",
     "least cost of moving p to q; needs ground distances", "Rubner, Tomasi & Guibas 2000"},
}};

/// A value of the enumeration.
[[nodiscard]] constexpr const DistributionMetricFacts& facts(DistributionMetric metric) noexcept {
  return distribution_metrics[static_cast<std::size_t>(metric)];
}

/// By key; nothing for another text.
[[nodiscard]] constexpr std::optional<DistributionMetric> find_distribution_metric(
    std::string_view key) noexcept {
  for (const DistributionMetricFacts& each : distribution_metrics) {
    if (each.key == key) {
      return each.metric;
    }
  }
  return std::nullopt;
}

/// The metric of one row. Throws Error as its own function does; emd asks for
/// options.ground_distance and divides the masses by their sums after the check of the options.
[[nodiscard]] double distribution_metric(DistributionMetric metric, const Numbers& p,
                                         const Numbers& q, const DistributionOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/metric_inl.hpp>
#endif
