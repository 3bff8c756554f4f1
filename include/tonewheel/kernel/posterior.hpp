#pragma once

#include <cstddef>
#include <vector>

namespace tonewheel::kernel {

/// K Gaussians of `dimensions` 2 or 3 as plain arrays, ready for the kernels. A class is whitened
/// about its mean, z = W (x - mean), never expanded into monomials, which loses up to 1.4e-2 of a
/// probability in float.
struct MixtureTable {
  std::size_t dimensions = 0;
  std::size_t classes = 0;
  std::vector<double> means;        ///< classes x dimensions
  std::vector<double> whiteners;    ///< classes x dimensions x dimensions, row-major
  std::vector<double> log_weights;  ///< log prior - log sqrt det(2 pi covariance)
};

/// A matrix in the caller's memory; strides count elements, so any storage order fits.
template <class Real>
struct Strided {
  Real* data = nullptr;
  std::ptrdiff_t row_stride = 0;
  std::ptrdiff_t column_stride = 0;
};

/// Doubles of scratch memory that one call of posterior or log_joint needs.
[[nodiscard]] std::size_t scratch_size(const MixtureTable& mixture) noexcept;

/// Rows x classes posterior probabilities of rows x dimensions finite points. Quadratic forms in
/// double, exponentials and output in Real. Never NaN, however far the points. The same bits for
/// a row whatever other rows are computed with it. Error: tolerance::posterior and its siblings.
void posterior(const MixtureTable& mixture, Strided<const double> points, std::size_t rows,
               Strided<double> out, double* scratch) noexcept;
void posterior(const MixtureTable& mixture, Strided<const float> points, std::size_t rows,
               Strided<float> out, double* scratch) noexcept;
void posterior(const MixtureTable& mixture, Strided<const double> points, std::size_t rows,
               Strided<float> out, double* scratch) noexcept;

/// Rows x classes log(prior x density), in nats; -inf where the square of a distance overflows.
void log_joint(const MixtureTable& mixture, Strided<const double> points, std::size_t rows,
               Strided<double> out, double* scratch) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/posterior_inl.hpp>
#endif
