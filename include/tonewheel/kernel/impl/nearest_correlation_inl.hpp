#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/nearest_correlation.hpp>
#include <tonewheel/kernel/symmetric_eigen.hpp>

namespace tonewheel::kernel {

TONEWHEEL_INLINE ProjectionOutcome nearest_correlation(std::size_t n, const double* raw,
                                                       const ProjectionLimits& limits,
                                                       double* matrix, double* vectors,
                                                       double* values, double* scaling) {
  const std::size_t size = n * n;
  std::vector<double> semidefinite(size);
  // Eigenvalues no less than the limit, and what they compose.
  const auto project = [&](const std::vector<double>& symmetric) {
    symmetric_eigen(n, symmetric.data(), values, vectors);
    for (std::size_t k = 0; k < n; ++k) {
      values[k] = std::max(values[k], limits.smallest_eigenvalue);
    }
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        double sum = 0;
        for (std::size_t k = 0; k < n; ++k) {
          sum += vectors[k * n + i] * values[k] * vectors[k * n + j];
        }
        semidefinite[j * n + i] = sum;
      }
    }
  };
  std::vector<double> unit_diagonal(raw, raw + size);
  std::vector<double> correction(size, 0.0);
  std::vector<double> shifted(size);
  ProjectionOutcome outcome;
  while (!outcome.converged && outcome.iterations < limits.max_iterations) {
    ++outcome.iterations;
    for (std::size_t i = 0; i < size; ++i) {
      shifted[i] = unit_diagonal[i] - correction[i];
    }
    project(shifted);
    bool near = true;  // the change and the gap; not where a number is NaN
    for (std::size_t i = 0; i < size; ++i) {
      correction[i] = semidefinite[i] - shifted[i];
      const double next = i % (n + 1) == 0 ? 1 : semidefinite[i];
      near = near && std::abs(next - unit_diagonal[i]) <= limits.tolerance &&
             std::abs(next - semidefinite[i]) <= limits.tolerance;
      unit_diagonal[i] = next;
    }
    outcome.converged = near;
  }
  // The last point of the eigenvalue projection, its diagonal scaled to exactly one.
  project(unit_diagonal);
  for (std::size_t i = 0; i < n; ++i) {
    scaling[i] = 1 / std::sqrt(semidefinite[i * n + i]);
  }
  for (std::size_t i = 0; i < n; ++i) {
    matrix[i * n + i] = 1;
    for (std::size_t j = 0; j < i; ++j) {
      const double lower = scaling[i] * semidefinite[j * n + i] * scaling[j];
      const double upper = scaling[j] * semidefinite[i * n + j] * scaling[i];
      matrix[i * n + j] = matrix[j * n + i] = (lower + upper) / 2;
    }
  }
  return outcome;
}

}  // namespace tonewheel::kernel
