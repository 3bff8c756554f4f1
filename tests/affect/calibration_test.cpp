#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/calibration.hpp>

#include "affect/fit_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

struct Row {
  std::vector<double> densities;
  std::uint32_t label = unlabelled;
  std::vector<double> votes{};
  double weight = 1;
  [[nodiscard]] ScoredRow view() const { return {densities, label, votes, weight}; }
};

ScoredPass pass_of(const std::vector<Row>& rows) {
  return [&rows](const auto& consume) {
    for (const Row& row : rows) {
      consume(row.view());
    }
  };
}

const std::vector<double> log_priors{std::log(0.5), std::log(0.3), std::log(0.2)};

/// Points of three Gaussians of one dimension, as likely as the priors say; log densities are given
/// times `scale`.
std::vector<Row> drawn(std::mt19937_64& engine, std::size_t n, double scale) {
  std::normal_distribution<double> normal;
  std::discrete_distribution<std::uint32_t> classes{0.5, 0.3, 0.2};
  std::vector<Row> rows;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t k = classes(engine);
    const double x = static_cast<double>(k) + 0.7 * normal(engine);
    Row row{{}, k};
    for (int j = 0; j < 3; ++j) {
      row.densities.push_back(-0.5 * scale * (x - j) * (x - j) / 0.49);
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("calibration: the temperatures that scipy finds, one and one a class") {
  const nlohmann::json golden = support::fit_golden();
  for (const auto& each : golden.at("temperatures")) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < each.at("log_densities").size(); ++i) {
      rows.push_back(
          {each.at("log_densities")[i], unlabelled, each.at("shares")[i], each.at("weights")[i]});
    }
    const std::vector<double> priors = each.at("log_priors");
    const FittedTemperatures one = fit_temperatures(pass_of(rows), priors);
    CHECK(one.converged);
    CHECK(one.notes.empty());
    CHECK(std::abs(one.loss_before - each.at("loss_at_1").get<double>()) < 1e-12);
    CHECK(std::abs(one.loss - each.at("one").at("loss").get<double>()) < 1e-12);
    REQUIRE(one.temperatures.size() == 1);
    CHECK(1 / one.temperatures[0] ==
          doctest::Approx(each.at("one").at("beta").get<double>()).epsilon(1e-6));
    const FittedTemperatures all =
        fit_temperatures(pass_of(rows), priors, {.kind = TemperatureKind::each});
    CHECK(all.converged);
    CHECK(all.passes < 30);
    CHECK(std::abs(all.loss - each.at("each").at("loss").get<double>()) < 1e-12);
    REQUIRE(all.temperatures.size() == 3);
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(1 / all.temperatures[k] ==
            doctest::Approx(each.at("each").at("beta")[k].get<double>()).epsilon(1e-5));
    }
  }
}

TEST_CASE(
    "calibration: temperature 1 for rows drawn from the model, 4 where it is 4 times too sure") {
  std::mt19937_64 engine(761);
  for (const double scale : {1.0, 4.0}) {
    const std::vector<Row> rows = drawn(engine, 20000, scale);
    const FittedTemperatures one = fit_temperatures(pass_of(rows), log_priors);
    CHECK(one.converged);
    CHECK(std::abs(one.temperatures[0] - scale) < 0.06 * scale);
    CHECK(one.loss <= one.loss_before);
    const FittedTemperatures all =
        fit_temperatures(pass_of(rows), log_priors, {.kind = TemperatureKind::each});
    CHECK(all.converged);
    CHECK(all.loss <= one.loss + 1e-12);
    for (const double temperature : all.temperatures) {
      CHECK(std::abs(temperature - scale) < 0.15 * scale);
    }
  }
}

TEST_CASE("calibration: of many classes each temperature stands where the loss is flat") {
  std::mt19937_64 engine(765);
  std::normal_distribution<double> normal;
  constexpr std::size_t classes = 40;
  const std::vector<double> alike(classes, -std::log(static_cast<double>(classes)));
  std::vector<Row> rows;
  for (std::size_t i = 0; i < 800; ++i) {
    const auto k = static_cast<std::uint32_t>(i % classes);
    const double x = 0.5 * k + normal(engine);
    const double y = (k % 5) + normal(engine);
    Row row{{}, k};
    for (std::size_t j = 0; j < classes; ++j) {
      const double a = x - 0.5 * static_cast<double>(j);
      const double b = y - static_cast<double>(j % 5);
      row.densities.push_back(-0.7 * (a * a + b * b));
    }
    rows.push_back(row);
  }
  const FittedTemperatures found =
      fit_temperatures(pass_of(rows), alike, {.kind = TemperatureKind::each});
  CHECK(found.converged);
  CHECK(found.passes < 40);
  std::vector<double> betas;
  for (const double each : found.temperatures) {
    betas.push_back(1 / each);
  }
  TemperatureLoss loss(alike, betas);
  for (const Row& row : rows) {
    loss.add(row.view());
  }
  CHECK(loss.loss() == doctest::Approx(found.loss).epsilon(1e-14));
  const std::vector<double> gradient = loss.gradient();
  for (std::size_t k = 0; k < classes; ++k) {
    const bool held = std::count(found.at_least.begin(), found.at_least.end(), k) +
                          std::count(found.at_greatest.begin(), found.at_greatest.end(), k) >
                      0;
    CHECK((held || std::abs(gradient[k]) < 1e-7));
  }
}

TEST_CASE("calibration: gradient and Hessian are the loss's differences") {
  std::mt19937_64 engine(762);
  std::vector<Row> rows = drawn(engine, 50, 1);
  rows[3] = {rows[3].densities, unlabelled, {1, 0, 4}, 2.5};
  const auto at = [&](const std::vector<double>& betas) {
    TemperatureLoss loss(log_priors, betas);
    for (const Row& row : rows) {
      loss.add(row.view());
    }
    return loss;
  };
  for (const std::vector<double>& betas :
       {std::vector<double>{0.7}, std::vector<double>{0.4, 1.1, 0.8}}) {
    const TemperatureLoss loss = at(betas);
    const std::size_t n = betas.size();
    for (std::size_t i = 0; i < n; ++i) {
      constexpr double h = 1e-5;
      std::vector<double> up = betas;
      std::vector<double> down = betas;
      up[i] += h;
      down[i] -= h;
      CHECK(std::abs((at(up).loss() - at(down).loss()) / (2 * h) - loss.gradient()[i]) < 1e-8);
      for (std::size_t j = 0; j < n; ++j) {
        CHECK(std::abs((at(up).gradient()[j] - at(down).gradient()[j]) / (2 * h) -
                       loss.hessian()[i * n + j]) < 1e-7);
      }
    }
  }
}

TEST_CASE("calibration: temperatures at a bound are said") {
  // The class is always the denser one: the surer the better.
  const std::vector<Row> sure{{{0, -0.1, -0.1}, 0}, {{-0.1, 0, -0.1}, 1}, {{-0.1, -0.1, 0}, 2}};
  const FittedTemperatures least = fit_temperatures(pass_of(sure), log_priors);
  CHECK(least.temperatures == std::vector<double>{0.01});
  CHECK(least.converged);
  CHECK(least.at_least == std::vector<std::size_t>{0});
  CHECK(least.notes == std::vector<std::string>{
                           "the temperature stands at its least, 0.01: the rows would have it "
                           "lower"});
  // Always another: the density misleads.
  const std::vector<Row> wrong{{{0, -1, -2}, 2}, {{-1, 0, -2}, 0}, {{-1, -2, 0}, 1}};
  for (const TemperatureKind kind : {TemperatureKind::one, TemperatureKind::each}) {
    const FittedTemperatures greatest =
        fit_temperatures(pass_of(wrong), log_priors, {.kind = kind, .greatest = 1e3});
    CHECK(greatest.converged);
    CHECK_FALSE(greatest.at_greatest.empty());
    CHECK(greatest.notes.size() == greatest.at_greatest.size());
    CHECK(greatest.temperatures[greatest.at_greatest[0]] == 1e3);
    CHECK(contains(greatest.notes[0], "at its greatest, 1000"));
  }
  // Densities that differ in nothing.
  const std::vector<Row> same{{{-2, -2, -2}, 0}, {{-1, -1, -1}, 1}};
  const FittedTemperatures kept = fit_temperatures(pass_of(same), log_priors);
  CHECK(kept.converged);
  CHECK(kept.temperatures == std::vector<double>{1});
  const FittedTemperatures stopped = fit_temperatures(pass_of(sure), log_priors, {.max_passes = 1});
  CHECK_FALSE(stopped.converged);
  CHECK(stopped.temperatures == std::vector<double>{1});
}

TEST_CASE("calibration: bounds hold in every class alike, and far densities do no harm") {
  std::mt19937_64 engine(764);
  for (int round = 0; round < 30; ++round) {
    std::vector<Row> rows = drawn(engine, 12, round % 2 == 0 ? 300 : 0.001);
    const FittedTemperatures all = fit_temperatures(
        pass_of(rows), log_priors, {.kind = TemperatureKind::each, .least = 0.1, .greatest = 50});
    INFO("round " << round << ", passes " << all.passes << ", loss " << all.loss << ", "
                  << all.temperatures[0] << " " << all.temperatures[1] << " "
                  << all.temperatures[2]);
    CHECK(all.converged);
    CHECK(all.loss <= all.loss_before);
    for (const double temperature : all.temperatures) {
      CHECK(temperature >= 0.1);
      CHECK(temperature <= 50);
    }
  }
}

TEST_CASE("calibration: densities too large for derivatives end the search, and it says so") {
  // p is 1/2 each, so the second derivatives are 1e400.
  const std::vector<Row> far{{{1e200, 1e200, -1e200}, 0}, {{1e200, 1e200, -1e200}, 1}};
  for (const TemperatureKind kind : {TemperatureKind::one, TemperatureKind::each}) {
    const FittedTemperatures found = fit_temperatures(pass_of(far), log_priors, {.kind = kind});
    CHECK(found.passes < 10);
    if (kind == TemperatureKind::each) {
      CHECK_FALSE(found.converged);
      CHECK(found.temperatures == std::vector<double>{1, 1, 1});
      REQUIRE(found.notes.size() == 1);
      CHECK(contains(found.notes[0], "log densities are so large"));
    }
  }
  // Half and half between classes 2e200 apart: the same for the one temperature.
  const std::vector<double> even{std::log(0.5), std::log(0.5)};
  const std::vector<Row> spread{{{1e200, 1e200}, 0}, {{-1e200, 1e200}, 0}};
  for (const TemperatureKind kind : {TemperatureKind::one, TemperatureKind::each}) {
    const FittedTemperatures found = fit_temperatures(pass_of(spread), even, {.kind = kind});
    CHECK(found.passes <= 200);
    CHECK(std::isfinite(found.temperatures[0]));
  }
}

TEST_CASE("calibration: what is no row, no bound and no match is an error") {
  TemperatureLoss loss(log_priors, {1});
  const auto error = [&](const Row& row) { return message_of([&] { loss.add(row.view()); }); };
  CHECK(contains(error({{1, 2}, 0}), "found 2 log densities, expected 3"));
  CHECK(contains(error({{1, 2, -HUGE_VAL}, 0}), "found log density -inf"));
  CHECK(contains(error({{1, 2, 3}}), "without label and votes"));
  CHECK(contains(error({{1, 2, 3}, 0, {1, 0, 0}}), "both label and votes"));
  CHECK(contains(error({{1, 2, 3}, 3}), "found class 3, expected one below 3"));
  CHECK(contains(error({{1, 2, 3}, unlabelled, {1, 0}}), "found 2 votes"));
  CHECK(contains(error({{1, 2, 3}, unlabelled, {1, -1, 0}}), "found -1 votes"));
  CHECK(contains(error({{1, 2, 3}, unlabelled, {0, 0, 0}}), "votes of sum 0"));
  CHECK(contains(error({{1, 2, 3}, 0, {}, -1}), "weight -1"));
  CHECK(loss == TemperatureLoss(log_priors, {1}));
  CHECK(contains(message_of([&] { loss.merge(TemperatureLoss(log_priors, {2})); }), "the same"));
  CHECK(contains(message_of([] { TemperatureLoss({}, {1}); }), "no classes"));
  CHECK(contains(message_of([] { TemperatureLoss(log_priors, {1, 2}); }), "expected one or 3"));
  CHECK(contains(message_of([] { TemperatureLoss(log_priors, {-1}); }), "1 / temperature -1"));
  const std::vector<Row> none;
  CHECK(contains(message_of([&] { (void)fit_temperatures(pass_of(none), log_priors); }),
                 "no rows of a weight above 0"));
  CHECK(
      contains(message_of([&] { (void)fit_temperatures(pass_of(none), log_priors, {.least = 2}); }),
               "found bounds 2 and"));
}
