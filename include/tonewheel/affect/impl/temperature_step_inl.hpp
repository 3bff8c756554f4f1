#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace tonewheel::detail {

/// -(matrix + shift I)^-1 gradient among the entries that are free, 0 elsewhere; nothing where that
/// matrix is not positive definite. Cholesky, by plain loops.
inline std::vector<double> temperature_solve(const std::vector<double>& matrix,
                                             const std::vector<double>& gradient,
                                             const std::vector<bool>& free, double shift) {
  const std::size_t n = gradient.size();
  std::vector<double> root(n * n);
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (!free[i]) {
      continue;
    }
    double rest = -gradient[i];
    for (std::size_t j = 0; j <= i; ++j) {
      if (!free[j]) {
        continue;
      }
      double sum = matrix[i * n + j] + (i == j ? shift : 0);
      for (std::size_t k = 0; k < j; ++k) {
        sum -= root[i * n + k] * root[j * n + k];
      }
      if (i == j && !(sum > 0)) {
        return {};
      }
      root[i * n + j] = i == j ? std::sqrt(sum) : sum / root[j * n + j];
      rest -= j < i ? root[i * n + j] * x[j] : 0;
    }
    x[i] = rest / root[i * n + i];
  }
  for (std::size_t i = n; i > 0; --i) {
    if (!free[i - 1]) {
      continue;
    }
    for (std::size_t k = i; k < n; ++k) {
      x[i - 1] -= root[k * n + i - 1] * x[k];
    }
    x[i - 1] /= root[i * n - n + i - 1];
  }
  return x;
}

/// The Newton step of a convex function in a box; entries at an end that they would leave stay.
/// Nothing where derivatives are too large for a number, or no matrix is positive definite.
inline std::vector<double> temperature_step(const std::vector<double>& x,
                                            const std::vector<double>& gradient,
                                            const std::vector<double>& hessian, double low,
                                            double high) {
  const std::size_t n = x.size();
  const auto leaves = [&](std::size_t i, double move) {
    return (x[i] <= low && move < 0) || (x[i] >= high && move > 0);
  };
  const auto is_finite = [](double value) { return std::isfinite(value); };
  if (!std::all_of(gradient.begin(), gradient.end(), is_finite) ||
      !std::all_of(hessian.begin(), hessian.end(), is_finite)) {
    return {};
  }
  double size = std::numeric_limits<double>::min();
  std::vector<bool> free(n);
  for (std::size_t i = 0; i < n; ++i) {
    free[i] = gradient[i] != 0 && !leaves(i, -gradient[i]);
    size = std::max(size, hessian[i * n + i]);
  }
  for (;;) {
    double shift = 1e-14 * size;
    std::vector<double> step = temperature_solve(hessian, gradient, free, shift);
    while (step.empty()) {
      shift *= 100;
      if (!std::isfinite(shift)) {
        return {};
      }
      step = temperature_solve(hessian, gradient, free, shift);
    }
    if (!std::all_of(step.begin(), step.end(), is_finite)) {
      return {};
    }
    bool held = false;
    for (std::size_t i = 0; i < n; ++i) {
      if (free[i] && leaves(i, step[i])) {
        free[i] = false;
        held = true;
      }
    }
    if (!held) {
      return step;
    }
  }
}

}  // namespace tonewheel::detail
