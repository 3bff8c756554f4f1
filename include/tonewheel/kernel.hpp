#pragma once

/// Batch functions on raw memory, for several instruction sets.

#include <tonewheel/kernel/distribution_rows.hpp>
#include <tonewheel/kernel/exp2.hpp>
#include <tonewheel/kernel/gaussian_distance.hpp>
#include <tonewheel/kernel/gaussian_distances.hpp>
#include <tonewheel/kernel/gaussian_table.hpp>
#include <tonewheel/kernel/isa.hpp>
#include <tonewheel/kernel/label_bounds.hpp>
#include <tonewheel/kernel/label_text.hpp>
#include <tonewheel/kernel/log.hpp>
#include <tonewheel/kernel/mask_table.hpp>
#include <tonewheel/kernel/mixture_table.hpp>
#include <tonewheel/kernel/nearest_correlation.hpp>
#include <tonewheel/kernel/nearest_distance.hpp>
#include <tonewheel/kernel/polar.hpp>
#include <tonewheel/kernel/posterior.hpp>
#include <tonewheel/kernel/posterior_summary.hpp>
#include <tonewheel/kernel/row_metric.hpp>
#include <tonewheel/kernel/row_summaries.hpp>
#include <tonewheel/kernel/set_counts.hpp>
#include <tonewheel/kernel/short_decimals.hpp>
#include <tonewheel/kernel/strided.hpp>
#include <tonewheel/kernel/symmetric_eigen.hpp>
#include <tonewheel/kernel/unit_cells.hpp>
