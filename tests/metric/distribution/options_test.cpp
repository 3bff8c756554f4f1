#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/distance.hpp>
#include <tonewheel/metric/distribution/divergence.hpp>
#include <tonewheel/metric/distribution/ground_distance.hpp>
#include <tonewheel/metric/distribution/metric.hpp>

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

}  // namespace

TEST_CASE("distribution options: policies for zeros by hand") {
  const Values p{0.5, 0.5, 0, 0};
  const Values q{0.5, 0, 0.5, 0};
  constexpr double e = 1e-3;
  const auto with = [](ZeroPolicy zeros) {
    return DistributionOptions{.zeros = zeros, .epsilon = 1e-3};
  };
  using namespace distribution;
  CHECK(kl(p, q) == infinity);
  CHECK(kl(p, q, with(ZeroPolicy::floor_prediction)) == Approx(0.5 * std::log(0.5 / e)));
  CHECK(kl(p, q, with(ZeroPolicy::floor_both)) ==
        Approx(0.5 * std::log(0.5 / e) + e * std::log(e / 0.5)));
  const double sum = 1 + 4 * e;
  const double half = (0.5 + e) / sum;
  const double none = e / sum;
  CHECK(kl(p, q, with(ZeroPolicy::additive)) == Approx((half - none) * std::log(half / none)));
  CHECK(kl_symmetric(p, q, with(ZeroPolicy::additive)) ==
        Approx(2 * (half - none) * std::log(half / none)));
  CHECK(kl_symmetric(p, q, with(ZeroPolicy::floor_both)) ==
        Approx(2 * (0.5 - e) * std::log(0.5 / e)));
  CHECK(kl_symmetric(p, q, with(ZeroPolicy::floor_prediction)) == infinity);
  CHECK(cross_entropy(p, q, with(ZeroPolicy::floor_prediction)) ==
        Approx(0.5 * std::log(2.0) - 0.5 * std::log(e)));
  CHECK(bhattacharyya(Values{1, 0}, Values{0, 1}, with(ZeroPolicy::floor_both)) ==
        Approx(-std::log(2 * std::sqrt(e))));
  CHECK(chi_squared(p, q, {.chi_squared = ChiSquaredForm::pearson}) == infinity);
  CHECK(chi_squared(p, q,
                    {.zeros = ZeroPolicy::floor_prediction,
                     .epsilon = e,
                     .chi_squared = ChiSquaredForm::pearson}) ==
        Approx((0.5 - e) * (0.5 - e) / e + 0.5 + e));
}

TEST_CASE("distribution options: a policy for zeros leaves the other metrics as they are") {
  const Values p{0.5, 0.5, 0, 0};
  const Values q{0.5, 0, 0.25, 0.25};
  for (const DistributionMetricFacts& each : distribution_metrics) {
    DistributionOptions options{.ground_distance = line_distance(4).values};
    const double exact = distribution_metric(each.metric, p, q, options);
    for (const ZeroPolicy zeros : {ZeroPolicy::floor_both, ZeroPolicy::additive}) {
      options.zeros = zeros;
      options.epsilon = 0.01;
      const bool concerned = each.metric == M::kl || each.metric == M::kl_symmetric ||
                             each.metric == M::cross_entropy || each.metric == M::bhattacharyya;
      INFO(each.name);
      CHECK((distribution_metric(each.metric, p, q, options) != exact) == concerned);
    }
  }
}

TEST_CASE("distribution options: a policy with a vanishing epsilon tends to the exact value") {
  std::mt19937_64 engine(81);
  for (int round = 0; round < 50; ++round) {
    const std::size_t k = 2 + engine() % 10;
    const Values p = sample::distribution(engine, k, round % 2 == 0);
    const Values q = sample::distribution(engine, k);
    for (const ZeroPolicy zeros :
         {ZeroPolicy::floor_prediction, ZeroPolicy::floor_both, ZeroPolicy::additive}) {
      const DistributionOptions options{.zeros = zeros, .epsilon = 1e-13};
      CHECK(distribution::kl(p, q, options) == Approx(distribution::kl(p, q)).epsilon(1e-9));
    }
  }
}

TEST_CASE("distribution options: sums are checked, made 1, or left") {
  const Values p{0.5, 0.5};
  const Values rounded{0.333333, 0.666666};
  const Values counts{3, 1};
  CHECK_NOTHROW((void)distribution::kl(p, rounded));
  CHECK(message_of([&] { (void)distribution::kl(p, counts); }) ==
        "distribution: found the sum 4 of the prediction, expected 1 within 1e-05");
  CHECK(contains(message_of([&] { (void)distribution::kl(counts, p); }), "of the truth"));
  CHECK(contains(message_of([&] { (void)distribution::kl(p, rounded, {.mass_tolerance = 1e-7}); }),
                 "expected 1 within 1e-07"));
  const DistributionOptions any{.mass = MassPolicy::normalise,
                                .ground_distance = line_distance(2).values};
  DistributionOptions unit = any;
  unit.mass = MassPolicy::unit;
  for (const DistributionMetricFacts& each : distribution_metrics) {
    INFO(each.name);
    const Values truth{2, 6};
    const double value = distribution_metric(each.metric, truth, counts, any);
    CHECK(value ==
          Approx(distribution_metric(each.metric, Values{0.25, 0.75}, Values{0.75, 0.25}, unit)));
  }
  const DistributionOptions as_given{.mass = MassPolicy::as_given};
  CHECK(distribution::kl(counts, p, as_given) == Approx(3 * std::log(6.0) + std::log(2.0)));
  CHECK(distribution::brier(counts, p, as_given) == 6.5);
  const Values none{0, 0};
  CHECK(message_of([&] { (void)distribution::kl(p, none, any); }) ==
        "distribution: found the sum 0 of the prediction, expected one above 0");
  CHECK(std::isnan(distribution::cosine(p, none, as_given)));
  CHECK(std::isnan(distribution::sorensen(none, none, as_given)));
  CHECK(std::isnan(distribution::ndcg(none, p, as_given)));
  CHECK(distribution::clark(none, none, as_given) == 0);
}

TEST_CASE("distribution options: entries, sizes and options that cannot be") {
  const Values p{0.5, 0.5};
  for (const DistributionMetricFacts& each : distribution_metrics) {
    const auto fault = [&](const Values& x, const Values& y, DistributionOptions options = {}) {
      options.ground_distance = line_distance(2).values;
      return message_of([&] { (void)distribution_metric(each.metric, x, y, options); });
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    INFO(each.name);
    CHECK(fault(p, {nan, 1}) ==
          "distribution: found nan as class 0 of the prediction, expected a number in [0, 1e100]");
    CHECK(contains(fault({1, -0.5}, p), "found -0.5 as class 1 of the truth"));
    CHECK(contains(fault(p, {infinity, 0}), "found inf"));
    CHECK(contains(fault(p, {1e101, 0}, {.mass = MassPolicy::as_given}), "found 1e+101"));
    CHECK(contains(fault(p, {1}), "2 classes of the truth and 1 of the prediction"));
    CHECK(contains(fault({}, {}), "at least one"));
    CHECK(contains(fault(p, p, {.epsilon = 0}), "epsilon 0, expected"));
    CHECK(contains(fault(p, p, {.epsilon = nan}), "epsilon nan"));
    CHECK(contains(fault(p, p, {.mass_tolerance = -1}), "mass_tolerance -1"));
    CHECK(contains(fault(p, p, {.mass_tolerance = nan}), "mass_tolerance nan"));
  }
}
