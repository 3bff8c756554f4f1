#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <type_traits>

#include <Eigen/Core>

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/posterior.hpp>

namespace tonewheel::kernel {
namespace detail {

/// Rows computed together. Short tails are padded to a whole tile, so a row's bits do not depend
/// on its neighbours.
inline constexpr std::size_t tile = 32;

/// log of the smallest normal number, rounded up.
template <class Real>
inline constexpr double least_exponent = std::is_same_v<Real, float> ? -87.0 : -708.0;

using Lane = Eigen::Array<double, static_cast<int>(tile), 1>;
using LaneMap = Eigen::Map<Lane>;

/// Fills scratch with classes x tile log-joints of rows [first, first + tile); returns their
/// maxima.
template <class Real>
Lane load_and_score(const MixtureTable& mixture, Strided<const Real> points, std::size_t rows,
                    std::size_t first, double* scratch) noexcept {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::size_t dimensions = mixture.dimensions;
  std::array<Lane, 3> x;
  for (std::size_t d = 0; d < dimensions; ++d) {
    for (std::size_t i = 0; i < tile; ++i) {
      const auto row = static_cast<std::ptrdiff_t>(std::min(first + i, rows - 1));
      x[d](static_cast<Eigen::Index>(i)) =
          points.data[row * points.row_stride +
                      static_cast<std::ptrdiff_t>(d) * points.column_stride];
    }
  }
  Lane maximum = Lane::Constant(-infinity);
  for (std::size_t k = 0; k < mixture.classes; ++k) {
    const double* mean = mixture.means.data() + k * dimensions;
    const double* whitener = mixture.whiteners.data() + k * dimensions * dimensions;
    Lane squares = Lane::Zero();
    for (std::size_t r = 0; r < dimensions; ++r) {
      Lane z = Lane::Zero();
      for (std::size_t c = 0; c < dimensions; ++c) {
        z += whitener[r * dimensions + c] * (x[c] - mean[c]);
      }
      squares += z.square();
    }
    LaneMap score(scratch + k * tile);
    // A squared distance that overflows is infinite, also where its parts gave inf - inf.
    score = (squares < infinity).select(mixture.log_weights[k] - 0.5 * squares, -infinity);
    maximum = maximum.max(score);
  }
  return maximum;
}

/// The posterior of one point so far away that squared distances overflow: the class at the least
/// whitened distance takes all, classes at the same distance share by weight. `scratch`: classes.
template <class Point, class Real>
void far_posterior(const MixtureTable& mixture, Strided<const Point> points, std::size_t row,
                   Strided<Real> out, double* scratch) noexcept {
  const std::size_t dimensions = mixture.dimensions;
  std::array<double, 3> x{};
  double size = 0;
  for (std::size_t d = 0; d < dimensions; ++d) {
    x[d] = points.data[static_cast<std::ptrdiff_t>(row) * points.row_stride +
                       static_cast<std::ptrdiff_t>(d) * points.column_stride];
    size = std::max(size, std::abs(x[d]));
  }
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < mixture.classes; ++k) {
    const double* mean = mixture.means.data() + k * dimensions;
    const double* whitener = mixture.whiteners.data() + k * dimensions * dimensions;
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
  for (std::size_t k = 0; k < mixture.classes; ++k) {
    if (scratch[k] <= nearest) {
      top = std::max(top, mixture.log_weights[k]);
    }
  }
  double sum = 0;
  for (std::size_t k = 0; k < mixture.classes; ++k) {
    scratch[k] = scratch[k] <= nearest ? std::exp(mixture.log_weights[k] - top) : 0.0;
    sum += scratch[k];
  }
  for (std::size_t k = 0; k < mixture.classes; ++k) {
    out.data[static_cast<std::ptrdiff_t>(row) * out.row_stride +
             static_cast<std::ptrdiff_t>(k) * out.column_stride] =
        static_cast<Real>(scratch[k] / sum);
  }
}

template <class Point, class Real>
void posterior_tiles(const MixtureTable& mixture, Strided<const Point> points, std::size_t rows,
                     Strided<Real> out, double* scratch) noexcept {
  for (std::size_t first = 0; first < rows; first += tile) {
    const Lane maximum = load_and_score(mixture, points, rows, first, scratch);
    Lane sum = Lane::Zero();
    for (std::size_t k = 0; k < mixture.classes; ++k) {
      LaneMap score(scratch + k * tile);
      // Eigen's exp ends at the smallest normal number; below it a class is impossible.
      const Lane behind = score - maximum;
      score = (behind < least_exponent<Real>)
                  .select(0.0, behind.template cast<Real>().exp().template cast<double>());
      sum += score;
    }
    const std::size_t count = std::min(tile, rows - first);
    for (std::size_t k = 0; k < mixture.classes; ++k) {
      const LaneMap score(scratch + k * tile);
      const Eigen::Array<Real, static_cast<int>(tile), 1> p = (score / sum).template cast<Real>();
      Real* column = out.data + static_cast<std::ptrdiff_t>(k) * out.column_stride;
      for (std::size_t i = 0; i < count; ++i) {
        column[static_cast<std::ptrdiff_t>(first + i) * out.row_stride] =
            p(static_cast<Eigen::Index>(i));
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (!std::isfinite(maximum(static_cast<Eigen::Index>(i)))) {
        far_posterior(mixture, points, first + i, out, scratch);
      }
    }
  }
}

}  // namespace detail

TONEWHEEL_INLINE std::size_t scratch_size(const MixtureTable& mixture) noexcept {
  return mixture.classes * detail::tile;
}

TONEWHEEL_INLINE void posterior(const MixtureTable& mixture, Strided<const double> points,
                                std::size_t rows, Strided<double> out, double* scratch) noexcept {
  detail::posterior_tiles(mixture, points, rows, out, scratch);
}

TONEWHEEL_INLINE void posterior(const MixtureTable& mixture, Strided<const float> points,
                                std::size_t rows, Strided<float> out, double* scratch) noexcept {
  detail::posterior_tiles(mixture, points, rows, out, scratch);
}

TONEWHEEL_INLINE void posterior(const MixtureTable& mixture, Strided<const double> points,
                                std::size_t rows, Strided<float> out, double* scratch) noexcept {
  detail::posterior_tiles(mixture, points, rows, out, scratch);
}

TONEWHEEL_INLINE void log_joint(const MixtureTable& mixture, Strided<const double> points,
                                std::size_t rows, Strided<double> out, double* scratch) noexcept {
  for (std::size_t first = 0; first < rows; first += detail::tile) {
    detail::load_and_score(mixture, points, rows, first, scratch);
    const std::size_t count = std::min(detail::tile, rows - first);
    for (std::size_t k = 0; k < mixture.classes; ++k) {
      for (std::size_t i = 0; i < count; ++i) {
        out.data[static_cast<std::ptrdiff_t>(first + i) * out.row_stride +
                 static_cast<std::ptrdiff_t>(k) * out.column_stride] =
            scratch[k * detail::tile + i];
      }
    }
  }
}

}  // namespace tonewheel::kernel
