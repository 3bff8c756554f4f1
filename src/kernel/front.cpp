// Bodies of the kernels' front: they call the kernels of the instruction set in use.
#include <tonewheel/kernel/impl/distribution_rows_inl.hpp>
#include <tonewheel/kernel/impl/exp2_inl.hpp>
#include <tonewheel/kernel/impl/gaussian_distances_inl.hpp>
#include <tonewheel/kernel/impl/gaussian_table_inl.hpp>
#include <tonewheel/kernel/impl/label_bounds_inl.hpp>
#include <tonewheel/kernel/impl/log_inl.hpp>
#include <tonewheel/kernel/impl/mixture_table_inl.hpp>
#include <tonewheel/kernel/impl/nearest_distance_inl.hpp>
#include <tonewheel/kernel/impl/posterior_inl.hpp>
#include <tonewheel/kernel/impl/posterior_summary_inl.hpp>
#include <tonewheel/kernel/impl/set_counts_inl.hpp>
#include <tonewheel/kernel/impl/short_decimals_inl.hpp>
#include <tonewheel/kernel/impl/unit_cells_inl.hpp>
