#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/dominance.hpp>
#include <tonewheel/affect/prior.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/data/universal.hpp>

#include "support/golden.hpp"

namespace tolerance = tonewheel::tolerance;
using tonewheel::ConditionalDominance;
using tonewheel::EmotionClass;
using tonewheel::Error;
using tonewheel::GaussianMixture;
using tonewheel::label_dominance;
using tonewheel::Normal;
using tonewheel::PosteriorDominance;
using tonewheel::Repair;
using tonewheel::Space;
using tonewheel::Va;

namespace {

Space universal() {
  return tonewheel::space_from_table(tonewheel::Table::parse(tonewheel::data::universal),
                                     "universal");
}

/// With the correlations times `share`; half of them are positive definite, all of them are not.
GaussianMixture mixture(double share, Repair repair = Repair::none) {
  const Space space = universal();
  std::vector<tonewheel::Gaussian> gaussians;
  for (const EmotionClass& each : space.classes) {
    const tonewheel::Correlations rho = *each.correlations;
    gaussians.push_back(tonewheel::make_gaussian(
        each.mean, each.deviation, {share * rho.va, share * rho.vd, share * rho.ad}, repair));
  }
  return {space.names(), gaussians, tonewheel::Prior::affectnet().weights_for(space.names())};
}

/// Mean and variance of dominance by the trapezoid rule over the joint density, which converges
/// faster than any power for these integrands.
Normal integrated(const GaussianMixture& mixture, const Va& point, int steps) {
  double total = 0;
  double first = 0;
  double second = 0;
  for (int i = 0; i <= steps; ++i) {
    const double d = -5 + 10.0 * i / steps;
    const double density = mixture.log_joint({point.valence, point.arousal, d}).array().exp().sum();
    total += density;
    first += density * d;
    second += density * d * d;
  }
  return {first / total, second / total - first / total * (first / total)};
}

}  // namespace

TEST_CASE("dominance of a label is the authors' (golden file)") {
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
    const Va point{points[i][0].get<double>(), points[i][1].get<double>()};
    worst = std::max(worst, std::abs(label_dominance(space.classes[*k], point) -
                                     (*golden)["dominance_anchored_bounded"][i].get<double>()));
  }
  CHECK(worst <= tolerance::closed_form);
}

TEST_CASE("the conditional of a mixture is the integral over dominance") {
  for (const double share : {0.0, 0.5}) {
    const GaussianMixture m = mixture(share);
    const ConditionalDominance dominance(m);
    for (const Va point : {Va{0.2, 0.3}, {-0.6, 0.4}, {0.1, 0.1}, {0.9, -0.8}, {-1, 1}}) {
      CAPTURE(share);
      CAPTURE(point.valence);
      const Normal expected = integrated(m, point, 800);  // 4 steps in the least deviation, 0.05
      const Normal found = dominance(point);
      CHECK(found.mean == doctest::Approx(expected.mean).epsilon(1e-12));
      CHECK(found.variance == doctest::Approx(expected.variance).epsilon(1e-11));
      const Normal once = tonewheel::conditional_dominance(m, point);
      CHECK(once.mean == found.mean);
      CHECK(once.variance == found.variance);
    }
  }
}

TEST_CASE("the conditional of one class is its regression") {
  const Space space = universal();
  const Va point{-0.3, 0.1};
  for (const Repair repair : {Repair::floor, Repair::nearest}) {
    const GaussianMixture all = mixture(1, repair);
    for (std::size_t k = 0; k < all.size(); ++k) {
      CAPTURE(space.classes[k].name);
      const GaussianMixture one({"one"}, {all.gaussian(k)}, {1});
      const Normal found = conditional_dominance(one, point);
      const Normal expected = tonewheel::conditional(one.gaussian(0), tonewheel::Axis::dominance,
                                                     {point.valence, point.arousal, {}});
      // The expected variance of a floored class is a difference: 1e-16 / 1e-6 of it is rounding.
      CHECK(found.mean == doctest::Approx(expected.mean).epsilon(1e-9));
      CHECK(found.variance == doctest::Approx(expected.variance).epsilon(1e-9));
      if (!all.gaussian(k).covariance().repaired()) {
        const double shift = tonewheel::dominance_regression(space.classes[k]).shift(point);
        CHECK(found.mean ==
              doctest::Approx(space.classes[k].mean.dominance + shift).epsilon(1e-12));
      }
    }
  }
}

TEST_CASE("a conditional far from every class is still a number") {
  const ConditionalDominance dominance(mixture(1, Repair::floor));
  for (const double far : {1e3, 1e10, 1e160, 1e300}) {
    for (const Va point : {Va{far, far}, {-far, 0}, {0.1, -far}}) {
      const Normal found = dominance(point);
      CHECK_FALSE(std::isnan(found.mean));
      CHECK(found.variance > 0);
    }
  }
  CHECK_THROWS_AS((void)dominance({std::nan(""), 0}), Error);
  CHECK_THROWS_AS((void)dominance({0, std::numeric_limits<double>::infinity()}), Error);
}

TEST_CASE("posterior dominance is the authors'") {
  // Python: sum of scipy.stats.norm.pdf(v) * norm.pdf(a) * D_k over their sum, clipped to [-1, 1];
  // second value with each D_k clipped too.
  struct Row {
    Va point;
    double plain;
    double clipped;
  };
  const std::array rows{Row{{0.25, 0.5}, -0.11888371421366241, -0.11819775012482231},
                        Row{{-0.6, 0.4}, -0.08909389257556694, -0.08909389254880333},
                        Row{{-0.2, 0.3}, -0.26378852012265785, -0.2343505071639054},
                        Row{{0.1, 0.1}, 0.09895579118508113, 0.09909633120775962},
                        Row{{0.9, -0.8}, 0.04411703962925923, 0.04595012673375865},
                        Row{{-0.95, 0.95}, 1.0, 0.8516320727153529}};
  const PosteriorDominance plain(universal());
  const PosteriorDominance clipped(universal(), {.clip_classes = true});
  for (const Row& row : rows) {
    CHECK(std::abs(plain(row.point) - row.plain) <= tolerance::closed_form);
    CHECK(std::abs(clipped(row.point) - row.clipped) <= tolerance::closed_form);
  }
}

TEST_CASE("posterior dominance without correlations is the mean of the means") {
  Space space = universal();
  for (EmotionClass& each : space.classes) {
    each.correlations.reset();
  }
  std::vector<tonewheel::VaGaussian> plane;
  for (const EmotionClass& each : space.classes) {
    plane.push_back(
        {Eigen::Vector2d(each.mean.valence, each.mean.arousal),
         Eigen::Matrix2d(Eigen::Vector2d(each.deviation.valence * each.deviation.valence,
                                         each.deviation.arousal * each.deviation.arousal)
                             .asDiagonal())});
  }
  const tonewheel::VaMixture m(space.names(), plane, std::vector<double>(8, 1.0));
  const PosteriorDominance dominance(space);
  for (const Va point : {Va{0, 0}, {0.7, 0.2}, {-0.5, -0.5}}) {
    const Eigen::VectorXd p = m.posterior(tonewheel::to_vector(point));
    double expected = 0;
    for (std::size_t k = 0; k < 8; ++k) {
      expected += p[static_cast<Eigen::Index>(k)] * space.classes[k].mean.dominance;
    }
    CHECK(std::abs(dominance(point) - expected) <= tolerance::closed_form);
  }
}

TEST_CASE("degenerate classes give numbers, not NaN") {
  EmotionClass point_mass;
  point_mass.name = "neutral";
  point_mass.mean = {0, 0, 0.25};
  point_mass.correlations = tonewheel::Correlations{1, 0.5, 0.5};
  CHECK(label_dominance(point_mass, {0.5, 0.5}) == 0.25);  // sd 0: the mean
  point_mass.deviation.dominance = 0.2;
  CHECK(label_dominance(point_mass, {0.5, 0.5}) == doctest::Approx(0.25 + 0.3));  // saturated
  CHECK(std::isfinite(PosteriorDominance({"s", {point_mass}})({0.3, 0.3})));
  // rho_va = 1 is taken for 0.99: (0.5 - 0.99 0.5) / (1 - 0.99^2) = 0.5 / 1.99
  EmotionClass line = point_mass;
  line.deviation = {0.5, 0.5, 0.5};
  CHECK(tonewheel::dominance_regression(line).valence_slope == doctest::Approx(0.5 / 1.99));
  CHECK(tonewheel::dominance_regression(line).arousal_slope == doctest::Approx(0.5 / 1.99));
  const PosteriorDominance dominance(universal());
  for (const double far : {1e3, 1e99}) {
    const double found = dominance({far, -far});
    CHECK(found >= -1);
    CHECK(found <= 1);
  }
}

TEST_CASE("a label bounds dominance") {
  for (const EmotionClass& each : universal().classes) {
    CHECK(label_dominance(each, each.mean.va()) == each.mean.dominance);
    for (const double v : {-1.0, 0.3, 1e6}) {
      const double found = label_dominance(each, {v, -v});
      CHECK(found >= -1);
      CHECK(found <= 1);
      CHECK(std::abs(found - each.mean.dominance) <= 1.5 * each.deviation.dominance + 1e-15);
    }
  }
}

TEST_CASE("what has no dominance") {
  const EmotionClass happy = universal().classes[0];
  CHECK_THROWS_AS((void)label_dominance(happy, {std::nan(""), 0}), Error);
  CHECK_THROWS_AS((void)label_dominance(happy, {0, std::numeric_limits<double>::infinity()}),
                  Error);
  CHECK_THROWS_AS(PosteriorDominance(Space{}), Error);
  const PosteriorDominance dominance(universal());
  CHECK_THROWS_AS((void)dominance({std::nan(""), 0}), Error);
  CHECK_THROWS_AS((void)dominance({0, 1e200}), Error);
}
