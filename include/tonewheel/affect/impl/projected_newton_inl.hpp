#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Core>

#include <tonewheel/affect/symmetric_eigen.hpp>

namespace tonewheel::detail {

/// Value, gradient and Hessian (or a positive stand-in for it) of a function at a point.
template <int Dim>
struct Curvature {
  double value = 0;
  Eigen::Matrix<double, Dim, 1> gradient = Eigen::Matrix<double, Dim, 1>::Zero();
  Eigen::Matrix<double, Dim, Dim> hessian = Eigen::Matrix<double, Dim, Dim>::Zero();
};

/// lower < upper on each axis.
template <int Dim>
struct Box {
  using Vector = Eigen::Matrix<double, Dim, 1>;
  Vector lower;
  Vector upper;

  [[nodiscard]] Vector project(const Vector& x) const { return x.cwiseMax(lower).cwiseMin(upper); }
  [[nodiscard]] bool is_left(const Vector& x, Eigen::Index i, double move) const {
    return (x[i] <= lower[i] && move <= 0) || (x[i] >= upper[i] && move >= 0);
  }
};

/// The Newton step with every curvature made positive, along the axes marked 1 in `free`.
template <int Dim>
Eigen::Matrix<double, Dim, 1> newton_step(const Curvature<Dim>& at,
                                          const Eigen::Matrix<double, Dim, 1>& free) {
  using Vector = Eigen::Matrix<double, Dim, 1>;
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  const Matrix hessian = free.asDiagonal() * at.hessian * free.asDiagonal();
  const SymmetricEigen<Dim> eigen = symmetric_eigen<Dim>(hessian);
  const Vector size = eigen.values.cwiseAbs();
  const double least = std::max(1e-12 * size.maxCoeff(), std::numeric_limits<double>::min());
  const Vector along = eigen.vectors.transpose() * free.cwiseProduct(at.gradient);
  const Vector step = eigen.vectors * along.cwiseQuotient(size.cwiseMax(least));
  return -free.cwiseProduct(step);
}

/// The step along the axes that may move: not those at an end of the box that it would leave.
template <int Dim>
Eigen::Matrix<double, Dim, 1> projected_step(const Box<Dim>& box,
                                             const Eigen::Matrix<double, Dim, 1>& x,
                                             const Curvature<Dim>& at) {
  using Vector = Eigen::Matrix<double, Dim, 1>;
  Vector free = Vector::Ones();
  Vector step = -at.gradient;
  for (int pass = 0; pass <= Dim; ++pass) {  // each pass that changes something holds an axis more
    const Vector before = free;
    for (Eigen::Index i = 0; i < Dim; ++i) {
      free[i] = box.is_left(x, i, step[i]) ? 0.0 : free[i];
    }
    if (pass > 0 && free == before) {
      break;
    }
    step = newton_step<Dim>(at, free);
  }
  return step;
}

/// Where a search ended.
template <int Dim>
struct Descent {
  Eigen::Matrix<double, Dim, 1> point;
  double value = 0;
  int iterations = 0;
  bool converged = false;  ///< what another step promises is below rounding
};

/// Damped projected Newton search from x in the box. `function` has value(x) and curvature(x).
template <int Dim, class Function>
Descent<Dim> descend(Function& function, const Box<Dim>& box,
                     const Eigen::Matrix<double, Dim, 1>& start, int max_iterations) {
  using Vector = Eigen::Matrix<double, Dim, 1>;
  constexpr double shortest = 1e-12;
  double last_promise = 0;
  Descent<Dim> descent{start};
  Vector& x = descent.point;
  Curvature<Dim> at = function.curvature(x);
  for (; descent.iterations < max_iterations; ++descent.iterations) {
    const double rounding = 4 * std::numeric_limits<double>::epsilon() * (1 + std::abs(at.value));
    const Vector step = projected_step<Dim>(box, x, at);
    const double promise = -at.gradient.dot(step);  // twice the decrease of a quadratic
    if (promise <= rounding) {
      descent.converged = true;
      // The value tells nothing more, but as long as steps shrink fast, x gains digits.
      if (promise <= 0 || !(promise < last_promise / 4)) {
        break;
      }
    }
    last_promise = promise;
    double length = 1;
    Vector next = box.project(x + step);
    while (length > shortest &&
           !(function.value(next) <= at.value + 1e-4 * at.gradient.dot(next - x) + rounding)) {
      length /= 2;
      next = box.project(x + length * step);
    }
    if (length <= shortest) {
      break;
    }
    x = next;
    at = function.curvature(x);
  }
  descent.value = at.value;
  return descent;
}

}  // namespace tonewheel::detail
