#include <cmath>
#include <random>
#include <utility>
#include <vector>

#include <Eigen/Core>
#include <Eigen/LU>
#include <Eigen/QR>
#include <doctest/doctest.h>

#include <tonewheel/affect/divergence.hpp>
#include <tonewheel/core/tolerance.hpp>

namespace {

using namespace tonewheel;

Gaussian random_gaussian(std::mt19937_64& engine) {
  std::uniform_real_distribution<double> uniform(-1, 1);
  const auto sd = [&] { return .1 + .4 * std::abs(uniform(engine)); };
  return make_gaussian({uniform(engine), uniform(engine), uniform(engine)}, {sd(), sd(), sd()},
                       {uniform(engine) / 2.5, uniform(engine) / 2.5, uniform(engine) / 2.5});
}

Gaussian angry() {
  return make_gaussian({-.51, .59, .25}, {.20, .33, .39}, {.55, -.45, .75}, Repair::floor);
}

struct Integrals {
  double root = 0;       ///< of sqrt(p q)
  double log_ratio = 0;  ///< of p log(p / q)
};

/// Trapezoidal rule over +-8 in both axes: exact to rounding for smooth integrands that vanish at
/// the ends, if the step is well below the deviations (.2 at least).
Integrals integrate(const VaGaussian& p, const VaGaussian& q) {
  constexpr double step = 1.0 / 32;
  constexpr int steps = 256;
  Integrals sum;
  for (int i = -steps; i <= steps; ++i) {
    for (int j = -steps; j <= steps; ++j) {
      const Eigen::Vector2d x(i * step, j * step);
      const double log_p = p.log_density(x);
      const double log_q = q.log_density(x);
      sum.root += std::exp((log_p + log_q) / 2);
      sum.log_ratio += std::exp(log_p) * (log_p - log_q);
    }
  }
  return {sum.root * step * step, sum.log_ratio * step * step};
}

Gaussian mapped(const Gaussian& gaussian, const Eigen::Matrix3d& map,
                const Eigen::Vector3d& shift) {
  const Eigen::Matrix3d covariance = map * gaussian.covariance().matrix() * map.transpose();
  return {Eigen::Vector3d(map * gaussian.mean() + shift),
          Eigen::Matrix3d((covariance + covariance.transpose()) / 2)};
}

bool close(double value, double reference, double tolerance) {
  return std::abs(value - reference) <= tolerance * (1 + std::abs(reference));
}

}  // namespace

TEST_CASE("divergence: Bhattacharyya, Hellinger and Kullback-Leibler by quadrature") {
  const std::vector<VaGaussian> gaussians{
      {Eigen::Vector2d(0, 0), Eigen::Matrix2d((Eigen::Matrix2d() << .25, 0, 0, .25).finished())},
      {Eigen::Vector2d(.4, -.3), Eigen::Matrix2d((Eigen::Matrix2d() << .2, .1, .1, .3).finished())},
      {Eigen::Vector2d(-1, .5),
       Eigen::Matrix2d((Eigen::Matrix2d() << .5, -.3, -.3, .4).finished())}};
  for (const VaGaussian& p : gaussians) {
    for (const VaGaussian& q : gaussians) {
      const Integrals expected = integrate(p, q);
      // Sums of 3e5 terms: up to 3e5 * 2^-53 of rounding.
      const double rounding = 3e5 * std::exp2(-53);
      CHECK(close(bhattacharyya(p, q), -std::log(expected.root), rounding));
      CHECK(close(std::pow(hellinger(p, q), 2), 1 - expected.root, rounding));
      CHECK(close(kullback_leibler(p, q), expected.log_ratio, rounding));
    }
  }
}

TEST_CASE("divergence: independent axes in closed form") {
  std::mt19937_64 engine(1);
  std::uniform_real_distribution<double> uniform(.1, 1);
  for (int i = 0; i < 100; ++i) {
    const Vad m{uniform(engine), uniform(engine), uniform(engine)};
    const Vad n{-uniform(engine), uniform(engine), uniform(engine)};
    const Vad s{uniform(engine), uniform(engine), uniform(engine)};
    const Vad t{uniform(engine), uniform(engine), uniform(engine)};
    double coefficient = 0;
    double information = 0;
    double transport = 0;
    for (const Axis axis : all_axes) {
      const double v = s[axis] * s[axis];
      const double w = t[axis] * t[axis];
      const double d = (m[axis] - n[axis]) * (m[axis] - n[axis]);
      // vad_pipeline.md D.2 step 2.
      const double middle = (v + w) / 2;
      coefficient += d / middle / 8 + std::log(middle / std::sqrt(v * w)) / 2;
      information += std::log(t[axis] / s[axis]) + (v + d) / (2 * w) - .5;
      transport += d + (s[axis] - t[axis]) * (s[axis] - t[axis]);
    }
    const Gaussian p = make_gaussian(m, s);
    const Gaussian q = make_gaussian(n, t);
    CHECK(close(bhattacharyya(p, q), coefficient, tolerance::closed_form));
    CHECK(close(kullback_leibler(p, q), information, tolerance::closed_form));
    CHECK(close(wasserstein(p, q), std::sqrt(transport), tolerance::closed_form));
  }
}

TEST_CASE("divergence: Wasserstein of commuting covariances in closed form") {
  std::mt19937_64 engine(2);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(.1, 1);
  for (int i = 0; i < 100; ++i) {
    const Eigen::Matrix3d any = Eigen::Matrix3d::NullaryExpr([&] { return normal(engine); });
    const Eigen::Matrix3d turn = Eigen::HouseholderQR<Eigen::Matrix3d>(any).householderQ();
    const Eigen::Vector3d s(uniform(engine), uniform(engine), uniform(engine));
    const Eigen::Vector3d t(uniform(engine), uniform(engine), uniform(engine));
    const Eigen::Vector3d shift(normal(engine), normal(engine), normal(engine));
    const auto make = [&](const Eigen::Vector3d& mean, const Eigen::Vector3d& sd) {
      const Eigen::Matrix3d covariance = turn * sd.cwiseAbs2().asDiagonal() * turn.transpose();
      return Gaussian(mean, Eigen::Matrix3d((covariance + covariance.transpose()) / 2));
    };
    const double expected = std::sqrt(shift.squaredNorm() + (s - t).squaredNorm());
    CHECK(close(wasserstein(make(Eigen::Vector3d::Zero(), s), make(shift, t)), expected,
                tolerance::closed_form));
  }
}

TEST_CASE("divergence: Wasserstein of a covariance and its multiple, and of shifts alone") {
  const Gaussian p = make_gaussian({.1, .2, .3}, {.2, .3, .4}, {.3, -.2, .1});
  const Gaussian wide(p.mean(), Eigen::Matrix3d(9 * p.covariance().matrix()));
  // (3 - 1)^2 trace.
  CHECK(close(wasserstein(p, wide), 2 * std::sqrt(p.covariance().matrix().trace()),
              tolerance::closed_form));
  const Gaussian shifted(Eigen::Vector3d(p.mean() + Eigen::Vector3d(3, 0, 4)), p.covariance());
  CHECK(close(wasserstein(p, shifted), 5, tolerance::closed_form));
}

TEST_CASE("divergence: zero for equal arguments") {
  std::mt19937_64 engine(3);
  for (int i = 0; i < 100; ++i) {
    const Gaussian p = random_gaussian(engine);
    CHECK(bhattacharyya(p, p) <= tolerance::closed_form);
    CHECK(kullback_leibler(p, p) <= tolerance::closed_form);
    // Distances are roots: the square is zero within rounding.
    CHECK(std::pow(hellinger(p, p), 2) <= tolerance::closed_form);
    CHECK(std::pow(wasserstein(p, p), 2) <= tolerance::closed_form);
  }
  // Floored covariances, thin as a sheet: no less equal to themselves.
  std::uniform_real_distribution<double> uniform(-1, 1);
  for (int i = 0; i < 100; ++i) {
    const Gaussian p =
        i == 0 ? angry()
               : make_gaussian({.1, .2, .3}, {.2, .3, .4},
                               {uniform(engine), uniform(engine), uniform(engine)}, Repair::floor);
    CHECK(bhattacharyya(p, p) <= tolerance::closed_form);
    CHECK(kullback_leibler(p, p) <= tolerance::closed_form);
    CHECK(std::pow(hellinger(p, p), 2) <= tolerance::closed_form);
    CHECK(std::pow(wasserstein(p, p), 2) <= tolerance::closed_form);
  }
}

TEST_CASE("divergence: symmetric, bounded, positive for different arguments") {
  std::mt19937_64 engine(4);
  for (int i = 0; i < 200; ++i) {
    const Gaussian p = i == 0 ? angry() : random_gaussian(engine);
    const Gaussian q = random_gaussian(engine);
    CHECK(bhattacharyya(p, q) > 0);
    CHECK(kullback_leibler(p, q) > 0);
    CHECK(wasserstein(p, q) > 0);
    CHECK(hellinger(p, q) > 0);
    CHECK(hellinger(p, q) <= 1);
    const double repaired = i == 0 ? tolerance::posterior_repaired : tolerance::closed_form;
    CHECK(close(bhattacharyya(p, q), bhattacharyya(q, p), repaired));
    CHECK(close(hellinger(p, q), hellinger(q, p), repaired));
    CHECK(close(wasserstein(p, q), wasserstein(q, p), repaired));
    // Jensen: -log of a mean of exp(-x) is at most the mean of x.
    CHECK(bhattacharyya(p, q) <= kullback_leibler(p, q) / 2 + tolerance::closed_form);
    CHECK(bhattacharyya(p, q) <= kullback_leibler(q, p) / 2 + tolerance::closed_form);
    // Transport moves the mean at least; at most it moves everything apart and back.
    const double means = (p.mean() - q.mean()).norm();
    CHECK(wasserstein(p, q) >= means - tolerance::closed_form);
    CHECK(std::pow(wasserstein(p, q), 2) <=
          means * means + p.covariance().matrix().trace() + q.covariance().matrix().trace());
  }
}

TEST_CASE("divergence: Hellinger and Wasserstein obey the triangle inequality") {
  std::mt19937_64 engine(5);
  std::vector<Gaussian> gaussians{angry()};
  for (int i = 0; i < 20; ++i) {
    gaussians.push_back(random_gaussian(engine));
  }
  for (const Gaussian& p : gaussians) {
    for (const Gaussian& q : gaussians) {
      if (&p == &q) {
        continue;
      }
      for (const Gaussian& r : gaussians) {
        if (&p == &r || &q == &r) {
          continue;
        }
        CHECK(hellinger(p, r) <= hellinger(p, q) + hellinger(q, r) + tolerance::closed_form);
        CHECK(wasserstein(p, r) <= wasserstein(p, q) + wasserstein(q, r) + tolerance::closed_form);
      }
    }
  }
}

TEST_CASE("divergence: affine maps leave Bhattacharyya and Kullback-Leibler as they are") {
  std::mt19937_64 engine(6);
  Eigen::Matrix3d map;
  map << 1.2, .3, -.1, .2, .8, .4, -.3, .1, 1.5;
  const Eigen::Vector3d shift(.7, -.2, .4);
  for (int i = 0; i < 50; ++i) {
    const Gaussian p = random_gaussian(engine);
    const Gaussian q = random_gaussian(engine);
    const Gaussian mapped_p = mapped(p, map, shift);
    const Gaussian mapped_q = mapped(q, map, shift);
    CHECK(close(bhattacharyya(mapped_p, mapped_q), bhattacharyya(p, q), tolerance::closed_form));
    CHECK(close(kullback_leibler(mapped_p, mapped_q), kullback_leibler(p, q),
                10 * tolerance::closed_form));  // condition numbers up to some hundred enter
    // Rotations, and scale by scale, for Wasserstein.
    const Eigen::Matrix3d turn = Eigen::HouseholderQR<Eigen::Matrix3d>(map).householderQ();
    CHECK(close(wasserstein(mapped(p, 3 * turn, shift), mapped(q, 3 * turn, shift)),
                3 * wasserstein(p, q), tolerance::closed_form));
  }
}

TEST_CASE("divergence: very far apart") {
  const Gaussian p = make_gaussian({0, 0, 0}, {.1, .1, .1});
  for (const double size : {10.0, 1e3, 1e6}) {
    const Gaussian q = make_gaussian({size, 0, 0}, {.1, .1, .1});
    CHECK(hellinger(p, q) == 1.0);
    CHECK(close(bhattacharyya(p, q), size * size / .08, tolerance::closed_form));
    CHECK(close(kullback_leibler(p, q), size * size / .02, tolerance::closed_form));
    CHECK(close(wasserstein(p, q), size, tolerance::closed_form));
  }
}
