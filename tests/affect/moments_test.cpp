#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include <Eigen/Core>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <tonewheel/affect/moments.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "support/eigenvalues.hpp"

namespace {

using namespace tonewheel;

std::vector<Gaussian> random_members(std::mt19937_64& engine, std::size_t count) {
  std::uniform_real_distribution<double> uniform(-1, 1);
  const auto sd = [&] { return .1 + .4 * std::abs(uniform(engine)); };
  std::vector<Gaussian> members;
  for (std::size_t i = 0; i < count; ++i) {
    members.push_back(
        make_gaussian({uniform(engine), uniform(engine), uniform(engine)}, {sd(), sd(), sd()},
                      {uniform(engine) / 2.5, uniform(engine) / 2.5, uniform(engine) / 2.5}));
  }
  return members;
}

double difference(const Gaussian& a, const Gaussian& b) {
  return std::max((a.mean() - b.mean()).cwiseAbs().maxCoeff(),
                  (a.covariance().matrix() - b.covariance().matrix()).cwiseAbs().maxCoeff());
}

/// Integral of mixture * -log q in closed form: what the best q makes least.
double cross_entropy(const std::vector<Gaussian>& members, const std::vector<double>& weights,
                     const Gaussian& q) {
  const Eigen::Matrix3d inverse = q.covariance().matrix().inverse();
  double sum = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Eigen::Vector3d shift = members[i].mean() - q.mean();
    sum +=
        weights[i] *
        (.5 * ((inverse * members[i].covariance().matrix()).trace() + shift.dot(inverse * shift)) +
         q.log_normaliser());
  }
  return sum;
}

}  // namespace

TEST_CASE("moments: two members by hand") {
  // Means -1 and 1 on valence, deviations .1 and .3: mean 0, variance (.01 + .09) / 2 + 1.
  const std::vector<Gaussian> members{make_gaussian({-1, 0, .5}, {.1, .2, .2}),
                                      make_gaussian({1, 0, .5}, {.3, .2, .4})};
  const Gaussian equal = moment_match<3>(members);
  CHECK(equal.mean().isApprox(Eigen::Vector3d(0, 0, .5), tolerance::closed_form));
  const Eigen::Vector3d variances(1.05, .04, .1);
  CHECK((equal.covariance().matrix() - Eigen::Matrix3d(variances.asDiagonal()))
            .cwiseAbs()
            .maxCoeff() <= tolerance::closed_form);
  // One to three: mean .5, variance .25 * (.01 + 2.25) + .75 * (.09 + .25).
  const std::vector<double> weights{1, 3};
  const Gaussian uneven = moment_match<3>(members, weights);
  CHECK(std::abs(uneven.mean()[0] - .5) <= tolerance::closed_form);
  CHECK(std::abs(uneven.covariance().matrix()(0, 0) - .82) <= tolerance::closed_form);
}

TEST_CASE("moments: as integrals over the mixture") {
  // First and second moments in the plane by the trapezoidal rule (see gaussian_test.cpp).
  const std::vector<VaGaussian> members{
      {Eigen::Vector2d(.3, -.2),
       Eigen::Matrix2d((Eigen::Matrix2d() << .25, .1, .1, .2).finished())},
      {Eigen::Vector2d(-.6, .4),
       Eigen::Matrix2d((Eigen::Matrix2d() << .3, -.1, -.1, .5).finished())}};
  const std::vector<double> weights{.2, .8};
  const VaGaussian matched = moment_match<2>(members, weights);
  constexpr double step = 1.0 / 16;
  Eigen::Vector2d first = Eigen::Vector2d::Zero();
  Eigen::Matrix2d second = Eigen::Matrix2d::Zero();
  for (int i = -128; i <= 128; ++i) {
    for (int j = -128; j <= 128; ++j) {
      const Eigen::Vector2d x(i * step, j * step);
      const double density = (weights[0] * std::exp(members[0].log_density(x)) +
                              weights[1] * std::exp(members[1].log_density(x))) *
                             step * step;
      first += density * x;
      second += density * x * x.transpose();
    }
  }
  CHECK((matched.mean() - first).cwiseAbs().maxCoeff() <= tolerance::fusion);
  CHECK((matched.covariance().matrix() - (second - first * first.transpose()))
            .cwiseAbs()
            .maxCoeff() <= tolerance::fusion);
}

TEST_CASE("moments: no other Gaussian is nearer to the mixture in Kullback-Leibler divergence") {
  std::mt19937_64 engine(1);
  std::normal_distribution<double> normal;
  const std::vector<Gaussian> members = random_members(engine, 4);
  const std::vector<double> weights{.1, .2, .3, .4};
  const Gaussian matched = moment_match<3>(members, weights);
  const double best = cross_entropy(members, weights, matched);
  for (int i = 0; i < 200; ++i) {
    const double size = std::pow(10.0, -(i % 4));
    const Eigen::Matrix3d noise = Eigen::Matrix3d::NullaryExpr([&] { return normal(engine); });
    const Eigen::Matrix3d factor = Eigen::Matrix3d::Identity() + size * noise;
    const Eigen::Matrix3d covariance = factor * matched.covariance().matrix() * factor.transpose();
    const Gaussian other(Eigen::Vector3d(matched.mean() + size * noise.col(0)),
                         Eigen::Matrix3d((covariance + covariance.transpose()) / 2));
    CHECK(cross_entropy(members, weights, other) >= best - tolerance::closed_form);
  }
}

TEST_CASE("moments: one member, equal members, zero weights, scale and order of weights") {
  std::mt19937_64 engine(2);
  const std::vector<Gaussian> members = random_members(engine, 3);
  const std::span<const Gaussian> all(members);
  CHECK(difference(moment_match<3>(all.first(1)), members[0]) <= tolerance::fusion);
  const std::vector<Gaussian> same(5, members[1]);
  CHECK(difference(moment_match<3>(same), members[1]) <= tolerance::fusion);

  const std::vector<double> one_only{0, 2, 0};
  CHECK(difference(moment_match<3>(all, one_only), members[1]) <= tolerance::fusion);
  const std::vector<double> without_last{3, 1, 0};
  const std::vector<double> two{3, 1};
  CHECK(difference(moment_match<3>(all, without_last), moment_match<3>(all.first(2), two)) <=
        tolerance::fusion);

  const std::vector<double> equal(3, 1.0);
  CHECK(difference(moment_match<3>(all), moment_match<3>(all, equal)) <= tolerance::fusion);
  const std::vector<double> weights{.2, .3, .5};
  const Gaussian expected = moment_match<3>(all, weights);
  for (const double scale : {1e-300, 1e-6, 7.0, 1e300}) {
    std::vector<double> scaled = weights;
    std::for_each(scaled.begin(), scaled.end(), [&](double& w) { w *= scale; });
    CHECK(difference(moment_match<3>(all, scaled), expected) <= tolerance::fusion);
  }
  const std::vector<Gaussian> reversed(members.rbegin(), members.rend());
  const std::vector<double> reversed_weights(weights.rbegin(), weights.rend());
  CHECK(difference(moment_match<3>(reversed, reversed_weights), expected) <= tolerance::fusion);
}

TEST_CASE("moments: matching in groups, then the groups, is matching at once") {
  std::mt19937_64 engine(3);
  const std::vector<Gaussian> members = random_members(engine, 6);
  const std::span<const Gaussian> all(members);
  const std::vector<Gaussian> groups{moment_match<3>(all.first(2)),
                                     moment_match<3>(all.subspan(2))};
  const std::vector<double> sizes{2, 4};
  CHECK(difference(moment_match<3>(groups, sizes), moment_match<3>(all)) <= tolerance::fusion);
}

TEST_CASE("moments: a mixture is at least as wide as its members on the average") {
  std::mt19937_64 engine(4);
  for (int i = 0; i < 50; ++i) {
    const std::vector<Gaussian> members = random_members(engine, 5);
    Eigen::Matrix3d within = Eigen::Matrix3d::Zero();
    for (const Gaussian& each : members) {
      within += each.covariance().matrix() / 5;
    }
    const Eigen::Matrix3d between = moment_match<3>(members).covariance().matrix() - within;
    CHECK(support::eigenvalues(between).minCoeff() >= -tolerance::fusion);
  }
}

TEST_CASE("moments: bad members and weights are Errors") {
  const std::vector<Gaussian> members(2, make_gaussian({}, {1, 1, 1}));
  const auto match = [&](std::vector<double> weights) {
    return [&members, weights] { (void)moment_match<3>(members, weights); };
  };
  CHECK_THROWS_AS((void)moment_match<3>(std::vector<Gaussian>{}), Error);
  CHECK_THROWS_AS(match({1})(), Error);
  CHECK_THROWS_AS(match({1, 1, 1})(), Error);
  CHECK_THROWS_AS(match({0, 0})(), Error);
  CHECK_THROWS_AS(match({-0.0, 0})(), Error);
  CHECK_THROWS_AS(match({1, -1e-9})(), Error);
  CHECK_THROWS_AS(match({1, std::numeric_limits<double>::quiet_NaN()})(), Error);
  CHECK_THROWS_AS(match({1, std::numeric_limits<double>::infinity()})(), Error);
  CHECK_NOTHROW(match({1, 0})());
}
