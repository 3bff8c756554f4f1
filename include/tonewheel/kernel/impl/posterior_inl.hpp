#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/impl/chosen_kernel_inl.hpp>
#include <tonewheel/kernel/posterior.hpp>

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/posterior_tile_inl.hpp>
#endif

namespace tonewheel::kernel {
namespace detail {

inline MixtureView view(const MixtureTable& mixture) noexcept {
  const std::array<double, 3>& centre = mixture.centre();
  return {.coefficients = mixture.coefficients().data(),
          .centre = {centre[0], centre[1], centre[2]},
          .dimensions = mixture.dimensions(),
          .classes = mixture.classes(),
          .whitening = mixture.whitening(),
          .top_log_weight = mixture.top_log_weight()};
}

/// The posterior of one point so far away that squared distances overflow: the class at the least
/// whitened distance takes all, classes at the same distance share by weight. `scratch`: classes.
template <class Point, class Real>
void far_posterior(const MixtureTable& mixture, Strided<const Point> points, std::size_t row,
                   Strided<Real> out, double* scratch) noexcept {
  const std::size_t dimensions = mixture.dimensions();
  std::array<double, 3> x{};
  double size = 0;
  for (std::size_t d = 0; d < dimensions; ++d) {
    x[d] = static_cast<double>(points.at(row, d));
    size = std::max(size, std::abs(x[d]));
  }
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < mixture.classes(); ++k) {
    const double* mean = mixture.means().data() + k * dimensions;
    const double* whitener = mixture.whiteners().data() + k * dimensions * dimensions;
    double squares = 0;
    for (std::size_t r = 0; r < dimensions; ++r) {
      double z = 0;
      for (std::size_t c = 0; c < dimensions; ++c) {
        z += whitener[r * dimensions + c] * (x[c] / size - mean[c] / size);
      }
      squares += z * z;
    }
    scratch[k] = squares;
    nearest = std::min(nearest, squares);
  }
  double top = -std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < mixture.classes(); ++k) {
    if (scratch[k] <= nearest) {
      top = std::max(top, mixture.log_weights()[k]);
    }
  }
  double sum = 0;
  for (std::size_t k = 0; k < mixture.classes(); ++k) {
    scratch[k] = scratch[k] <= nearest ? std::exp(mixture.log_weights()[k] - top) : 0.0;
    sum += scratch[k];
  }
  for (std::size_t k = 0; k < mixture.classes(); ++k) {
    out.at(row, k) = static_cast<Real>(scratch[k] / sum);
  }
}

/// The first address from `scratch` on that is aligned; scratch_size counts on it.
inline double* aligned(double* scratch) noexcept {
  const std::size_t past = reinterpret_cast<std::uintptr_t>(scratch) % scratch_alignment;
  return past == 0 ? scratch : scratch + (scratch_alignment - past) / sizeof(double);
}

/// Runs a kernel over all rows and puts right those that it reports as far.
template <class Point, class Real>
void run_posterior(void (*kernel)(const MixtureView&, const RowsTask<Point, Real>&),
                   const MixtureTable& mixture, Strided<const Point> points, std::size_t rows,
                   Strided<Real> out, double* scratch) noexcept {
  struct Context {
    const MixtureTable& mixture;
    Strided<const Point> points;
    Strided<Real> out;
    double* scratch;
  } context{mixture, points, out, scratch};
  const FarRow far{&context, [](void* opaque, std::size_t row) {
                     auto& c = *static_cast<Context*>(opaque);
                     far_posterior(c.mixture, c.points, row, c.out, c.scratch);
                   }};
  kernel(view(mixture), {points, rows, out, aligned(scratch), far});
}

}  // namespace detail

TONEWHEEL_INLINE std::size_t scratch_size(const MixtureTable& mixture) noexcept {
  const std::size_t classes = mixture.classes();
  return detail::tiles_together(classes) * classes * detail::widest_tile +
         detail::scratch_alignment / sizeof(double);
}

TONEWHEEL_INLINE void posterior(const MixtureTable& mixture, Strided<const double> points,
                                std::size_t rows, Strided<double> out, double* scratch) noexcept {
  detail::run_posterior(TONEWHEEL_KERNEL(posterior, posterior_kernel<double, double>), mixture,
                        points, rows, out, scratch);
}

TONEWHEEL_INLINE void posterior(const MixtureTable& mixture, Strided<const float> points,
                                std::size_t rows, Strided<float> out, double* scratch) noexcept {
  detail::run_posterior(TONEWHEEL_KERNEL(posterior_float, posterior_kernel<float, float>), mixture,
                        points, rows, out, scratch);
}

TONEWHEEL_INLINE void posterior(const MixtureTable& mixture, Strided<const double> points,
                                std::size_t rows, Strided<float> out, double* scratch) noexcept {
  detail::run_posterior(TONEWHEEL_KERNEL(posterior_narrow, posterior_kernel<double, float>),
                        mixture, points, rows, out, scratch);
}

TONEWHEEL_INLINE void log_joint(const MixtureTable& mixture, Strided<const double> points,
                                std::size_t rows, Strided<double> out, double* scratch) noexcept {
  TONEWHEEL_KERNEL(log_joint, log_joint_kernel)(detail::view(mixture),
                                                {points, rows, out, detail::aligned(scratch), {}});
}

}  // namespace tonewheel::kernel
