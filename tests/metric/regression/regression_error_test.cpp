#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/regression/regression_error.hpp>

#include "metric/regression/regression_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::close;
using support::contains;
using support::few_roundings;
using support::message_of;
using support::Values;

TEST_CASE("regression error: scikit-learn's values") {
  const nlohmann::json golden = support::regression_golden();
  for (const auto& pair : golden.at("pairs")) {
    const Values x = pair.at("truth");
    const Values y = pair.at("prediction");
    const auto& expected = pair.at("library");
    const std::string kind = pair.at("kind");
    INFO(kind);
    // Numbers about 1e6 are read in exactly; their errors are as exact in numpy.
    CHECK(close(mse(x, y), support::number(expected.at("mse")), support::library));
    CHECK(close(rmse(x, y), support::number(expected.at("rmse")), support::library));
    CHECK(close(mae(x, y), support::number(expected.at("mae")), support::library));
    if (kind != "tiny range, tiny range" && kind != "constant, random") {
      // Elsewhere the mean that numpy subtracts is rounded: see "exact" in pair_moments_test.
      CHECK(close(r_squared(x, y), support::number(expected.at("r2")), support::library,
                  support::library));
      CHECK(close(explained_variance(x, y), support::number(expected.at("explained_variance")),
                  support::library, support::library));
    }
  }
}

TEST_CASE("regression error: laws") {
  std::mt19937_64 engine(531);
  for (int round = 0; round < 100; ++round) {
    const Values x = support::random_values(engine, 2 + engine() % 20, round % 2 == 0);
    const Values y = support::random_values(engine, x.size(), round % 2 == 0);
    CHECK(mse(x, x) == 0);
    CHECK(mae(x, x) == 0);
    CHECK(bias(x, x) == 0);
    CHECK(sign_agreement(x, x) == 1);
    CHECK(mse(x, y) == mse(y, x));
    CHECK(mae(x, y) == mae(y, x));
    CHECK(bias(x, y) == -bias(y, x));
    CHECK(mae(x, y) <= rmse(x, y) * (1 + few_roundings));
    CHECK(std::abs(bias(x, y)) <= mae(x, y));
    CHECK(close(rmse(x, y), std::sqrt(mse(x, y)), few_roundings));
    const double r2 = r_squared(x, y);
    if (!std::isnan(r2)) {
      CHECK(r2 <= explained_variance(x, y) + few_roundings);
      CHECK(explained_variance(x, y) <= 1);
      CHECK(r_squared(x, x) == 1);
    }
  }
  const Values x = {1, 2, 3, 6};
  CHECK(r_squared(x, Values{3, 3, 3, 3}) == 0);
  CHECK(explained_variance(x, Values{2, 3, 4, 7}) == 1);
  CHECK(bias(x, Values{2, 3, 4, 7}) == 1);
}

TEST_CASE("regression error: signs, zero being one of its own") {
  const Values truth = {1, -1, 0, 0, -0.0, 2};
  const Values prediction = {0.5, 1, 0, 1, 0, 0};
  CHECK(sign_agreement(truth, prediction) == 0.5);
  CHECK(sign_agreement(truth, prediction, ZeroTruth::left_out) == 1.0 / 3);
}

TEST_CASE("regression error: constants, none and bad input") {
  const Values constant = {1, 1};
  const Values varied = {1, 2};
  CHECK(std::isnan(r_squared(constant, varied)));
  CHECK(std::isnan(explained_variance(constant, constant)));
  CHECK(std::isnan(mse({}, {})));
  CHECK(std::isnan(sign_agreement({}, {})));
  const Values holed = {std::numeric_limits<double>::quiet_NaN(), 2};
  CHECK(contains(message_of([&] { (void)mae(holed, varied); }), "row 1, column truth"));
  CHECK(contains(message_of([&] { (void)bias(varied, {}); }), "found 0 predictions"));
  CHECK(rmse(holed, constant, NanPolicy::skip) == 1);
  CHECK(std::isnan(rmse(holed, constant, NanPolicy::propagate)));
}
