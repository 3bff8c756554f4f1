#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/fit.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/core/table.hpp>

#include "affect/fit_golden.hpp"
#include "support/errors.hpp"
#include "support/shared_file.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

const std::vector<std::string> names{"calm", "glad", "sad"};

/// Largest difference from probabilities that scikit-learn computes.
constexpr double library = 1e-9;

SpaceMoments golden_moments(const nlohmann::json& each) {
  SpaceMoments moments(names, each.at("axes").get<std::size_t>());
  for (std::size_t i = 0; i < each.at("points").size(); ++i) {
    moments.add(each.at("labels")[i].get<std::size_t>(), support::point_of(each.at("points")[i]));
  }
  return moments;
}

/// What a space says of a point: VA where it has no dominance.
std::vector<double> posterior_of(const Model& model, const Vad& point) {
  const Eigen::VectorXd p = model.has_dominance
                                ? model.mixture.posterior(to_vector(point))
                                : marginal(model.mixture).posterior(to_vector(point.va()));
  return {p.begin(), p.end()};
}

double largest_difference(const Space& space, const nlohmann::json& test,
                          const nlohmann::json& expected) {
  const Model model = make_model(space);
  double largest = 0;
  for (std::size_t i = 0; i < test.size(); ++i) {
    const std::vector<double> p = posterior_of(model, support::point_of(test[i]));
    for (std::size_t k = 0; k < p.size(); ++k) {
      largest = std::max(largest, std::abs(p[k] - expected[i][k].get<double>()));
    }
  }
  return largest;
}

/// Two classes of 20 rows each and, third, one that a test fills.
SpaceMoments two_classes(std::mt19937_64& engine, std::size_t axes = 3) {
  std::normal_distribution<double> normal(0, 0.2);
  SpaceMoments moments(names, axes);
  for (int i = 0; i < 20; ++i) {
    moments.add(0, {normal(engine), normal(engine), normal(engine)});
    moments.add(1, {0.3 + normal(engine), normal(engine), normal(engine)});
  }
  return moments;
}

std::string error_of_fit(const SpaceMoments& moments, const FitOptions& options = {}) {
  return message_of([&] { (void)fit(moments, options); });
}

}  // namespace

TEST_CASE("fit: quadratic, linear and naive discriminants of scikit-learn, VA and VAD") {
  const nlohmann::json golden = support::fit_golden();
  for (const auto& each : golden.at("fits")) {
    INFO(each.at("axes").get<int>() << " axes");
    const SpaceMoments moments = golden_moments(each);
    const auto differs = [&](const char* name, const FitOptions& options) {
      INFO(name);
      const FittedSpace fitted = fit(moments, options);
      CHECK(fitted.notes.empty());
      CHECK(fitted.dropped.empty());
      CHECK(fitted.space.has_dominance == (each.at("axes") == 3));
      const double difference = largest_difference(fitted.space, each.at("test"), each.at(name));
      CHECK(difference < library);
      // The same from the file.
      const Space again =
          space_from_table(Table::parse(space_to_csv(fitted.space), "s.csv"), "fitted");
      CHECK(again == fitted.space);
    };
    differs("full", {});
    differs("full_uniform", {.prior = FitPrior::uniform});
    differs("full_given", {.prior = FitPrior::given,
                           .given = Prior::from_weights({{"sad", 3}, {"calm", 5}, {"glad", 2}})});
    differs("diagonal_by_n", {.covariance = FitCovariance::diagonal, .divisor = MomentDivisor::n});
    differs("pooled", {.covariance = FitCovariance::pooled});
    differs("pooled_by_n", {.covariance = FitCovariance::pooled, .divisor = MomentDivisor::n});
    differs("pooled_balanced", {.covariance = FitCovariance::pooled, .prior = FitPrior::balanced});
    differs("shrunk_pooled", {.shrinkage = {.pooled = 15}});
    Space base{"base", {}};
    for (const std::size_t k : {std::size_t{1}, std::size_t{0}, std::size_t{2}}) {
      base.classes.push_back({.name = names[k],
                              .mean = support::point_of(each.at("base").at("means")[k]),
                              .deviation = support::point_of(each.at("base").at("sd")[k])});
    }
    base.has_dominance = each.at("axes") == 3;
    differs("shrunk_base_by_n",
            {.shrinkage = {.base = 25}, .base = &base, .divisor = MomentDivisor::n});
  }
}

TEST_CASE("fit: what a class says of itself") {
  std::mt19937_64 engine(731);
  SpaceMoments moments = two_classes(engine);
  for (int i = 0; i < 20; ++i) {
    moments.add(2, {-0.5 + 0.01 * (i % 3), 0.02 * (i % 7), 0.03 * (i % 5)}, 2.5);
  }
  const FittedSpace fitted = fit(
      moments, {.rater_variance = {0.01, 0.02, 0.03}, .temperatures = {1, 2, 3}, .name = "mine"});
  const Space& space = fitted.space;
  CHECK(space.name == "mine");
  CHECK(space.names() == names);
  CHECK(space.has_correlations());
  CHECK(space.classes[0].source == "fitted to 20 rows");
  CHECK(space.classes[2].source == "fitted to 20 rows of weight 50");
  CHECK(space.classes[2].n == 50);
  CHECK(space.classes[0].prior == doctest::Approx(20.0 / 90));
  CHECK(space.classes[1].temperature == 2);
  CHECK(space.classes[1].rater_variance == Vad{0.01, 0.02, 0.03});
  CHECK(space.classes[1].mean == moments.of(1).mean());
  CHECK(fit(moments, {.temperatures = {4}}).space.classes[2].temperature == 4);
  const Space diagonal = fit(moments, {.covariance = FitCovariance::diagonal}).space;
  CHECK_FALSE(diagonal.classes[0].correlations.has_value());
  CHECK(diagonal.classes[0].deviation == space.classes[0].deviation);
  const Space pooled = fit(moments, {.covariance = FitCovariance::pooled}).space;
  CHECK(pooled.classes[0].deviation == pooled.classes[2].deviation);
  CHECK(pooled.classes[0].deviation_source[1] == DeviationSource::pooled);
  const Space plane = fit(two_classes(engine, 2), {.small = SmallClass::drop}).space;
  CHECK_FALSE(plane.has_dominance);
  CHECK(plane.classes[0].mean.dominance == 0);
  CHECK(plane.classes[0].deviation.dominance == 1);
}

TEST_CASE("fit: small classes are refused, pooled or dropped, with a word") {
  std::mt19937_64 engine(732);
  SpaceMoments moments = two_classes(engine);
  CHECK(error_of_fit(moments) ==
        "fit: class sad has 0 rows, expected at least 10 (--min-rows); --small pool gives it the "
        "covariance of all classes, --small drop leaves it out");
  CHECK(contains(error_of_fit(moments, {.min_rows = 0}), "expected at least 1"));
  CHECK(contains(error_of_fit(moments, {.small = SmallClass::pool}),
                 "class sad has no rows and so no mean"));
  moments.add(2, {-0.5, 0.25, 0.125});
  CHECK(contains(error_of_fit(moments), "class sad has 1 row, expected at least 10"));
  CHECK(contains(error_of_fit(moments, {.min_rows = 1}),
                 "class sad has 1 row and so no spread, expected more than one"));
  const FittedSpace pooled = fit(moments, {.small = SmallClass::pool});
  REQUIRE(pooled.notes.size() == 1);
  CHECK(pooled.notes[0] ==
        "class sad has 1 row, fewer than 10: it takes the covariance of all classes");
  CHECK(pooled.space.classes[2].mean == Vad{-0.5, 0.25, 0.125});
  const Space shared = fit(moments, {.covariance = FitCovariance::pooled, .min_rows = 1}).space;
  CHECK(pooled.space.classes[2].deviation == shared.classes[2].deviation);
  CHECK(pooled.space.classes[2].correlations == shared.classes[2].correlations);
  CHECK(pooled.space.classes[2].deviation_source[0] == DeviationSource::pooled);
  CHECK(pooled.space.classes[0].deviation_source[0] == DeviationSource::given);
  const FittedSpace dropped = fit(moments, {.small = SmallClass::drop});
  CHECK(dropped.dropped == std::vector<std::string>{"sad"});
  CHECK(dropped.notes == std::vector<std::string>{"class sad has 1 row, fewer than 10: left out"});
  CHECK(dropped.space.names() == std::vector<std::string>{"calm", "glad"});
  CHECK(dropped.space.classes[0].prior == 0.5);
  const FittedSpace given =
      fit(moments, {.prior = FitPrior::given,
                    .given = Prior::from_weights({{"sad", 3}, {"calm", 3}, {"glad", 1}}),
                    .small = SmallClass::drop});
  CHECK(given.space.classes[0].prior == 0.75);
  CHECK(contains(error_of_fit(moments, {.min_rows = 30, .small = SmallClass::drop}),
                 "every class has fewer than 30 rows"));
  CHECK(contains(error_of_fit(SpaceMoments(names)), "class calm has 0 rows"));
  CHECK(contains(error_of_fit(SpaceMoments(names), {.small = SmallClass::drop}),
                 "no rows with a class"));
}

TEST_CASE("fit: a flat class is refused by name, axes and ways out") {
  std::mt19937_64 engine(733);
  const auto with = [&](const auto& point) {
    SpaceMoments moments = two_classes(engine);
    std::uniform_real_distribution<double> unit(-0.3, 0.3);
    for (int i = 0; i < 12; ++i) {
      moments.add(2, point(unit(engine), unit(engine), unit(engine)));
    }
    return moments;
  };
  const SpaceMoments line = with([](double x, double y, double) { return Vad{x, y, x / 3}; });
  CHECK(error_of_fit(line) ==
        "fit: class sad: valence and dominance lie on one line of 12 rows, expected a spread; ways "
        "out: --covariance diagonal or pooled, --shrink pooled=X, --rater-variance");
  const SpaceMoments plane =
      with([](double x, double y, double) { return Vad{x, y, 0.3 * x - 0.7 * y}; });
  CHECK(contains(error_of_fit(plane), "valence, arousal and dominance lie in one plane"));
  const SpaceMoments constant = with([](double x, double, double z) { return Vad{x, 0.1, z}; });
  CHECK(contains(error_of_fit(constant), "class sad: arousal is the same in every row of 12 rows"));
  const SpaceMoments point = with([](double, double, double) { return Vad{0.1, 0.2, 0.3}; });
  CHECK(contains(error_of_fit(point), "valence, arousal and dominance are the same in every row"));
  CHECK(contains(error_of_fit(constant, {.covariance = FitCovariance::diagonal}),
                 "arousal is the same in every row"));
  for (const SpaceMoments* each : {&line, &plane}) {
    CHECK_NOTHROW((void)fit(*each, {.covariance = FitCovariance::diagonal}));
  }
  for (const SpaceMoments* each : {&line, &plane, &constant, &point}) {
    CHECK_NOTHROW((void)fit(*each, {.covariance = FitCovariance::pooled}));
    CHECK_NOTHROW((void)fit(*each, {.shrinkage = {.pooled = 2}}));
    CHECK_NOTHROW((void)fit(*each, {.min_rows = 13, .small = SmallClass::pool}));
    const Space rated = fit(*each, {.rater_variance = {0.01, 0.01, 0.01}}).space;
    CHECK(make_model(rated).covariance == CovarianceKind::full);
  }
  SpaceMoments all({"one", "two"}, 2);
  for (int i = 0; i < 20; ++i) {
    all.add(static_cast<std::size_t>(i % 2), {0.01 * i, 0.5});
  }
  CHECK(contains(error_of_fit(all, {.covariance = FitCovariance::pooled}),
                 "all classes: arousal is the same in every row, expected a spread; way out: "
                 "--rater-variance widens all classes"));
  // No way out is named that leads back here.
  CHECK_FALSE(contains(error_of_fit(constant), "diagonal"));
}

TEST_CASE("fit: infinitely many rows of shrinkage are the pooled covariance, means stay") {
  std::mt19937_64 engine(734);
  std::uniform_real_distribution<double> unit(-0.3, 0.3);
  SpaceMoments moments = two_classes(engine);
  for (int i = 0; i < 12; ++i) {
    moments.add(2, {unit(engine), 0.1, unit(engine)});
  }
  const Space pooled = fit(moments, {.covariance = FitCovariance::pooled}).space;
  const Space infinite =
      fit(moments, {.shrinkage = {.pooled = std::numeric_limits<double>::infinity()}}).space;
  const Space nearly = fit(moments, {.shrinkage = {.pooled = 1e12}}).space;
  for (std::size_t k = 0; k < pooled.classes.size(); ++k) {
    for (const Axis axis : all_axes) {
      CHECK(infinite.classes[k].mean[axis] == pooled.classes[k].mean[axis]);
      CHECK(infinite.classes[k].deviation[axis] == pooled.classes[k].deviation[axis]);
      // Of 30 rows or fewer beside 1e12.
      CHECK(nearly.classes[k].deviation[axis] ==
            doctest::Approx(pooled.classes[k].deviation[axis]).epsilon(1e-9));
    }
  }
  CHECK(contains(error_of_fit(moments, {.shrinkage = {.pooled = -1}}), "a number of rows >= 0"));
  CHECK(contains(error_of_fit(moments, {.shrinkage = {.pooled = std::nan("")}}),
                 "a number of rows >= 0"));
}

TEST_CASE("fit: a spread that is tiny is one") {
  SpaceMoments moments({"one", "two"}, 2);
  for (int i = 0; i < 20; ++i) {
    moments.add(static_cast<std::size_t>(i % 2), {0.5 + (i % 6) * 0x1p-40, 0.25 + (i % 7) * 0.01});
  }
  const FittedSpace fitted = fit(moments);
  const Space& space = fitted.space;
  CHECK(space.classes[0].deviation.valence > 0);
  CHECK(space.classes[0].deviation.valence < 1e-11);
  REQUIRE(fitted.notes.size() == 2);
  CHECK(contains(fitted.notes[1], "class two: ratings are nearly constant"));
  CHECK(contains(fitted.notes[1], "raised to 1e-06 where the space is used"));
  CHECK(contains(fitted.notes[1], "--rater-variance"));
  CHECK(fit(moments, {.covariance = FitCovariance::pooled}).notes.size() == 1);
  CHECK(fit(moments, {.rater_variance = {0.01, 0.01, 0}}).notes.empty());
}

TEST_CASE("fit: priors and weights near the end of the numbers") {
  SpaceMoments moments({"one", "two"}, 2);
  for (int i = 0; i < 20; ++i) {
    moments.add(static_cast<std::size_t>(i % 2), {0.5 + (i % 6) * 0.1, 0.25 + (i % 7) * 0.01});
  }
  const auto given = [&](double one, double two) {
    return fit(moments, {.prior = FitPrior::given,
                         .given = Prior::from_weights({{"one", one}, {"two", two}})});
  };
  CHECK(given(1.5e308, 0.5e308).space.classes[0].prior == doctest::Approx(0.75));
  const FittedSpace far = given(1e308, 1e-308);
  CHECK(far.space.classes[1].prior == prior_floor);
  CHECK(contains(far.notes.at(0), "class two has a given prior that is next to 0"));
  CHECK(contains(message_of([&] { moments.add(0, {0.5, 0.25}, 1e308); }), "at most 1e+100"));
}

TEST_CASE("fit: a base space has every class and axis, and can stand for a class") {
  std::mt19937_64 engine(734);
  const SpaceMoments moments = two_classes(engine);
  Space base{"old", {}};
  base.classes = {{.name = "calm", .mean = {0, -0.5, 0}, .deviation = {0.2, 0.2, 0.2}},
                  {.name = "glad", .mean = {0.5, 0, 0}, .deviation = {0.2, 0.2, 0.2}}};
  const FitOptions options{.shrinkage = {.base = 5}, .base = &base, .small = SmallClass::pool};
  CHECK(contains(error_of_fit(moments, options),
                 "the base space old has no class \"sad\", expected one of every class; it has "
                 "calm, glad (leave out --shrink base=X)"));
  base.classes.push_back({.name = "sad",
                          .mean = {-0.5, 0, -0.25},
                          .deviation = {0.3, 0.2, 0.1},
                          .correlations = Correlations{0.5, 0, 0}});
  const FittedSpace fitted = fit(moments, options);
  CHECK(contains(fitted.notes[0], "class sad has no rows: it rests on the base space old alone"));
  CHECK(contains(fitted.notes.back(), "its prior is 1e-06"));
  const EmotionClass& sad = fitted.space.classes[2];
  CHECK(sad.mean == base.classes[2].mean);
  CHECK(sad.deviation.valence == doctest::Approx(0.3).epsilon(1e-12));
  CHECK(sad.correlations->va == doctest::Approx(0.5).epsilon(1e-12));
  CHECK(fitted.space.classes[0].source == "fitted to 20 rows and 5 of old");
  // Without limit, the base itself.
  const Space drawn =
      fit(moments, {.shrinkage = {.base = 1e14}, .base = &base, .small = SmallClass::pool}).space;
  CHECK(std::abs(drawn.classes[0].mean.arousal + 0.5) < 1e-12);
  CHECK(std::abs(drawn.classes[0].deviation.arousal - 0.2) < 1e-12);
  base.has_dominance = false;
  CHECK(contains(error_of_fit(moments, options), "has no dominance"));
}

TEST_CASE("fit: options that are no numbers, points beyond the scale, one class") {
  std::mt19937_64 engine(735);
  SpaceMoments moments = two_classes(engine);
  for (int i = 0; i < 12; ++i) {
    moments.add(2, {4 + 0.1 * (i % 3), 2 - 0.1 * (i % 4), 3});
  }
  CHECK(contains(error_of_fit(moments), "class sad has valence of mean 4.1"));
  CHECK(contains(error_of_fit(moments), "(--scale)"));
  const auto error = [&](const FitOptions& options) { return error_of_fit(moments, options); };
  CHECK(contains(error({.shrinkage = {.pooled = -1}}), "found shrinkage to the pooled covariance"));
  CHECK(
      contains(error({.shrinkage = {.base = std::nan("")}}), "shrinkage to the base space of nan"));
  CHECK(contains(error({.shrinkage = {.base = 1}}), "no base space, expected one (--space)"));
  CHECK(contains(error({.prior = FitPrior::given}), "no given prior"));
  CHECK(contains(error({.given = Prior::uniform()}), "do not ask for"));
  CHECK(contains(error({.min_rows = std::nan("")}), "min_rows nan"));
  CHECK(contains(error({.rater_variance = {0, -0.1, 0}}), "arousal rater variance -0.1"));
  CHECK(contains(error({.temperatures = {1, 2}}), "found 2 temperatures, expected one, or 3"));
  CHECK(contains(error({.temperatures = {0}}), "temperature 0"));
  SpaceMoments single({"calm"}, 2);
  single.add(0, {0.5, 0.25});
  single.add(0, {0.25, 0.125});
  single.add(0, {0.25, 0.25});
  CHECK(contains(fit(single, {.min_rows = 3}).notes.at(0), "one class, calm"));
  SpaceMoments pairs({"calm", "glad"}, 2);
  pairs.add(0, {0.5, 0.25});
  pairs.add(1, {0.5, 0.25});
  CHECK(contains(error_of_fit(pairs, {.covariance = FitCovariance::pooled, .min_rows = 1}),
                 "no more rows than classes"));
}

TEST_CASE("fit: OMG-Emotion by video, better than its class frequencies") {
  const auto path = support::shared_file("data/omg/omg_TrainVideos.csv");
  if (!path) {
    return;
  }
  const Table table = Table::read(*path);
  const std::vector<std::string> classes{"anger",   "disgust", "fear",    "happy",
                                         "neutral", "sad",     "surprise"};
  std::set<std::string> videos;
  std::size_t count = table.rows();
  while (count > 0 && table.cell(count - 1, table.column("EmotionMaxVote")).empty()) {
    --count;  // two lines at the end that are no utterances
  }
  for (std::size_t row = 0; row < count; ++row) {
    videos.insert(table.cell(row, table.column("video")));
  }
  std::map<std::string, std::size_t> fold_of;
  for (const std::string& video : videos) {
    const std::size_t position = fold_of.size();
    fold_of[video] = position % 5;
  }
  std::array<SpaceMoments, 5> folds{SpaceMoments(classes, 2), SpaceMoments(classes, 2),
                                    SpaceMoments(classes, 2), SpaceMoments(classes, 2),
                                    SpaceMoments(classes, 2)};
  struct Row {
    std::size_t fold;
    std::size_t k;
    Vad point;
  };
  std::vector<Row> rows;
  for (std::size_t row = 0; row < count; ++row) {
    rows.push_back({fold_of[table.cell(row, table.column("video"))],
                    static_cast<std::size_t>(table.number(row, table.column("EmotionMaxVote"))),
                    {table.number(row, table.column("valence")),
                     2 * table.number(row, table.column("arousal")) - 1, 0}});
    folds[rows.back().fold].add(rows.back().k, rows.back().point);
  }
  CHECK(rows.size() == 2442);
  double loss = 0;
  double loss_of_frequencies = 0;
  std::size_t right = 0;
  for (std::size_t fold = 0; fold < 5; ++fold) {
    SpaceMoments training(classes, 2);
    for (std::size_t other = 0; other < 5; ++other) {
      if (other != fold) {
        training.merge(folds[other]);
      }
    }
    const Space space = fit(training, {.min_rows = 2}).space;
    const Model model = make_model(space);
    for (const Row& row : rows) {
      if (row.fold == fold) {
        const std::vector<double> p = posterior_of(model, row.point);
        loss -= std::log(p[row.k]);
        loss_of_frequencies -= std::log(*space.classes[row.k].prior);
        right +=
            std::max_element(p.begin(), p.end()) - p.begin() == static_cast<std::ptrdiff_t>(row.k)
                ? 1U
                : 0U;
      }
    }
  }
  const auto n = static_cast<double>(rows.size());
  MESSAGE("log loss " << loss / n << ", accuracy " << static_cast<double>(right) / n
                      << ", log loss of the frequencies " << loss_of_frequencies / n);
  CHECK(loss / n <= 1.36);
  CHECK(static_cast<double>(right) / n >= 0.475);
  CHECK(loss_of_frequencies / n == doctest::Approx(1.55).epsilon(0.01));
}
