#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/distance.hpp>
#include <tonewheel/metric/distribution/divergence.hpp>
#include <tonewheel/metric/distribution/ground_distance.hpp>
#include <tonewheel/metric/distribution/metric.hpp>
#include <tonewheel/metric/distribution/ranked_probability.hpp>

#include "metric/distribution/random_distribution.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::Values;
using support::contains;
using support::message_of;

namespace {

using M = DistributionMetric;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Rounding of up to thirty terms and of the reference's own functions.
constexpr double within = 1e-13;

bool near(double found, double expected, double margin) {
  if (std::isnan(expected) || std::isinf(expected)) {
    return std::isnan(expected) ? std::isnan(found) : found == expected;
  }
  return std::abs(found - expected) <= margin * std::max(1.0, std::abs(expected));
}

/// What a comment states as the range, for K classes.
std::pair<double, double> range_of(M metric, std::size_t k) {
  const double ln2 = std::log(2.0);
  switch (metric) {
    case M::kl:
    case M::kl_symmetric:
    case M::cross_entropy:
    case M::bhattacharyya:
      return {0, infinity};
    case M::js_divergence:
      return {0, ln2};
    case M::js_distance:
      return {0, std::sqrt(ln2)};
    case M::chi_squared:
    case M::brier:
      return {0, 2};
    case M::clark:
      return {0, std::sqrt(static_cast<double>(k))};
    case M::canberra:
      return {0, static_cast<double>(k)};
    case M::euclidean:
      return {0, std::sqrt(2.0)};
    case M::pearson:
      return {-1, 1};
    case M::emd:
      return {0, static_cast<double>(k - 1)};
    default:
      return {0, 1};
  }
}

DistributionOptions line_options(std::size_t k) {
  return {.ground_distance = line_distance(k).values};
}

constexpr double rounding = 1e-14;

}  // namespace

TEST_CASE("distribution metric: all rows of the reference file") {
  const nlohmann::json reference = sample::distribution_reference();
  std::map<std::string, DistributionOptions> variants;
  variants["kl_bits"].unit = InformationUnit::bit;
  variants["js_distance_bits"].unit = InformationUnit::bit;
  variants["chi_squared_pearson"].chi_squared = ChiSquaredForm::pearson;
  variants["ndcg_at_3"].ndcg_at = 3;
  const std::map<std::string, M> bases{{"kl_bits", M::kl},
                                       {"js_distance_bits", M::js_distance},
                                       {"chi_squared_pearson", M::chi_squared},
                                       {"ndcg_at_3", M::ndcg},
                                       {"line_emd", M::emd}};
  std::set<std::string> seen;
  for (const nlohmann::json& row : reference["rows"]) {
    const Values p = row["p"];
    const Values q = row["q"];
    for (const auto& [key, value] : row["metrics"].items()) {
      seen.insert(key);
      DistributionOptions options = variants[key];
      options.ground_distance = line_distance(p.size()).values;
      const M metric = bases.contains(key) ? bases.at(key) : find_distribution_metric(key).value();
      const double found = distribution_metric(metric, p, q, options);
      INFO(key << " of " << row.dump());
      CHECK(near(found, sample::reference_number(value), within));
    }
  }
  CHECK(reference["rows"].size() == 98);
  CHECK(seen.size() == 25);
  for (const DistributionMetricFacts& each : distribution_metrics) {
    CHECK((each.metric == M::emd || seen.contains(std::string(each.name))));
  }
}

TEST_CASE("distribution metric: figures by hand") {
  const Values p{0.5, 0.5, 0};
  const Values q{0.25, 0.25, 0.5};
  CHECK(distribution::kl(p, q) == Approx(std::log(2.0)));
  CHECK(distribution::kl(p, q, {.unit = InformationUnit::bit}) == Approx(1));
  CHECK(distribution::kl(q, p) == infinity);
  CHECK(distribution::kl_symmetric(p, q) == infinity);
  CHECK(distribution::cross_entropy(p, q, {.unit = InformationUnit::bit}) == Approx(2));
  CHECK(distribution::chi_squared(p, q) == Approx(0.25 / 3 * 2 / 2 + 0.5 + 0.25 / 3));
  CHECK(distribution::chi_squared(p, q, {.chi_squared = ChiSquaredForm::pearson}) == Approx(1));
  CHECK(distribution::chi_squared(p, q, {.chi_squared = ChiSquaredForm::neyman}) == infinity);
  CHECK(distribution::chi_squared(q, p, {.chi_squared = ChiSquaredForm::neyman}) == Approx(1));
  CHECK(distribution::fidelity(p, q) == Approx(std::sqrt(0.5)));
  CHECK(distribution::bhattacharyya(p, q) == Approx(std::log(2.0) / 2));
  CHECK(distribution::bhattacharyya(p, q, {.unit = InformationUnit::bit}) == Approx(0.5));
  CHECK(distribution::clark(p, q) == Approx(std::sqrt(1 + 2.0 / 9)));
  CHECK(distribution::canberra(p, q) == Approx(1 + 2.0 / 3));
  CHECK(distribution::sorensen(p, q) == Approx(0.5));
  CHECK(distribution::intersection(p, q) == 0.5);
  CHECK(distribution::chebyshev(p, q) == 0.5);
  CHECK(distribution::brier(p, q) == 0.375);
  CHECK(distribution::rps(p, q) == Approx((0.0625 + 0.25) / 2));
  // Ranked by q: class 2 (gain 0), then 0 and 1, which tie.
  CHECK(distribution::ndcg(p, q) == Approx((1 / std::log2(3.0) + 0.5) / (1 + 1 / std::log2(3.0))));
  CHECK(distribution::ndcg(p, q, {.ndcg_at = 1}) == 0);
  CHECK(distribution::ndcg(p, q, {.ndcg_at = 9}) == distribution::ndcg(p, q));
  const Values r{0.75, 0.25};
  const Values s{0.25, 0.75};
  CHECK(distribution::kl_symmetric(r, s) == Approx(std::log(3.0)));
  CHECK(distribution::kl_symmetric(r, s, {.symmetric_kl = SymmetricKlForm::half_sum}) ==
        Approx(std::log(3.0) / 2));
  CHECK(distribution::pearson(r, s) == Approx(-1));
  CHECK(std::isnan(distribution::pearson(r, Values{0.5, 0.5})));
  CHECK(std::isnan(distribution::pearson(Values(3, 1.0 / 3), p)));
}

TEST_CASE("distribution metric: distributions without a class in common") {
  const Values p{1, 0, 0};
  const Values q{0, 0.5, 0.5};
  const std::map<M, double> expected{{M::kl, infinity},
                                     {M::kl_symmetric, infinity},
                                     {M::js_divergence, std::log(2.0)},
                                     {M::js_distance, std::sqrt(std::log(2.0))},
                                     {M::cross_entropy, infinity},
                                     {M::chi_squared, 2},
                                     {M::hellinger, 1},
                                     {M::fidelity, 0},
                                     {M::bhattacharyya, infinity},
                                     {M::clark, std::sqrt(3.0)},
                                     {M::canberra, 3},
                                     {M::sorensen, 1},
                                     {M::cosine, 0},
                                     {M::intersection, 0},
                                     {M::pearson, -1}};
  for (const auto& [metric, value] : expected) {
    INFO(facts(metric).name);
    CHECK(near(distribution_metric(metric, p, q), value, rounding));
  }
}

TEST_CASE("distribution metric: ranges, identity, symmetry, classes in any order") {
  std::mt19937_64 engine(71);
  const std::set<M> asymmetric{M::kl, M::cross_entropy, M::ndcg};
  const std::set<M> ordered{M::rps, M::emd};
  for (int round = 0; round < 300; ++round) {
    const std::size_t k = 2 + engine() % 14;
    const Values p = sample::distribution(engine, k, round % 3 == 0);
    const Values q = sample::distribution(engine, k, round % 2 == 0);
    std::vector<std::size_t> order(k);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), engine);
    Values turned_p;
    Values turned_q;
    for (const std::size_t each : order) {
      turned_p.push_back(p[each]);
      turned_q.push_back(q[each]);
    }
    for (const DistributionMetricFacts& each : distribution_metrics) {
      INFO(each.name << " in round " << round);
      const DistributionOptions options = line_options(k);
      const double value = distribution_metric(each.metric, p, q, options);
      if (std::isnan(value)) {
        CHECK(each.metric == M::pearson);  // a sparse row with one class only may be uniform
        continue;
      }
      const auto [low, high] = range_of(each.metric, k);
      CHECK(value >= low - rounding);
      CHECK(value <= high + rounding);
      const double itself = distribution_metric(each.metric, p, p, options);
      if (each.metric == M::cross_entropy) {
        CHECK(itself <= value + rounding);
      } else {
        CHECK(near(itself, each.better == Direction::higher ? 1 : 0, rounding));
        CHECK((each.better == Direction::higher ? value <= itself + rounding
                                                : value >= itself - rounding));
      }
      if (!asymmetric.contains(each.metric)) {
        CHECK(near(distribution_metric(each.metric, q, p, options), value, rounding));
      }
      if (!ordered.contains(each.metric)) {
        CHECK(near(distribution_metric(each.metric, turned_p, turned_q, options), value, rounding));
      }
    }
  }
}

TEST_CASE("distribution metric: inequalities that tie the metrics together") {
  std::mt19937_64 engine(72);
  for (int round = 0; round < 300; ++round) {
    const std::size_t k = 2 + engine() % 14;
    const Values p = sample::distribution(engine, k, round % 3 == 0);
    const Values q = sample::distribution(engine, k, round % 2 == 0);
    const Values r = sample::distribution(engine, k, round % 5 == 0);
    using namespace distribution;
    const double variation = sorensen(p, q);
    CHECK(near(intersection(p, q), 1 - variation, rounding));
    CHECK(2 * variation * variation <= kl(p, q) + rounding);  // Pinsker
    CHECK(hellinger(p, q) * hellinger(p, q) <= variation + rounding);
    CHECK(near(hellinger(p, q), std::sqrt(std::max(0.0, 1 - fidelity(p, q))), 1e-7));
    CHECK(near(kl_symmetric(p, q), kl(p, q) + kl(q, p), 1e-13));
    CHECK(js_divergence(p, q) <= std::log(2.0) * variation + rounding);  // Lin 1991
    CHECK(near(euclidean(p, q) * euclidean(p, q), brier(p, q), rounding));
    for (const M metric : {M::js_distance, M::hellinger, M::euclidean, M::chebyshev, M::sorensen}) {
      INFO(facts(metric).name);
      CHECK(distribution_metric(metric, p, r) <=
            distribution_metric(metric, p, q) + distribution_metric(metric, q, r) + rounding);
    }
    // Cross-entropy is entropy and divergence together.
    if (std::isfinite(kl(p, q))) {
      CHECK(near(cross_entropy(p, q), cross_entropy(p, p) + kl(p, q), 1e-13));
    }
  }
}

TEST_CASE("distribution metric: near distributions keep their digits") {
  // With q = p (1 +- e), e a power of two: KL = -ln(1 - e^2) / 2, and Jensen-Shannon e^2 / 8 to
  // first order.
  for (const int bits : {10, 20, 30, 40, 50}) {
    const double e = std::ldexp(1, -bits);
    const Values p{0.5, 0.5};
    const Values q{0.5 + e / 2, 0.5 - e / 2};
    INFO("e 2^-" << bits);
    CHECK(std::abs(distribution::kl(p, q) + std::log1p(-e * e) / 2) <= 0x1p-53 * e);
    CHECK(std::abs(distribution::js_divergence(p, q) - e * e / 8) <= 0x1p-53 * e + e * e * e * e);
    CHECK(distribution::js_distance(p, q) > 0);
  }
}

TEST_CASE("distribution metric: probabilities near the ends of a double") {
  const Values p{1, 5e-324};
  const Values q{5e-324, 1};
  CHECK(distribution::kl(p, q) == Approx(-std::log(5e-324)));
  CHECK(distribution::kl_symmetric(p, q) == Approx(-2 * std::log(5e-324)));
  CHECK(distribution::js_divergence(p, q) == Approx(std::log(2.0)));
  CHECK(distribution::fidelity(p, q) == Approx(2 * std::sqrt(5e-324)));
  for (const DistributionMetricFacts& each : distribution_metrics) {
    CHECK(std::isfinite(distribution_metric(each.metric, p, q, line_options(2))));
    const Values large{1e100, 3e99};
    const Values small{1e-300, 2e-300};
    INFO(each.name);
    const DistributionOptions any{.mass = MassPolicy::as_given,
                                  .ground_distance = line_distance(2).values};
    if (each.metric != M::emd) {
      CHECK_FALSE(std::isnan(distribution_metric(each.metric, large, small, any)));
      CHECK_FALSE(std::isnan(distribution_metric(each.metric, small, large, any)));
    }
  }
  CHECK(distribution::cosine(Values{1e-300, 0}, Values{1e-300, 0},
                             {.mass = MassPolicy::as_given}) == 1);
}

TEST_CASE("distribution metric: one class") {
  const Values one{1};
  for (const DistributionMetricFacts& each : distribution_metrics) {
    const double value = distribution_metric(each.metric, one, one, line_options(1));
    INFO(each.name);
    if (each.metric == M::pearson || each.metric == M::rps) {
      CHECK(std::isnan(value));
    } else {
      CHECK(value == (each.better == Direction::higher ? 1 : 0));
    }
  }
}

TEST_CASE("distribution metric: the table names each metric once") {
  std::set<std::string> keys;
  for (std::size_t i = 0; i < distribution_metrics.size(); ++i) {
    const DistributionMetricFacts& each = distribution_metrics[i];
    CHECK(static_cast<std::size_t>(each.metric) == i);
    CHECK(&facts(each.metric) == &each);
    CHECK(find_distribution_metric(each.name) == each.metric);
    CHECK_FALSE(each.formula.empty());
    CHECK_FALSE(each.source.empty());
    CHECK_FALSE(each.range.empty());
    keys.emplace(each.name);
  }
  CHECK(keys.size() == distribution_metrics.size());
  CHECK_FALSE(find_distribution_metric("KL"));
  CHECK_FALSE(find_distribution_metric(""));
  const Values p{1, 0};
  CHECK(contains(message_of([&] { (void)distribution_metric(static_cast<M>(99), p, p); }),
                 "found number 99, expected one of 21"));
}

TEST_CASE("distribution metric: emd asks for distances and makes masses equal") {
  const Values p{0.5, 0.5};
  const Values q{0.3, 0.700001};
  CHECK(contains(message_of([&] { (void)distribution_metric(M::emd, p, q); }),
                 "found 0 ground distances, expected 2 x 2"));
  CHECK(distribution_metric(M::emd, p, q, line_options(2)) == Approx(0.2).epsilon(1e-5));
  DistributionOptions options = line_options(2);
  options.mass = MassPolicy::normalise;
  CHECK(distribution_metric(M::emd, Values{1, 3}, Values{9, 3}, options) == Approx(0.5));
  options.mass = MassPolicy::as_given;
  CHECK(distribution_metric(M::emd, Values{1, 3}, Values{3, 1}, options) == Approx(0.5));
  CHECK(contains(
      message_of([&] { (void)distribution_metric(M::emd, Values{1, 3}, Values{9, 3}, options); }),
      "masses of 4 and 12"));
}
