#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/regression/pair_moments.hpp>

#include "metric/merging.hpp"
#include "metric/regression/regression_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::close;
using support::contains;
using support::few_roundings;
using support::message_of;
using support::number;
using support::Values;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

PairMoments moments_of(const Values& truth, const Values& prediction,
                       NanPolicy missing = NanPolicy::error) {
  PairMoments moments(missing);
  moments.add(truth, prediction);
  return moments;
}

/// Every result, in one order.
Values results(const PairMoments& m) {
  Values all = {
      m.truth_mean(), m.prediction_mean(), m.pearson(),           m.mse(), m.rmse(), m.mae(),
      m.bias(),       m.r_squared(),       m.explained_variance()};
  for (const Variance by : {Variance::population, Variance::sample}) {
    for (const double value :
         {m.truth_variance(by), m.prediction_variance(by), m.covariance(by), m.concordance(by)}) {
      all.push_back(value);
    }
  }
  all.push_back(m.sign_agreement(ZeroTruth::counts));
  all.push_back(m.sign_agreement(ZeroTruth::left_out));
  return all;
}

}  // namespace

TEST_CASE("pair moments: exact reference values, tiny ranges included") {
  const nlohmann::json golden = support::regression_golden();
  for (const auto& pair : golden.at("pairs")) {
    const PairMoments m = moments_of(pair.at("truth"), pair.at("prediction"));
    const auto& exact = pair.at("exact");
    const auto same = [&exact](const char* name, double found) {
      INFO(name << " found " << found << " expected " << exact.at(name).dump());
      CHECK(close(found, number(exact.at(name)), few_roundings));
    };
    INFO(pair.at("kind").get<std::string>() << ", pairs " << m.n());
    same("ccc", m.concordance(Variance::population));
    same("ccc_n1", m.concordance(Variance::sample));
    same("pearson", m.pearson());
    same("variance", m.truth_variance(Variance::population));
    same("variance_n1", m.truth_variance(Variance::sample));
    same("covariance", m.covariance(Variance::population));
    same("prediction_mean", m.prediction_mean());
    same("mse", m.mse());
    same("rmse", m.rmse());
    same("mae", m.mae());
    same("bias", m.bias());
    same("r2", m.r_squared());
    same("explained_variance", m.explained_variance());
    same("sign", m.sign_agreement(ZeroTruth::counts));
    same("sign_nonzero", m.sign_agreement(ZeroTruth::left_out));
  }
}

TEST_CASE("pair moments: shards merge to the same state") {
  std::mt19937_64 engine(511);
  for (const bool tied : {false, true}) {
    CHECK(support::merges<PairMoments>(
        support::zipped(support::random_values(engine, 40, tied),
                        support::random_values(engine, 40, tied)),
        [](PairMoments& m, const std::pair<double, double>& pair) {
          m.add(pair.first, pair.second);
        },
        engine));
  }
  const Values x = support::random_values(engine, 30, false);
  const Values y = support::random_values(engine, 30, false);
  PairMoments part = moments_of({x.begin(), x.begin() + 9}, {y.begin(), y.begin() + 9});
  part.merge(moments_of({x.begin() + 9, x.end()}, {y.begin() + 9, y.end()}));
  CHECK(part == moments_of(x, y));
  CHECK(results(part) == results(moments_of(x, y)));
  CHECK_FALSE(moments_of(x, y) == moments_of(y, x));
}

TEST_CASE("pair moments: scale of the values does not matter") {
  std::mt19937_64 engine(512);
  const Values x = support::random_values(engine, 20, false);
  const Values y = support::random_values(engine, 20, false);
  const PairMoments plain = moments_of(x, y);
  for (const int exponent : {-960, -300, 300, 480}) {  // powers of two: exact
    Values u = x;
    Values v = y;
    for (std::size_t i = 0; i < x.size(); ++i) {
      u[i] = std::ldexp(x[i], exponent);
      v[i] = std::ldexp(y[i], exponent);
    }
    const PairMoments scaled = moments_of(u, v);
    CHECK(scaled.pearson() == plain.pearson());
    CHECK(scaled.concordance(Variance::population) == plain.concordance(Variance::population));
    CHECK(scaled.concordance(Variance::sample) == plain.concordance(Variance::sample));
    CHECK(scaled.r_squared() == plain.r_squared());
    CHECK(scaled.rmse() == std::ldexp(plain.rmse(), exponent));
    CHECK(scaled.mae() == std::ldexp(plain.mae(), exponent));
  }
  CHECK(std::isnan(moments_of({1e200, -1e200}, {1e200, 1}).pearson()));  // squares overflow
  CHECK(moments_of({1e300, -1e300}, {1e300, 1e300}).mae() == 1e300);
}

TEST_CASE("pair moments: missing values by policy") {
  const Values truth = {1, not_a_number, 3, -4, 5};
  const Values prediction = {2, 1, infinity, -4, 4};
  const PairMoments skipped = moments_of(truth, prediction, NanPolicy::skip);
  CHECK(skipped.n() == 3);
  CHECK(skipped.missing() == 2);
  CHECK(results(skipped) == results(moments_of({1, -4, 5}, {2, -4, 4})));
  const PairMoments spread = moments_of(truth, prediction, NanPolicy::propagate);
  for (const double result : results(spread)) {
    CHECK(std::isnan(result));
  }
  CHECK(results(moments_of({1, 2}, {2, 3}, NanPolicy::propagate)) ==
        results(moments_of({1, 2}, {2, 3})));
  PairMoments refused;
  CHECK(contains(message_of([&] { refused.add(truth, prediction); }),
                 "row 2, column truth: pair: found nan, expected a finite number"));
  CHECK(refused == PairMoments());
  refused.add(1, 1);
  CHECK(contains(message_of([&] { refused.add(1, -infinity); }),
                 "row 2, column prediction: pair: found -inf"));
  CHECK(refused.n() == 1);
  CHECK(contains(message_of([&] { refused.merge(skipped); }), "two policies"));
}

TEST_CASE("pair moments: nothing, one pair and unequal lengths") {
  for (const double result : results(PairMoments())) {
    CHECK(std::isnan(result));
  }
  const PairMoments one = moments_of({0}, {0.5});
  CHECK(one.truth_variance(Variance::population) == 0);
  CHECK(std::isnan(one.truth_variance(Variance::sample)));
  CHECK(one.concordance(Variance::population) == 0);
  CHECK(std::isnan(one.concordance(Variance::sample)));
  CHECK(std::isnan(one.pearson()));
  CHECK(one.sign_agreement(ZeroTruth::counts) == 0);
  CHECK(std::isnan(one.sign_agreement(ZeroTruth::left_out)));
  CHECK(contains(message_of([] { (void)moments_of({1, 2}, {1}); }),
                 "found 1 predictions, expected as many as the 2 true values"));
}
