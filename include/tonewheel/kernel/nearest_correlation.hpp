#pragma once

#include <cstddef>

namespace tonewheel::kernel {

/// When the alternating projections stop.
struct ProjectionLimits {
  /// The least that the result's eigenvalues shall be.
  double smallest_eigenvalue = 0;
  /// A step that changes less than this is the last.
  double tolerance = 0;
  /// The most steps.
  int max_iterations = 0;
};

/// How the projections ended.
struct ProjectionOutcome {
  /// How many steps were made.
  int iterations = 0;
  /// Whether the last step changed less than the tolerance.
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
