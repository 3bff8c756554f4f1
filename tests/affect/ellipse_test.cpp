#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include <tonewheel/affect/ellipse.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/data/universal.hpp>

#include "support/golden.hpp"

namespace tolerance = tonewheel::tolerance;
using tonewheel::adjust_to_ellipse;
using tonewheel::EllipseAdjustment;
using tonewheel::EmotionClass;
using tonewheel::Error;
using tonewheel::Space;
using tonewheel::Va;

namespace {

Space universal() {
  return tonewheel::space_from_table(tonewheel::Table::parse(tonewheel::data::universal),
                                     "universal");
}

double distance(const Va& point, const EmotionClass& each) {
  return std::hypot((point.valence - each.mean.valence) / each.deviation.valence,
                    (point.arousal - each.mean.arousal) / each.deviation.arousal);
}

}  // namespace

TEST_CASE("the adjustment is the authors' (golden file)") {
  const auto golden = support::golden_vad();
  if (!golden) {
    MESSAGE("skipped: TONEWHEEL_SHARED is not set");
    return;
  }
  const Space space = universal();
  const auto& points = (*golden)["vad"];
  double worst = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto k = space.find((*golden)["label"][i].get<std::string>());
    REQUIRE(k.has_value());
    const auto& expected = (*golden)["ellipse_adjusted_VA_ratio"][i];
    const EllipseAdjustment found = adjust_to_ellipse(
        {points[i][0].get<double>(), points[i][1].get<double>()}, space.classes[*k]);
    const double ratio = expected[2].get<double>();
    worst = std::max({worst, std::abs(found.point.valence - expected[0].get<double>()),
                      std::abs(found.point.arousal - expected[1].get<double>()),
                      std::abs(found.ratio - ratio) / std::max(1.0, ratio)});
  }
  CHECK(worst <= tolerance::closed_form);
}

TEST_CASE("laws of the adjustment") {
  std::mt19937_64 engine(3);
  std::uniform_real_distribution<double> uniform(-1, 1);
  for (const EmotionClass& each : universal().classes) {
    for (const double radius : {0.5, 1.0, 2.0}) {
      for (int i = 0; i < 50; ++i) {
        const Va point{uniform(engine), uniform(engine)};
        const EllipseAdjustment found = adjust_to_ellipse(point, each, radius);
        CHECK(found.ratio == doctest::Approx(distance(point, each) / radius));
        if (found.ratio <= 1) {
          CHECK(found.point == point);
          continue;
        }
        CHECK(distance(found.point, each) == doctest::Approx(radius).epsilon(1e-12));
        // Straight towards the mean, and no further than once.
        const double share = (found.point.valence - each.mean.valence) * found.ratio;
        CHECK(share == doctest::Approx(point.valence - each.mean.valence).epsilon(1e-9));
        const EllipseAdjustment again = adjust_to_ellipse(found.point, each, radius);
        CHECK(std::abs(again.point.valence - found.point.valence) <= tolerance::closed_form);
        CHECK(std::abs(again.point.arousal - found.point.arousal) <= tolerance::closed_form);
      }
    }
  }
}

TEST_CASE("what has no ellipse") {
  EmotionClass each = universal().classes[0];
  CHECK(adjust_to_ellipse(each.mean.va(), each).ratio == 0);
  CHECK_THROWS_AS((void)adjust_to_ellipse({std::nan(""), 0}, each), Error);
  CHECK_THROWS_AS((void)adjust_to_ellipse({0, -std::numeric_limits<double>::infinity()}, each),
                  Error);
  CHECK_THROWS_AS((void)adjust_to_ellipse({0, 0}, each, 0), Error);
  CHECK_THROWS_AS((void)adjust_to_ellipse({0, 0}, each, std::nan("")), Error);
  each.deviation.arousal = 0;
  CHECK_THROWS_AS((void)adjust_to_ellipse({0, 0}, each), Error);
}
