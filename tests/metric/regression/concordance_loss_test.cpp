#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/regression/concordance.hpp>
#include <tonewheel/metric/regression/concordance_loss.hpp>
#include <tonewheel/metric/regression/regression_error.hpp>

#include "metric/regression/regression_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::close;
using support::contains;
using support::few_roundings;
using support::message_of;
using support::Values;

namespace {

/// Of a central difference of step 1e-5 on values about 1: h^2 and rounding / h.
constexpr double central_difference = 1e-8;

std::vector<ConcordanceLossOptions> all_options() {
  std::vector<ConcordanceLossOptions> all;
  for (const Variance by : {Variance::population, Variance::sample}) {
    all.push_back({.variance = by});
    all.push_back({.ccc_weight = 0.5, .mse_weight = 2, .variance = by});
    all.push_back({.ccc_weight = 0, .mse_weight = 1, .variance = by});
    all.push_back({.mse_weight = 0.25, .variance = by, .epsilon = 0.125});
  }
  return all;
}

}  // namespace

TEST_CASE("concordance loss: gradient against finite differences") {
  std::mt19937_64 engine(561);
  for (const ConcordanceLossOptions& options : all_options()) {
    for (int round = 0; round < 10; ++round) {
      const std::size_t n = 3 + engine() % 10;
      const Values x = support::random_values(engine, n, false);
      Values y = support::random_values(engine, n, false);
      y[0] = 1.5;  // far from constant
      const ConcordanceLoss loss = concordance_loss(x, y, options);
      REQUIRE(loss.gradient.size() == n);
      for (std::size_t i = 0; i < n; ++i) {
        constexpr double step = 1e-5;
        Values up = y;
        Values down = y;
        up[i] += step;
        down[i] -= step;
        const double slope =
            (concordance_loss(x, up, options).loss - concordance_loss(x, down, options).loss) /
            (up[i] - down[i]);
        CHECK(std::abs(loss.gradient[i] - slope) <= central_difference);
      }
    }
  }
}

TEST_CASE("concordance loss: the metrics it is made of") {
  std::mt19937_64 engine(562);
  for (int round = 0; round < 50; ++round) {
    const Values x = support::random_values(engine, 8, false);
    const Values y = support::random_values(engine, 8, round % 2 == 0);
    CHECK(concordance_loss(x, y).loss == 1 - concordance(x, y));
    CHECK(concordance_loss(x, y, {.variance = Variance::sample}).loss ==
          1 - concordance(x, y, {.variance = Variance::sample}));
    const double both = concordance_loss(x, y, {.ccc_weight = 0.5, .mse_weight = 2}).loss;
    CHECK(close(both, 0.5 * (1 - concordance(x, y)) + 2 * mse(x, y), few_roundings));
    const double eased = concordance_loss(x, y, {.epsilon = 1e-300}).loss;
    CHECK(close(eased, 1 - concordance(x, y), few_roundings, few_roundings));
    // Equal series are the least there is.
    const ConcordanceLoss equal = concordance_loss(x, x, {.mse_weight = 1});
    CHECK(equal.loss == 0);
    for (const double slope : equal.gradient) {
      CHECK(std::abs(slope) <= few_roundings);
    }
  }
}

TEST_CASE("concordance loss: a tiny range about a large mean keeps its slopes") {
  std::mt19937_64 engine(563);
  const Values x = support::random_values(engine, 12, true);  // multiples of 1 / 4
  const Values y = support::random_values(engine, 12, true);
  Values far_x = x;
  Values far_y = y;
  for (std::size_t i = 0; i < x.size(); ++i) {
    far_x[i] = 0x1p20 + std::ldexp(x[i], -28);
    far_y[i] = 0x1p20 + std::ldexp(y[i], -28);
  }
  const ConcordanceLoss plain = concordance_loss(x, y);
  const ConcordanceLoss far = concordance_loss(far_x, far_y);
  CHECK(far.loss == plain.loss);
  for (std::size_t i = 0; i < x.size(); ++i) {
    CHECK(close(std::ldexp(far.gradient[i], -28), plain.gradient[i], few_roundings, few_roundings));
  }
}

TEST_CASE("concordance loss: constants, none and bad input") {
  const double not_a_number = std::numeric_limits<double>::quiet_NaN();
  const Values constant = {1, 1, 1};
  const Values varied = {1, 2, 3};
  const ConcordanceLoss undefined = concordance_loss(constant, constant);
  CHECK(std::isnan(undefined.loss));
  CHECK(std::isnan(undefined.gradient[0]));
  const ConcordanceLoss eased = concordance_loss(constant, constant, {.epsilon = 1e-8});
  CHECK(eased.loss == 1);
  CHECK(eased.gradient == Values{0, 0, 0});
  CHECK(concordance_loss(constant, constant, {.ccc_weight = 0, .mse_weight = 1}).loss == 0);
  CHECK(concordance_loss(varied, constant).loss == 1);
  CHECK(std::isnan(concordance_loss({}, {}).loss));
  CHECK(std::isnan(
      concordance_loss(Values{1}, Values{2}, {.variance = Variance::sample, .epsilon = 1}).loss));
  CHECK(contains(message_of([&] { (void)concordance_loss(varied, Values{1, not_a_number, 1}); }),
                 "row 2, column prediction"));
  CHECK(contains(message_of([&] { (void)concordance_loss(varied, {}); }), "found 0 predictions"));
  for (const ConcordanceLossOptions& options : {ConcordanceLossOptions{.ccc_weight = -1},
                                                ConcordanceLossOptions{.mse_weight = not_a_number},
                                                ConcordanceLossOptions{.epsilon = HUGE_VAL}}) {
    CHECK(contains(message_of([&] { (void)concordance_loss(varied, varied, options); }),
                   "expected a finite number >= 0"));
  }
}
