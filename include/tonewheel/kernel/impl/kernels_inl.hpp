#pragma once

#include <tonewheel/kernel/impl/distribution_rows_tile_inl.hpp>
#include <tonewheel/kernel/impl/exp2_vector_inl.hpp>
#include <tonewheel/kernel/impl/gaussian_distances_vector_inl.hpp>
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/impl/label_bounds_vector_inl.hpp>
#include <tonewheel/kernel/impl/log_vector_inl.hpp>
#include <tonewheel/kernel/impl/nearest_distance_vector_inl.hpp>
#include <tonewheel/kernel/impl/posterior_summary_tile_inl.hpp>
#include <tonewheel/kernel/impl/posterior_tile_inl.hpp>
#include <tonewheel/kernel/impl/set_counts_vector_inl.hpp>
#include <tonewheel/kernel/impl/short_decimals_vector_inl.hpp>
#include <tonewheel/kernel/impl/unit_cells_vector_inl.hpp>

namespace tonewheel::kernel::TONEWHEEL_ISA {

/// The kernels of this instruction set.
inline constexpr detail::KernelTable table{
    .posterior = posterior_kernel<double, double>,
    .posterior_float = posterior_kernel<float, float>,
    .posterior_narrow = posterior_kernel<double, float>,
    .log_joint = log_joint_kernel,
    .posterior_summary = posterior_summary_kernel,
    .nearest_squared_distance = nearest_distance_kernel,
    .exp2 = exp2_all<Doubles, double>,
    .exp2_float = exp2_all<Floats, float>,
    .log = log_all,
    .distribution_rows = distribution_rows_kernel,
    .gaussian_distances = gaussian_distances_kernel,
    .short_decimals = short_decimals,
    .unit_cells = unit_cells,
    .label_bounds = label_bounds,
    .unite_masks = unite_masks,
    .set_counts = set_counts,
    .sample_set_counts = sample_set_counts,
};

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
