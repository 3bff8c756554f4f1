#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/polar.hpp>

namespace tonewheel::kernel {
namespace detail {

inline double column_product(std::size_t n, const double* a, const double* b) {
  double sum = 0;
  for (std::size_t k = 0; k < n; ++k) {
    sum += a[k] * b[k];
  }
  return sum;
}

/// Makes column `which` of an n x n matrix a unit vector at right angles to those before it in
/// `done`: the axis that is left longest without them. Twice, as once loses digits.
inline void complete_column(std::size_t n, std::vector<double>& columns,
                            const std::vector<std::size_t>& done, std::size_t which) {
  std::vector<double> best(n, 0.0);
  double longest = 0;
  for (std::size_t axis = 0; axis < n; ++axis) {
    std::vector<double> rest(n, 0.0);
    rest[axis] = 1;
    for (int pass = 0; pass < 2; ++pass) {
      for (const std::size_t other : done) {
        const double* unit = columns.data() + other * n;
        const double along = column_product(n, rest.data(), unit);
        for (std::size_t k = 0; k < n; ++k) {
          rest[k] -= along * unit[k];
        }
      }
    }
    if (const double length = std::sqrt(column_product(n, rest.data(), rest.data()));
        length > longest) {
      longest = length;
      best = rest;
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    columns[which * n + k] = best[k] / longest;
  }
}

}  // namespace detail

/// One-sided Jacobi rotations (Hestenes 1958) turn M into M V with columns at right angles, whose
/// lengths are the singular values: U = (M V without the lengths) V^T.
TONEWHEEL_INLINE void polar_factor(std::size_t n, const double* matrix, double* factor) {
  double largest = 0;
  for (std::size_t i = 0; i < n * n; ++i) {
    largest = std::max(largest, std::abs(matrix[i]));
  }
  std::vector<double> columns(matrix, matrix + n * n);
  for (double& each : columns) {
    each = largest > 0 ? each / largest : 0;
  }
  std::vector<double> v(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    v[i * n + i] = 1;
  }
  constexpr double rounding = std::numeric_limits<double>::epsilon();
  bool turned = true;
  for (int sweep = 0; turned && sweep < 60; ++sweep) {
    turned = false;
    for (std::size_t i = 0; i + 1 < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) {
        double* x = columns.data() + i * n;
        double* y = columns.data() + j * n;
        const double first = detail::column_product(n, x, x);
        const double second = detail::column_product(n, y, y);
        const double off = detail::column_product(n, x, y);
        if (std::abs(off) <= rounding * std::sqrt(first) * std::sqrt(second)) {
          continue;
        }
        turned = true;
        const double theta = (second - first) / (2 * off);
        const double tangent = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::hypot(theta, 1));
        const double cosine = 1 / std::hypot(tangent, 1);
        const double sine = tangent * cosine;
        const auto turn = [&](double* p, double* q) {
          for (std::size_t k = 0; k < n; ++k) {
            const double before = p[k];
            p[k] = cosine * before - sine * q[k];
            q[k] = sine * before + cosine * q[k];
          }
        };
        turn(x, y);
        turn(v.data() + i * n, v.data() + j * n);
      }
    }
  }
  std::vector<std::size_t> done;
  std::vector<std::size_t> empty;
  for (std::size_t i = 0; i < n; ++i) {
    double* x = columns.data() + i * n;
    const double length = std::sqrt(detail::column_product(n, x, x));
    // Shorter ones, whose squares underflow, have no direction worth the name.
    if (length < 1e-140) {
      empty.push_back(i);
      continue;
    }
    std::for_each(x, x + n, [&](double& each) { each /= length; });
    done.push_back(i);
  }
  for (const std::size_t i : empty) {
    detail::complete_column(n, columns, done, i);
    done.push_back(i);
  }
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t column = 0; column < n; ++column) {
      double sum = 0;
      for (std::size_t k = 0; k < n; ++k) {
        sum += columns[k * n + row] * v[k * n + column];
      }
      factor[column * n + row] = sum;
    }
  }
}

}  // namespace tonewheel::kernel
