#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include <tonewheel/metric/regression/correlation.hpp>

#include "metric/regression/regression_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::close;
using support::contains;
using support::few_roundings;
using support::message_of;
using support::Values;

namespace {

/// The definition: every pair of pairs.
PairOrders all_orders(const Values& x, const Values& y) {
  PairOrders orders;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const bool tied_x = x[i] == x[j];
      const bool tied_y = y[i] == y[j];
      orders.tied_truth += tied_x ? 1U : 0U;
      orders.tied_prediction += tied_y ? 1U : 0U;
      orders.tied_both += tied_x && tied_y ? 1U : 0U;
      if (!tied_x && !tied_y) {
        ++((x[i] < x[j]) == (y[i] < y[j]) ? orders.concordant : orders.discordant);
      }
    }
  }
  return orders;
}

RankPairs ranks_of(const Values& x, const Values& y) {
  RankPairs ranks;
  ranks.add(x, y);
  return ranks;
}

}  // namespace

TEST_CASE("correlation: scipy's values") {
  const nlohmann::json golden = support::regression_golden();
  for (const auto& pair : golden.at("pairs")) {
    const Values x = pair.at("truth");
    const Values y = pair.at("prediction");
    const auto& expected = pair.at("library");
    const std::string kind = pair.at("kind");
    INFO(kind);
    CHECK(close(spearman(x, y), support::number(expected.at("spearman")), support::library,
                support::library));
    CHECK(close(kendall_tau_b(x, y), support::number(expected.at("kendall_b")), support::library));
    CHECK(close(kendall_tau_c(x, y), support::number(expected.at("kendall_c")), support::library));
    if (kind != "tiny range, tiny range") {  // there the mean that scipy subtracts is rounded
      CHECK(close(pearson(x, y), support::number(expected.at("pearson")), support::library,
                  support::library));
    }
    CHECK(close(pearson(x, y), support::number(pair.at("exact").at("pearson")), few_roundings));
  }
}

TEST_CASE("correlation: orders of pairs by the definition") {
  std::mt19937_64 engine(541);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = engine() % 70;
    const Values x = support::random_values(engine, n, round % 3 != 0);
    const Values y = support::random_values(engine, n, round % 4 != 0);
    CHECK(ranks_of(x, y).orders() == all_orders(x, y));
  }
}

TEST_CASE("correlation: bounds, identity, symmetry, increasing maps, order of the pairs") {
  std::mt19937_64 engine(542);
  using Metric = double (*)(const Numbers&, const Numbers&, NanPolicy);
  for (int round = 0; round < 100; ++round) {
    const std::size_t n = 2 + engine() % 30;
    Values x = support::random_values(engine, n, round % 2 == 0);
    Values y = support::random_values(engine, n, round % 2 == 0);
    x[0] = 2;
    y[n - 1] = 2;
    for (const Metric metric :
         {Metric{pearson}, Metric{spearman}, Metric{kendall_tau_b}, Metric{kendall_tau_c}}) {
      const double r = metric(x, y, NanPolicy::error);
      CHECK(std::abs(r) <= 1);
      CHECK(metric(y, x, NanPolicy::error) == r);
      Values mapped = x;
      Values opposite = x;
      for (std::size_t i = 0; i < n; ++i) {
        mapped[i] = metric == Metric{pearson} ? 4 * x[i] : std::exp(x[i]);
        opposite[i] = -x[i];
      }
      CHECK(metric(mapped, y, NanPolicy::error) == r);
      CHECK(metric(opposite, y, NanPolicy::error) == -r);
      if (metric != Metric{kendall_tau_c}) {  // ties keep tau-c below 1
        CHECK(metric(x, x, NanPolicy::error) == 1);
        CHECK(metric(x, opposite, NanPolicy::error) == -1);
      }
      std::reverse(mapped.begin(), mapped.end());
      Values reversed = y;
      std::reverse(reversed.begin(), reversed.end());
      CHECK(metric(mapped, reversed, NanPolicy::error) == r);
    }
  }
}

TEST_CASE("correlation: many pairs in n log n") {
  std::mt19937_64 engine(544);
  const std::size_t n = 200'000;
  Values x(n);
  for (std::size_t i = 0; i < n; ++i) {
    x[i] = static_cast<double>(i);
  }
  Values y = x;
  std::reverse(y.begin(), y.end());
  CHECK(kendall_tau_b(x, y) == -1);
  CHECK(spearman(x, y) == -1);
  CHECK(ranks_of(x, y).orders().discordant == std::uint64_t{n} * (n - 1) / 2);
}

TEST_CASE("correlation: constants, few pairs, infinities and bad input") {
  const double infinity = std::numeric_limits<double>::infinity();
  const double not_a_number = std::numeric_limits<double>::quiet_NaN();
  const Values constant = {1, 1, 1};
  const Values varied = {1, 2, 3};
  const Values one = {1};
  for (const auto metric : {pearson, spearman, kendall_tau_b, kendall_tau_c}) {
    CHECK(std::isnan(metric(constant, varied, NanPolicy::error)));
    CHECK(std::isnan(metric(varied, constant, NanPolicy::error)));
    CHECK(std::isnan(metric(one, one, NanPolicy::error)));
    CHECK(std::isnan(metric({}, {}, NanPolicy::error)));
    const Values holed = {3, 2, not_a_number};
    CHECK(metric(varied, holed, NanPolicy::skip) == -1);
    CHECK(std::isnan(metric(varied, holed, NanPolicy::propagate)));
    CHECK(contains(message_of([&] { (void)metric(varied, holed, NanPolicy::error); }),
                   "row 3, column prediction: pair: found nan"));
    CHECK(contains(message_of([&] { (void)metric(varied, one, NanPolicy::error); }),
                   "found 1 predictions"));
  }
  const Values ends = {-infinity, 0, infinity};
  CHECK(spearman(varied, ends) == 1);
  CHECK(kendall_tau_b(varied, ends) == 1);
  CHECK(contains(message_of([&] { (void)pearson(varied, ends); }), "found -inf"));
  const Values zeros = {0.0, -0.0, 1};
  CHECK(std::isnan(spearman(Values{0.0, -0.0, 0.0}, varied)));
  CHECK(spearman(zeros, Values{-0.0, 0.0, 1}) == 1);
  RankPairs ranks;
  CHECK(contains(message_of([&] { ranks.merge(RankPairs(NanPolicy::skip)); }), "two policies"));
}
