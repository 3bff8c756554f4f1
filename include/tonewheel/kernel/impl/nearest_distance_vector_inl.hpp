#pragma once

#include <cstddef>

#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/impl/posterior_tile_inl.hpp>
#include <tonewheel/kernel/impl/vector_inl.hpp>

// Plain arrays and numbers: functions of std::array and the like would be shared symbols here.
// NOLINTBEGIN(modernize-avoid-c-arrays,modernize-use-std-numbers)
namespace tonewheel::kernel::TONEWHEEL_ISA {

/// Squared distances are scores of classes of one weight, without their sign and unit.
struct NearestDistanceLoop {
  template <std::size_t Dim, Whitening Shape, std::size_t Classes>
  static void run(const MixtureView& mixture, const RowsTask<double, double>& task) noexcept {
    constexpr double square_of_score = -2 * 0.693147180559945309417232121458;
    const std::size_t classes = Classes != 0 ? Classes : mixture.classes;
    alignas(vector_bytes) double of_row[tile];
    for (std::size_t first = 0; first < task.rows; first += tile) {
      const std::size_t count = task.rows - first < tile ? task.rows - first : tile;
      Doubles x[2][Dim];
      load_tile<Dim>(mixture, task.points, task.rows, first, x);
      Doubles top[2] = {broadcast<Doubles>(least_score), broadcast<Doubles>(least_score)};
      const double* c = mixture.coefficients;
#pragma GCC unroll 8
      for (std::size_t k = 0; k < classes; ++k, c += coefficients_of<Dim, Shape>) {
        top[0] = larger(score<Dim, Shape>(c, x[0]), top[0]);
        top[1] = larger(score<Dim, Shape>(c, x[1]), top[1]);
      }
      for (std::size_t half = 0; half < 2; ++half) {
        store(of_row + half * width, top[half] > least_score ? top[half] * square_of_score
                                                             : broadcast<Doubles>(__builtin_inf()));
      }
      __builtin_memcpy(task.out.data + first, of_row, count * sizeof(double));
    }
  }
};

inline void nearest_distance_kernel(const MixtureView& mixture,
                                    const RowsTask<double, double>& task) noexcept {
  choose_loop<NearestDistanceLoop>(mixture, task);
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
// NOLINTEND(modernize-avoid-c-arrays,modernize-use-std-numbers)
