#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/em.hpp>

#include "affect/fit_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

struct Row {
  Vad point;
  std::uint32_t label;
  double weight = 1;
};

LabelledPass pass_of(const std::vector<Row>& rows) {
  return [&rows](const ConsumeLabelled& consume) {
    for (const Row& row : rows) {
      consume(row.point, row.label, row.weight);
    }
  };
}

/// Three clouds; `keep` says whether a row keeps its label.
std::vector<Row> clouds(std::mt19937_64& engine, std::size_t n, const auto& keep) {
  std::normal_distribution<double> normal;
  constexpr std::array<Vad, 3> means{Vad{0.4, -0.4, 0.2}, Vad{0.5, 0.5, 0.1}, Vad{-0.5, 0, -0.2}};
  std::vector<Row> rows;
  for (std::size_t i = 0; i < n; ++i) {
    const auto k = static_cast<std::uint32_t>(engine() % 3);
    const double v = normal(engine);
    const double a = 0.5 * v + normal(engine);
    rows.push_back({{means[k].valence + 0.15 * v, means[k].arousal + 0.15 * a,
                     means[k].dominance + 0.2 * normal(engine)},
                    keep(k) ? k : unlabelled});
  }
  return rows;
}

Space random_start(std::mt19937_64& engine, bool correlations, bool dominance) {
  std::uniform_real_distribution<double> unit(-1, 1);
  Space space{"start", {}, dominance};
  for (const char* name : {"calm", "glad", "sad"}) {
    EmotionClass each{.name = name,
                      .mean = {unit(engine), unit(engine), dominance ? unit(engine) : 0},
                      .deviation = {0.6 + 0.4 * unit(engine), 0.6 + 0.4 * unit(engine), 1}};
    if (correlations) {
      each.correlations = Correlations{0.5 * unit(engine), 0, 0};
    }
    each.rater_variance = {0.01, 0.02, 0};
    space.classes.push_back(each);
  }
  return space;
}

void check_never_falls(const EmFit& fitted) {
  REQUIRE(!fitted.log_likelihoods.empty());
  for (std::size_t i = 1; i < fitted.log_likelihoods.size(); ++i) {
    const double before = fitted.log_likelihoods[i - 1];
    CHECK(fitted.log_likelihoods[i] >= before - 1e-11 * std::abs(before));
  }
}

}  // namespace

TEST_CASE("em: scikit-learn's Gaussian mixture, step for step") {
  const nlohmann::json golden = support::fit_golden();
  for (const auto& each : golden.at("mixtures")) {
    const std::string shape = each.at("shape");
    INFO(shape);
    const std::size_t axes = each.at("axes");
    Space start{"start", {}, axes == 3};
    const double sd = each.at("start").at("sd");
    for (std::size_t k = 0; k < 3; ++k) {
      start.classes.push_back({.name = std::array<const char*, 3>{"calm", "glad", "sad"}[k],
                               .mean = support::point_of(each.at("start").at("means")[k]),
                               .deviation = {sd, sd, axes == 3 ? sd : 1},
                               .prior = each.at("start").at("weights")[k].get<double>()});
    }
    std::vector<Row> rows;
    for (const auto& point : each.at("points")) {
      rows.push_back({support::point_of(point), unlabelled});
    }
    const EmFit fitted = em(pass_of(rows), start,
                            {.covariance = shape == "full"   ? FitCovariance::full
                                           : shape == "diag" ? FitCovariance::diagonal
                                                             : FitCovariance::pooled,
                             .min_rows = 1,
                             .tolerance = 0,
                             .max_iterations = each.at("steps")});
    CHECK(fitted.outcome == EmOutcome::limit);
    CHECK(fitted.log_likelihoods.size() == 8);
    CHECK(std::abs(fitted.log_likelihoods.back() - each.at("log_likelihood").get<double>()) < 1e-8);
    for (std::size_t k = 0; k < 3; ++k) {
      const EmotionClass& own = fitted.space.classes[k];
      CHECK(std::abs(*own.prior - each.at("weights")[k].get<double>()) < 1e-10);
      for (std::size_t a = 0; a < axes; ++a) {
        CHECK(std::abs(own.mean[all_axes[a]] - each.at("means")[k][a].get<double>()) < 1e-10);
        const double deviation = own.deviation[all_axes[a]];
        CHECK(std::abs(deviation * deviation - each.at("covariances")[k][a][a].get<double>()) <
              1e-10);
      }
      CHECK(std::abs(own.correlations.value_or(Correlations{}).va * own.deviation.valence *
                         own.deviation.arousal -
                     each.at("covariances")[k][0][1].get<double>()) < 1e-10);
    }
  }
}

TEST_CASE("em: the log likelihood never falls, from bad starts too") {
  std::mt19937_64 engine(751);
  std::size_t converged = 0;
  for (int round = 0; round < 36; ++round) {
    const auto kind = static_cast<FitCovariance>(round % 3);
    const int labels = round / 3 % 3;  // none, all but those of one class, some
    const std::vector<Row> rows = clouds(engine, 120, [&](std::uint32_t k) {
      return labels == 1 ? k != 2 : labels == 2 && engine() % 4 == 0;
    });
    const Space start = random_start(engine, round % 2 == 0, round % 4 < 2);
    const EmFit fitted = em(pass_of(rows), start,
                            {.covariance = kind,
                             .prior = round % 5 == 0 ? FitPrior::uniform : FitPrior::counted,
                             .min_rows = 5,
                             .tolerance = 1e-7,
                             .max_iterations = 60});
    INFO("round " << round << ": " << fitted.note);
    check_never_falls(fitted);
    CHECK(fitted.labelled + fitted.unlabelled == rows.size());
    CHECK((fitted.outcome == EmOutcome::collapsed) == !fitted.note.empty());
    CHECK(fitted.space.names() == start.names());
    converged += fitted.converged() ? 1U : 0U;
  }
  CHECK(converged > 20);
}

TEST_CASE("em: few labels lead all rows to their classes, one class without any included") {
  std::mt19937_64 engine(752);
  const std::vector<Row> rows =
      clouds(engine, 600, [&](std::uint32_t k) { return k != 2 && engine() % 10 == 0; });
  Space start = random_start(engine, false, true);
  start.classes[2].mean = {-0.2, 0.1, 0};
  const EmFit fitted = em(pass_of(rows), start, {.max_iterations = 500});
  CHECK(fitted.converged());
  check_never_falls(fitted);
  CHECK(fitted.unlabelled > fitted.labelled);
  CHECK(std::abs(fitted.space.classes[0].mean.arousal + 0.4) < 0.1);
  CHECK(std::abs(fitted.space.classes[1].mean.arousal - 0.5) < 0.1);
  CHECK(std::abs(fitted.space.classes[2].mean.valence + 0.5) < 0.1);
  CHECK(std::abs(*fitted.space.classes[2].prior - 1.0 / 3) < 0.1);
}

TEST_CASE("em: labels alone are fit by n, at once") {
  std::mt19937_64 engine(753);
  const std::vector<Row> rows = clouds(engine, 200, [](std::uint32_t) { return true; });
  const EmFit fitted = em(pass_of(rows), random_start(engine, false, true));
  CHECK(fitted.converged());
  CHECK(fitted.log_likelihoods.size() == 3);
  SpaceMoments moments({"calm", "glad", "sad"});
  for (const Row& row : rows) {
    moments.add(row.label, row.point);
  }
  CHECK(fitted.space == fit(moments, {.divisor = MomentDivisor::n}).space);
}

TEST_CASE("em: a class that collapses is said, the space before is kept") {
  std::mt19937_64 engine(754);
  const std::vector<Row> rows = clouds(engine, 100, [](std::uint32_t) { return false; });
  Space start = random_start(engine, false, true);
  start.classes[0].mean = {0.4, 0, 0};
  start.classes[1].mean = {-0.5, 0, 0};
  start.classes[2].mean = {-40, 0, 0};
  const EmFit fitted = em(pass_of(rows), start);
  CHECK(fitted.outcome == EmOutcome::collapsed);
  CHECK_FALSE(fitted.converged());
  CHECK(contains(fitted.note, "class sad has"));
  CHECK(fitted.space.classes[2].mean.valence == -40);
}

TEST_CASE("em: wrong options and no rows are errors") {
  std::mt19937_64 engine(755);
  const Space start = random_start(engine, false, true);
  const std::vector<Row> none;
  const auto error = [&](const EmOptions& options) {
    return message_of([&] { (void)em(pass_of(none), start, options); });
  };
  CHECK(contains(error({}), "no rows of a weight above 0"));
  CHECK(contains(error({.prior = FitPrior::balanced}), "balanced priors"));
  CHECK(contains(error({.prior = FitPrior::given}), "expected both or none"));
  CHECK(contains(error({.min_rows = -1}), "min_rows -1"));
  CHECK(contains(error({.tolerance = std::nan("")}), "tolerance nan"));
  const std::vector<Row> wrong{{{0, 0, 0}, 7}};
  CHECK(contains(message_of([&] { (void)em(pass_of(wrong), start); }), "found class 7"));
}
