#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/regression/smoothing.hpp>

#include "metric/regression/regression_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::few_roundings;
using support::message_of;
using support::Values;

namespace {

const std::vector<std::pair<std::string, Edge>> edges = {{"shrink", Edge::shrink},
                                                         {"nearest", Edge::nearest},
                                                         {"mirror", Edge::mirror},
                                                         {"reflect", Edge::reflect}};

double largest_difference(const Values& a, const Values& b) {
  REQUIRE(a.size() == b.size());
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    largest = std::max(largest, std::abs(a[i] - b[i]));
  }
  return largest;
}

}  // namespace

TEST_CASE("smoothing: scipy's values") {
  const nlohmann::json golden = support::regression_golden();
  std::size_t polynomials = 0;
  for (const auto& one : golden.at("smoothed")) {
    const Values values = one.at("values");
    const std::size_t window = one.at("window");
    INFO("window " << window << ", frames " << values.size());
    for (const auto& [name, edge] : edges) {
      INFO(name);
      const WindowOptions options = {.window = window, .edge = edge};
      CHECK(largest_difference(moving_average(values, options), one.at("mean").at(name)) <=
            support::library);
      CHECK(median_filter(values, options) == one.at("median").at(name).get<Values>());
    }
    CHECK(largest_difference(exponential_smoothing(values, one.at("alpha")),
                             one.at("exponential")) <= support::library);
    for (const auto& fit : one.at("savitzky_golay")) {
      const std::string name = fit.at("edge");
      const auto edge = std::find_if(edges.begin(), edges.end(),
                                     [&name](const auto& pair) { return pair.first == name; });
      INFO("degree " << fit.at("degree").dump() << ", edge " << name);
      CHECK(largest_difference(
                savitzky_golay(
                    values, {.window = window, .degree = fit.at("degree"), .edge = edge->second}),
                fit.at("values")) <= support::library);
      ++polynomials;
    }
  }
  CHECK(polynomials > 20);
}

TEST_CASE("smoothing: constants stay, a window of one changes nothing") {
  std::mt19937_64 engine(571);
  const Values constant(9, 0.3);
  for (const auto& [name, edge] : edges) {
    for (const std::size_t window : {std::size_t{1}, std::size_t{3}, std::size_t{9}}) {
      CHECK(largest_difference(moving_average(constant, {window, edge}), constant) <=
            few_roundings);
      CHECK(median_filter(constant, {window, edge}) == constant);
      CHECK(largest_difference(savitzky_golay(constant, {window, 0, edge}), constant) <=
            few_roundings);
    }
    const Values values = support::random_values(engine, 20, false);
    CHECK(moving_average(values, {1, edge}) == values);
    CHECK(median_filter(values, {1, edge}) == values);
    CHECK(savitzky_golay(values, {1, 0, edge}) == values);
    // Turned round, the result is turned round.
    Values turned = values;
    std::reverse(turned.begin(), turned.end());
    Values mean = moving_average(turned, {5, edge});
    Values median = median_filter(turned, {7, edge});
    Values fit = savitzky_golay(turned, {7, 3, edge});
    std::reverse(mean.begin(), mean.end());
    std::reverse(median.begin(), median.end());
    std::reverse(fit.begin(), fit.end());
    CHECK(mean == moving_average(values, {5, edge}));
    CHECK(median == median_filter(values, {7, edge}));
    CHECK(largest_difference(fit, savitzky_golay(values, {7, 3, edge})) <= few_roundings);
  }
  CHECK(exponential_smoothing(constant, 1) == constant);
  const Values ramp = {0, 1, 0, 0};
  CHECK(exponential_smoothing(ramp, 0.5) == Values{0, 0.5, 0.25, 0.125});
}

TEST_CASE("smoothing: no error runs along a moving average") {
  Values values(1000, 0.125);
  values[3] = 1e16;
  const Values smooth = moving_average(values, {3, Edge::nearest});
  for (std::size_t i = 5; i < values.size(); ++i) {
    CHECK(smooth[i] == 0.125);
  }
}

TEST_CASE("smoothing: Savitzky-Golay keeps polynomials of its degree, ends included") {
  for (const std::size_t degree : {0U, 1U, 2U, 3U, 6U}) {
    Values values(30);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double t = static_cast<double>(i) / 29;
      values[i] = 0.5 + std::pow(t - 0.4, static_cast<double>(degree));
    }
    CHECK(largest_difference(savitzky_golay(values, {.window = 11, .degree = degree}), values) <=
          support::library);
  }
}

TEST_CASE("smoothing: windows longer than the series") {
  const Values values = {1, 2, 4};
  CHECK(moving_average(values, {99, Edge::shrink}) == Values(3, 7.0 / 3));
  CHECK(median_filter(values, {99, Edge::shrink}) == Values(3, 2));
  CHECK(median_filter(values, {99, Edge::nearest}) == Values{1, 2, 4});
  CHECK(moving_average(values, {5, Edge::mirror}) == Values{2.6, 2.2, 2});   // 4 2|1 2 4|2 1
  CHECK(moving_average(values, {5, Edge::reflect}) == Values{2, 2.4, 2.6});  // 2 1|1 2 4|4 2
  const Values one = {3};
  for (const auto& [name, edge] : edges) {
    CHECK(moving_average(one, {7, edge}) == one);
    CHECK(moving_average({}, {7, edge}).empty());
    CHECK(median_filter({}, {7, edge}).empty());
    CHECK(savitzky_golay({}, {7, 2, edge}).empty());
  }
  CHECK(exponential_smoothing({}, 0.5).empty());
}

TEST_CASE("smoothing: bad input") {
  const Values values = {1, 2, 3};
  const Values holed = {1, std::numeric_limits<double>::quiet_NaN(), 3};
  const std::string expected = "row 2: smoothing: found nan, expected a finite number";
  CHECK(message_of([&] { (void)moving_average(holed); }) == expected);
  CHECK(message_of([&] { (void)median_filter(holed); }) == expected);
  CHECK(message_of([&] { (void)exponential_smoothing(holed, 0.5); }) == expected);
  CHECK(message_of([&] { (void)savitzky_golay(holed); }) == expected);
  for (const std::size_t window : {std::size_t{0}, std::size_t{4}, ~std::size_t{0}}) {
    CHECK(contains(message_of([&] { (void)moving_average(values, {.window = window}); }),
                   "expected an odd number"));
    CHECK(contains(message_of([&] { (void)savitzky_golay(values, {.window = window}); }),
                   "expected an odd number"));
  }
  for (const double alpha : {0.0, 1.5, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
    CHECK(contains(message_of([&] { (void)exponential_smoothing(values, alpha); }),
                   "expected a number in (0, 1]"));
  }
  CHECK(contains(message_of([&] { (void)savitzky_golay(values, {.window = 3, .degree = 3}); }),
                 "found degree 3"));
  CHECK(contains(message_of([&] { (void)savitzky_golay(values, {.window = 5}); }),
                 "found 3 frames, expected at least the window of 5"));
}
