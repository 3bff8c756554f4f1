#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <tonewheel/kernel/impl/exp2_vector_inl.hpp>
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/impl/vector_inl.hpp>

// Plain arrays and numbers: functions of std::array and the like would be shared symbols here.
// NOLINTBEGIN(modernize-avoid-c-arrays,modernize-use-std-numbers)
namespace tonewheel::kernel::TONEWHEEL_ISA {

using detail::FarRow;
using detail::MixtureView;
using detail::RowsTask;

/// Rows computed together: two vectors of doubles, so that a coefficient is loaded once for both.
/// Short tails are padded to a whole tile, so a row's bits do not depend on its neighbours.
inline constexpr std::size_t width = lanes<Doubles>;
inline constexpr std::size_t tile = 2 * width;
static_assert(tile <= detail::widest_tile);

/// Scores below count as this, and NaN (infinity - infinity) too.
inline constexpr double least_score = -1e300;

/// Least exponents of 2 that a class keeps behind the best one: far from denormal numbers, which
/// are slow.
inline constexpr double least_exponent = -900;
inline constexpr float least_exponent_float = -100;

/// Coefficients of one class, see MixtureTable.
template <std::size_t Dim, Whitening Shape>
inline constexpr std::size_t coefficients_of =
    (Shape == Whitening::diagonal ? 2 * Dim : Dim + Dim * (Dim + 1) / 2) + 1;

/// A whole tile of points that lie row by row or axis by axis without gaps; false: they do not.
template <std::size_t Dim, class Point>
inline bool load_dense_tile(const Strided<const Point>& points, const Point* from,
                            Doubles (&x)[2][Dim]) noexcept {
  using Vector = std::conditional_t<sizeof(Point) == sizeof(double), Doubles, Floats>;
  constexpr std::size_t vectors = tile / lanes<Vector>;
  Vector axes[vectors][Dim];
  if (points.column_stride == 1 && points.row_stride == static_cast<std::ptrdiff_t>(Dim)) {
#pragma GCC unroll 2
    for (std::size_t i = 0; i < vectors; ++i) {
      load_dense<Dim>(from + i * lanes<Vector> * Dim, axes[i]);
    }
  } else if (points.row_stride == 1) {
#pragma GCC unroll 2
    for (std::size_t i = 0; i < vectors; ++i) {
#pragma GCC unroll 3
      for (std::size_t d = 0; d < Dim; ++d) {
        axes[i][d] = load<Vector>(from + static_cast<std::ptrdiff_t>(d) * points.column_stride +
                                  i * lanes<Vector>);
      }
    }
  } else {
    return false;
  }
#pragma GCC unroll 3
  for (std::size_t d = 0; d < Dim; ++d) {
    if constexpr (vectors == 2) {
      x[0][d] = axes[0][d];
      x[1][d] = axes[1][d];
    } else {
      x[0][d] = widen<0>(axes[0][d]);
      x[1][d] = widen<1>(axes[0][d]);
    }
  }
  return true;
}

/// Points [first, first + tile) less the centre, axis by axis; the last row is repeated.
template <std::size_t Dim, class Point>
inline void load_tile(const MixtureView& mixture, const Strided<const Point>& points,
                      std::size_t rows, std::size_t first, Doubles (&x)[2][Dim]) noexcept {
  const Point* from = points.data + static_cast<std::ptrdiff_t>(first) * points.row_stride;
  if (rows - first < tile || !load_dense_tile(points, from, x)) {
    alignas(vector_bytes) double axis[Dim][tile];
    const std::size_t last = (rows - first < tile ? rows - first : tile) - 1;
    for (std::size_t i = 0; i < tile; ++i) {
      for (std::size_t d = 0; d < Dim; ++d) {
        axis[d][i] =
            static_cast<double>(from[static_cast<std::ptrdiff_t>(d) * points.column_stride]);
      }
      from += i < last ? points.row_stride : 0;
    }
#pragma GCC unroll 3
    for (std::size_t d = 0; d < Dim; ++d) {
      x[0][d] = load<Doubles>(axis[d]);
      x[1][d] = load<Doubles>(axis[d] + width);
    }
  }
#pragma GCC unroll 3
  for (std::size_t d = 0; d < Dim; ++d) {
    x[0][d] -= mixture.centre[d];
    x[1][d] -= mixture.centre[d];
  }
}

/// log2(weight x density) relative to the largest weight, without the density's constant.
template <std::size_t Dim, Whitening Shape>
inline Doubles score(const double* c, const Doubles (&x)[Dim]) noexcept {
  if constexpr (Shape == Whitening::diagonal) {
    auto sum = broadcast<Doubles>(c[2 * Dim]);
    for (std::size_t d = 0; d < Dim; ++d) {
      const Doubles z = linear(x[d], c[2 * d], c[2 * d + 1]);
      sum = multiply_add(-z, z, sum);
    }
    return sum;
  } else if constexpr (Dim == 2) {
    const Doubles z0 = multiply_add(x[0], broadcast<Doubles>(c[0]), linear(x[1], c[1], c[2]));
    const Doubles z1 = linear(x[1], c[3], c[4]);
    return multiply_add(-z1, z1, multiply_add(-z0, z0, broadcast<Doubles>(c[5])));
  } else {
    const Doubles z0 =
        multiply_add(x[0], broadcast<Doubles>(c[0]),
                     multiply_add(x[1], broadcast<Doubles>(c[1]), linear(x[2], c[2], c[3])));
    const Doubles z1 = multiply_add(x[1], broadcast<Doubles>(c[4]), linear(x[2], c[5], c[6]));
    const Doubles z2 = linear(x[2], c[7], c[8]);
    const Doubles sum = multiply_add(-z1, z1, multiply_add(-z0, z0, broadcast<Doubles>(c[9])));
    return multiply_add(-z2, z2, sum);
  }
}

/// Fills scores (classes x tile) and the largest of each row.
template <std::size_t Dim, Whitening Shape, std::size_t Classes>
inline void score_tile(const MixtureView& mixture, const Doubles (&x)[2][Dim], double* scores,
                       Doubles (&top)[2]) noexcept {
  const std::size_t classes = Classes != 0 ? Classes : mixture.classes;
  const double* c = mixture.coefficients;
  top[0] = broadcast<Doubles>(least_score);
  top[1] = top[0];
#pragma GCC unroll 8
  for (std::size_t k = 0; k < classes; ++k, c += coefficients_of<Dim, Shape>) {
    const Doubles a = score<Dim, Shape>(c, x[0]);
    const Doubles b = score<Dim, Shape>(c, x[1]);
    store(scores + k * tile, a);
    store(scores + k * tile + width, b);
    top[0] = larger(a, top[0]);
    top[1] = larger(b, top[1]);
  }
}

/// Blocks of Size x Size lanes, side by side in the Size vectors of `columns`, to Size columns of
/// rows that are dense.
template <std::size_t Size, class Vector, class Real, std::size_t... Block>
inline void store_block(Vector* columns, Real* out, std::ptrdiff_t row_stride,
                        std::index_sequence<Block...>) noexcept {
  transpose<Size>(columns);
#pragma GCC unroll 16
  for (std::size_t i = 0; i < Size; ++i) {
    (store_lanes<Block * Size>(out + static_cast<std::ptrdiff_t>(Block * Size + i) * row_stride,
                               columns[i], std::make_index_sequence<Size>()),
     ...);
  }
}

/// As many dense rows as Vector has lanes, Size columns a time; the last block overlaps the one
/// before it. classes >= Size.
template <std::size_t Size, std::size_t Classes, class Vector, class Real>
inline void store_rows(const Real* powers, std::size_t step, Vector factor, std::size_t count,
                       Real* out, std::ptrdiff_t row_stride) noexcept {
  const std::size_t classes = Classes != 0 ? Classes : count;
  for (std::size_t next = 0; next < classes; next += Size) {
    const std::size_t k = next + Size <= classes ? next : classes - Size;
    Vector columns[Size];
#pragma GCC unroll 16
    for (std::size_t j = 0; j < Size; ++j) {
      columns[j] = load<Vector>(powers + (k + j) * step) * factor;
    }
    store_block<Size>(columns, out + k, row_stride,
                      std::make_index_sequence<lanes<Vector> / Size>());
  }
}

/// powers x factor (classes x lanes, `step` apart) to rows of `out`; count: rows that exist.
template <std::size_t Classes, class Vector, class Real>
inline void store_probabilities(const Real* powers, std::size_t step, Vector factor,
                                std::size_t mixture_classes, const Strided<Real>& out,
                                std::size_t row, std::size_t count) noexcept {
  const std::size_t classes = Classes != 0 ? Classes : mixture_classes;
  constexpr std::size_t n = lanes<Vector>;
  constexpr std::size_t half = n < 8 ? n : 8;
  Real* to = out.data + static_cast<std::ptrdiff_t>(row) * out.row_stride;
  if (count >= n && out.column_stride == 1 && classes >= half) {
    if (classes >= n) {
      store_rows<n, (Classes >= n ? Classes : 0)>(powers, step, factor, classes, to,
                                                  out.row_stride);
    } else {
      store_rows<half, (Classes >= half ? Classes : 0)>(powers, step, factor, classes, to,
                                                        out.row_stride);
    }
    return;
  }
  for (std::size_t k = 0; k < classes; ++k, to += out.column_stride) {
    const Vector p = load<Vector>(powers + k * step) * factor;
    if (count >= n && out.row_stride == 1) {
      store(to, p);
      continue;
    }
    for (std::size_t i = 0; i < n && i < count; ++i) {
      to[static_cast<std::ptrdiff_t>(i) * out.row_stride] = p[i];
    }
  }
}

/// Powers of 2 of scores - top, in place; returns 1 / their sum.
template <std::size_t Classes>
inline void power_tile(std::size_t mixture_classes, const Doubles (&top)[2], double* scores,
                       Doubles (&factor)[2]) noexcept {
  const std::size_t classes = Classes != 0 ? Classes : mixture_classes;
  Doubles sum[2] = {};
#pragma GCC unroll 4
  for (std::size_t k = 0; k < classes; ++k) {
    double* s = scores + k * tile;
    const Doubles a = exp2(larger(load<Doubles>(s) - top[0], broadcast<Doubles>(least_exponent)));
    const Doubles b =
        exp2(larger(load<Doubles>(s + width) - top[1], broadcast<Doubles>(least_exponent)));
    store(s, a);
    store(s + width, b);
    sum[0] += a;
    sum[1] += b;
  }
  factor[0] = 1.0 / sum[0];
  factor[1] = 1.0 / sum[1];
}

/// The same as floats, which take the first half of the scores' memory.
template <std::size_t Classes>
inline void power_tile(std::size_t mixture_classes, const Doubles (&top)[2], double* scores,
                       float* powers, Floats& factor) noexcept {
  const std::size_t classes = Classes != 0 ? Classes : mixture_classes;
  // Sixteen floats are summed before their sum is added as doubles, so thousands of classes lose
  // no more than a few.
  Doubles sum[2] = {};
  for (std::size_t first = 0; first < classes; first += 16) {
    const std::size_t end = first + 16 < classes ? first + 16 : classes;
    Floats part = {};
#pragma GCC unroll 4
    for (std::size_t k = first; k < end; ++k) {
      const double* s = scores + k * tile;
      const Floats p =
          exp2(larger(narrow(load<Doubles>(s) - top[0], load<Doubles>(s + width) - top[1]),
                      broadcast<Floats>(least_exponent_float)));
      store(powers + k * tile, p);
      part += p;
    }
    if (classes <= 16) {
      factor = 1.0F / part;
      return;
    }
    sum[0] += widen<0>(part);
    sum[1] += widen<1>(part);
  }
  factor = narrow(1.0 / sum[0], 1.0 / sum[1]);
}

/// Hands over the rows of a tile that are too far from every class.
inline void report_far(const Doubles (&top)[2], std::size_t first, std::size_t count,
                       const FarRow& far) noexcept {
  if (!any_at_most(top[0], least_score) && !any_at_most(top[1], least_score)) {
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (top[i / width][i % width] <= least_score) {
      far.handle(far.context, first + i);
    }
  }
}

/// powers x factor of a tile to the rows of the output from `first` on.
template <std::size_t Classes>
inline void store_tile(const double* powers, std::size_t classes, const Doubles (&factor)[2],
                       const Strided<double>& out, std::size_t first, std::size_t count) noexcept {
  store_probabilities<Classes>(powers, tile, factor[0], classes, out, first, count);
  if (count > width) {
    store_probabilities<Classes>(powers + width, tile, factor[1], classes, out, first + width,
                                 count - width);
  }
}

template <std::size_t Dim, Whitening Shape, std::size_t Classes, class Point, class Real>
void posterior_rows(const MixtureView& mixture, const RowsTask<Point, Real>& task) noexcept {
  constexpr bool in_float = sizeof(Real) == sizeof(float);
  const std::size_t classes = Classes != 0 ? Classes : mixture.classes;
  const std::size_t together = detail::tiles_together(classes);
  Doubles top[detail::most_tiles_together][2];
  std::conditional_t<in_float, Floats, Doubles[2]> factor[detail::most_tiles_together];
  for (std::size_t block = 0; block < task.rows; block += together * tile) {
    const std::size_t left = (task.rows - block + tile - 1) / tile;
    const std::size_t tiles = left < together ? left : together;
    for (std::size_t t = 0; t < tiles; ++t) {
      Doubles x[2][Dim];
      load_tile<Dim>(mixture, task.points, task.rows, block + t * tile, x);
      score_tile<Dim, Shape, Classes>(mixture, x, task.scratch + t * tile * classes, top[t]);
    }
    for (std::size_t t = 0; t < tiles; ++t) {
      double* scores = task.scratch + t * tile * classes;
      if constexpr (in_float) {
        power_tile<Classes>(classes, top[t], scores, reinterpret_cast<float*>(scores), factor[t]);
      } else {
        power_tile<Classes>(classes, top[t], scores, factor[t]);
      }
    }
    for (std::size_t t = 0; t < tiles; ++t) {
      const double* powers = task.scratch + t * tile * classes;
      const std::size_t first = block + t * tile;
      const std::size_t count = task.rows - first < tile ? task.rows - first : tile;
      if constexpr (in_float) {
        store_probabilities<Classes>(reinterpret_cast<const float*>(powers), tile, factor[t],
                                     classes, task.out, first, count);
      } else {
        store_tile<Classes>(powers, classes, factor[t], task.out, first, count);
      }
    }
    // Last, since it writes to the scratch memory.
    for (std::size_t t = 0; t < tiles; ++t) {
      const std::size_t first = block + t * tile;
      report_far(top[t], first, task.rows - first < tile ? task.rows - first : tile, task.far);
    }
  }
}

template <std::size_t Dim, Whitening Shape>
void log_joint_rows(const MixtureView& mixture, const RowsTask<double, double>& task) noexcept {
  constexpr double log_2 = 0.693147180559945309417232121458;
  for (std::size_t first = 0; first < task.rows; first += tile) {
    const std::size_t count = task.rows - first < tile ? task.rows - first : tile;
    Doubles x[2][Dim];
    load_tile<Dim>(mixture, task.points, task.rows, first, x);
    Doubles top[2];
    score_tile<Dim, Shape, 0>(mixture, x, task.scratch, top);
    double* to = task.out.data + static_cast<std::ptrdiff_t>(first) * task.out.row_stride;
    for (std::size_t k = 0; k < mixture.classes; ++k, to += task.out.column_stride) {
      for (std::size_t i = 0; i < count; ++i) {
        const double score = task.scratch[k * tile + i];
        to[static_cast<std::ptrdiff_t>(i) * task.out.row_stride] =
            score > least_score ? score * log_2 + mixture.top_log_weight : -__builtin_inf();
      }
    }
  }
}

/// Calls Loop::run<Dim, Shape, Classes> for the mixture's shape; eight classes in three dimensions
/// have a loop of their own, other counts are 0 there.
template <class Loop, Whitening Shape, class Task>
inline void choose_loop(const MixtureView& mixture, const Task& task) noexcept {
  if (mixture.dimensions == 2) {
    Loop::template run<2, Shape, 0>(mixture, task);
  } else if (mixture.classes == 8) {
    Loop::template run<3, Shape, 8>(mixture, task);
  } else {
    Loop::template run<3, Shape, 0>(mixture, task);
  }
}

template <class Loop, class Task>
inline void choose_loop(const MixtureView& mixture, const Task& task) noexcept {
  if (mixture.whitening == Whitening::diagonal) {
    choose_loop<Loop, Whitening::diagonal>(mixture, task);
  } else {
    choose_loop<Loop, Whitening::triangular>(mixture, task);
  }
}

struct PosteriorLoop {
  template <std::size_t Dim, Whitening Shape, std::size_t Classes, class Task>
  static void run(const MixtureView& mixture, const Task& task) noexcept {
    posterior_rows<Dim, Shape, Classes>(mixture, task);
  }
};

struct LogJointLoop {
  template <std::size_t Dim, Whitening Shape, std::size_t, class Task>
  static void run(const MixtureView& mixture, const Task& task) noexcept {
    log_joint_rows<Dim, Shape>(mixture, task);
  }
};

template <class Point, class Real>
void posterior_kernel(const MixtureView& mixture, const RowsTask<Point, Real>& task) noexcept {
  choose_loop<PosteriorLoop>(mixture, task);
}

inline void log_joint_kernel(const MixtureView& mixture,
                             const RowsTask<double, double>& task) noexcept {
  choose_loop<LogJointLoop>(mixture, task);
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
// NOLINTEND(modernize-avoid-c-arrays,modernize-use-std-numbers)
