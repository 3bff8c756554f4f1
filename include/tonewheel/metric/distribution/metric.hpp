#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/metric/distribution/options.hpp>
#include <tonewheel/metric/metric_facts.hpp>

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

/// What a reader must know of a metric of distributions, and which one it is.
struct DistributionMetricFacts : MetricFacts {
  DistributionMetric metric = DistributionMetric::kl;  ///< the metric that the facts are of
};

/// In the order of the enumeration. p is the truth, q the prediction, sums run over K classes; the
/// value of many rows is their mean. Two are not computed unless asked for: they need an order of
/// the classes, or distances between them.
inline constexpr std::array<DistributionMetricFacts, 21> distribution_metrics{{
    {{"distribution", "kl", Direction::lower, "[0, inf]", "sum p ln(p/q)",
      "Kullback & Leibler 1951", ""},
     DistributionMetric::kl},
    {{"distribution", "kl_symmetric", Direction::lower, "[0, inf]", "sum (p-q) ln(p/q)",
      "Jeffreys 1946", ""},
     DistributionMetric::kl_symmetric},
    {{"distribution", "js_divergence", Direction::lower, "[0, ln 2]",
      "(KL(p,m) + KL(q,m))/2, m = (p+q)/2", "Lin 1991", ""},
     DistributionMetric::js_divergence},
    {{"distribution", "js_distance", Direction::lower, "[0, sqrt(ln 2)]", "sqrt(js_divergence)",
      "Endres & Schindelin 2003", ""},
     DistributionMetric::js_distance},
    {{"distribution", "cross_entropy", Direction::lower, "[H(p), inf]", "-sum p ln q", "Good 1952",
      ""},
     DistributionMetric::cross_entropy},
    {{"distribution", "chi_squared", Direction::lower, "[0, 2]", "sum (p-q)^2/(p+q)", "Cha 2007",
      ""},
     DistributionMetric::chi_squared},
    {{"distribution", "hellinger", Direction::lower, "[0, 1]", "sqrt(sum (sqrt p - sqrt q)^2 / 2)",
      "Hellinger 1909", ""},
     DistributionMetric::hellinger},
    {{"distribution", "fidelity", Direction::higher, "[0, 1]", "sum sqrt(p q)",
      "Bhattacharyya 1943", ""},
     DistributionMetric::fidelity},
    {{"distribution", "bhattacharyya", Direction::lower, "[0, inf]", "-ln sum sqrt(p q)",
      "Bhattacharyya 1943", ""},
     DistributionMetric::bhattacharyya},
    {{"distribution", "chebyshev", Direction::lower, "[0, 1]", "max |p-q|", "Cha 2007", ""},
     DistributionMetric::chebyshev},
    {{"distribution", "clark", Direction::lower, "[0, sqrt K]", "sqrt(sum ((p-q)/(p+q))^2)",
      "Clark 1952", ""},
     DistributionMetric::clark},
    {{"distribution", "canberra", Direction::lower, "[0, K]", "sum |p-q|/(p+q)",
      "Lance & Williams 1966", ""},
     DistributionMetric::canberra},
    {{"distribution", "euclidean", Direction::lower, "[0, sqrt 2]", "sqrt(sum (p-q)^2)", "Cha 2007",
      ""},
     DistributionMetric::euclidean},
    {{"distribution", "sorensen", Direction::lower, "[0, 1]", "sum |p-q| / sum (p+q)",
      "Sorensen 1948", ""},
     DistributionMetric::sorensen},
    {{"distribution", "brier", Direction::lower, "[0, 2]", "sum (p-q)^2", "Brier 1950", ""},
     DistributionMetric::brier},
    {{"distribution", "cosine", Direction::higher, "[0, 1]", "sum p q / (|p| |q|)", "Cha 2007", ""},
     DistributionMetric::cosine},
    {{"distribution", "intersection", Direction::higher, "[0, 1]", "sum min(p, q)",
      "Swain & Ballard 1991", ""},
     DistributionMetric::intersection},
    {{"distribution", "pearson", Direction::higher, "[-1, 1]", "correlation over the classes",
      "Pearson 1895", "a side is uniform"},
     DistributionMetric::pearson},
    {{"distribution", "ndcg", Direction::higher, "[0, 1]",
      "DCG/ideal DCG, gain p, classes ranked by q, discount log2(rank+1)",
      "Jarvelin & Kekalainen 2002", ""},
     DistributionMetric::ndcg},
    {{"distribution", "rps", Direction::lower, "[0, 1]",
      "sum (cumulative difference)^2 / (K-1); needs an order of the classes", "Epstein 1969", "",
      false},
     DistributionMetric::rps},
    {{"distribution", "emd", Direction::lower, "[0, largest ground distance]",
      "least cost of moving p to q; needs ground distances", "Rubner, Tomasi & Guibas 2000", "",
      false},
     DistributionMetric::emd},
}};

/// A value of the enumeration.
[[nodiscard]] constexpr const DistributionMetricFacts& facts(DistributionMetric metric) noexcept {
  return distribution_metrics[static_cast<std::size_t>(metric)];
}

/// By name; nothing for another text.
[[nodiscard]] constexpr std::optional<DistributionMetric> find_distribution_metric(
    std::string_view name) noexcept {
  for (const DistributionMetricFacts& each : distribution_metrics) {
    if (each.name == name) {
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
