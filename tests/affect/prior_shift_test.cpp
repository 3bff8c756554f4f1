#include <array>
#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/prior_shift.hpp>

#include "affect/fit_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

struct Row {
  std::vector<double> posterior;
  double weight = 1;
};

PosteriorPass pass_of(const std::vector<Row>& rows) {
  return [&rows](const auto& consume) {
    for (const Row& row : rows) {
      consume(row.posterior, row.weight);
    }
  };
}

const std::vector<double> training{0.5, 0.3, 0.2};

/// Posteriors under the training priors of points drawn with the true ones.
std::vector<Row> drawn(std::mt19937_64& engine, std::size_t n, const std::vector<double>& truth) {
  std::normal_distribution<double> normal;
  std::discrete_distribution<int> classes(truth.begin(), truth.end());
  std::vector<Row> rows;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = classes(engine) + 0.6 * normal(engine);
    Row row;
    double total = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const double apart = x - static_cast<double>(k);
      row.posterior.push_back(training[k] * std::exp(-0.5 * apart * apart / 0.36));
      total += row.posterior.back();
    }
    for (double& each : row.posterior) {
      each /= total;
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("prior shift: numpy's steps and scipy's maximum") {
  const nlohmann::json golden = support::fit_golden();
  for (const auto& each : golden.at("shifts")) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < each.at("posteriors").size(); ++i) {
      rows.push_back({each.at("posteriors")[i], each.at("weights")[i]});
    }
    const std::vector<double> before = each.at("training");
    std::vector<double> current = before;
    for (const auto& step : each.at("steps")) {
      PriorShift shift(before, current);
      for (const Row& row : rows) {
        shift.add(row.posterior, row.weight);
      }
      current = shift.priors();
      for (std::size_t k = 0; k < 3; ++k) {
        CHECK(std::abs(current[k] - step[k].get<double>()) < 1e-13);
      }
    }
    const ShiftedPriors found =
        estimate_priors(pass_of(rows), before, {.tolerance = 1e-15, .max_iterations = 100000});
    CHECK(found.converged);
    CHECK(std::abs(found.log_likelihoods.back() - each.at("log_likelihood").get<double>()) < 1e-7);
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(std::abs(found.priors[k] - each.at("priors")[k].get<double>()) < 1e-4);
    }
  }
}

TEST_CASE("prior shift: priors that rows were drawn with are found, the likelihood never falls") {
  std::mt19937_64 engine(771);
  for (const std::vector<double>& truth :
       {std::vector<double>{0.5, 0.3, 0.2}, std::vector<double>{0.1, 0.2, 0.7},
        std::vector<double>{0.9, 0, 0.1}}) {
    const std::vector<Row> rows = drawn(engine, 20000, truth);
    const ShiftedPriors found = estimate_priors(pass_of(rows), training);
    CHECK(found.converged);
    CHECK(std::abs(found.log_likelihoods.front()) < 1e-9);
    for (std::size_t i = 1; i < found.log_likelihoods.size(); ++i) {
      CHECK(found.log_likelihoods[i] >= found.log_likelihoods[i - 1] - 1e-9);
    }
    double sum = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(std::abs(found.priors[k] - truth[k]) < 0.02);
      sum += found.priors[k];
    }
    CHECK(std::abs(sum - 1) < 1e-14);
  }
  const std::vector<Row> rows = drawn(engine, 100, {0.1, 0.2, 0.7});
  CHECK_FALSE(estimate_priors(pass_of(rows), training, {.max_iterations = 2}).converged);
}

TEST_CASE("prior shift: a class whose prior is 0 stays so, of no rows there is none") {
  std::mt19937_64 engine(772);
  const std::vector<double> current{0.3, 0, 0.7};
  PriorShift whole(training, current);
  CHECK(std::isnan(whole.priors()[0]));
  for (const Row& row : drawn(engine, 200, {0.2, 0.2, 0.6})) {
    whole.add(row.posterior, 1.5);
  }
  CHECK(whole.priors()[1] == 0);
  CHECK(whole.n() == 200);
  CHECK(whole.weight() == 300);
}

TEST_CASE("prior shift: what is no prior, no row and no match is an error") {
  PriorShift shift(training, {1, 0, 0});
  const auto error = [&](const std::vector<double>& posterior, double weight = 1) {
    return message_of([&] { shift.add(posterior, weight); });
  };
  CHECK(contains(error({0.5, 0.5}), "found 2 probabilities, expected 3"));
  CHECK(contains(error({0.5, 0.25, 0}), "of sum 0.75"));
  CHECK(contains(error({0.5, 0.7, -0.2}), "probability -0.2"));
  CHECK(contains(error({std::nan(""), 0, 1}), "probability nan"));
  CHECK(contains(error({1, 0, 0}, -1), "weight -1"));
  CHECK(contains(error({0, 0.5, 0.5}), "only classes have prior 0"));
  CHECK(shift == PriorShift(training, {1, 0, 0}));
  CHECK(contains(message_of([] { PriorShift({0.5, 0}, {0.5, 0.5}); }), "prior 0, expected"));
  CHECK(contains(message_of([] { PriorShift({}, {}); }), "of sum 0"));
  CHECK(contains(message_of([] { PriorShift(training, {0.5, 0.5}); }), "found 2 current priors"));
  CHECK(contains(message_of([&] { shift.merge(PriorShift(training, training)); }), "other priors"));
  const std::vector<Row> none;
  CHECK(contains(message_of([&] { (void)estimate_priors(pass_of(none), training); }),
                 "no rows of a weight above 0"));
}
