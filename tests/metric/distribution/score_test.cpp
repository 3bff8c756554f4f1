#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/divergence.hpp>
#include <tonewheel/metric/distribution/ground_distance.hpp>
#include <tonewheel/metric/distribution/score.hpp>

#include "metric/distribution/random_distribution.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::Values;
using support::contains;
using support::error_of;
using support::message_of;

namespace {

using M = DistributionMetric;
using Row = std::pair<Values, Values>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<Row> random_rows(std::mt19937_64& engine, std::size_t rows, std::size_t k) {
  std::vector<Row> list;
  for (std::size_t i = 0; i < rows; ++i) {
    list.emplace_back(sample::distribution(engine, k, i % 3 == 0),
                      sample::distribution(engine, k, i % 4 == 0));
  }
  return list;
}

Values flat(const std::vector<Row>& rows, bool truth) {
  Values values;
  for (const Row& row : rows) {
    const Values& side = truth ? row.first : row.second;
    values.insert(values.end(), side.begin(), side.end());
  }
  return values;
}

}  // namespace

TEST_CASE("distribution score: means of rows, rows in any order") {
  std::mt19937_64 engine(141);
  const std::vector<Row> rows = random_rows(engine, 40, 6);
  const Values truth = flat(rows, true);
  const Values prediction = flat(rows, false);
  for (const DistributionMetricFacts& each : distribution_metrics) {
    const DistributionOptions options{.ground_distance = line_distance(6).values};
    const DistributionScore whole =
        score_distributions(each.metric, {truth, 40, 6}, {prediction, 40, 6}, options);
    double sum = 0;
    std::uint64_t finite = 0;
    std::uint64_t infinite = 0;
    for (const Row& row : rows) {
      const double value = distribution_metric(each.metric, row.first, row.second, options);
      infinite += std::isinf(value) ? 1U : 0U;
      finite += std::isfinite(value) ? 1U : 0U;
      sum += std::isfinite(value) ? value : 0;
    }
    INFO(each.name);
    CHECK(whole.n() == finite);
    CHECK(whole.infinite() == infinite);
    CHECK(whole.undefined() == 40 - finite - infinite);
    CHECK(whole.finite_mean() == Approx(sum / static_cast<double>(finite)));
    CHECK((infinite > 0 ? whole.mean() == infinity : whole.mean() == whole.finite_mean()));
    std::vector<Row> shuffled = rows;
    std::shuffle(shuffled.begin(), shuffled.end(), engine);
    const Values other_truth = flat(shuffled, true);
    const Values other_prediction = flat(shuffled, false);
    CHECK(score_distributions(each.metric, {other_truth, 40, 6}, {other_prediction, 40, 6},
                              options) == whole);
  }
}

TEST_CASE("distribution score: infinite and undefined rows are counted apart") {
  DistributionScore kl(M::kl);
  CHECK(std::isnan(kl.mean()));
  CHECK(std::isnan(kl.finite_mean()));
  kl.add(Values{0.5, 0.5}, Values{0.5, 0.5});
  kl.add(Values{1, 0}, Values{0.5, 0.5});
  CHECK(kl.mean() == std::log(2.0) / 2);
  kl.add(Values{0.5, 0.5}, Values{1, 0});
  CHECK(kl.n() == 2);
  CHECK(kl.infinite() == 1);
  CHECK(kl.mean() == infinity);
  CHECK(kl.finite_mean() == std::log(2.0) / 2);
  DistributionScore pearson(M::pearson);
  pearson.add(Values{0.5, 0.5}, Values{1, 0});
  CHECK(std::isnan(pearson.mean()));
  pearson.add(Values{0.75, 0.25}, Values{1, 0});
  CHECK(pearson.undefined() == 1);
  CHECK(pearson.mean() == Approx(1));
  DistributionScore emd(M::emd);
  emd.add_value(0.5);
  emd.add_value(1);
  CHECK(emd.mean() == 0.75);
}

TEST_CASE("distribution score: missing entries by policy") {
  const Values p{0.5, 0.5};
  const Values missing{not_a_number, 0.5};
  const Values truth{0.5, 0.5, 0.5, 0.5, 1, 0};
  const Values prediction{0.5, 0.5, not_a_number, 0.5, 0.5, 0.5};
  const auto score = [&](NanPolicy nans) {
    return score_distributions(M::kl, {truth, 3, 2}, {prediction, 3, 2}, {}, nans);
  };
  const auto fault = error_of([&] { (void)score(NanPolicy::error); });
  REQUIRE(fault);
  CHECK(fault->place().row == 2);
  CHECK(contains(fault->what(), "row 2: distribution: found nan as class 0 of the prediction"));
  const DistributionScore skipped = score(NanPolicy::skip);
  CHECK(skipped.skipped() == 1);
  CHECK(skipped.n() == 2);
  CHECK(skipped.mean() == std::log(2.0) / 2);
  const DistributionScore propagated = score(NanPolicy::propagate);
  CHECK(propagated.propagated() == 1);
  CHECK(std::isnan(propagated.mean()));
  CHECK(std::isnan(propagated.finite_mean()));
  DistributionScore shard(M::kl, {}, NanPolicy::skip);
  shard.add(Values{infinity, 0}, p);
  CHECK(shard.skipped() == 1);
  // What is not missing but wrong is an error under any policy.
  CHECK(contains(message_of([&] { shard.add(Values{-1, 2}, p); }), "found -1"));
}

TEST_CASE("distribution score: scores that do not belong together, shapes that do not fit") {
  DistributionScore kl(M::kl);
  const DistributionScore before = kl;
  CHECK(contains(message_of([&] { kl.merge(DistributionScore(M::clark)); }),
                 "found a score of clark to merge, expected one of kl"));
  CHECK(contains(
      message_of([&] { kl.merge(DistributionScore(M::kl, {.unit = InformationUnit::bit})); }),
      "same options"));
  CHECK(contains(message_of([&] { kl.merge(DistributionScore(M::kl, {}, NanPolicy::skip)); }),
                 "same options"));
  CHECK(kl == before);
  const Values four(4, 0.5);
  const auto fault = [](const MatrixView<double>& truth, const MatrixView<double>& prediction) {
    return message_of([&] { (void)score_distributions(M::kl, truth, prediction); });
  };
  CHECK(fault({four, 2, 2}, {four, 2, 2}) == "no Error");
  CHECK(fault({{}, 0, 2}, {{}, 0, 2}) == "no Error");
  CHECK(contains(fault({four, 2, 2}, {four, 1, 4}), "a truth of 2 x 2 and a prediction of 1 x 4"));
  CHECK(contains(fault({four, 2, 3}, {four, 2, 2}), "4 values of the truth, expected 2 x 3"));
  CHECK(contains(fault({four, 2, 2}, {four, 2, 0}), "4 values of the prediction"));
  CHECK(contains(fault({{}, 2, 0}, {{}, 2, 0}), "row 1: distribution: found 0 classes"));
}
