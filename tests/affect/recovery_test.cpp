#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include <Eigen/Core>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <tonewheel/affect/prior.hpp>
#include <tonewheel/affect/recovery.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/data/universal.hpp>

#include "support/eigenvalues.hpp"

using tonewheel::BasicMixture;
using tonewheel::Error;
using tonewheel::GaussianMixture;
using tonewheel::recover;
using tonewheel::Recovery;
using tonewheel::recovery_divergence;
using tonewheel::Repair;
using tonewheel::weighted_mean;

namespace {

GaussianMixture universal(bool correlated, Repair repair = Repair::none) {
  const tonewheel::Space space =
      tonewheel::space_from_table(tonewheel::Table::parse(tonewheel::data::universal), "universal");
  std::vector<tonewheel::Gaussian> gaussians;
  for (const auto& each : space.classes) {
    gaussians.push_back(tonewheel::make_gaussian(
        each.mean, each.deviation, correlated ? *each.correlations : tonewheel::Correlations{},
        repair));
  }
  return {space.names(), gaussians, tonewheel::Prior::affectnet().weights_for(space.names())};
}

/// Least eigenvalue of the posterior's Fisher information: how well p determines x.
template <int Dim>
double determinacy(const BasicMixture<Dim>& mixture, const Eigen::Matrix<double, Dim, 1>& x) {
  using Vector = Eigen::Matrix<double, Dim, 1>;
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  const Eigen::VectorXd p = mixture.posterior(x);
  Vector mean = Vector::Zero();
  Matrix information = Matrix::Zero();
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    const auto& gaussian = mixture.gaussian(k);
    const Vector slope = -gaussian.covariance().whitener().transpose() *
                         (gaussian.covariance().whitener() * (x - gaussian.mean()));
    const double weight = p[static_cast<Eigen::Index>(k)];
    mean += weight * slope;
    information += weight * slope * slope.transpose();
  }
  information -= mean * mean.transpose();
  return support::eigenvalues(information)[0];
}

template <int Dim>
std::vector<Eigen::Matrix<double, Dim, 1>> grid(int steps) {
  std::vector<Eigen::Matrix<double, Dim, 1>> out;
  const int total = Dim == 3 ? steps * steps * steps : steps * steps;
  for (int number = 0; number < total; ++number) {
    Eigen::Matrix<double, Dim, 1> x;
    int digits = number;
    for (int i = 0; i < Dim; ++i, digits /= steps) {
      x[i] = -0.97 + 1.94 * (digits % steps) / (steps - 1);
    }
    out.push_back(x);
  }
  return out;
}

/// posterior(x) -> recover -> x, with the header's two promises.
template <int Dim>
void round_trips(const BasicMixture<Dim>& mixture,
                 const std::vector<Eigen::Matrix<double, Dim, 1>>& points) {
  double divergence = 0;
  double error = 0;
  int determined = 0;
  int not_converged = 0;
  for (const auto& x : points) {
    const Recovery<Dim> found = recover(mixture, mixture.posterior(x));
    divergence = std::max(divergence, found.divergence);
    not_converged += found.converged ? 0 : 1;
    if (determinacy(mixture, x) >= 1e-3) {
      ++determined;
      error = std::max(error, (found.point - x).cwiseAbs().maxCoeff());
    }
  }
  CHECK(divergence <= recovery_divergence);
  CHECK(error <= 1e-9);
  CHECK(not_converged == 0);
  CHECK(determined > 0);
}

double kl(const Eigen::VectorXd& p, const Eigen::VectorXd& q) {
  double sum = 0;
  for (Eigen::Index k = 0; k < p.size(); ++k) {
    sum += p[k] > 0 ? p[k] * std::log(p[k] / q[k]) : 0.0;
  }
  return sum;
}

}  // namespace

TEST_CASE("recovery inverts the posterior on a grid") {
  round_trips<3>(universal(false), grid<3>(6));
  round_trips<3>(universal(true, Repair::floor), grid<3>(5));
  round_trips<3>(universal(true, Repair::nearest), grid<3>(5));
  round_trips<2>(marginal(universal(false)), grid<2>(11));
  round_trips<2>(marginal(universal(true, Repair::floor)), grid<2>(11));
}

TEST_CASE("recovery inverts the posterior around each mean") {
  const GaussianMixture mixture = universal(true, Repair::floor);
  std::mt19937_64 engine(4);
  std::uniform_real_distribution<double> uniform(-1.5, 1.5);
  std::vector<Eigen::Vector3d> points;
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    const Eigen::Matrix3d inverse = mixture.gaussian(k).covariance().whitener().inverse();
    for (int i = 0; i < 10; ++i) {
      const Eigen::Vector3d z(uniform(engine), uniform(engine), uniform(engine));
      const Eigen::Vector3d x = mixture.gaussian(k).mean() + inverse * z;
      if (x.cwiseAbs().maxCoeff() <= 1) {
        points.push_back(x);
      }
    }
  }
  round_trips<3>(mixture, points);
}

TEST_CASE("no point of a fine grid is nearer to a distribution that is no posterior") {
  const tonewheel::VaMixture mixture = marginal(universal(true, Repair::nearest));
  std::mt19937_64 engine(6);
  for (int i = 0; i < 12; ++i) {
    Eigen::VectorXd p(8);
    for (Eigen::Index k = 0; k < 8; ++k) {
      p[k] = -std::log((static_cast<double>(engine() >> 11U) + 0.5) * 0x1p-53);
      p[k] *= engine() % 3 == 0 ? 0.0 : 1.0;
    }
    p[static_cast<Eigen::Index>(engine() % 8)] += 0.1;
    p /= p.sum();
    const Recovery<2> found = recover(mixture, p);
    CHECK(found.converged);
    CHECK(found.divergence == doctest::Approx(kl(p, mixture.posterior(found.point))).epsilon(1e-9));
    double least = std::numeric_limits<double>::infinity();
    for (const Eigen::Vector2d& x : grid<2>(30)) {
      least = std::min(least, kl(p, mixture.posterior(x)));
    }
    CHECK(found.divergence <= least);
    CHECK(found.point.cwiseAbs().maxCoeff() <= 1);
  }
}

TEST_CASE("two classes in the plane: the closed form") {
  // Unit variances at -1 and 1: log p1/p2 = -2 v, whatever the arousal.
  const Eigen::Matrix2d unit = Eigen::Matrix2d::Identity();
  const tonewheel::VaMixture mixture(
      {"low", "high"}, {{Eigen::Vector2d(-1, 0), unit}, {Eigen::Vector2d(1, 0), unit}}, {1, 1});
  for (const double p : {0.5, 0.3, 0.85}) {
    const Recovery<2> found = recover(mixture, Eigen::Vector2d(p, 1 - p));
    CHECK(found.point[0] == doctest::Approx(std::log((1 - p) / p) / 2).epsilon(1e-9));
    CHECK(found.converged);
  }
  // p = 0.999 would need v = -3.45: the end of the box is nearest.
  const Recovery<2> far = recover(mixture, Eigen::Vector2d(0.999, 0.001));
  CHECK(far.point[0] == -1);
  CHECK(far.converged);
  const Eigen::Vector2d q = mixture.posterior(Eigen::Vector2d(-1, 0));
  CHECK(far.divergence == doctest::Approx(kl(Eigen::Vector2d(0.999, 0.001), q)).epsilon(1e-12));
  const Recovery<2> wide =
      recover(mixture, Eigen::Vector2d(0.999, 0.001), {.lower = {-5, -1, 0}, .upper = {5, 1, 0}});
  CHECK(wide.point[0] == doctest::Approx(-std::log(999.0) / 2).epsilon(1e-7));
  CHECK(recover(mixture, Eigen::Vector2d(1, 0)).point[0] == -1);
}

TEST_CASE("distributions with six decimals, in any shape") {
  const GaussianMixture mixture = universal(true, Repair::floor);
  // Rows of the published annotation: their sums miss 1 by the rounding.
  Eigen::RowVectorXd row(8);
  row << 0, .113850, .062944, 0, .778382, .000028, .044797, 0;
  CHECK(recover(mixture, row).divergence < 0.2);
  const Recovery<3> first = recover(mixture, row.transpose());
  const Recovery<3> second = recover(mixture, row.cast<float>());
  CHECK((first.point - second.point).cwiseAbs().maxCoeff() < 1e-3);
  CHECK(recover(mixture, row).point == first.point);
  const Recovery<3> hasty = recover(mixture, row, {.starts = 1, .max_iterations = 2});
  CHECK(hasty.iterations <= 6);
  CHECK(first.divergence <= hasty.divergence);
}

TEST_CASE("the weighted mean") {
  const GaussianMixture mixture = universal(false);
  Eigen::VectorXd p = Eigen::VectorXd::Zero(8);
  p[3] = 1;
  CHECK(weighted_mean(mixture, p) == mixture.gaussian(3).mean());
  p[3] = 0.25;
  p[0] = 0.75;
  const Eigen::Vector3d expected(0.75 * 0.81 - 0.25 * 0.51, 0.75 * 0.51 + 0.25 * 0.59,
                                 0.75 * 0.46 + 0.25 * 0.25);
  CHECK((weighted_mean(mixture, p) - expected).cwiseAbs().maxCoeff() < 1e-15);
}

TEST_CASE("what is no distribution and no box") {
  const GaussianMixture mixture = universal(false);
  Eigen::VectorXd p = Eigen::VectorXd::Constant(8, 0.125);
  CHECK_THROWS_AS((void)recover(mixture, p.head(7)), Error);
  CHECK_THROWS_AS((void)recover(mixture, Eigen::MatrixXd::Constant(2, 4, 0.125)), Error);
  CHECK_THROWS_AS((void)recover(mixture, p, {.lower = {1, -1, -1}}), Error);
  CHECK_THROWS_AS((void)recover(mixture, p, {.upper = {1, std::nan(""), 1}}), Error);
  CHECK_THROWS_AS((void)recover(mixture, p, {.starts = 0}), Error);
  CHECK_THROWS_AS((void)recover(mixture, p, {.max_iterations = 0}), Error);
  p[2] += 1e-5;
  CHECK_THROWS_AS((void)recover(mixture, p), Error);
  CHECK_THROWS_AS((void)weighted_mean(mixture, p), Error);
  p[2] = -1e-9;
  CHECK_THROWS_AS((void)recover(mixture, p), Error);
  p[2] = std::nan("");
  CHECK_THROWS_AS((void)recover(mixture, p), Error);
}
