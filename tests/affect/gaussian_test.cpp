#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <numbers>
#include <optional>
#include <random>
#include <string>

#include <Eigen/Core>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <tonewheel/affect/gaussian.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "support/errors.hpp"

namespace {

using namespace tonewheel;
using support::message_of;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

Gaussian happy() {
  return make_gaussian({.81, .51, .46}, {.21, .26, .38}, {.15, .75, .25});
}
Gaussian angry() {
  return make_gaussian({-.51, .59, .25}, {.20, .33, .39}, {.55, -.45, .75}, Repair::floor);
}

/// The mean and variance of one axis of the density's cut through the known values, by the
/// trapezoidal rule on `target` and, where one axis is left over, on that axis as well. For a
/// smooth integrand that vanishes at both ends the rule is exact to rounding once the step is below
/// the width.
Normal brute_force(const Gaussian& gaussian, Axis target, const PartialVad& known) {
  const Eigen::Vector3d mean = gaussian.mean();
  const Eigen::Vector3d sd = gaussian.covariance().matrix().diagonal().cwiseSqrt();
  const auto t = static_cast<Eigen::Index>(target);
  Eigen::Index other = -1;
  Eigen::Vector3d x;
  for (Eigen::Index i = 0; i < 3; ++i) {
    x[i] = known[static_cast<std::size_t>(i)].value_or(0);
    if (i != t && !known[static_cast<std::size_t>(i)]) {
      other = i;
    }
  }
  constexpr int steps = 240;  // 12 deviations to each side in steps of a tenth
  double mass = 0;
  double first = 0;
  double second = 0;
  for (int i = -steps; i <= steps; ++i) {
    x[t] = mean[t] + sd[t] * i * .05;
    for (int j = other < 0 ? 0 : -steps; j <= (other < 0 ? 0 : steps); ++j) {
      if (other >= 0) {
        x[other] = mean[other] + sd[other] * j * .05;
      }
      const double density = std::exp(gaussian.log_density(x));
      mass += density;
      first += density * x[t];
      second += density * x[t] * x[t];
    }
  }
  first /= mass;
  return {first, second / mass - first * first};
}

}  // namespace

TEST_CASE("gaussian: log density against scipy") {
  // python3: from scipy.stats import multivariate_normal as mvn
  // sd = [.21,.26,.38]; S = [[1,.15,.75],[.15,1,.25],[.75,.25,1]] * np.outer(sd, sd)
  // m = [.81,.51,.46]; print(repr(mvn.logpdf(x, m, S)), repr(mvn.logpdf(x[:2], m[:2], S[:2,:2])))
  struct Row {
    Vad x;
    double space;
    double plane;
  };
  const Gaussian gaussian = happy();
  const VaGaussian plane = marginal(gaussian);
  for (const Row& row : {Row{{.81, .51, .46}, 1.5658156012643025, 1.0812228233832402},
                         Row{{0, 0, 0}, -11.063339655224494, -7.335863589262602},
                         Row{{.5, -.2, .9}, -10.94007010622425, -3.2292110663204836},
                         Row{{-1, 1, -1}, -46.40018755301272, -41.22713212823637},
                         Row{{3, -4, 5}, -290.79196533375904, -236.21434577709525}}) {
    CHECK(gaussian.log_density(to_vector(row.x)) ==
          doctest::Approx(row.space).epsilon(tolerance::closed_form));
    CHECK(plane.log_density(to_vector(row.x.va())) ==
          doctest::Approx(row.plane).epsilon(tolerance::closed_form));
  }
}

TEST_CASE("gaussian: independent axes make a product of normal densities") {
  const Gaussian gaussian = make_gaussian({.1, -.2, .3}, {.2, .3, .5});
  std::mt19937_64 engine(1);
  std::uniform_real_distribution<double> uniform(-2, 2);
  for (int i = 0; i < 100; ++i) {
    const Vad x{uniform(engine), uniform(engine), uniform(engine)};
    const auto log_normal = [](double value, double mean, double sd) {
      return -(value - mean) * (value - mean) / (2 * sd * sd) -
             std::log(sd * std::sqrt(2 * std::numbers::pi));
    };
    const double expected = log_normal(x.valence, .1, .2) + log_normal(x.arousal, -.2, .3) +
                            log_normal(x.dominance, .3, .5);
    CHECK(std::abs(gaussian.log_density(to_vector(x)) - expected) <=
          tolerance::closed_form * (1 + std::abs(expected)));
  }
}

TEST_CASE("gaussian: the density integrates to one") {
  for (const Gaussian& gaussian :
       {happy(), make_gaussian({0, .2, 0}, {.05, .4, .3}, {-.6, 0, .2})}) {
    const VaGaussian plane = marginal(gaussian);
    const Eigen::Matrix2d covariance = plane.covariance().matrix();
    const double step_v = std::sqrt(covariance(0, 0)) / 16;
    const double step_a = std::sqrt(covariance(1, 1)) / 16;
    double mass = 0;
    // Ten deviations to each side leave out less than 1e-22.
    for (int i = -160; i <= 160; ++i) {
      for (int j = -160; j <= 160; ++j) {
        mass += std::exp(plane.log_density(plane.mean() + Eigen::Vector2d(i * step_v, j * step_a)));
      }
    }
    CHECK(std::abs(mass * step_v * step_a - 1) <= tolerance::closed_form);
  }
}

TEST_CASE("gaussian: squared distance is the quadratic form, zero at the mean") {
  std::mt19937_64 engine(2);
  std::uniform_real_distribution<double> uniform(-1, 1);
  const Gaussian gaussian = happy();
  const Eigen::Matrix3d inverse = gaussian.covariance().matrix().inverse();
  CHECK(gaussian.squared_distance(gaussian.mean()) == 0.0);
  for (int i = 0; i < 100; ++i) {
    const Eigen::Vector3d shift(uniform(engine), uniform(engine), uniform(engine));
    CHECK(gaussian.squared_distance(gaussian.mean() + shift) ==
          doctest::Approx(shift.dot(inverse * shift)).epsilon(tolerance::closed_form));
    CHECK(gaussian.squared_distance(gaussian.mean() + shift) ==
          doctest::Approx(gaussian.squared_distance(gaussian.mean() - shift))
              .epsilon(tolerance::closed_form));
  }
  CHECK(-gaussian.log_normaliser() == gaussian.log_density(gaussian.mean()));
}

TEST_CASE("gaussian: far points are far, never NaN") {
  for (const Gaussian& gaussian : {happy(), angry()}) {
    for (const double size : {1e6, 1e100, 1e154, 1e200, 1e308}) {
      for (const Eigen::Vector3d& direction :
           {Eigen::Vector3d(1, 1, 1), Eigen::Vector3d(-1, 1, -1), Eigen::Vector3d(1, 0, 0)}) {
        INFO(size << " * " << direction.transpose());
        CHECK(gaussian.squared_distance(size * direction) >= size);
        CHECK(gaussian.log_density(size * direction) < 0);
      }
    }
  }
}

TEST_CASE("gaussian: the marginal drops dominance") {
  const VaGaussian plane = marginal(happy());
  CHECK(plane.mean() == Eigen::Vector2d(.81, .51));
  CHECK(plane.covariance().matrix() == happy().covariance().matrix().topLeftCorner<2, 2>());
  // A repaired covariance has a marginal too.
  CHECK(marginal(angry()).covariance().matrix() ==
        angry().covariance().matrix().topLeftCorner<2, 2>());
}

TEST_CASE("gaussian: marginal density is the integral over dominance") {
  const Gaussian gaussian = happy();
  for (const Va& point : {Va{.81, .51}, Va{.2, .9}, Va{1.3, -.4}}) {
    double mass = 0;
    const double step = .38 / 20;
    for (int i = -400; i <= 400; ++i) {
      mass += std::exp(
          gaussian.log_density(Eigen::Vector3d(point.valence, point.arousal, .46 + i * step)));
    }
    CHECK(std::log(mass * step) == doctest::Approx(marginal(gaussian).log_density(to_vector(point)))
                                       .epsilon(tolerance::closed_form));
  }
}

TEST_CASE("gaussian: conditional by brute-force quadrature") {
  const Gaussian gaussian = happy();
  constexpr std::nullopt_t unknown = std::nullopt;
  const std::array<PartialVad, 5> knowns{
      PartialVad{.5, .9, unknown}, PartialVad{unknown, .7, -.1}, PartialVad{1.0, unknown, unknown},
      PartialVad{unknown, -.2, unknown}, PartialVad{unknown, unknown, .8}};
  // Sums of 1e5 terms: rounding of up to 1e5 * 2^-53.
  const double rounding = 1e5 * std::exp2(-53);
  for (const PartialVad& known : knowns) {
    for (const Axis target : all_axes) {
      if (known[static_cast<std::size_t>(target)]) {
        continue;
      }
      const Normal expected = brute_force(gaussian, target, known);
      const Normal normal = conditional(gaussian, target, known);
      CHECK(std::abs(normal.mean - expected.mean) <= rounding);
      CHECK(std::abs(normal.variance - expected.variance) <= rounding);
    }
  }
}

TEST_CASE("gaussian: conditional is the Schur complement") {
  std::mt19937_64 engine(3);
  std::uniform_real_distribution<double> uniform(-1, 1);
  for (int round = 0; round < 100; ++round) {
    const Correlations rho{uniform(engine) / 2, uniform(engine) / 2, uniform(engine) / 2};
    const Gaussian gaussian = make_gaussian({.1, -.2, .3}, {.2, .3, .5}, rho, Repair::nearest);
    const bool repaired = gaussian.covariance().repaired();
    const double close = repaired ? tolerance::posterior_repaired : tolerance::closed_form;
    const Eigen::Matrix3d s = gaussian.covariance().matrix();
    const std::array<double, 3> x{uniform(engine), uniform(engine), uniform(engine)};
    for (Eigen::Index t = 0; t < 3; ++t) {
      const Eigen::Index a = (t + 1) % 3;
      const Eigen::Index b = (t + 2) % 3;
      const auto at = [](Eigen::Index i) { return static_cast<std::size_t>(i); };
      PartialVad both;
      both[at(a)] = x[at(a)];
      both[at(b)] = x[at(b)];
      const Eigen::Matrix2d known =
          (Eigen::Matrix2d() << s(a, a), s(a, b), s(b, a), s(b, b)).finished();
      const Eigen::RowVector2d cross(s(t, a), s(t, b));
      const Eigen::Vector2d shift(x[at(a)] - gaussian.mean()[a], x[at(b)] - gaussian.mean()[b]);
      const Normal two = conditional(gaussian, all_axes[at(t)], both);
      CHECK(std::abs(two.mean - (gaussian.mean()[t] + cross * known.inverse() * shift)) <= close);
      CHECK(std::abs(two.variance - (s(t, t) - cross * known.inverse() * cross.transpose())) <=
            close);
      CHECK(two.variance > 0);

      PartialVad one;
      one[at(a)] = x[at(a)];
      const Normal given_one = conditional(gaussian, all_axes[at(t)], one);
      CHECK(std::abs(given_one.mean - (gaussian.mean()[t] + s(t, a) / s(a, a) * shift[0])) <=
            close);
      CHECK(std::abs(given_one.variance - (s(t, t) - s(t, a) * s(t, a) / s(a, a))) <= close);

      const Normal none = conditional(gaussian, all_axes[at(t)], {});
      CHECK(none.mean == gaussian.mean()[t]);
      CHECK(none.variance == s(t, t));
      // What is known never widens.
      CHECK(two.variance <= given_one.variance + tolerance::closed_form);
      CHECK(given_one.variance <= none.variance + tolerance::closed_form);
    }
  }
}

TEST_CASE("gaussian: dominance from valence and arousal by the formula of 2602.06778") {
  // vad_pipeline.md D.2 step 1: beta1, beta2.
  const Vad mean{.81, .51, .46};
  const Vad sd{.21, .26, .38};
  const double va = .15;
  const double vd = .75;
  const double ad = .25;
  const double beta1 = sd.dominance / sd.valence * (vd - va * ad) / (1 - va * va);
  const double beta2 = sd.dominance / sd.arousal * (ad - va * vd) / (1 - va * va);
  for (const Va& point : {Va{.5, .5}, Va{-1, 1}, Va{.81, .51}}) {
    const double expected = mean.dominance + beta1 * (point.valence - mean.valence) +
                            beta2 * (point.arousal - mean.arousal);
    CHECK(std::abs(conditional(happy(), Axis::dominance, {point.valence, point.arousal, {}}).mean -
                   expected) <= tolerance::closed_form);
  }
}

TEST_CASE("gaussian: conditional of a repaired, thin covariance has a positive variance") {
  for (const Axis target : all_axes) {
    PartialVad known{.3, -.4, .2};
    known[static_cast<std::size_t>(target)].reset();
    const Normal normal = conditional(angry(), target, known);
    // 1 / (inverse)_tt, the inverse from the eigen-factor.
    const Eigen::Matrix3d whitener = angry().covariance().whitener();
    const Eigen::Matrix3d precision = whitener.transpose() * whitener;
    const auto t = static_cast<Eigen::Index>(target);
    CHECK(normal.variance > 0);
    // Condition 2e5: 2^-53 of the largest variance over the smallest, ten times for the few steps.
    CHECK(std::abs(normal.variance * precision(t, t) - 1) <= tolerance::posterior_repaired);
  }
}

TEST_CASE("gaussian: the target may not be known") {
  CHECK(message_of([] {
          (void)conditional(happy(), Axis::valence, {.1, {}, {}});
        }).find("valence") != std::string::npos);
  CHECK(message_of([] {
          (void)conditional(happy(), Axis::dominance, {.1, .2, .3});
        }).find("dominance") != std::string::npos);
}

TEST_CASE("gaussian: a mean that is not finite is an Error") {
  for (const double bad : {not_a_number, infinity, -infinity}) {
    for (const Axis axis : all_axes) {
      Vad mean{};
      mean[axis] = bad;
      CHECK_THROWS_AS((void)make_gaussian(mean, {1, 1, 1}), Error);
    }
  }
}

TEST_CASE("gaussian: a covariance that is not positive definite is an Error with its eigenvalue") {
  const auto shown_eigenvalue = [](const Vad& sd, const Correlations& rho) {
    const std::string message = message_of([&] { (void)make_gaussian({}, sd, rho); });
    const std::string before = "smallest eigenvalue is ";
    const auto position = message.find(before);
    REQUIRE(position != std::string::npos);
    CHECK(message.find("Repair::floor") != std::string::npos);
    return std::strtod(message.c_str() + position + before.size(), nullptr);
  };
  // numpy.linalg.eigvalsh of the matrices of angry and fearful (see covariance_test.cpp). Three
  // digits are what a reader needs.
  CHECK(shown_eigenvalue({.20, .33, .39}, {.55, -.45, .75}) ==
        doctest::Approx(-0.01469839673773433).epsilon(1e-3));
  CHECK(shown_eigenvalue({.20, .32, .27}, {.65, -.25, .85}) ==
        doctest::Approx(-0.013935670513817623).epsilon(1e-3));
  // Correlations (r, r, -r): the smallest eigenvalue is (1 - 2r) sd^2; also where it is small.
  for (const double sd : {1.0, 1e-2, 1e-4}) {
    CHECK(shown_eigenvalue({sd, sd, sd}, {.9, .9, -.9}) ==
          doctest::Approx(-.8 * sd * sd).epsilon(1e-3).scale(0));
  }
  CHECK_THROWS_AS((void)make_gaussian({}, {0, .1, .1}), Error);
  CHECK_THROWS_AS((void)make_gaussian({}, {.1, .1, .1}, {.va = 1}), Error);
  CHECK_NOTHROW((void)make_gaussian({}, {0, .1, .1}, {}, Repair::floor));
  CHECK_NOTHROW((void)make_gaussian({}, {.1, .1, .1}, {.va = 1}, Repair::nearest));
}
