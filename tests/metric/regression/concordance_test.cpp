#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/regression/concordance.hpp>
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

constexpr ConcordanceOptions sample = {.variance = Variance::sample};

}  // namespace

TEST_CASE("concordance: published and simple values") {
  const Values three = {0, 1, 2};
  const Values near = {0, 1, 1};
  CHECK(concordance(three, near) == 2.0 / 3);
  // The example of torchmetrics' manual (0.9777) and the same by n.
  const Values truth = {2.5, 0.0, 2, 8};
  const Values prediction = {3, -0.5, 2, 7};
  CHECK(std::abs(concordance(truth, prediction) - 0.97679) < 5e-6);
  CHECK(std::abs(concordance(truth, prediction, sample) - 0.97773) < 5e-6);
}

TEST_CASE("concordance: reference values") {
  const nlohmann::json golden = support::regression_golden();
  for (const auto& pair : golden.at("pairs")) {
    const Values x = pair.at("truth");
    const Values y = pair.at("prediction");
    INFO(pair.at("kind").get<std::string>());
    CHECK(close(concordance(x, y), support::number(pair.at("exact").at("ccc")), few_roundings));
    CHECK(close(concordance(x, y, sample), support::number(pair.at("exact").at("ccc_n1")),
                few_roundings));
  }
}

TEST_CASE("concordance: bounds, identity, symmetry, order of the pairs") {
  std::mt19937_64 engine(521);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 2 + engine() % 20;
    Values x = support::random_values(engine, n, round % 2 == 0);
    Values y = support::random_values(engine, n, round % 2 == 0);
    x[0] = 2;  // not constant
    for (const ConcordanceOptions& options : {ConcordanceOptions{}, sample}) {
      const double ccc = concordance(x, y, options);
      CHECK(std::abs(ccc) <= 1);
      CHECK(concordance(y, x, options) == ccc);
      CHECK(concordance(x, x, options) == 1);
      Values opposite = x;
      for (double& value : opposite) {
        value = -value;
      }
      CHECK(concordance(x, opposite, options) <= 0);
      // Never above Pearson's in size (Lin 1989).
      if (const double r = pearson(x, y); !std::isnan(r)) {
        CHECK(std::abs(ccc) <= std::abs(r) * (1 + few_roundings));
        CHECK((ccc > 0) == (r > 0));
      }
      std::vector<std::size_t> order(n);
      for (std::size_t i = 0; i < n; ++i) {
        order[i] = i;
      }
      std::shuffle(order.begin(), order.end(), engine);
      Values u;
      Values v;
      for (const std::size_t i : order) {
        u.push_back(x[i]);
        v.push_back(y[i]);
      }
      CHECK(concordance(u, v, options) == ccc);
    }
  }
}

TEST_CASE("concordance: constants, one pair, none, and what is missing") {
  const double not_a_number = std::numeric_limits<double>::quiet_NaN();
  const Values constant = {0.1, 0.1, 0.1};
  const Values other = {0.2, 0.2, 0.2};
  const Values varied = {0.1, 0.2, 0.3};
  CHECK(std::isnan(concordance(constant, constant)));
  CHECK(concordance(constant, other) == 0);
  CHECK(concordance(constant, varied) == 0);
  CHECK(concordance(varied, constant) == 0);
  const Values one = {1};
  const Values two = {2};
  CHECK(std::isnan(concordance(one, one)));
  CHECK(concordance(one, two) == 0);
  CHECK(std::isnan(concordance(one, two, sample)));
  CHECK(std::isnan(concordance({}, {})));
  const Values holed = {0.1, not_a_number, 0.3};
  CHECK(
      contains(message_of([&] { (void)concordance(varied, holed); }), "row 2, column prediction"));
  CHECK(contains(message_of([&] { (void)concordance(varied, one); }), "found 1 predictions"));
  CHECK(concordance(varied, holed, {.missing = NanPolicy::skip}) == 1);
  CHECK(std::isnan(concordance(varied, holed, {.missing = NanPolicy::propagate})));
}
