#include <cmath>
#include <random>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <tonewheel/affect/nearest_correlation.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "support/eigenvalues.hpp"

namespace {

using namespace tonewheel;

/// The alternating projections converge linearly and stop when a step is below 1e-14; with a rate
/// of up to .99 the limit may be a hundred steps away.
constexpr double converged_to = tolerance::closed_form;

template <int Dim>
using Square = Eigen::Matrix<double, Dim, Dim>;

template <int Dim>
Square<Dim> random_symmetric(std::mt19937_64& engine, double size) {
  std::uniform_real_distribution<double> uniform(-size, size);
  Square<Dim> matrix = Square<Dim>::Identity();
  for (Eigen::Index i = 0; i < Dim; ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      matrix(i, j) = matrix(j, i) = uniform(engine);
    }
  }
  return matrix;
}

/// Any correlation matrix with eigenvalues >= least: a Gram matrix of random unit vectors, mixed
/// with the identity.
template <int Dim>
Square<Dim> random_correlation(std::mt19937_64& engine, double least) {
  std::normal_distribution<double> normal;
  Square<Dim> factor = Square<Dim>::NullaryExpr([&] { return normal(engine); });
  factor.colwise().normalize();
  const double share = std::uniform_real_distribution<double>(0, 1 - least)(engine);
  Square<Dim> matrix = share * (factor.transpose() * factor);
  matrix.diagonal().setOnes();
  return matrix;
}

template <int Dim>
double smallest_eigenvalue(const Square<Dim>& matrix) {
  return support::eigenvalues(matrix).minCoeff();
}

/// What every answer must be, however it was found.
template <int Dim>
void check_feasible(const NearestCorrelation<Dim>& answer, double least) {
  CHECK(answer.converged);
  CHECK(answer.matrix == answer.matrix.transpose());
  CHECK((answer.matrix.diagonal().array() == 1.0).all());
  CHECK(smallest_eigenvalue<Dim>(answer.matrix) >= least - converged_to);
  CHECK(answer.values.minCoeff() >= least);
  for (Eigen::Index i = 1; i < answer.values.size(); ++i) {
    CHECK(answer.values[i - 1] <= answer.values[i]);
  }
  const Square<Dim> identity = answer.vectors.transpose() * answer.vectors;
  CHECK(
      (identity - Square<Dim>::Identity(identity.rows(), identity.cols())).cwiseAbs().maxCoeff() <=
      tolerance::closed_form);
  const Square<Dim> factor = answer.scaling.asDiagonal() * answer.vectors;
  CHECK((factor * answer.values.asDiagonal() * factor.transpose() - answer.matrix)
            .cwiseAbs()
            .maxCoeff() <= tolerance::closed_form);
  CHECK((answer.scaling.array() - 1).abs().maxCoeff() <= converged_to);
}

/// The conditions of Karush, Kuhn and Tucker: X - A = Z + diagonal with Z positive semidefinite
/// and Z (X - least I) = 0. The product's diagonal gives Z's diagonal, the rest must then hold.
template <int Dim>
void check_optimal(const Square<Dim>& raw, const Square<Dim>& answer, double least) {
  const Square<Dim> slack = answer - least * Square<Dim>::Identity();
  Square<Dim> multiplier = answer - raw;
  multiplier.diagonal().setZero();
  for (Eigen::Index i = 0; i < Dim; ++i) {
    multiplier(i, i) = -multiplier.row(i).dot(slack.col(i)) / slack(i, i);
  }
  const double size = 1 + raw.cwiseAbs().maxCoeff();
  CHECK((multiplier * slack).cwiseAbs().maxCoeff() <= converged_to * size);
  CHECK(smallest_eigenvalue<Dim>(multiplier) >= -converged_to * size);
}

}  // namespace

TEST_CASE("nearest correlation: the example of Higham 2002") {
  const Eigen::Matrix3d raw = (Eigen::Matrix3d() << 1, 1, 0, 1, 1, 1, 0, 1, 1).finished();
  const auto answer = nearest_correlation<3>(raw, {.smallest_eigenvalue = 0});
  // Published with four decimals, so half a unit of the fourth; so is the distance.
  CHECK(std::abs(answer.matrix(0, 1) - .7607) <= 5e-5);
  CHECK(std::abs(answer.matrix(0, 2) - .1573) <= 5e-5);
  CHECK(std::abs(answer.matrix(1, 2) - .7607) <= 5e-5);
  CHECK(std::abs((answer.matrix - raw).norm() - .5278) <= 5e-5);
  // All digits, by the dual of Qi and Sun 2006 (SIAM J. Matrix Anal. 28) solved with scipy 1.10:
  // y = root(lambda y: diag(plus(A - dI + Diag(y))) - (1 - d), zeros(3), method='hybr',
  // tol=1e-15).x with d = 0, then d = 1e-6; X = plus(A - dI + Diag(y)) + dI.
  check_feasible<3>(answer, 0);
  CHECK(std::abs(answer.matrix(0, 1) - 0.7606898534022835) <= converged_to);
  CHECK(std::abs(answer.matrix(0, 2) - 0.1572981061383758) <= converged_to);
  CHECK(std::abs(answer.matrix(1, 2) - 0.7606898534022833) <= converged_to);
  const auto definite = nearest_correlation<3>(raw);
  check_feasible<3>(definite, 1e-6);
  CHECK(std::abs(definite.matrix(0, 1) - 0.7606892609552468) <= converged_to);
  CHECK(std::abs(definite.matrix(0, 2) - 0.1572984607627404) <= converged_to);
  CHECK(std::abs(definite.matrix(1, 2) - 0.7606892609552472) <= converged_to);
}

TEST_CASE("nearest correlation: the tridiagonal matrix of Higham 2002") {
  Eigen::Matrix4d raw = 2 * Eigen::Matrix4d::Identity();
  raw(0, 1) = raw(1, 0) = raw(1, 2) = raw(2, 1) = raw(2, 3) = raw(3, 2) = -1;
  // Published with four decimals. A diagonal that is not one makes no difference to the answer.
  const Eigen::Matrix4d published =
      (Eigen::Matrix4d() << 1, -.8084, .1916, .1068, -.8084, 1, -.6562, .1916,  //
       .1916, -.6562, 1, -.8084, .1068, .1916, -.8084, 1)
          .finished();
  const auto answer = nearest_correlation<4>(raw, {.smallest_eigenvalue = 0});
  CHECK((answer.matrix - published).cwiseAbs().maxCoeff() <= 5e-5);
  check_feasible<4>(answer, 0);
  check_optimal<4>(raw, answer.matrix, 0);
  const auto dynamic =
      nearest_correlation<Eigen::Dynamic>(Eigen::MatrixXd(raw), {.smallest_eigenvalue = 0});
  CHECK((dynamic.matrix - answer.matrix).cwiseAbs().maxCoeff() <= tolerance::closed_form);
}

TEST_CASE("nearest correlation: a valid matrix stays as it is") {
  std::mt19937_64 engine(1);
  for (int i = 0; i < 100; ++i) {
    const Eigen::Matrix3d raw = random_correlation<3>(engine, 1e-6);
    const auto answer = nearest_correlation<3>(raw);
    check_feasible<3>(answer, 1e-6);
    CHECK((answer.matrix - raw).cwiseAbs().maxCoeff() <= tolerance::closed_form);
  }
  const auto identity = nearest_correlation<3>(Eigen::Matrix3d::Identity());
  CHECK(identity.matrix == Eigen::Matrix3d::Identity());
}

TEST_CASE("nearest correlation: two dimensions in closed form") {
  // Eigenvalues 1 +- r: the nearest with r in [-(1 - least), 1 - least].
  for (const double least : {0.0, 1e-6, .1}) {
    for (const double r : {-5.0, -1.0, -.95, -.3, 0.0, .5, .9, 1.0, 1.2, 30.0}) {
      const Eigen::Matrix2d raw = (Eigen::Matrix2d() << 1, r, r, 1).finished();
      const auto answer = nearest_correlation<2>(raw, {.smallest_eigenvalue = least});
      check_feasible<2>(answer, least);
      CHECK(std::abs(answer.matrix(0, 1) - std::min(1 - least, std::max(least - 1, r))) <=
            converged_to);
    }
  }
}

TEST_CASE("nearest correlation: optimal, by the conditions of Karush, Kuhn and Tucker") {
  std::mt19937_64 engine(2);
  for (const double least : {0.0, 1e-6, .01}) {
    for (int i = 0; i < 200; ++i) {
      const Eigen::Matrix3d raw = random_symmetric<3>(engine, i % 2 == 0 ? 1 : 3);
      const auto answer = nearest_correlation<3>(raw, {.smallest_eigenvalue = least});
      INFO(raw);
      check_feasible<3>(answer, least);
      if (smallest_eigenvalue<3>(raw) < least) {
        check_optimal<3>(raw, answer.matrix, least);
      }
    }
  }
}

TEST_CASE("nearest correlation: no feasible matrix is nearer") {
  std::mt19937_64 engine(3);
  for (int i = 0; i < 20; ++i) {
    const Eigen::Matrix3d raw = random_symmetric<3>(engine, 1);
    const auto answer = nearest_correlation<3>(raw);
    for (int j = 0; j < 500; ++j) {
      const Eigen::Matrix3d other = random_correlation<3>(engine, 1e-6);
      CHECK((other - raw).norm() >= (answer.matrix - raw).norm() - converged_to);
      // The same to first order: no direction into the convex set leads nearer.
      CHECK(((answer.matrix - raw).array() * (other - answer.matrix).array()).sum() >=
            -converged_to);
    }
  }
}

TEST_CASE("nearest correlation: renaming or reversing axes commutes with it") {
  std::mt19937_64 engine(4);
  const Eigen::Matrix3d change =
      (Eigen::Matrix3d() << 0, -1, 0, 0, 0, 1, 1, 0, 0).finished();  // signed permutation
  for (int i = 0; i < 50; ++i) {
    const Eigen::Matrix3d raw = random_symmetric<3>(engine, 1);
    const Eigen::Matrix3d changed = change * raw * change.transpose();
    const Eigen::Matrix3d expected =
        change * nearest_correlation<3>(raw).matrix * change.transpose();
    CHECK((nearest_correlation<3>(changed).matrix - expected).cwiseAbs().maxCoeff() <=
          converged_to);
  }
}

TEST_CASE("nearest correlation: not converging is a value") {
  const Eigen::Matrix3d raw = (Eigen::Matrix3d() << 1, 1, 0, 1, 1, 1, 0, 1, 1).finished();
  for (const int limit : {1, 2, 5}) {
    const auto answer = nearest_correlation<3>(raw, {.max_iterations = limit});
    CHECK_FALSE(answer.converged);
    CHECK(answer.iterations == limit);
    // Even then it is a correlation matrix, if not yet the nearest.
    CHECK((answer.matrix.diagonal().array() == 1.0).all());
    CHECK(smallest_eigenvalue<3>(answer.matrix) > 0);
  }
  const auto whole = nearest_correlation<3>(raw);
  CHECK(whole.converged);
  CHECK(whole.iterations > 5);
  const auto exact = nearest_correlation<3>(raw, {.max_iterations = whole.iterations});
  CHECK(exact.converged);
  CHECK(exact.iterations == whole.iterations);
  CHECK(exact.matrix == whole.matrix);
}
