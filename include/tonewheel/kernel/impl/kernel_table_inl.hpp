#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <tonewheel/kernel/gaussian_distance.hpp>
#include <tonewheel/kernel/label_text.hpp>
#include <tonewheel/kernel/mask_table.hpp>
#include <tonewheel/kernel/mixture_table.hpp>
#include <tonewheel/kernel/row_metric.hpp>
#include <tonewheel/kernel/row_summaries.hpp>
#include <tonewheel/kernel/strided.hpp>

// Plain arrays and numbers: functions of std::array and the like would be shared symbols here.
// NOLINTBEGIN(modernize-avoid-c-arrays)
namespace tonewheel::kernel::detail {

/// Rows that the kernels of the widest instruction set compute together; scratch_size counts on it.
inline constexpr std::size_t widest_tile = 16;

/// Tiles that the posterior computes step by step side by side, so that one's latencies pass while
/// the others compute; of many classes one tile is enough and all that the nearest cache should
/// hold.
inline constexpr std::size_t most_tiles_together = 2;
[[nodiscard]] constexpr std::size_t tiles_together(std::size_t classes) noexcept {
  return classes <= 16 ? most_tiles_together : 1;
}

/// Bytes to whose multiples scratch memory is aligned: vectors across two cache lines take twice as
/// long.
inline constexpr std::size_t scratch_alignment = 64;

/// A MixtureTable as the kernels of an instruction set see it: no types that need code.
struct MixtureView {
  const double* coefficients;
  double centre[3];
  std::size_t dimensions;
  std::size_t classes;
  Whitening whitening;
  double top_log_weight;
};

/// Told of a row whose point is too far from every class for squares of distances.
struct FarRow {
  void* context;
  void (*handle)(void* context, std::size_t row);
};

/// Rows of one task; scratch as of scratch_size, aligned.
template <class Point, class Real>
struct RowsTask {
  Strided<const Point> points;
  std::size_t rows;
  Strided<Real> out;
  double* scratch;
  FarRow far;
};

/// What is wanted beside the probabilities of RowsTask, which are not where out.data is null.
struct SummaryTask {
  RowsTask<double, double> rows;
  RowSummaries summaries;
};

/// How a probability is written (kernel/unit_cells.hpp).
struct UnitCellForm {
  double one;               ///< 10^decimals
  double to_seven;          ///< 10^(7 - decimals)
  double certain;           ///< rounding is certain so far from an integer, in units of `one`
  unsigned char delimiter;  ///< before it
  std::size_t width;        ///< bytes of a cell
};

/// Two tables of shares, and a number a row.
struct DistributionTask {
  Strided<const double> p;
  Strided<const double> q;
  std::size_t rows;
  std::size_t classes;
  RowRules rules;
  double* out;
};

/// One Gaussian of a GaussianTable, `count` of another: where the first number of each stands.
struct GaussianTask {
  const double* p;
  std::size_t p_stride;
  const double* q;
  std::size_t q_stride;
  std::size_t dimensions;
  std::size_t count;
  double* out;
};

/// The kernels of one instruction set.
struct KernelTable {
  void (*posterior)(const MixtureView&, const RowsTask<double, double>&);
  void (*posterior_float)(const MixtureView&, const RowsTask<float, float>&);
  void (*posterior_narrow)(const MixtureView&, const RowsTask<double, float>&);
  void (*log_joint)(const MixtureView&, const RowsTask<double, double>&);
  void (*posterior_summary)(const MixtureView&, const SummaryTask&);
  void (*nearest_squared_distance)(const MixtureView&, const RowsTask<double, double>&);
  void (*exp2)(const double*, std::size_t, double*);
  void (*exp2_float)(const float*, std::size_t, float*);
  void (*log)(const double*, std::size_t, double*);
  void (*distribution_rows)(RowMetric, const DistributionTask&);
  void (*gaussian_distances)(GaussianDistance, const GaussianTask&);
  void (*short_decimals)(const std::uint64_t*, const std::uint64_t*, std::size_t, double*);
  std::size_t (*unit_cells)(const double*, std::size_t, const UnitCellForm&, char**);
  std::size_t (*label_bounds)(const LabelBounds&, std::uint32_t*, std::size_t);
  void (*unite_masks)(const MaskTable&, const std::uint32_t*, std::size_t, std::uint64_t*);
  void (*set_counts)(const MaskTable&, const std::uint64_t*, const std::uint64_t*, SetCounts*,
                     std::size_t);
  void (*sample_set_counts)(const MaskTable&, const std::uint32_t*, const std::uint32_t*,
                            std::size_t, std::uint64_t*, SetCounts*);
};

/// The table in use.
[[nodiscard]] const KernelTable& kernels() noexcept;

}  // namespace tonewheel::kernel::detail
// NOLINTEND(modernize-avoid-c-arrays)
