#pragma once

#include <cstddef>

namespace tonewheel::kernel {

/// When the alternating projections stop.
struct ProjectionLimits {
  double smallest_eigenvalue = 0;
  double tolerance = 0;
  int max_iterations = 0;
};

struct ProjectionOutcome {
  int iterations = 0;
  bool converged = false;
};

/// The correlation matrix nearest to `raw` (n x n, symmetric, finite), matrices column-major:
/// matrix = (S Q) diag(values) (S Q)^T with Q in `vectors` and the diagonal of S in `scaling` (n).
/// Alternating projections with Dykstra's correction, Higham 2002 (IMA J. Numer. Anal. 22,
/// algorithm 3.3).
ProjectionOutcome nearest_correlation(std::size_t n, const double* raw,
                                      const ProjectionLimits& limits, double* matrix,
                                      double* vectors, double* values, double* scaling);

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/nearest_correlation_inl.hpp>
#endif
