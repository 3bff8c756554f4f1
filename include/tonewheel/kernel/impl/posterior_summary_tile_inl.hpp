#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/kernel/impl/exp2_vector_inl.hpp>
#include <tonewheel/kernel/impl/log_vector_inl.hpp>
#include <tonewheel/kernel/impl/posterior_tile_inl.hpp>

// Plain arrays and numbers: functions of std::array and the like would be shared symbols here.
// NOLINTBEGIN(modernize-avoid-c-arrays,modernize-use-std-numbers)
namespace tonewheel::kernel::TONEWHEEL_ISA {

using detail::SummaryTask;

/// Powers of 2 of scores - top, in place; 1 / their sum, and where wanted the entropy of each row:
/// with d the differences, log(sum) - log(2) x sum of 2^d d / sum. No term is negative, so none
/// cancels.
template <std::size_t Classes>
inline void power_tile(std::size_t mixture_classes, const Doubles (&top)[2], double* scores,
                       Doubles (&factor)[2], bool wants_entropy, Doubles (&entropy)[2]) noexcept {
  const std::size_t classes = Classes != 0 ? Classes : mixture_classes;
  Doubles sum[2] = {};
  Doubles weighted[2] = {};
#pragma GCC unroll 4
  for (std::size_t k = 0; k < classes; ++k) {
    for (std::size_t half = 0; half < 2; ++half) {
      double* s = scores + k * tile + half * width;
      const Doubles d = larger(load<Doubles>(s) - top[half], broadcast<Doubles>(least_exponent));
      const Doubles power = exp2(d);
      store(s, power);
      sum[half] += power;
      weighted[half] = multiply_add(power, d, weighted[half]);
    }
  }
  for (std::size_t half = 0; half < 2; ++half) {
    factor[half] = 1.0 / sum[half];
    if (!wants_entropy) {
      continue;
    }
    entropy[half] = multiply_add(weighted[half] * factor[half], broadcast<Doubles>(-log_of_2),
                                 log_ratio(sum[half], broadcast<Doubles>(1.0)));
  }
}

/// Where the largest of `values` (classes x tile) stands in each row, the first of equals.
inline void find_largest(const double* values, std::size_t classes, Doubles (&largest)[2],
                         Doubles (&position)[2]) noexcept {
  for (std::size_t half = 0; half < 2; ++half) {
    largest[half] = load<Doubles>(values + half * width);
    position[half] = Doubles{};
    for (std::size_t k = 1; k < classes; ++k) {
      const auto value = load<Doubles>(values + k * tile + half * width);
      position[half] =
          value > largest[half] ? broadcast<Doubles>(static_cast<double>(k)) : position[half];
      largest[half] = larger(value, largest[half]);
    }
  }
}

/// As Strided::at, which would be a shared symbol here.
template <class Real>
inline Real* place(const Strided<Real>& matrix, std::size_t row, std::size_t column) noexcept {
  return matrix.data + static_cast<std::ptrdiff_t>(row) * matrix.row_stride +
         static_cast<std::ptrdiff_t>(column) * matrix.column_stride;
}

/// The likeliest classes of `count` rows from `first` on, one after the other; each takes its power
/// with it.
inline void take_likeliest(std::size_t classes, double* powers, const Doubles (&factor)[2],
                           std::size_t first, std::size_t count, const RowSummaries& out) noexcept {
  alignas(vector_bytes) double position[tile];
  alignas(vector_bytes) double probability[tile];
  for (std::size_t rank = 0; rank < out.likeliest; ++rank) {
    Doubles largest[2];
    Doubles at[2];
    find_largest(powers, classes, largest, at);
    for (std::size_t half = 0; half < 2; ++half) {
      store(position + half * width, at[half]);
      store(probability + half * width, largest[half] * factor[half]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto k = static_cast<std::uint32_t>(position[i]);
      if (rank + 1 < out.likeliest) {
        powers[k * tile + i] = -1;
      }
      if (out.classes.data != nullptr) {
        *place(out.classes, first + i, rank) = k;
      }
      if (out.class_probabilities.data != nullptr) {
        *place(out.class_probabilities, first + i, rank) = probability[i];
      }
    }
  }
}

struct SummaryLoop {
  template <std::size_t Dim, Whitening Shape, std::size_t Classes>
  static void run(const MixtureView& mixture, const SummaryTask& task) noexcept {
    const RowsTask<double, double>& rows = task.rows;
    alignas(vector_bytes) double of_row[tile];
    for (std::size_t first = 0; first < rows.rows; first += tile) {
      const std::size_t count = rows.rows - first < tile ? rows.rows - first : tile;
      Doubles x[2][Dim];
      load_tile<Dim>(mixture, rows.points, rows.rows, first, x);
      Doubles top[2];
      score_tile<Dim, Shape, Classes>(mixture, x, rows.scratch, top);
      Doubles factor[2];
      Doubles entropy[2] = {};
      const bool wants_entropy = task.summaries.entropy != nullptr;
      power_tile<Classes>(mixture.classes, top, rows.scratch, factor, wants_entropy, entropy);
      if (rows.out.data != nullptr) {
        store_tile<Classes>(rows.scratch, mixture.classes, factor, rows.out, first, count);
      }
      if (wants_entropy) {
        store(of_row, entropy[0]);
        store(of_row + width, entropy[1]);
        __builtin_memcpy(task.summaries.entropy + first, of_row, count * sizeof(double));
      }
      take_likeliest(mixture.classes, rows.scratch, factor, first, count, task.summaries);
      report_far(top, first, count, rows.far);
    }
  }
};

inline void posterior_summary_kernel(const MixtureView& mixture, const SummaryTask& task) noexcept {
  choose_loop<SummaryLoop>(mixture, task);
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
// NOLINTEND(modernize-avoid-c-arrays,modernize-use-std-numbers)
