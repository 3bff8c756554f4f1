#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/symmetric_eigen.hpp>

namespace tonewheel::kernel {

/// Cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5): each makes one entry off
/// the diagonal zero. A few sweeps; the limit is never met by finite numbers.
TONEWHEEL_INLINE void symmetric_eigen(std::size_t n, const double* matrix, double* values,
                                      double* vectors) {
  std::vector<double> a(matrix, matrix + n * n);
  std::vector<double> q(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    q[i * n + i] = 1;
  }
  constexpr double rounding = std::numeric_limits<double>::epsilon() / 4;
  bool turned = true;
  for (int sweep = 0; turned && sweep < 60; ++sweep) {
    turned = false;
    for (std::size_t i = 0; i + 1 < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) {
        // The lower triangle counts, as it does where the matrix is symmetric but for rounding.
        const double off = a[i * n + j];
        double& first = a[i * n + i];
        double& second = a[j * n + j];
        if (std::abs(off) <= rounding * std::sqrt(std::abs(first)) * std::sqrt(std::abs(second))) {
          continue;
        }
        turned = true;
        const double theta = (second / 2 - first / 2) / off;
        const double tangent = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::hypot(theta, 1));
        const double cosine = 1 / std::hypot(tangent, 1);
        const double sine = tangent * cosine;
        const double share = sine / (1 + cosine);
        const auto turn = [&](double& x, double& y) {
          const double before = x;
          x -= sine * (y + share * x);
          y += sine * (before - share * y);
        };
        first -= tangent * off;
        second += tangent * off;
        a[i * n + j] = 0;
        for (std::size_t k = 0; k < n; ++k) {
          if (k != i && k != j) {
            turn(a[std::min(i, k) * n + std::max(i, k)], a[std::min(j, k) * n + std::max(j, k)]);
          }
          turn(q[i * n + k], q[j * n + k]);
        }
      }
    }
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
    const double first = a[i * n + i];
    const double second = a[j * n + j];
    return first < second || (first == second && i < j);
  });
  for (std::size_t i = 0; i < n; ++i) {
    values[i] = a[order[i] * n + order[i]];
    std::copy_n(q.data() + order[i] * n, n, vectors + i * n);
  }
}

}  // namespace tonewheel::kernel
