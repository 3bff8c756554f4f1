#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/metric/regression/annotation_lag.hpp>
#include <tonewheel/metric/regression/concordance.hpp>
#include <tonewheel/metric/regression/correlation.hpp>

#include "metric/regression/regression_golden.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;
using support::Values;

namespace {

/// The series `by` frames later (earlier, if below 0), its ends filled with noise.
Values delayed(const Values& values, std::ptrdiff_t by, std::mt19937_64& engine) {
  Values late = support::random_values(engine, values.size(), false);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto from = static_cast<std::ptrdiff_t>(i) - by;
    if (from >= 0 && from < static_cast<std::ptrdiff_t>(values.size())) {
      late[i] = values[static_cast<std::size_t>(from)];
    }
  }
  return late;
}

}  // namespace

TEST_CASE("annotation lag: finds the delay that was put in") {
  std::mt19937_64 engine(581);
  const Values reference = support::random_values(engine, 120, false);
  for (const LagCriterion criterion : {LagCriterion::pearson, LagCriterion::concordance}) {
    for (std::ptrdiff_t by = -10; by <= 25; ++by) {
      const Values late = delayed(reference, by, engine);
      const AnnotationLag found = annotation_lag(
          reference, late, {.earliest = 10, .latest = 25, .criterion = criterion, .overlap = 60});
      CHECK(found.lag == by);
      CHECK(found.score == 1);
      CHECK(found.unshifted == (criterion == LagCriterion::pearson ? pearson(reference, late)
                                                                   : concordance(reference, late)));
      const Values back = compensate_lag(late, found.lag, ShiftEdge::missing);
      for (std::size_t i = 0; i < back.size(); ++i) {
        CHECK((std::isnan(back[i]) || back[i] == reference[i]));
      }
    }
  }
}

TEST_CASE("annotation lag: the best of all lags, by the definition") {
  std::mt19937_64 engine(582);
  for (int round = 0; round < 60; ++round) {
    const std::size_t n = 4 + engine() % 12;
    const Values x = support::random_values(engine, n, true);
    const Values y = support::random_values(engine, n, true);
    double best = std::numeric_limits<double>::quiet_NaN();
    std::ptrdiff_t best_lag = 0;
    for (const std::ptrdiff_t lag : {0, 1, -1, 2, -2, 3}) {
      const auto late = static_cast<std::size_t>(lag > 0 ? lag : 0);
      const auto ahead = static_cast<std::size_t>(lag < 0 ? -lag : 0);
      Values a;
      Values b;
      for (std::size_t i = ahead; i + late < n; ++i) {
        a.push_back(x[i]);
        b.push_back(y[i + late - ahead]);
      }
      const double score = a.size() < 3 ? std::numeric_limits<double>::quiet_NaN() : pearson(a, b);
      if (!std::isnan(score) && !(score <= best)) {
        best = score;
        best_lag = lag;
      }
    }
    const AnnotationLag found = annotation_lag(x, y, {.earliest = 2, .latest = 3, .overlap = 3});
    CHECK(found.lag == best_lag);
    CHECK((found.score == best || (std::isnan(found.score) && std::isnan(best))));
  }
}

TEST_CASE("annotation lag: equal scores go to the smallest lag, then to the late one") {
  Values wave(40);
  for (std::size_t i = 0; i < wave.size(); ++i) {
    wave[i] = i % 4 == 0 ? 1 : (i % 4 == 2 ? -1 : 0);  // of period 4
  }
  CHECK(annotation_lag(wave, wave, {.earliest = 12, .latest = 12}).lag == 0);
  std::mt19937_64 engine(583);
  const Values opposite = compensate_lag(wave, 2, ShiftEdge::nearest);
  const Values inner(opposite.begin(), opposite.end() - 2);
  const Values reference(wave.begin(), wave.end() - 2);
  CHECK(annotation_lag(reference, inner, {.earliest = 12, .latest = 12}).lag == 2);
  CHECK(annotation_lag(reference, inner, {.earliest = 12, .latest = 1}).lag == -2);
}

TEST_CASE("annotation lag: shifting and aligning") {
  const Values values = {1, 2, 3, 4};
  CHECK(compensate_lag(values, 0, ShiftEdge::missing) == values);
  CHECK(compensate_lag(values, 1, ShiftEdge::nearest) == Values{2, 3, 4, 4});
  CHECK(compensate_lag(values, -2, ShiftEdge::nearest) == Values{1, 1, 1, 2});
  CHECK(compensate_lag(values, 9, ShiftEdge::nearest) == Values{4, 4, 4, 4});
  CHECK(compensate_lag(values, -9, ShiftEdge::nearest) == Values{1, 1, 1, 1});
  const Values holed = compensate_lag(values, -1, ShiftEdge::missing);
  CHECK(std::isnan(holed[0]));
  CHECK(holed[1] == 1);
  const auto least = std::numeric_limits<std::ptrdiff_t>::min();
  CHECK(std::isnan(compensate_lag(values, least, ShiftEdge::missing)[3]));
  CHECK(compensate_lag({}, 3, ShiftEdge::nearest).empty());
  const Values other = {5, 6, 7, 8};
  const AlignedSeries late = align(values, other, 1);
  CHECK(Values(late.reference.begin(), late.reference.end()) == Values{1, 2, 3});
  CHECK(Values(late.annotation.begin(), late.annotation.end()) == Values{6, 7, 8});
  const AlignedSeries ahead = align(values, other, -3);
  CHECK(Values(ahead.reference.begin(), ahead.reference.end()) == Values{4});
  CHECK(Values(ahead.annotation.begin(), ahead.annotation.end()) == Values{5});
  CHECK(align(values, other, least).reference.empty());
}

TEST_CASE("annotation lag: constants, short series and bad input") {
  const Values constant = {1, 1, 1, 1};
  const Values varied = {1, 2, 3, 5};
  const AnnotationLag none = annotation_lag(varied, constant);
  CHECK(none.lag == 0);
  CHECK(std::isnan(none.score));
  CHECK(std::isnan(annotation_lag({}, {}).score));
  CHECK(std::isnan(annotation_lag(varied, varied, {.overlap = 5}).score));
  CHECK(annotation_lag(varied, varied, {.earliest = ~std::size_t{0}, .overlap = 4}).score == 1);
  CHECK(contains(message_of([&] { (void)annotation_lag(varied, Values{1}); }),
                 "found 1 frames of the annotation, expected as many as the 4"));
  CHECK(contains(message_of([&] { (void)align(varied, Values{1}, 0); }), "found 1 frames"));
  const Values holed = {1, 2, std::numeric_limits<double>::quiet_NaN(), 4};
  CHECK(contains(message_of([&] { (void)annotation_lag(varied, holed); }),
                 "row 3, column annotation: annotation lag: found nan"));
  CHECK(contains(message_of([&] { (void)annotation_lag(varied, varied, {.overlap = 1}); }),
                 "expected at least 2"));
}
